import Corpus
import GRDB
import PluginKit

/// A comparison with the metadata of one name, as a condition on a row `x` of metadata.
///
/// The same text without case is equal, and the same number; a list is when one of its values is.
/// Texts that are numbers are compared as numbers with numbers, and texts that are days or times with
/// such, however they are written: with a clock of a known zone by universal time, else as each
/// clock shows.
struct FieldCondition {
  private let field: QueryCatalog.Field
  private let comparison: Comparison
  private let value: String
  /// Whole where it can be: beyond 2^53 the nearest real is another number.
  private let number: SQLValue?
  private let catalog: QueryCatalog
  private let place: QueryPlace
  /// The time that is compared with, where that makes sense of the field, and how its texts are read.
  private var time: (asked: WrittenTime, bits: String)?

  init(
    _ field: QueryCatalog.Field, _ comparison: Comparison, _ value: String,
    _ catalog: QueryCatalog, _ place: QueryPlace
  ) {
    self.field = field
    self.comparison = comparison
    self.value = value
    self.catalog = catalog
    self.place = place
    number =
      Int(value).map { .integer($0) }
      ?? Double(value).flatMap { $0.isFinite ? .real($0) : nil }
  }

  /// Throws when no value of the field can be compared so, which would find nothing and tell
  /// nothing; what can not among others is noted in the catalog.
  mutating func sql() throws -> SQLFragment {
    try check()
    var parts: [SQLFragment] = []
    if field.isStored {
      parts.append(SQLFragment("x.key = ? AND ", [.text(field.key)]) + plain)
    }
    for path in field.paths {
      parts.append(
        SQLFragment(
          """
          x.key = ? AND x.kind = 'json' AND json_valid(x.value)
          AND EXISTS (SELECT 1 FROM json_each(x.value, ?) j WHERE \(Self.isOne) AND
          """ + " ", [.text(path.key), .text(path.path)]) + atom + SQLFragment(")"))
    }
    guard parts.count > 1 else { return parts[0] }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  /// Of what a path leads to: the value, or those of a list.
  private static let isOne = "j.type NOT IN ('object', 'array', 'null')"

  /// On the row's own value.
  private var plain: SQLFragment {
    switch comparison {
    case .matches, .equal: equality
    case .notEqual: SQLFragment("x.value IS NOT NULL AND NOT ") + equality
    case .less, .lessOrEqual, .greater, .greaterOrEqual: order
    }
  }

  private var equality: SQLFragment {
    var parts = [SQLFragment("x.value COLLATE NOCASE = ?", [.text(value)])]
    if let timing = timing(of: "x.value") {
      parts.append(SQLFragment("(x.kind = 'text' AND ") + timing + SQLFragment(")"))
    }
    if let number {
      parts.append(SQLFragment("x.value = ?", [number]))
      if field.kinds.contains(.text) {
        parts.append(
          SQLFragment(
            "(x.kind = 'text' AND coalesce(\(NumberFunction.name)(x.value) = ?, 0))", [number]))
      }
    }
    if field.kinds.contains(.flag), let flag {
      parts.append(SQLFragment("(x.kind = 'flag' AND x.value = \(flag ? 1 : 0))"))
    }
    if field.kinds.contains(.json) { parts.append(list(atomEquality)) }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  private var flag: Bool? {
    switch value.lowercased() {
    case "true", "yes": true
    case "false", "no": false
    default: nil
    }
  }

  private var order: SQLFragment {
    var parts: [SQLFragment] = []
    if let timing = timing(of: "x.value") {
      parts.append(SQLFragment("(x.kind = 'text' AND ") + timing + SQLFragment(")"))
    } else if let number {
      // In SQLite every number comes before every text.
      parts.append(
        SQLFragment(
          "(x.value COLLATE NOCASE \(comparison.sql) ? AND x.value COLLATE NOCASE < '')",
          [number]))
      if field.kinds.contains(.text) {
        parts.append(
          SQLFragment(
            "(x.kind = 'text' AND \(NumberFunction.name)(x.value) \(comparison.sql) ?)",
            [number]))
      }
    } else {
      parts.append(
        SQLFragment(
          """
          (x.value COLLATE NOCASE \(comparison.sql) ? AND x.value COLLATE NOCASE >= ''
          AND x.kind <> 'json')
          """, [.text(value)]))
    }
    if field.kinds.contains(.json) { parts.append(list(atomOrder)) }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  /// That the time which `text` says stands so to the one asked for, which spans a while.
  private func timing(of text: String) -> SQLFragment? {
    guard let (asked, bits) = time else { return nil }
    let told = "\(TimeFunction.name)(\(text), \(bits))"
    let shift = asked.zone ?? 0
    let (start, end) = (SQLValue.real(asked.start - shift), SQLValue.real(asked.end - shift))
    switch comparison {
    case .less: return SQLFragment("\(told) < ?", [start])
    case .lessOrEqual: return SQLFragment("\(told) < ?", [end])
    case .greater: return SQLFragment("\(told) >= ?", [end])
    case .greaterOrEqual: return SQLFragment("\(told) >= ?", [start])
    case .matches, .equal, .notEqual:
      return SQLFragment("coalesce(\(told) >= ? AND \(told) < ?, 0)", [start, end])
    }
  }

  private func list(_ condition: SQLFragment) -> SQLFragment {
    SQLFragment(
      """
      (x.kind = 'json' AND json_valid(x.value)
      AND EXISTS (SELECT 1 FROM json_each(x.value) j WHERE \(Self.isOne) AND
      """ + " ") + condition + SQLFragment("))")
  }

  /// On a value `j` of a list or of a path.
  private var atom: SQLFragment {
    switch comparison {
    case .matches, .equal: atomEquality
    case .notEqual: SQLFragment("NOT ") + atomEquality
    case .less, .lessOrEqual, .greater, .greaterOrEqual: atomOrder
    }
  }

  private var atomEquality: SQLFragment {
    var parts = [SQLFragment("j.atom = ? COLLATE NOCASE", [.text(value)])]
    if let timing = timing(of: "j.atom") {
      parts.append(SQLFragment("(j.type = 'text' AND ") + timing + SQLFragment(")"))
    }
    if let number {
      parts.append(
        SQLFragment(
          """
          (j.type IN ('integer', 'real', 'text')
          AND coalesce(\(NumberFunction.name)(j.atom) = ?, 0))
          """, [number]))
    }
    if let flag { parts.append(SQLFragment("j.type = '\(flag)'")) }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  private var atomOrder: SQLFragment {
    if let timing = timing(of: "j.atom") {
      return SQLFragment("(j.type = 'text' AND ") + timing + SQLFragment(")")
    }
    guard let number else {
      return SQLFragment(
        "(j.type = 'text' AND j.atom COLLATE NOCASE \(comparison.sql) ?)", [.text(value)])
    }
    return SQLFragment(
      """
      (j.type IN ('integer', 'real', 'text')
      AND \(NumberFunction.name)(j.atom) \(comparison.sql) ?)
      """, [number])
  }

  // What can be compared

  private static let numeric: Set<FieldRecord.Kind> = [.integer, .number]

  private mutating func check() throws {
    let kinds = field.kinds.subtracting([.null])
    let isPlain = field.paths.isEmpty && !kinds.contains(.json) && !kinds.isEmpty
    let asked = WrittenTime(value) ?? (number == nil ? nil : WrittenTime(year: value))
    guard kinds.contains(.text) else {
      if isPlain { try checkWithoutTexts(kinds) }
      // Within lists and objects nothing says how days are written.
      if let asked, number == nil { time = (asked, "\(bits(asked, isMonthFirst: nil))") }
      return
    }
    // Of what is neither, equality is that of letters.
    guard !comparison.isEquality || asked != nil else { return }
    let texts = try catalog.texts(of: field.key)
    let isOfNumbers = texts.numbers > 0 || !kinds.isDisjoint(with: Self.numeric.union([.flag]))
    if let asked, number == nil || !isOfNumbers && texts.dates > 0 {
      time = (asked, bits(asked, texts))
      if !comparison.isEquality {
        guard texts.dates > texts.undecided || !isPlain else { throw noDate(texts) }
        catalog.note(field.key, .noDate, texts.count - texts.dates)
      }
      catalog.note(field.key, .doubtfulDay, texts.undecided)
      return
    }
    guard !comparison.isEquality else { return }
    guard number != nil else {
      guard isPlain, texts.count > 0 else { return }
      if texts.dates * 2 > texts.count {
        throw place.error(
          "'\(field.key)' holds dates, and '\(value)' is none", hint: Self.dateHint)
      }
      if texts.numbers == texts.count {
        throw place.error("'\(field.key)' holds numbers, and '\(value)' is none")
      }
      return
    }
    guard isOfNumbers || !isPlain else {
      throw place.error(
        "'\(field.key)' holds text, and no text of it is a number to compare with \(value)",
        hint: "'info' lists what fields hold; texts stand in the order of letters, as in name>m")
    }
    catalog.note(field.key, .noNumber, texts.count - texts.numbers)
  }

  /// As SQL: by the row's dataset where those with days in doubt write them otherwise.
  private func bits(_ asked: WrittenTime, _ texts: FieldTexts) -> String {
    let doubted = texts.days.filter { $0.value.doubtful > 0 }.sorted { $0.key < $1.key }
    let bits = doubted.map {
      (place: $0.key, bits: self.bits(asked, isMonthFirst: $0.value.isMonthFirst))
    }
    guard let first = bits.first, bits.contains(where: { $0.bits != first.bits }) else {
      return "\(bits.first?.bits ?? self.bits(asked, isMonthFirst: nil))"
    }
    let cases = bits.map { "WHEN \($0.place) THEN \($0.bits)" }.joined(separator: " ")
    return """
      CASE \(FieldTexts.place(of: "x")) \(cases) ELSE \(self.bits(asked, isMonthFirst: nil)) END
      """
  }

  private func bits(_ asked: WrittenTime, isMonthFirst: Bool?) -> Int {
    (isMonthFirst == true ? TimeFunction.monthFirst : 0)
      | (asked.zone == nil ? 0 : TimeFunction.universal)
      | (isMonthFirst == nil ? TimeFunction.certain : 0)
  }

  private static let dateHint = "days are written so: 2024-02-05, 2024-02, \"3 Feb 2024\""

  private func noDate(_ texts: FieldTexts) -> WorkspaceError {
    guard texts.undecided > 0 else {
      return place.error("'\(field.key)' holds no date to compare with \(value)")
    }
    return place.error(
      "the dates of '\(field.key)' may have the day or the month first: nothing in them says which",
      hint: "load the table with --map dates=day-first, or month-first")
  }

  private func checkWithoutTexts(_ kinds: Set<FieldRecord.Kind>) throws {
    if kinds == [.flag] {
      if !comparison.isEquality {
        throw place.error(
          "'\(field.key)' is true or false, which has no order",
          hint: "\(field.key):yes finds the true")
      }
      guard flag != nil || number == .integer(0) || number == .integer(1) else {
        throw place.error("'\(field.key)' is true or false, and '\(value)' is neither")
      }
    } else if number == nil, flag == nil || !kinds.contains(.flag) {
      throw place.error("'\(field.key)' is a number, and '\(value)' is not")
    }
  }
}
