import GRDB
import PluginKit

/// A comparison with the metadata of one name, as a condition on a row `x` of metadata.
///
/// The same text without case is equal, and the same number; a list is when one of its values is.
/// Texts that are numbers are compared as numbers with numbers.
struct FieldCondition {
  private let field: QueryCatalog.Field
  private let comparison: Comparison
  private let value: String
  /// What texts are compared with so: at the end of a day or a month, the next.
  private let textOrder: (comparison: Comparison, value: String)
  private let number: Double?
  private let place: QueryPlace

  init(
    _ field: QueryCatalog.Field, _ comparison: Comparison, _ value: String, _ place: QueryPlace
  ) {
    self.field = field
    self.comparison = comparison
    self.value = value
    self.place = place
    number = Double(value).flatMap { $0.isFinite ? $0 : nil }
    textOrder =
      switch (comparison, PartialDate(value)) {
      case (.lessOrEqual, let date?): (.less, date.next)
      case (.greater, let date?): (.greaterOrEqual, date.next)
      default: (comparison, value)
      }
  }

  /// Throws when no value of the field can be compared so, which would find nothing and tell
  /// nothing.
  func sql(_ db: Database) throws -> SQLFragment {
    if !comparison.isEquality { try check(db) }
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
    if comparison == .matches, let date = PartialDate(value) {
      parts.append(
        SQLFragment(
          "(x.kind = 'text' AND x.value > ? AND x.value < ?)", [.text(value), .text(date.next)]))
    }
    if let number { parts.append(SQLFragment("x.value = ?", [.real(number)])) }
    if field.kinds.contains(.flag) {
      switch value.lowercased() {
      case "true", "yes": parts.append(SQLFragment("(x.kind = 'flag' AND x.value = 1)"))
      case "false", "no": parts.append(SQLFragment("(x.kind = 'flag' AND x.value = 0)"))
      default: break
      }
    }
    if field.kinds.contains(.json) { parts.append(list(atomEquality)) }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  private var order: SQLFragment {
    var parts: [SQLFragment] = []
    if let number {
      // In SQLite every number comes before every text.
      parts.append(
        SQLFragment(
          "(x.value COLLATE NOCASE \(comparison.sql) ? AND x.value COLLATE NOCASE < '')",
          [.real(number)]))
      if field.kinds.contains(.text) {
        parts.append(
          SQLFragment(
            "(x.kind = 'text' AND \(NumberFunction.name)(x.value) \(comparison.sql) ?)",
            [.real(number)]))
      }
    } else {
      parts.append(
        SQLFragment(
          """
          (x.value COLLATE NOCASE \(textOrder.comparison.sql) ? AND x.value COLLATE NOCASE >= ''
          AND x.kind <> 'json')
          """, [.text(textOrder.value)]))
    }
    if field.kinds.contains(.json) { parts.append(list(atomOrder)) }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
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
    if let number {
      parts.append(
        SQLFragment("(j.type IN ('integer', 'real') AND j.atom = ?)", [.real(number)]))
    }
    switch value.lowercased() {
    case "true", "yes": parts.append(SQLFragment("j.type = 'true'"))
    case "false", "no": parts.append(SQLFragment("j.type = 'false'"))
    default: break
    }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  private var atomOrder: SQLFragment {
    guard let number else {
      return SQLFragment(
        "(j.type = 'text' AND j.atom COLLATE NOCASE \(textOrder.comparison.sql) ?)",
        [.text(textOrder.value)])
    }
    return SQLFragment(
      """
      (j.type IN ('integer', 'real', 'text')
      AND \(NumberFunction.name)(j.atom) \(comparison.sql) ?)
      """, [.real(number)])
  }

  /// Ends at the first value that is a number; without one, a pass over the field's values.
  private func check(_ db: Database) throws {
    let numeric: Set<FieldRecord.Kind> = [.integer, .number, .flag]
    if number == nil {
      guard field.kinds.isSubset(of: numeric.union([.null])), field.paths.isEmpty else { return }
      throw place.error("'\(field.key)' is a number, and '\(value)' is not")
    }
    guard field.paths.isEmpty, field.kinds.isDisjoint(with: numeric.union([.json])),
      field.kinds.contains(.text)
    else { return }
    let hasNumber = try db.integer(
      """
      SELECT EXISTS (SELECT 1 FROM metadata x
        WHERE x.key = ? AND \(NumberFunction.name)(x.value) IS NOT NULL)
      """, [.text(field.key)])
    guard hasNumber == 0 else { return }
    throw place.error(
      "'\(field.key)' holds text, and no text of it is a number to compare with \(value)",
      hint: "texts stand in the order of letters: compare them with one that is no number, "
        + "as in day<2024-02")
  }
}

/// What a text says as a number, as a function of SQL: NULL when it says none.
enum NumberFunction {
  static let name = "pe_number"

  static let function = DatabaseFunction(name, argumentCount: 1, pure: true) { values in
    switch values[0].storage {
    case .int64(let number): return number
    case .double(let number): return number
    case .string(let text): return number(text)
    case .null, .blob: return nil
    }
  }

  /// Spaces around it do not count; NaN and infinities are no numbers.
  static func number(_ text: String) -> Double? {
    let bytes = text.utf8
    guard let first = bytes.first(where: { $0 != UInt8(ascii: " ") }),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
        || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
    else { return nil }
    let hasSpace = first != bytes.first || bytes.last == UInt8(ascii: " ")
    let trimmed =
      hasSpace
      ? String(
        decoding: text.utf8.drop { $0 == UInt8(ascii: " ") }.reversed()
          .drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self) : text
    guard let number = Double(trimmed), number.isFinite else { return nil }
    return number
  }
}
