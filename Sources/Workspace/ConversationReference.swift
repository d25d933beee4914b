import GRDB
import PluginKit

/// Finds the conversation that a person names.
///
/// `DATASET/ID` is its full name, which is tried first; a dataset's name and an id may hold slashes.
enum ConversationReference {
  /// What the reference names for its file: several where datasets share the name. Its number in
  /// the workspace only where it is nobody's name. Throws when there is none.
  static func resolve(_ reference: String, _ db: Database) throws -> [Int64] {
    for find in [full, named, number] {
      let found = try find(reference, db)
      if !found.isEmpty { return found }
    }
    throw try unknown(reference, db)
  }

  /// The one that it can mean. Throws when there are several, or none.
  static func one(_ reference: String, _ db: Database) throws -> Int64 {
    var found = try full(reference, db)
    if found.isEmpty {
      found = try named(reference, db)
      found += try number(reference, db).filter { !found.contains($0) }
    }
    guard let first = found.first else { throw try unknown(reference, db) }
    guard found.count == 1 else { throw try ambiguous(reference, found, db) }
    return first
  }

  private static func full(_ reference: String, _ db: Database) throws -> [Int64] {
    var found: [Int64] = []
    for slash in reference.indices where reference[slash] == "/" {
      found += try ids(
        """
        SELECT c.id FROM dataset d JOIN conversation c ON c.dataset_id = d.id
        WHERE d.name = ? AND c.external_id = ?
        """,
        [.text(String(reference[..<slash])), .text(String(reference[slash...].dropFirst()))], db)
    }
    return found
  }

  private static func named(_ reference: String, _ db: Database) throws -> [Int64] {
    try ids(
      """
      SELECT c.id FROM dataset d JOIN conversation c ON c.dataset_id = d.id
      WHERE c.external_id = ? ORDER BY c.id
      """, [.text(reference)], db)
  }

  private static func number(_ reference: String, _ db: Database) throws -> [Int64] {
    guard let number = Int(reference) else { return [] }
    return try ids("SELECT id FROM conversation WHERE id = ?", [.integer(number)], db)
  }

  private static func ambiguous(
    _ reference: String, _ ids: [Int64], _ db: Database
  ) throws -> WorkspaceError {
    let names = try ids.prefix(8).map { id in
      try db.first(
        """
        SELECT d.name || '/' || c.external_id FROM conversation c
        JOIN dataset d ON d.id = c.dataset_id WHERE c.id = ?
        """, [.integer(Int(id))], { $0.text(0) }) ?? ""
    }
    let list = names.joined(separator: ", ")
    if let number = Int64(reference), ids.last == number, names.count == ids.count,
      let last = names.last
    {
      return WorkspaceError(
        .ambiguous,
        "'\(reference)' is number \(reference) of the workspace, \(last), and the id of "
          + names.dropLast().joined(separator: ", "),
        hint: "say which: \(list)")
    }
    return WorkspaceError(
      .ambiguous, "'\(reference)' names \(ids.count) conversations",
      hint: "say which: \(list)")
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
      hint: (nearest ?? "") + "a conversation is named by DATASET/ID, by its ID or by its number")
  }
}
