import ArgumentParser
import Engine
import Outcomes

struct RunCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script or a notebook in this session.",
    discussion: """
      Shows each command and its result, and holds the checks against them. A command that fails \
      ends the run unless the script expects it to fail.
      """)
  static let examples = [Example("run notebooks/tour.md", "the tour of the workbench")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "A .pe script or a Markdown notebook.", completion: .file()) var path: Plain

  @Flag(help: shellHelp) var allowShell = false

  func outcome(in context: Context) async throws -> Outcome {
    let script = try Script(path: context.file(path.text))
    return try await context.interpreter.allowingShell(allowShell).run(script)
  }
}

let shellHelp: ArgumentHelp = "Let its lines write files by '>' and start programs by '|'."
