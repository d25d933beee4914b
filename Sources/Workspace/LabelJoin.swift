package import Corpus
import GRDB

/// Labels from outside on their way to conversations or turns, as metadata of theirs.
package struct LabelJoin: ~Copyable {
  package enum Match: Sendable, Equatable {
    case joined
    /// No conversation has the id.
    case noConversation
    /// The conversation has no turn of that number.
    case noTurn
    /// Conversations of several datasets have the id.
    case several
  }

  private let datasets: [DatasetRecord]
  private let find: Prepared
  private let put: Prepared
  private let role: Prepared
  private let mark: Prepared
  /// Joined so far to turns of each role.
  package private(set) var roles: [Role: Int] = [:]
  fileprivate private(set) var touched: Set<Int64> = []

  init(_ db: Database, datasets: [DatasetRecord]) throws {
    let find = try Prepared(
      db,
      "SELECT id, messages, first_message FROM conversation WHERE dataset_id = ? AND external_id = ?"
    )
    let put = try Prepared(db, "INSERT OR REPLACE INTO metadata VALUES (?, ?, ?, ?, ?)")
    let mark = try Prepared(db, "INSERT OR IGNORE INTO imported_value VALUES (?, ?, ?)")
    let role = try Prepared(db, "SELECT role FROM message WHERE id = ?")
    self.datasets = datasets
    self.find = find
    self.put = put
    self.role = role
    self.mark = mark
  }

  private typealias Found = (dataset: Int64, conversation: Int64, messages: Int64, first: Int64)

  /// Nil where there is none; `isSeveral` where several datasets have one.
  private func conversation(
    _ id: String, in name: String?
  ) throws -> (found: Found?, isSeveral: Bool) {
    var found: Found?
    for dataset in datasets where name == nil || dataset.name == name {
      find.bind(1, dataset.id)
      find.bind(2, id)
      defer { find.reset() }
      guard try find.step() else { continue }
      if found != nil { return (nil, true) }
      found = (dataset.id, find.integer(0), find.integer(1), find.integer(2))
    }
    return (found, false)
  }

  /// How many turns the one conversation of that id has.
  package func turns(of id: String, in name: String? = nil) throws -> Int? {
    try conversation(id, in: name).found.map { Int($0.messages) }
  }

  /// Gives the labels to the conversation of that id, or to its turn at `position`, from 0.
  ///
  /// - Parameter name: the dataset that is meant, where that is known.
  package mutating func add(
    id: String, in name: String? = nil, position: Int?,
    labels: [(key: String, value: MetadataValue)]
  ) throws -> Match {
    let (found, isSeveral) = try conversation(id, in: name)
    if isSeveral { return .several }
    guard let found else { return .noConversation }
    if let position, !(0..<Int(found.messages)).contains(position) { return .noTurn }
    for label in labels {
      let value: SQLValue =
        switch label.value {
        case .text(let text), .json(let text): .text(text)
        case .integer(let number): .integer(number)
        case .number(let number): .real(number)
        case .flag(let flag): .integer(flag ? 1 : 0)
        case .null: .null
        }
      try put.bind([
        .integer(Int(found.conversation)), .integer(position ?? -1), .text(label.key), value,
        .text("\(label.value.kindName)"),
      ])
      try put.run()
      try mark.bind([
        .integer(Int(found.conversation)), .integer(position ?? -1), .text(label.key),
      ])
      try mark.run()
    }
    touched.insert(found.dataset)
    if let position {
      role.bind(1, found.first + Int64(position))
      defer { role.reset() }
      if try role.step(), let role = Role(rawValue: role.text(0)) { roles[role, default: 0] += 1 }
    }
    return .joined
  }
}

private struct OwnField: Hashable {
  let dataset: Int64
  let key: String
}

extension Workspace {
  /// Joins labels to the conversations of `names`, or of all datasets when there are none, in one
  /// transaction: `body` adds them. Fields of the same names at the same level give way.
  ///
  /// Labels are no part of a conversation's content: its scores and the dataset's fingerprint stay.
  package func join(
    _ labels: [String], to names: [String], level: FieldRecord.Level,
    _ body: (inout LabelJoin) throws -> Void
  ) throws {
    try write { db in
      let datasets =
        names.isEmpty
        ? try Self.datasets(db, where: "TRUE ORDER BY id", [])
        : try names.map { try Self.dataset(db, named: $0) }
      var join = try LabelJoin(db, datasets: datasets)
      let own = Set(
        try db.rows(
          """
          SELECT dataset_id, key FROM field WHERE level = ?1
          EXCEPT SELECT dataset_id, key FROM imported_label WHERE level = ?1
          """, [.text(level.rawValue)]
        ) { OwnField(dataset: $0.integer(0), key: $0.text(1)) })
      try body(&join)
      for dataset in join.touched.sorted() {
        for label in labels {
          try Self.countField(label, level, dataset, db)
          try Self.note(
            label: label, level, of: dataset,
            replaces: own.contains(OwnField(dataset: dataset, key: label)), db)
        }
      }
      for dataset in datasets where join.touched.contains(dataset.id) {
        effectLog.changes(.dataset(dataset.name))
      }
    }
  }

  /// Tells a field's kinds and counts anew.
  static func countField(
    _ key: String, _ level: FieldRecord.Level, _ dataset: Int64, _ db: Database
  ) throws {
    let id = SQLValue.integer(Int(dataset))
    try db.run(
      "DELETE FROM field WHERE dataset_id = ? AND level = ? AND key = ?",
      [id, .text(level.rawValue), .text(key)])
    let position = try db.integer(
      "SELECT coalesce(max(position), -1) + 1 FROM field WHERE dataset_id = ?", [id])
    try db.run(
      """
      INSERT INTO field
      SELECT ?, ?, m.key, m.kind, ?, count(*) FROM metadata m
      JOIN conversation c ON c.id = m.conversation_id
      WHERE m.key = ? AND c.dataset_id = ? AND m.position \(level == .message ? ">= 0" : "= -1")
      GROUP BY m.kind
      """, [id, .text(level.rawValue), .integer(position), .text(key), id])
  }
}
