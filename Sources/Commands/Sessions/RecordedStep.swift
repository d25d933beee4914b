import Corpus
import Engine
private import Foundation
import Outcomes
import Workspace

extension RecordedStep {
  /// A step as a script holds it: the command, its results as checks, its time.
  ///
  /// Look-ups and failures are comments: they change nothing, and a replay need not repeat them. A
  /// failure that is `isCompleted` did what the line says.
  init(
    _ line: String, comment: String, typed: String? = nil, _ outcome: Outcome, elapsed: Duration,
    looksOnly: Bool, isCompleted: Bool = false, entry: JournalEntry
  ) {
    // A script keeps the variables; the history has what ran.
    let shown = typed ?? line
    let whole = comment.isEmpty ? shown : shown + "  " + comment
    let script: String
    if let failure = outcome.failure, isCompleted {
      script = shown + "  # \(failure.message.firstLine)"
    } else if let failure = outcome.failure {
      script =
        whole.commented + "  (\(failure.code.rawValue): \(failure.message.firstLine))"
    } else if looksOnly {
      script = whole.commented
    } else {
      script = ([whole] + Self.checks(on: outcome, elapsed)).joined(separator: "\n")
    }
    self.init(
      line: line,
      status: isCompleted
        ? StepRecord.succeeded : outcome.failure?.code.rawValue ?? StepRecord.succeeded,
      elapsed: elapsed, script: script, entry: entry)
  }

  private static func checks(on outcome: Outcome, _ elapsed: Duration) -> [String] {
    let measures = outcome.measures.filter { !$0.isVolatile }
      .map { "= \(Token.typed($0.name)) \($0.value.recorded)" }
    let tables = outcome.tables.map { "= \(Token.typed("table.\($0.name)")) \($0.digest.short)" }
    let seconds = formatDecimal(elapsed.seconds, places: 1)
    return measures + tables + ["~ \(seconds)s · pe \(Version.number) · \(Version.platform)"]
  }
}

extension Measure.Value {
  /// As a recording writes it: counts whole, other numbers to four decimals.
  package var recorded: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15
        ? String(Int(number)) : String(format: "%.4f", number)
    }
  }

  /// As a line takes it: a number whole, so that a comparison with it is one with the measure.
  var whole: String {
    switch self {
    case .text(let text): text
    case .number(let number):
      Int(exactly: number).map { String($0) } ?? "\(number)"
    }
  }
}

extension String {
  fileprivate var firstLine: String { String(prefix { $0 != "\n" }) }

  /// Each line behind a `#`.
  fileprivate var commented: String { "# " + replacing("\n", with: "\n# ") }
}
