import ArgumentParser
import Engine
import Foundation
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

  @Argument(
    help: "A .pe script, a Markdown notebook, or a package of 'share'.", completion: .file())
  var path: Plain
  @Flag(help: "Rewrite the values that drifted, and nothing else, in the script.") var accept =
    false
  @Flag(help: "Use this workspace, not a fresh one.") var here = false

  @Option(help: "Where the data files of a package are, under any names.") var data: Plain?
  @Option(help: "Builds of a package's plugins that may run, joined by commas.") var trust: Plain?
  @Option(help: "A new folder for what a package's script writes; it is gone afterwards else.")
  var out: Plain?
  @Flag(help: shellHelp) var allowShell = false

  func outcome(in context: Context) async throws -> Outcome {
    if path.text.hasSuffix(".zip") {
      guard !here, !accept, !allowShell else {
        throw Failure(
          .usage, "a package is replayed by itself, without --here, --accept and --allow-shell")
      }
      return try await PackageReplay(
        path: context.file(path.text), data: data?.text, trusted: listed(trust),
        output: out.map { absolutePath(($0.text as NSString).expandingTildeInPath) }
      ).outcome(in: context)
    }
    guard data == nil, trust == nil, out == nil else {
      throw Failure(.usage, "--data, --trust and --out are for packages, FILE.pe.zip")
    }
    let script = try Script(path: context.file(path.text))
    return try await context.interpreter.allowingShell(allowShell).replay(
      script, inPlace: here, accepts: accept)
  }
}
