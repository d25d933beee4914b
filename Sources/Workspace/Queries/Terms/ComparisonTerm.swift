import GRDB
import PluginKit

/// `rating>=3`, `dataset:annomi`, `tier:good`: a dataset, an id, a score, a label, a count or
/// metadata, told apart when its name is looked up.
struct ComparisonTerm: QueryTerm {
  let name: String
  let comparison: Comparison
  let value: String

  var text: String {
    QuerySpelling.name(name) + comparison.rawValue + QuerySpelling.value(value)
  }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    guard let found = try scanner.takeNamedValue() else { return nil }
    return ComparisonTerm(name: found.name, comparison: found.comparison, value: found.value)
  }

  /// A field that messages alone have narrows the texts of its group.
  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    switch try resolver.catalog.meaning(of: name) {
    case .turnScore(let column):
      return .turn(
        TurnCondition(
          signature: column.signature,
          condition: SQLFragment("t.\"\(column.name)\" \(comparison.sql) ?", [try number(place)])))
    case .field(let field) where field.levels == [.message] && field.paths.isEmpty:
      return .field(
        key: field.key,
        try FieldCondition(field, comparison, value, place).sql(resolver.db))
    default: return nil
    }
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    switch try resolver.catalog.meaning(of: name) {
    case .dataset: return resolver.pool.leaf(try dataset(resolver, place))
    case .id: return resolver.pool.leaf(try id(resolver, place))
    case .count(let column):
      return resolver.pool.leaf(
        SQLFragment("c.\(column) \(comparison.sql) ?", [try number(place)]))
    case .score(let column):
      return resolver.pool.leaf(
        try score(column, resolver, place), signatures: [column.signature])
    // Alone, it is a group of one.
    case .turnScore: return try resolver.group([.term(self, offset: place.offset)], place)
    case .unscoredTurns(let metric):
      throw try resolver.catalog.unscoredTurns(metric, place.offset)
    case .field(let field):
      if try narrowing(resolver, place) != nil {
        return try resolver.group([.term(self, offset: place.offset)], place)
      }
      let level =
        field.levels.count > 1
        ? "" : field.levels == [.message] ? "x.position >= 0 AND " : "x.position = -1 AND "
      return resolver.pool.leaf(
        SQLFragment("c.id IN (SELECT x.conversation_id FROM metadata x WHERE \(level)")
          + (try FieldCondition(field, comparison, value, place).sql(resolver.db))
          + SQLFragment(")"))
    case .unscored(let name):
      throw resolver.catalog.unscored(name, place.offset)
    case nil:
      throw try resolver.catalog.unknown(name, offset: place.offset, what: "field or score")
    }
  }

  private func dataset(_ resolver: QueryResolver, _ place: QueryPlace) throws -> SQLFragment {
    guard comparison.isEquality else { throw onlyEquality(place) }
    let known = try resolver.catalog.datasets
    guard let id = known[value] else {
      throw place.error(
        "no dataset '\(value)'",
        hint: nameHint(for: value, among: known.keys.sorted(), none: "nothing is loaded yet"))
    }
    return SQLFragment("c.dataset_id \(comparison.sql) \(id)")
  }

  /// A number is a conversation's number here; else DATASET/NAME or the file's name for it.
  private func id(_ resolver: QueryResolver, _ place: QueryPlace) throws -> SQLFragment {
    guard comparison.isEquality else { throw onlyEquality(place) }
    let ids = try ConversationReference.resolve(value, resolver.db).map { String($0) }
    let list = ids.joined(separator: ", ")
    return SQLFragment("c.id \(comparison == .notEqual ? "NOT IN" : "IN") (\(list))")
  }

  private func score(
    _ column: QueryCatalog.ScoreColumn, _ resolver: QueryResolver, _ place: QueryPlace
  ) throws -> SQLFragment {
    guard column.kind == .label else {
      return SQLFragment("\(column.expression) \(comparison.sql) ?", [try number(place)])
    }
    guard comparison.isEquality else { throw onlyEquality(place) }
    // Selections were looked at when they were named.
    if place.opened.isEmpty, comparison != .notEqual { try check(column, resolver.db, place) }
    return SQLFragment("\(column.expression) \(comparison.sql) ? COLLATE NOCASE", [.text(value)])
  }

  /// Throws when the label is to be a word that its column never holds, though it holds others: a
  /// word that is spelled wrong would find nothing and tell nothing.
  ///
  /// Ends at the first row with the word; without one, a pass over the table of scores.
  private func check(
    _ column: QueryCatalog.ScoreColumn, _ db: Database, _ place: QueryPlace
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

  private func number(_ place: QueryPlace) throws -> SQLValue {
    guard let number = Double(value), number.isFinite else {
      throw place.error("'\(name)' is a number, and '\(value)' is not")
    }
    return .real(number)
  }

  private func onlyEquality(_ place: QueryPlace) -> WorkspaceError {
    place.error("'\(name.lowercased())' is a word and takes ':', '=' or '!='")
  }
}
