import Parquet
import PluginKit

/// A table of scores as Parquet.
struct ParquetScoresExporter: Exporter {
  static let info = ExporterInfo(
    summary: "Parquet, one row a conversation with its scores",
    fileExtensions: ["scores.parquet"], options: [ParquetTable.option],
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, id, messages (their number), one for each metric, and tier. A \
        score that is abstained or not computed is null.
        """,
      example: "export all.scores.parquet"))

  private let codec: BlockCodec
  private var writer: TableWriter?
  private var unwritten = UnwrittenMetadata(of: "conversations")

  init(options: PluginOptions = PluginOptions()) throws { codec = try ParquetTable.codec(options) }

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    let fields: [TableField] =
      [
        .leaf("dataset", .text, isOptional: false), .leaf("id", .text, isOptional: false),
        .leaf("messages", .int, isOptional: false),
      ] + metrics.map { .leaf($0, .number, isOptional: true) } + [
        .leaf("tier", .text, isOptional: true)
      ]
    writer = ParquetTable.writer(fields, codec)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    writer?[0].append(text: item.dataset)
    writer?[1].append(text: item.conversation.id)
    writer?[2].append(bits: UInt64(item.conversation.messages.count))
    for (index, score) in item.scores.enumerated() {
      if let score {
        writer?[3 + index].append(bits: score.bitPattern)
      } else {
        writer?[3 + index].appendNull()
      }
    }
    unwritten.add(item.conversation.metadata, of: item.conversation.id)
    if let tier = item.tier {
      writer?[3 + item.scores.count].append(text: tier)
    } else {
      writer?[3 + item.scores.count].appendNull()
    }
    try writer?.endRow()
    if writer?.hasBytes == true, let bytes = writer?.takeBytes() { try sink.write(bytes) }
  }

  mutating func finish(into sink: inout some ExportSink) throws {
    try writer?.finish()
    if let bytes = writer?.takeBytes() { try sink.write(bytes) }
  }

  var notes: [ReadNote] { unwritten.notes }
}

/// A table of turns with their scores as Parquet.
struct ParquetTurnsExporter: Exporter {
  static let info = ExporterInfo(
    summary: "Parquet, one row a turn with its scores",
    fileExtensions: ["turns.parquet"], options: [ParquetTable.option], needsTurns: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, conversation_id, position (from 0), role, speaker, text, one for \
        each metric that scores turns, and metadata, the turn's own as JSON. A turn without a score \
        has a null. Metadata of conversations is not written, and told.
        """,
      example: "export scored.turns.parquet"))

  private let codec: BlockCodec
  private var places: [String: Int] = [:]
  private var cells: [Double?] = []
  private var writer: TableWriter?
  private var unwritten = UnwrittenMetadata(of: "conversations")

  /// Leaves before the scores.
  private static let structural = 6

  init(options: PluginOptions = PluginOptions()) throws { codec = try ParquetTable.codec(options) }

  mutating func begin(
    metrics: [String], turnMetrics: [String], into sink: inout some ExportSink
  ) throws {
    places = Dictionary(zip(turnMetrics, turnMetrics.indices)) { first, _ in first }
    let required = { (name: String) in TableField.leaf(name, .text, isOptional: false) }
    let fields: [TableField] =
      [
        required("dataset"), required("conversation_id"),
        .leaf("position", .int, isOptional: false), required("role"), required("speaker"),
        required("text"),
      ] + turnMetrics.map { .leaf($0, .number, isOptional: true) } + [
        .leaf("metadata", .json, isOptional: true)
      ]
    writer = ParquetTable.writer(fields, codec)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let messages = item.conversation.messages
    unwritten.add(item.conversation.metadata, of: item.conversation.id)
    let width = places.count
    cells = Array(repeating: nil, count: messages.count * width)
    for turn in item.turns {
      guard let place = places[turn.metric], messages.indices.contains(turn.message) else {
        continue
      }
      cells[turn.message * width + place] = turn.value
    }
    for (position, message) in messages.enumerated() {
      writer?[0].append(text: item.dataset)
      writer?[1].append(text: item.conversation.id)
      writer?[2].append(bits: UInt64(position))
      writer?[3].append(text: message.role.rawValue)
      writer?[4].append(text: message.speaker)
      writer?[5].append(text: message.text)
      for (index, cell) in cells[position * width..<(position + 1) * width].enumerated() {
        if let cell {
          writer?[Self.structural + index].append(bits: cell.bitPattern)
        } else {
          writer?[Self.structural + index].appendNull()
        }
      }
      if message.metadata.isEmpty {
        writer?[Self.structural + width].appendNull()
      } else {
        writer?[Self.structural + width].append(
          text: MetadataWriter.json(of: message.metadata))
      }
      try writer?.endRow()
    }
    if writer?.hasBytes == true, let bytes = writer?.takeBytes() { try sink.write(bytes) }
  }

  mutating func finish(into sink: inout some ExportSink) throws {
    try writer?.finish()
    if let bytes = writer?.takeBytes() { try sink.write(bytes) }
  }

  var notes: [ReadNote] { unwritten.notes }
}
