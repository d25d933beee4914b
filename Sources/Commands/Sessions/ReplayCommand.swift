import ArgumentParser
import Engine
import Outcomes

struct ReplayCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run a script in a fresh workspace and say whether the results are the same.",
    discussion: """
      SAME: as written. WITHIN: inside a written range or tolerance. DRIFT: not. NEW: nothing was \
      written to compare with. MISSING: a check names what the command no longer gives. ERROR: the \
      command failed. BLOCKED: it was not run, as one before it failed. Ends with 0 when all is \
      same or within, 2 on drift, 3 on error, 4 when data is missing or has changed.
      """)
  static let examples = [Example("replay Tests/Sessions/first-look.pe", "a recorded session")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "A .pe script or a Markdown notebook.", completion: .file()) var path: Plain
  @Flag(help: "Rewrite the values that drifted, and nothing else, in the script.") var accept =
    false
  @Flag(help: "Use this workspace, not a fresh one.") var here = false

  @Flag(help: shellHelp) var allowShell = false

  func outcome(in context: Context) async throws -> Outcome {
    let script = try Script(path: context.file(path.text))
    return try await context.interpreter.allowingShell(allowShell).replay(
      script, inPlace: here, accepts: accept)
  }
}
