import GRDB
import PluginKit

/// Counts which metadata a load brings, for the table `field`.
struct FieldTally {
  private struct Field {
    let level: FieldRecord.Level
    let key: String
    /// In the order of ``Workspace/kinds``.
    var counts: [Int]
  }

  private static let kinds: [FieldRecord.Kind] = [.text, .integer, .number, .flag, .json, .null]

  private var fields: [Field] = []
  private var conversationIndex: [String: Int] = [:]
  private var messageIndex: [String: Int] = [:]

  init() {}

  /// As a dataset has them already.
  init(_ db: Database, dataset: Int64) throws {
    let rows = try db.rows(
      """
      SELECT key, level, kind, count FROM field WHERE dataset_id = ? ORDER BY position, kind
      """, [.integer(Int(dataset))]
    ) { ($0.text(0), $0.text(1), $0.text(2), $0.count(3)) }
    for (key, level, kind, count) in rows {
      add(key, isMessage: level == FieldRecord.Level.message.rawValue, kind: kind, count)
    }
  }

  /// Counts `number` values of a kind; takes them away where it is negative.
  mutating func add(_ key: String, isMessage: Bool, kind: String, _ number: Int) {
    let code = Self.kinds.firstIndex { $0.rawValue == kind } ?? 0
    count(key, code, isMessage: isMessage)
    guard let place = isMessage ? messageIndex[key] : conversationIndex[key] else { return }
    fields[place].counts[code] += number - 1
  }

  mutating func count(_ key: String, _ kind: Int, isMessage: Bool) {
    let known = isMessage ? messageIndex[key] : conversationIndex[key]
    if let known {
      fields[known].counts[kind] += 1
      return
    }
    var counts = [Int](repeating: 0, count: Self.kinds.count)
    counts[kind] = 1
    if isMessage { messageIndex[key] = fields.count } else { conversationIndex[key] = fields.count }
    fields.append(Field(level: isMessage ? .message : .conversation, key: key, counts: counts))
  }

  func store(_ db: Database, dataset: Int64) throws {
    try db.run("DELETE FROM field WHERE dataset_id = ?", [.integer(Int(dataset))])
    let insert = try Prepared(db, "INSERT INTO field VALUES (\(dataset), ?, ?, ?, ?, ?)")
    for (position, field) in fields.enumerated() {
      for (kind, count) in zip(Self.kinds, field.counts) where count > 0 {
        try insert.bind([
          .text(field.level.rawValue), .text(field.key), .text(kind.rawValue),
          .integer(position), .integer(count),
        ])
        try insert.run()
      }
    }
  }
}

extension Role {
  /// The raw value in memory that never moves.
  var constant: StaticString {
    switch self {
    case .user: "user"
    case .assistant: "assistant"
    case .system: "system"
    case .tool: "tool"
    case .other: "other"
    }
  }
}

extension MetadataValue {
  /// What `metadata.kind` says.
  var kindName: StaticString {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .number: "number"
    case .flag: "flag"
    case .json: "json"
    case .null: "null"
    }
  }

  /// The place of the kind in ``FieldTally``'s counts.
  var kindCode: Int {
    switch self {
    case .text: 0
    case .integer: 1
    case .number: 2
    case .flag: 3
    case .json: 4
    case .null: 5
    }
  }
}
