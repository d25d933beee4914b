/// One thing to look for, and what a hit of it counts.
struct PatternItem: Sendable, Hashable {
  enum Content: Sendable, Hashable {
    case phrase(Phrase)
    /// The source of a regular expression, with `/` as itself.
    case pattern(String)
  }

  let content: Content
  let weight: Weight

  /// As it is written in a definition, without the weight.
  var text: String {
    switch content {
    case .phrase(let phrase): "\"\(phrase.text)\""
    case .pattern(let source):
      "/" + source.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
        + "/"
    }
  }

  var canonical: String { weight == .one ? text : "\(text)*\(weight)" }

  /// What evidence is called: the phrase, or the pattern between slashes, at most 40 characters.
  var label: String {
    let label = if case .phrase(let phrase) = content { phrase.text } else { text }
    return label.count > 40 ? label.prefix(39) + "…" : label
  }
}

/// A number with three decimals, so that sums are exact and each has one way to be written.
struct Weight: Sendable, Hashable, Comparable, CustomStringConvertible {
  static let one = Weight(thousandths: 1000)
  static let limit = 1000

  let thousandths: Int

  init(thousandths: Int) { self.thousandths = thousandths }

  /// Reads `2`, `-0.5`, `.25`: at most three decimals, from -1000 to 1000. Nil for anything else.
  init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0)
      .split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    guard parts.count == 1 || parts.count == 2 && !decimals.isEmpty, decimals.utf8.count <= 3
    else { return nil }
    let digits = parts[0] + decimals + String(repeating: "0", count: 3 - decimals.utf8.count)
    guard !(parts[0] + decimals).isEmpty,
      digits.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
      let value = Int(digits), value <= Weight.limit * 1000
    else { return nil }
    thousandths = isNegative ? -value : value
  }

  var description: String {
    let size = abs(thousandths)
    let sign = thousandths < 0 ? "-" : ""
    let decimals = String(String(size % 1000 + 1000).dropFirst())
    let kept = decimals.prefix(
      upTo: decimals.lastIndex { $0 != "0" }.map {
        decimals.index(after: $0)
      } ?? decimals.startIndex)
    return "\(sign)\(size / 1000)" + (kept.isEmpty ? "" : ".\(kept)")
  }

  static func < (a: Weight, b: Weight) -> Bool { a.thousandths < b.thousandths }
}
