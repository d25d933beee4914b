import GRDB
import PluginKit

/// Comparisons of one name with values, of which all or any must hold; on metadata, of the same
/// value of it.
struct NamedComparisons {
  struct Part {
    let comparison: Comparison
    let value: String

    init(_ comparison: Comparison, _ value: String) {
      self.comparison = comparison
      self.value = value
    }
  }

  let name: String
  /// At least one.
  let parts: [Part]
  let needsAll: Bool

  /// A field that messages alone have, and a score of turns, narrow the texts of their group.
  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    switch try resolver.catalog.meaning(of: name) {
    case .turnScore(let column):
      let conditions = try parts.map { part in
        SQLFragment("t.\"\(column.name)\" \(part.comparison.sql) ?", [try number(part, place)])
      }
      return .turn(TurnCondition(signature: column.signature, condition: joined(conditions)))
    case .field(let field) where field.levels == [.message] && field.paths.isEmpty:
      return .field(key: field.key, try row(field, resolver, place))
    default: return nil
    }
  }

  private func joined(_ conditions: [SQLFragment]) -> SQLFragment {
    guard conditions.count > 1 else { return conditions[0] }
    return SQLFragment("(") + .joined(conditions, by: needsAll ? " AND " : " OR ")
      + SQLFragment(")")
  }

  /// `term` is what narrows a group of its own.
  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace, of term: any QueryTerm
  ) throws -> ConditionPool.ID {
    let one: (Part, QueryResolver) throws -> SQLFragment
    var signatures: [Int64] = []
    switch try resolver.catalog.meaning(of: name) {
    case .dataset: one = { try dataset($0, $1, place) }
    case .id: one = { try id($0, $1, place) }
    case .count(let column):
      one = { part, _ in
        SQLFragment("c.\(column) \(part.comparison.sql) ?", [try number(part, place)])
      }
    case .score(let column):
      resolver.note(score: column.name)
      signatures = [column.signature]
      one = { try score($0, column, $1, place) }
    // Alone, it is a group of one.
    case .turnScore: return try resolver.group([.term(term, offset: place.offset)], place)
    case .unscoredTurns(let metric):
      throw try resolver.catalog.unscoredTurns(metric, place.offset)
    case .field(let field):
      if try narrowing(resolver, place) != nil {
        return try resolver.group([.term(term, offset: place.offset)], place)
      }
      let level =
        field.levels.count > 1
        ? "" : field.levels == [.message] ? "x.position >= 0 AND " : "x.position = -1 AND "
      return resolver.pool.leaf(
        SQLFragment("c.id IN (SELECT x.conversation_id FROM metadata x WHERE \(level)")
          + (try row(field, resolver, place)) + SQLFragment(")"))
    case .unscored(let name):
      throw resolver.catalog.unscored(name, place.offset)
    case nil:
      throw try resolver.catalog.unknown(name, offset: place.offset, what: "field or score")
    }
    var ids: [ConditionPool.ID] = []
    for part in parts {
      ids.append(resolver.pool.leaf(try one(part, resolver), signatures: signatures))
    }
    return needsAll ? resolver.pool.and(ids) : resolver.pool.or(ids)
  }

  /// On a row `x` of metadata.
  private func row(
    _ field: QueryCatalog.Field, _ resolver: QueryResolver, _ place: QueryPlace
  ) throws -> SQLFragment {
    joined(
      try parts.map { part in
        var condition = FieldCondition(
          field, part.comparison, part.value, resolver.catalog, place)
        return try condition.sql()
      })
  }

  private func dataset(
    _ part: Part, _ resolver: QueryResolver, _ place: QueryPlace
  ) throws -> SQLFragment {
    guard part.comparison.isEquality else { throw onlyEquality(place) }
    let known = try resolver.catalog.datasets
    guard let id = known[part.value] else {
      throw place.error(
        "no dataset '\(part.value)'",
        hint: nameHint(for: part.value, among: known.keys.sorted(), none: "nothing is loaded yet"))
    }
    return SQLFragment("c.dataset_id \(part.comparison.sql) \(id)")
  }

  /// DATASET/NAME, the file's name for it, or else its number here.
  private func id(
    _ part: Part, _ resolver: QueryResolver, _ place: QueryPlace
  ) throws -> SQLFragment {
    guard part.comparison.isEquality else { throw onlyEquality(place) }
    let ids = try ConversationReference.resolve(part.value, resolver.db).map { String($0) }
    let list = ids.joined(separator: ", ")
    return SQLFragment("c.id \(part.comparison == .notEqual ? "NOT IN" : "IN") (\(list))")
  }

  private func score(
    _ part: Part, _ column: QueryCatalog.ScoreColumn, _ resolver: QueryResolver,
    _ place: QueryPlace
  ) throws -> SQLFragment {
    guard column.kind == .label else {
      return SQLFragment("\(column.expression) \(part.comparison.sql) ?", [try number(part, place)])
    }
    guard part.comparison.isEquality else { throw onlyEquality(place) }
    // Selections were looked at when they were named.
    if place.opened.isEmpty, part.comparison != .notEqual {
      try check(part.value, column, resolver.db, place)
    }
    return SQLFragment(
      "\(column.expression) \(part.comparison.sql) ? COLLATE NOCASE", [.text(part.value)])
  }

  /// Throws when the label is to be a word that its column never holds, though it holds others: a
  /// word that is spelled wrong would find nothing and tell nothing.
  ///
  /// Ends at the first row with the word; without one, a pass over the table of scores.
  private func check(
    _ value: String, _ column: QueryCatalog.ScoreColumn, _ db: Database, _ place: QueryPlace
  ) throws {
    let table = "scores_\(column.signature)"
    let isThere = try db.integer(
      "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \"\(column.name)\" = ? COLLATE NOCASE)",
      [.text(value)])
    guard isThere == 0 else { return }
    let known = try db.rows(
      """
      SELECT DISTINCT "\(column.name)" FROM \(table) WHERE "\(column.name)" IS NOT NULL LIMIT 30
      """
    ) { $0.text(0) }
    guard !known.isEmpty else { return }
    throw place.error(
      "no conversation has the \(column.name) '\(value)'",
      hint: nameHint(for: value, among: known.sorted()))
  }

  private func number(_ part: Part, _ place: QueryPlace) throws -> SQLValue {
    guard let number = Double(part.value), number.isFinite else {
      throw place.error("'\(name)' is a number, and '\(part.value)' is not")
    }
    return .real(number)
  }

  private func onlyEquality(_ place: QueryPlace) -> WorkspaceError {
    place.error("'\(name.lowercased())' is a word and takes ':', '=' or '!='")
  }
}
