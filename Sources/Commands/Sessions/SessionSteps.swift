import Engine
import Foundation
import Outcomes
import Workspace

/// The session so far as lines for a reader of a page: commands and their checks, without look-ups,
/// times and folders of this machine.
enum SessionSteps {
  static func lines(in context: Context) async throws -> [String] {
    let scripts: [String]
    if let steps = try? await context.perform(ListSessionSteps()) {
      scripts = steps.filter { $0.record.status == StepRecord.succeeded }.map(\.record.script)
    } else {
      let own = OwnSteps(accepted: try await context.perform(ListAcceptedBuilds()))
      scripts = try await context.perform(PlanRebuilding()).flatMap { own.lines(of: $0) }
    }
    return scripts.flatMap { $0.split(separator: "\n").map(String.init) }
      .filter { !$0.hasPrefix("#") && !$0.hasPrefix("~") }
      .map { withoutFolders($0) }
  }

  /// The line with each whole path cut to the file's name.
  static func withoutFolders(_ line: String) -> String {
    SplitLine(line).words.reversed().reduce(line) { line, word in
      let isPath =
        (word.text.hasPrefix("/") || word.text.hasPrefix("~/"))
        && word.text.dropFirst().contains("/")
      guard isPath else { return line }
      let bytes = Array(line.utf8)
      let name = (word.text as NSString).lastPathComponent
      return String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self)
        + Token.typed(name) + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
    }
  }
}
