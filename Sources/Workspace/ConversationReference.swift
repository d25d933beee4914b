import GRDB
import PluginKit

/// Finds the conversation that a person names.
enum ConversationReference {
  /// Its number; several where datasets share the name. Throws when there is none.
  static func resolve(_ reference: String, _ db: Database) throws -> [Int64] {
    if let number = Int(reference),
      try db.integer("SELECT count(*) FROM conversation WHERE id = ?", [.integer(number)]) > 0
    {
      return [Int64(number)]
    }
    let named = try ids(
      """
      SELECT c.id FROM dataset d JOIN conversation c ON c.dataset_id = d.id
      WHERE c.external_id = ? ORDER BY c.id
      """, [.text(reference)], db)
    if !named.isEmpty { return named }
    if let slash = reference.firstIndex(of: "/") {
      let found = try ids(
        """
        SELECT c.id FROM dataset d JOIN conversation c ON c.dataset_id = d.id
        WHERE d.name = ? AND c.external_id = ?
        """,
        [.text(String(reference[..<slash])), .text(String(reference[slash...].dropFirst()))], db)
      if !found.isEmpty { return found }
    }
    throw try unknown(reference, db)
  }

  static func ambiguous(
    _ reference: String, _ ids: [Int64], _ db: Database
  ) throws -> WorkspaceError {
    let names = try ids.prefix(8).map { id in
      try db.first(
        """
        SELECT d.name || '/' || c.external_id FROM conversation c
        JOIN dataset d ON d.id = c.dataset_id WHERE c.id = ?
        """, [.integer(Int(id))], { $0.text(0) }) ?? ""
    }
    return WorkspaceError(
      .ambiguous, "'\(reference)' names \(ids.count) conversations",
      hint: "say which: \(names.joined(separator: ", "))")
  }

  private static func ids(
    _ sql: String, _ arguments: [SQLValue], _ db: Database
  ) throws -> [Int64] {
    try db.rows(sql, arguments) { $0.integer(0) }
  }

  /// The nearest name is looked for among the first 5,000 alone.
  private static func unknown(_ reference: String, _ db: Database) throws -> WorkspaceError {
    let message = "no conversation '\(reference)'"
    let count = try db.integer("SELECT count(*) FROM conversation")
    guard count > 0 else { return WorkspaceError(.missing, message, hint: "nothing is loaded yet") }
    let slash = reference.firstIndex(of: "/")
    let known = try db.rows(
      """
      SELECT iif(?, d.name || '/', '') || c.external_id FROM conversation c
      JOIN dataset d ON d.id = c.dataset_id ORDER BY c.id LIMIT 5000
      """, [.integer(slash == nil ? 0 : 1)]
    ) { $0.text(0) }
    let nearest = nearestName(to: reference, among: known).map { "did you mean '\($0)'? " }
    return WorkspaceError(
      .missing, message,
      hint: (nearest ?? "") + "a conversation is named by its number, by DATASET/ID or by its ID")
  }
}
