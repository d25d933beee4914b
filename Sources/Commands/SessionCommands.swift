import ArgumentParser
import Engine
import Outcomes

struct History: Command {
  static let configuration = CommandConfiguration(
    abstract: "List the commands that were run on this workspace.")
  static let examples = [Example("history", "this session and those before")]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Option(help: "How many at most, the newest, or all; eyes get 50 unless this says else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: 50).count
    return try await context.run { try $0.history(limit: limit) }
  }
}

struct Save: Command {
  static let configuration = CommandConfiguration(
    abstract: "Write the session as a script that can be replayed and checked.",
    discussion: """
      Writes what this session did so far, with the results as checks; look-ups and failed \
      commands as comments. What the workspace held before is loaded by the script first.
      """)
  static let examples = [Example("save analysis.pe", "then: pe replay analysis.pe")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The script to write.", completion: .file()) var path: Plain
  @Flag(help: "Overwrite a file that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.save(to: path.text, overwrites: force) }
  }
}

struct RunScript: Command {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script or a notebook in this session.",
    discussion: """
      Shows each command and its result, and holds the checks against them. A command that fails \
      ends the run unless the script expects it to fail.
      """)
  static let examples = [Example("run notebooks/tour.md", "the tour of the workbench")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "A .pe script or a Markdown notebook.", completion: .file()) var path: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let script = try Script(path: context.file(path.text))
    return try await context.interpreter.run(script)
  }
}

struct Replay: Command {
  static let configuration = CommandConfiguration(
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

  func outcome(in context: Context) async throws -> Outcome {
    let script = try Script(path: context.file(path.text))
    return try await context.interpreter.replay(script, inPlace: here, accepts: accept)
  }
}
