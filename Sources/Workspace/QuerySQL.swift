import GRDB
import PluginKit

/// Turns a query into a condition of SQL on the conversation `c`.
///
/// Within an *and* group, roles and message metadata narrow the group's texts, in inner groups too:
/// each text must stand in some message that has such a role and such metadata. Without a text in
/// the group, one message must have them all. A role or name given twice in a group narrows
/// nothing: each then is a condition of its own. An inner group's roles replace an outer one's.
struct QuerySQL {
  let catalog: QueryCatalog
  private let db: Database
  /// Signatures whose scores the condition reads.
  private(set) var signatures: Set<Int64> = []
  private(set) var usesText = false
  /// Positive texts with what narrows them, for highlighting.
  private(set) var matches: [(match: String, narrowing: Narrowing)] = []

  /// What messages a text may stand in.
  struct Narrowing {
    var role: Role?
    var fields: [SQLFragment] = []

    var isEmpty: Bool { role == nil && fields.isEmpty }

    /// ` AND …` on the message `m`.
    var condition: SQLFragment {
      var parts: [SQLFragment] = []
      if let role { parts.append(SQLFragment(" AND m.role = '\(role.rawValue)'")) }
      for field in fields {
        parts.append(
          SQLFragment(
            " AND EXISTS (SELECT 1 FROM metadata x WHERE x.conversation_id = m.conversation_id"
              + " AND x.position = m.position AND ") + field + SQLFragment(")"))
      }
      return .joined(parts, by: "")
    }
  }

  init(_ db: Database) throws {
    self.db = db
    catalog = try QueryCatalog(db)
  }

  /// The joins and the condition: ` LEFT JOIN … WHERE …` after `FROM conversation c`.
  mutating func clause(_ term: QueryTerm) throws -> SQLFragment {
    let condition = try self.condition(term)
    return SQLFragment(joins + " WHERE ") + condition
  }

  /// The expression of a column by its name, its table joined.
  mutating func column(_ name: String) throws -> SQLFragment {
    switch catalog.meaning(of: name) {
    case .dataset: return SQLFragment("(SELECT name FROM dataset WHERE id = c.dataset_id)")
    case .id: return SQLFragment("c.external_id")
    case .count(let column): return SQLFragment("c.\(column)")
    case .score(let column):
      signatures.insert(column.signature)
      return SQLFragment(column.expression)
    case .field(let field):
      guard field.levels.contains(.conversation) else {
        throw WorkspaceError(
          .badQuery(offset: 0), "'\(field.key)' belongs to messages, not to conversations",
          hint: "name a field of conversations or a score")
      }
      return SQLFragment(
        """
        (SELECT CASE kind WHEN 'flag' THEN iif(value, 'true', 'false') ELSE value END
        FROM metadata WHERE conversation_id = c.id AND position = -1 AND key = ?)
        """, [.text(field.key)])
    case nil:
      throw unknown(name, offset: 0, what: "column")
    }
  }

  var joins: String { signatures.sorted().map(QueryCatalog.join).joined() }

  mutating func condition(_ term: QueryTerm) throws -> SQLFragment {
    try condition(term, within: Narrowing(), isPositive: true, opened: [])
  }

  private mutating func condition(
    _ term: QueryTerm, within narrowing: Narrowing, isPositive: Bool, opened: [String]
  ) throws -> SQLFragment {
    switch term.kind {
    case .everything: return SQLFragment("TRUE")
    case .text(let text, let isPrefix):
      return self.text(text, isPrefix: isPrefix, narrowing, isPositive: isPositive)
    case .role, .and:
      let terms = if case .and(let terms) = term.kind { terms } else { [term] }
      return try group(terms, within: narrowing, isPositive: isPositive, opened: opened)
    case .or(let terms):
      let parts = try terms.map {
        try condition($0, within: narrowing, isPositive: isPositive, opened: opened)
      }
      return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
    case .not(let terms):
      let parts = try terms.map {
        try condition($0, within: narrowing, isPositive: !isPositive, opened: opened)
      }
      return SQLFragment("NOT coalesce(") + .joined(parts, by: " AND ") + SQLFragment(", FALSE)")
    case .selection(let name):
      return try selection(name, term, isPositive: isPositive, opened: opened)
    case .sql(let text): return try sql(text, term)
    case .comparison(let name, let comparison, let value):
      if messageField(term) != nil {
        return try group([term], within: narrowing, isPositive: isPositive, opened: opened)
      }
      return try self.comparison(name, comparison, value, term)
    }
  }

  /// The field that a comparison narrows messages by: one that messages alone have.
  private func messageField(_ term: QueryTerm) -> QueryCatalog.Field? {
    guard case .comparison(let name, _, _) = term.kind,
      case .field(let field) = catalog.meaning(of: name), field.levels == [.message]
    else { return nil }
    return field
  }

  /// Terms that hold together.
  private mutating func group(
    _ terms: [QueryTerm], within outer: Narrowing, isPositive: Bool, opened: [String]
  ) throws -> SQLFragment {
    var roles: [Role] = []
    var fields: [(key: String, condition: SQLFragment)] = []
    var others: [QueryTerm] = []
    for term in terms {
      if case .role(let role) = term.kind {
        roles.append(role)
      } else if let field = messageField(term),
        case .comparison(_, let comparison, let value) = term.kind
      {
        fields.append((field.key, try condition(of: field, comparison, value, term)))
      } else {
        others.append(term)
      }
    }
    let narrows = roles.count <= 1 && Set(fields.map(\.key)).count == fields.count
    var inner = outer
    var parts: [SQLFragment] = []
    if narrows {
      if let role = roles.first { inner.role = role }
      inner.fields += fields.map(\.condition)
      let hasText = others.contains { if case .text = $0.kind { true } else { false } }
      if !hasText, !(roles.isEmpty && fields.isEmpty) { parts.append(someMessage(inner)) }
    } else {
      for role in roles { parts.append(someMessage(Narrowing(role: role))) }
      for field in fields { parts.append(someMessage(Narrowing(fields: [field.condition]))) }
    }
    for term in others {
      parts.append(
        try condition(term, within: inner, isPositive: isPositive, opened: opened))
    }
    return SQLFragment("(") + .joined(parts, by: " AND ") + SQLFragment(")")
  }

  private func someMessage(_ narrowing: Narrowing) -> SQLFragment {
    if narrowing.role == nil, narrowing.fields.count == 1 {
      return SQLFragment(
        "c.id IN (SELECT x.conversation_id FROM metadata x WHERE x.position >= 0 AND ")
        + narrowing.fields[0] + SQLFragment(")")
    }
    return SQLFragment(
      "EXISTS (SELECT 1 FROM message m WHERE m.id >= c.first_message"
        + " AND m.id < c.first_message + c.messages")
      + narrowing.condition + SQLFragment(")")
  }

  private mutating func text(
    _ text: String, isPrefix: Bool, _ narrowing: Narrowing, isPositive: Bool
  ) -> SQLFragment {
    usesText = true
    let match = Self.match(text, isPrefix: isPrefix)
    if isPositive { matches.append((match, narrowing)) }
    if narrowing.isEmpty {
      return SQLFragment(
        """
        c.id IN (SELECT m.conversation_id FROM message_fts
        CROSS JOIN message m ON m.id = message_fts.rowid WHERE message_fts MATCH ?)
        """, [.text(match)])
    }
    return SQLFragment(
      """
      c.id IN (SELECT m.conversation_id FROM message_fts
      CROSS JOIN message m ON m.id = message_fts.rowid WHERE message_fts MATCH ?
      """, [.text(match)]) + narrowing.condition + SQLFragment(")")
  }

  /// A phrase of FTS5: quoted whole, so that nothing in it is syntax.
  static func match(_ text: String, isPrefix: Bool) -> String {
    let safe = text.replacing("\0", with: " ").replacing("\"", with: "\"\"")
    return "\"\(safe)\"" + (isPrefix ? "*" : "")
  }

  private mutating func selection(
    _ name: String, _ term: QueryTerm, isPositive: Bool, opened: [String]
  ) throws -> SQLFragment {
    guard !opened.contains(name) else {
      throw error("the selection '@\(name)' is made of itself", term)
    }
    guard
      let query = try db.first(
        "SELECT query FROM selection WHERE name = ?", [.text(name)], { $0.text(0) })
    else {
      let known = try db.rows("SELECT name FROM selection ORDER BY name") { $0.text(0) }
      throw error(
        "no selection '@\(name)'", term,
        hint: nameHint(for: name, among: known, none: "none has been named yet"))
    }
    let inner = try QueryParser.parse(query)
    return try condition(
      inner, within: Narrowing(), isPositive: isPositive, opened: opened + [name])
  }

  private func sql(_ text: String, _ term: QueryTerm) throws -> SQLFragment {
    if let problem = SQLCondition.problem(text) { throw error(problem, term) }
    let fragment =
      "c.id IN (SELECT conversation_id FROM conversation_scores WHERE (\n\(text)\n))"
    do {
      _ = try Prepared(db, "SELECT 1 FROM conversation c WHERE " + fragment)
    } catch let failure as WorkspaceError {
      throw error("the condition in sql is not understood: \(failure.message)", term)
    }
    return SQLFragment(fragment)
  }

  private mutating func comparison(
    _ name: String, _ comparison: QueryTerm.Comparison, _ value: String, _ term: QueryTerm
  ) throws -> SQLFragment {
    switch catalog.meaning(of: name) {
    case .dataset: return try dataset(comparison, value, term)
    case .id: return try id(comparison, value, term)
    case .count(let column):
      return SQLFragment("c.\(column) \(comparison.sql) ?", [try number(value, name, term)])
    case .score(let column):
      signatures.insert(column.signature)
      if column.kind == .label {
        guard comparison.isEquality else { throw onlyEquality(name, term) }
        return SQLFragment(
          "\(column.expression) \(comparison.sql) ? COLLATE NOCASE", [.text(value)])
      }
      return SQLFragment(
        "\(column.expression) \(comparison.sql) ?", [try number(value, name, term)])
    case .field(let field):
      // Messages alone have the field: the caller took it as narrowing.
      let level = field.levels.count > 1 ? "" : "x.position = -1 AND "
      return SQLFragment("c.id IN (SELECT x.conversation_id FROM metadata x WHERE \(level)")
        + (try condition(of: field, comparison, value, term)) + SQLFragment(")")
    case nil: throw unknown(name, offset: term.offset, what: "field or score")
    }
  }

  private func dataset(
    _ comparison: QueryTerm.Comparison, _ value: String, _ term: QueryTerm
  ) throws -> SQLFragment {
    guard comparison.isEquality else { throw onlyEquality("dataset", term) }
    guard let id = catalog.datasets[value] else {
      throw error(
        "no dataset '\(value)'", term,
        hint: nameHint(
          for: value, among: catalog.datasets.keys.sorted(), none: "nothing is loaded yet"))
    }
    return SQLFragment("c.dataset_id \(comparison.sql) \(id)")
  }

  /// A number is a conversation's number here; else DATASET/NAME or the file's name for it.
  private func id(
    _ comparison: QueryTerm.Comparison, _ value: String, _ term: QueryTerm
  ) throws -> SQLFragment {
    guard comparison.isEquality else { throw onlyEquality("id", term) }
    let ids = try ConversationReference.resolve(value, db).map { String($0) }
    let list = ids.joined(separator: ", ")
    return SQLFragment("c.id \(comparison == .notEqual ? "NOT IN" : "IN") (\(list))")
  }

  /// The condition on a row `x` of metadata.
  private func condition(
    of field: QueryCatalog.Field, _ comparison: QueryTerm.Comparison, _ value: String,
    _ term: QueryTerm
  ) throws -> SQLFragment {
    let key = SQLFragment("x.key = ? AND ", [.text(field.key)])
    let number = Double(value).flatMap { $0.isFinite ? $0 : nil }
    switch comparison {
    case .matches, .equal: return key + Self.equality(field, value, number)
    case .notEqual:
      return key + SQLFragment("x.value IS NOT NULL AND NOT ") + Self.equality(field, value, number)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let value: SQLValue = number.map { .real($0) } ?? .text(value)
      // In SQLite every number comes before every text.
      let bound = number == nil ? ">=" : "<"
      return key
        + SQLFragment(
          "x.value COLLATE NOCASE \(comparison.sql) ? AND x.value COLLATE NOCASE \(bound) ''",
          [value])
    }
  }

  /// The same text without case, the same number, or a list that has it.
  private static func equality(
    _ field: QueryCatalog.Field, _ value: String, _ number: Double?
  ) -> SQLFragment {
    var parts = [SQLFragment("x.value COLLATE NOCASE = ?", [.text(value)])]
    if let number { parts.append(SQLFragment("x.value = ?", [.real(number)])) }
    if field.kinds.contains(.flag) {
      switch value.lowercased() {
      case "true", "yes": parts.append(SQLFragment("(x.kind = 'flag' AND x.value = 1)"))
      case "false", "no": parts.append(SQLFragment("(x.kind = 'flag' AND x.value = 0)"))
      default: break
      }
    }
    if field.kinds.contains(.json) {
      parts.append(
        SQLFragment(
          """
          (x.kind = 'json' AND json_valid(x.value)
          AND EXISTS (SELECT 1 FROM json_each(x.value) j WHERE j.atom = ? COLLATE NOCASE))
          """, [.text(value)]))
    }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }

  private func number(_ value: String, _ name: String, _ term: QueryTerm) throws -> SQLValue {
    guard let number = Double(value), number.isFinite else {
      throw error("'\(name)' is a number, and '\(value)' is not", term)
    }
    return .real(number)
  }

  private func onlyEquality(_ name: String, _ term: QueryTerm) -> WorkspaceError {
    error("'\(name)' is a word and takes ':', '=' or '!='", term)
  }

  private func unknown(_ name: String, offset: Int, what: String) -> WorkspaceError {
    let list = nameHint(for: name, among: catalog.names, none: "")
    let scores = catalog.scores.isEmpty ? "; scores are there after validate" : ""
    return WorkspaceError(
      .badQuery(offset: offset), "no \(what) '\(name)'",
      hint: "\(list)\(scores); put text that has a ':' in quotes")
  }

  private func error(
    _ message: String, _ term: QueryTerm, hint: String? = nil
  ) -> WorkspaceError {
    WorkspaceError(.badQuery(offset: term.offset), message, hint: hint)
  }
}

extension QueryTerm.Comparison {
  /// The operator of SQL.
  var sql: String {
    switch self {
    case .matches, .equal: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  var isEquality: Bool { self == .matches || self == .equal || self == .notEqual }
}
