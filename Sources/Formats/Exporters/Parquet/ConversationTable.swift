import Corpus
import Parquet
import PluginKit

/// Conversations as rows, each with its messages as a list.
struct ConversationTable: Sendable {
  private var writer: TableWriter
  private var turns: MetadataColumns
  private var own: MetadataColumns
  private let metrics: Int
  private let scores: Int?

  /// Leaves before the turns' metadata: id, role, content, name.
  private static let structural = 4

  init(
    sample: [ScoredConversation], metrics: [String], withScores: Bool, codec: BlockCodec
  ) {
    let names = ChatNames.messages(besides: withScores ? Set(metrics + ["tier"]) : [])
    turns = MetadataColumns(
      sample.lazy.flatMap(\.conversation.messages).map(\.metadata),
      except: names.structuralTurn, most: 64, from: Self.structural)
    own = MetadataColumns(
      sample.lazy.map(\.conversation.metadata), except: names.structuralRecord, most: 256,
      from: turns.end)
    self.metrics = metrics.count
    scores = withScores ? own.end : nil
    let required = { (name: String) in TableField.leaf(name, .text, isOptional: false) }
    var fields = [
      required("id"),
      .list(
        "messages",
        [required("role"), required("content"), .leaf("name", .text, isOptional: true)]
          + turns.fields),
    ]
    fields += own.fields
    if withScores {
      fields += metrics.map { .leaf($0, .number, isOptional: true) }
      fields.append(.leaf("tier", .text, isOptional: true))
    }
    writer = ParquetTable.writer(fields, codec)
  }

  mutating func append(_ item: ScoredConversation) throws {
    let conversation = item.conversation
    writer[0].append(text: conversation.id)
    if conversation.messages.isEmpty {
      for leaf in 1..<turns.end { writer[leaf].appendEmpty() }
    }
    var metadata = MetadataWriter()
    var continues = false
    for message in conversation.messages {
      writer[1].append(text: message.role.rawValue, continues: continues)
      writer[2].append(text: message.text, continues: continues)
      if message.speaker == message.role.rawValue {
        writer[3].appendNull(continues: continues)
      } else {
        writer[3].append(text: message.speaker, continues: continues)
      }
      turns.append(message.metadata, to: &writer, continues: continues, &metadata)
      continues = true
    }
    own.append(conversation.metadata, to: &writer, continues: false, &metadata)
    if let scores {
      for index in 0..<metrics {
        if let score = item.scores[index] {
          writer[scores + index].append(bits: score.bitPattern)
        } else {
          writer[scores + index].appendNull()
        }
      }
      if let tier = item.tier {
        writer[scores + metrics].append(text: tier)
      } else {
        writer[scores + metrics].appendNull()
      }
    }
    try writer.endRow()
  }

  var hasBytes: Bool { writer.hasBytes }
  mutating func takeBytes() -> [UInt8] { writer.takeBytes() }
  mutating func finish() throws { try writer.finish() }
}

/// Names of metadata as columns with types; what fits none goes into one of JSON.
struct MetadataColumns: Sendable {
  private let start: Int
  private let names: [String]
  private let kinds: [TableField.Leaf]
  private let places: [String: Int]
  private var isWritten: [Bool]

  /// Columns for the names in `sample`, each of the kind that most of its values have.
  ///
  /// - Parameter start: the leaf that its first column is.
  init(
    _ sample: some Sequence<Metadata>, except structural: Set<String>, most: Int, from start: Int
  ) {
    var order: [String] = []
    var counts: [String: [TableField.Leaf: Int]] = [:]
    for metadata in sample where !metadata.isEmpty {
      for entry in metadata.entries where !structural.contains(entry.key) {
        guard let kind = Self.kind(entry.value) else { continue }
        if counts[entry.key] == nil {
          guard order.count < most else { continue }
          order.append(entry.key)
        }
        counts[entry.key, default: [:]][kind, default: 0] += 1
      }
    }
    names = order
    kinds = order.map { name in
      Self.kinds.max { (counts[name]?[$0] ?? 0) < (counts[name]?[$1] ?? 0) } ?? .text
    }
    places = Dictionary(zip(order, order.indices)) { first, _ in first }
    isWritten = Array(repeating: false, count: order.count)
    self.start = start
  }

  private static let kinds: [TableField.Leaf] = [.text, .long, .number, .flag, .json]

  // Inlined, its optimised form trips the compiler (6.3) over a borrowed entry.
  @inline(never)
  private static func kind(_ value: MetadataValue) -> TableField.Leaf? {
    switch value {
    case .text: .text
    case .integer: .long
    case .number: .number
    case .flag: .flag
    case .json: .json
    case .null: nil
    }
  }

  @inline(never)
  private static func text(_ value: MetadataValue) -> String? {
    switch value {
    case .text(let text): return text
    case .json(let text): return text
    case .integer, .number, .flag, .null: return nil
    }
  }

  @inline(never)
  private static func bits(_ value: MetadataValue) -> UInt64 {
    switch value {
    case .integer(let number): return UInt64(bitPattern: Int64(number))
    case .number(let number): return number.bitPattern
    case .flag(let flag): return flag ? 1 : 0
    case .text, .json, .null: return 0
    }
  }

  var fields: [TableField] {
    zip(names, kinds).map { .leaf($0, $1, isOptional: true) }
      + [.leaf(KnownNames.envelope, .json, isOptional: true)]
  }

  /// The leaf behind its last.
  var end: Int { start + names.count + 1 }

  /// `metadata` tells what would be read back as something else.
  mutating func append(
    _ values: Metadata, to writer: inout TableWriter, continues: Bool,
    _ metadata: inout MetadataWriter
  ) {
    var apart = Metadata()
    for entry in values.entries {
      let key = entry.key
      let value = entry.value
      guard let place = places[key], Self.kind(value) == kinds[place],
        metadata.readsBack(key, value)
      else {
        apart[key] = value
        continue
      }
      isWritten[place] = true
      if let text = Self.text(value) {
        writer[start + place].append(text: text, continues: continues)
      } else {
        writer[start + place].append(bits: Self.bits(value), continues: continues)
      }
    }
    for place in isWritten.indices {
      if !isWritten[place] { writer[start + place].appendNull(continues: continues) }
      isWritten[place] = false
    }
    let envelope = start + names.count
    if apart.isEmpty {
      writer[envelope].appendNull(continues: continues)
    } else {
      writer[envelope].append(text: MetadataWriter.json(of: apart), continues: continues)
    }
  }
}
