package import Outcomes

/// Measures as words: `annomi · 133 conversations · 9,699 messages · 0.1 s`.
///
/// The rule, by unit:
/// - count: number and name, `133 conversations`; a dotted name comes first, `tier draft 12`;
/// - share, score and plain numbers: name and value, `flagged 12.3 %`, `overall mean 0.612`;
/// - seconds and bytes: the value alone when the name says no more than the unit (`elapsed`,
///   `seconds`, `bytes`, `size`), else name and value, `training 1.2 s`;
/// - perSecond: `1,674/s`; `conversations_per_second` gives `1,674 conversations/s`;
/// - text: the value alone when it is the outcome's first measure, which is its subject, else name
///   and value; a digest is cut to its first 12 digits.
///
/// Dots and underscores in names read as spaces.
package enum MeasureText {
  package static func text(_ measure: Measure, isFirst: Bool = false) -> String {
    let value = self.value(measure)
    let name = words(measure.name)
    let isBare =
      switch measure.unit {
      case .seconds: ["seconds", "elapsed", "time", "duration"].contains(name)
      case .bytes: ["bytes", "size"].contains(name)
      case .perSecond: true
      case .none: isFirst && isText(measure)
      case .count, .share, .score: false
      }
    if isBare { return value }
    // What is no name of things stands before its number: n 55, of 85.
    if ["n", "of"].contains(name) { return name + " " + value }
    if measure.unit == .count, !measure.name.contains("."), case .number(let number) = measure.value
    {
      return Int(exactly: number).map { NumberText.count($0, name) } ?? "\(value) \(name)"
    }
    return name + " " + value
  }

  /// The value alone, with its unit.
  package static func value(_ measure: Measure) -> String {
    switch measure.value {
    case .text(let text): isDigest(text) ? String(text.prefix(12)) : text
    case .number(let number):
      switch measure.unit {
      case .count, .none: plain(number)
      case .share: NumberText.percent(number)
      case .score: NumberText.score(number)
      case .seconds: NumberText.seconds(number)
      case .bytes: NumberText.bytes(number)
      case .perSecond: NumberText.rate(number, of: things(measure.name))
      }
    }
  }

  /// A measure's name as words.
  package static func words(_ name: String) -> String {
    String(name.map { $0 == "_" || $0 == "." ? " " : $0 })
  }

  private static func isText(_ measure: Measure) -> Bool {
    if case .text = measure.value { true } else { false }
  }

  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  private static func things(_ name: String) -> String {
    let suffix = "_per_second"
    return name.hasSuffix(suffix) ? words(String(name.dropLast(suffix.count))) : ""
  }

  private static func plain(_ number: Double) -> String {
    Int(exactly: number).map(NumberText.grouped) ?? NumberText.score(number)
  }
}

extension Pen {
  /// The measures in as few lines as they need; beyond three lines one a line, values aligned.
  func measures(_ measures: [Measure]) -> String {
    let items = measures.enumerated().map { index, measure in
      oneLine(MeasureText.text(measure, isFirst: index == 0))
    }
    let lines = flow(items)
    if lines.count <= 3 { return lines.map { $0 + "\n" }.joined() }
    let names = measures.map { oneLine(MeasureText.words($0.name)) }
    let width = min(self.width / 2, names.map { displayWidth($0) }.max() ?? 0)
    return zip(names, measures).map { name, measure in
      let label = padded(clip(name, to: width), to: width)
      return line(label + "  " + oneLine(MeasureText.value(measure)))
    }.joined()
  }
}
