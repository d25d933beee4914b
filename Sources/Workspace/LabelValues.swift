import GRDB
import PluginKit

/// Looks whether the labels that a query asks for, such as a tier, are there: a word that is
/// spelled wrong would find nothing and tell nothing.
enum LabelValues {
  /// Throws when a term wants a label to be a word that its column never holds, though it holds
  /// others. Selections are not opened: they were looked at when they were named.
  ///
  /// Ends at the first row with the word; without one, a pass over the table of scores.
  static func check(_ term: QueryTerm, _ catalog: QueryCatalog, _ db: Database) throws {
    switch term.kind {
    case .not(let terms), .and(let terms), .or(let terms):
      for term in terms { try check(term, catalog, db) }
    case .comparison(let name, let comparison, let value):
      guard comparison == .matches || comparison == .equal,
        case .score(let column) = catalog.meaning(of: name), column.kind == .label
      else { return }
      try check(value, in: column, at: term.offset, db)
    case .everything, .text, .role, .selection, .sql: break
    }
  }

  private static func check(
    _ value: String, in column: QueryCatalog.ScoreColumn, at offset: Int, _ db: Database
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
    throw WorkspaceError(
      .badQuery(offset: offset), "no conversation has the \(column.name) '\(value)'",
      hint: nameHint(for: value, among: known.sorted()))
  }
}
