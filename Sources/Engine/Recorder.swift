import Corpus
private import Foundation
package import Outcomes

/// A command that ran, for the session's record.
package struct Recording: Sendable {
  let line: String
  let outcome: Outcome
  let elapsed: Duration
  let looksOnly: Bool

  package init(line: String, outcome: Outcome, elapsed: Duration, looksOnly: Bool) {
    self.line = line
    self.outcome = outcome
    self.elapsed = elapsed
    self.looksOnly = looksOnly
  }

  /// The step as a script holds it: the command, its results as checks, its time.
  ///
  /// Look-ups and failures are comments: they change nothing, and a replay need not repeat them.
  var script: String {
    if let failure = outcome.failure {
      return commented(line) + "  (\(failure.code.rawValue): \(failure.message.firstLine))"
    }
    if looksOnly { return commented(line) }
    var lines = [line]
    for measure in outcome.measures where !measure.isVolatile {
      lines.append("= \(measure.name) \(measure.value.recorded)")
    }
    for table in outcome.tables {
      lines.append("= table.\(table.name) \(table.digest.short)")
    }
    let seconds = String(format: "%.1f", elapsed.seconds)
    lines.append("~ \(seconds)s · pe \(Version.number) · \(Version.platform)")
    return lines.joined(separator: "\n")
  }

  private func commented(_ line: String) -> String {
    "# " + line.replacingOccurrences(of: "\n", with: "\n# ")
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
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension String {
  var firstLine: String { String(prefix { $0 != "\n" }) }
}

/// The program's name for itself.
package enum Version {
  package static let number = "0.1.0"

  #if arch(x86_64)
    package static let platform = "linux-x86_64"
  #elseif arch(arm64)
    package static let platform = "linux-aarch64"
  #else
    package static let platform = "linux"
  #endif
}
