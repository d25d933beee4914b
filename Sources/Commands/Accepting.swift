import Foundation

extension Script {
  /// Rewrites the values that drifted and nothing else; returns how many.
  func accept(_ checks: [CheckResult]) throws -> Int {
    var lines = lines
    var count = 0
    for check in checks where check.status == .drift && check.name != "failure" {
      let line = lines[check.line - 1]
      guard
        let name = line.firstRange(of: Token.typed(check.name)) ?? line.firstRange(of: check.name)
      else { continue }
      let tail = line[name.upperBound...]
      guard let value = tail.firstRange(of: sourceValue(tail)) else { continue }
      lines[check.line - 1] = line.replacingCharacters(in: value, with: check.actual)
      count += 1
    }
    if count > 0 {
      try Data(lines.joined(separator: "\n").utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    }
    return count
  }

  /// The value of a check line after its name: without tolerance and comment.
  private func sourceValue(_ tail: Substring) -> String {
    var value = tail
    if let hash = value.firstRange(of: " #") { value = value[..<hash.lowerBound] }
    if let tolerance = value.firstRange(of: "+-") { value = value[..<tolerance.lowerBound] }
    return String(value).trimmed
  }
}
