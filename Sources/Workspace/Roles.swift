import GRDB
package import PluginKit

extension Workspace {
  /// The roles of each speaker in a dataset's first turns, of which there are ``firstTurns`` at most.
  package func speakerRoles(dataset name: String) throws -> [String: Set<Role>] {
    try read { db in
      let dataset = try Self.dataset(db, named: name)
      let rows = try db.rows(
        """
        SELECT DISTINCT speaker, role FROM (SELECT m.speaker, m.role FROM conversation c
          CROSS JOIN message m ON m.id >= c.first_message
            AND m.id < c.first_message + c.messages
          WHERE c.dataset_id = ? ORDER BY c.id LIMIT \(Self.firstTurns))
        """, [.integer(Int(dataset.id))]
      ) { ($0.text(0), Role(rawValue: $0.text(1)) ?? .other) }
      return rows.reduce(into: [:]) { $0[$1.0, default: []].insert($1.1) }
    }
  }

  private static let firstTurns = 100_000

  /// Gives speakers of a dataset other roles, as one transaction.
  ///
  /// A role is a part of what scores are stored under: conversations that change get another
  /// content, and are scored anew. Gives how many turns changed, by speaker; those of the roles asked
  /// for are none. Linear in the conversations in which the speakers are.
  package func setRoles(
    _ roles: [String: Role], dataset name: String
  ) throws -> (record: DatasetRecord, turns: [String: Int]) {
    defer { effectLog.changes(.dataset(name)) }
    return try write { db in
      let dataset = try Self.dataset(db, named: name)
      var turns: [String: Int] = [:]
      var changed: Set<Int64> = []
      for (speaker, role) in roles {
        let condition = """
          WHERE speaker = ? AND role <> ? AND conversation_id IN
            (SELECT id FROM conversation WHERE dataset_id = \(dataset.id))
          """
        let arguments: [SQLValue] = [.text(speaker), .text(role.rawValue)]
        let found = try db.rows(
          "SELECT conversation_id FROM message \(condition)", arguments
        ) { $0.integer(0) }
        turns[speaker] = found.count
        changed.formUnion(found)
      }
      let fingerprint = try Fingerprinting(db, dataset)
      if !changed.isEmpty { try WordIndex.forget(dataset: dataset.id, db) }
      try fingerprint.exchange(changed.sorted()) {
        for (speaker, role) in roles {
          try db.run(
            """
            UPDATE message SET role = ?2 WHERE speaker = ?1 AND conversation_id IN
              (SELECT id FROM conversation WHERE dataset_id = \(dataset.id))
            """, [.text(speaker), .text(role.rawValue)])
        }
      }
      return (try Self.dataset(db, named: name), turns)
    }
  }
}

/// Keeps contents and the fingerprint of a dataset true while some of its conversations change.
private struct Fingerprinting: ~Copyable {
  private let db: Database
  private let dataset: DatasetRecord
  private let digester = Digester()
  private let sum: DatasetFingerprint

  init(_ db: Database, _ dataset: DatasetRecord) throws {
    self.db = db
    self.dataset = dataset
    sum = DatasetFingerprint(hex: dataset.fingerprint)
  }

  func exchange(_ ids: [Int64], _ change: () throws -> Void) throws {
    var sum = sum
    let files = try Workspace.files(db, of: dataset)
    var changes = files.map { _ in DatasetFingerprint() }
    // Numbers and files both ascend.
    func place(of id: Int64, from start: inout Int) -> Int? {
      while start < files.count, !files[start].holds(id),
        files[start].firstConversation + Int64(files[start].conversations) <= id
      { start += 1 }
      return start < files.count && files[start].holds(id) ? start : nil
    }
    var before = 0
    var after = 0
    try forEach(ids) { id, conversation, digest in
      sum.subtract(conversation.id, digest, digester)
      guard let place = place(of: id, from: &before) else { return }
      changes[place].subtract(conversation.id, digest, digester)
    }
    try change()
    let find = try Prepared(db, "SELECT id FROM content WHERE key = ?")
    let insert = try Prepared(db, "INSERT INTO content(key) VALUES (?)")
    let update = try Prepared(db, "UPDATE conversation SET content_id = ? WHERE id = ?")
    try forEach(ids) { id, conversation, digest in
      sum.add(conversation.id, digest, digester)
      if let place = place(of: id, from: &after) {
        changes[place].add(conversation.id, digest, digester)
      }
      find.bind(1, digest.key)
      if try !find.step() {
        insert.bind(1, digest.key)
        try insert.run()
        find.reset()
        find.bind(1, digest.key)
        _ = try find.step()
      }
      update.bind(1, find.integer(0))
      find.reset()
      update.bind(2, id)
      try update.run()
    }
    for (file, change) in zip(files, changes) {
      try db.run(
        "UPDATE dataset_file SET fingerprint = ? WHERE dataset_id = ? AND position = ?",
        [
          .text((DatasetFingerprint(hex: file.fingerprint) + change).hex),
          .integer(Int(dataset.id)), .integer(file.position),
        ])
    }
    try db.run(
      "UPDATE dataset SET fingerprint = ? WHERE id = ?",
      [.text(sum.hex), .integer(Int(dataset.id))])
  }

  private func forEach(
    _ ids: [Int64], _ body: (Int64, Conversation, Digest) throws -> Void
  ) throws {
    let statement = try Prepared(
      db, "SELECT external_id, first_message, messages FROM conversation WHERE id = ?")
    let reader = try ConversationReader(db)
    for id in ids {
      statement.bind(1, id)
      defer { statement.reset() }
      guard try statement.step() else { continue }
      let conversation = try reader.read(
        id, externalID: statement.text(0), dataset: dataset.id, first: statement.integer(1),
        messages: statement.count(2))
      try body(id, conversation, conversation.contentDigest(digester))
    }
  }
}
