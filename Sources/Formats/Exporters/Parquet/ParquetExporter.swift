import Corpus
import Parquet
import PluginKit

/// Parquet that reads back: a conversation a row.
struct ParquetExporter: Exporter {
  static let info = ExporterInfo(
    summary: "Parquet, a conversation a row as messages of role and content",
    fileExtensions: ["parquet", "pq"],
    options: [
      OptionInfo("scores", "whether each row has its scores and tier", default: "false"),
      ParquetTable.option,
    ],
    readsBack: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns id, messages (a list of role, content, name and the turn's metadata) and \
        a column for each name of metadata, with its type. Row groups hold at most 100,000 rows; \
        pages are packed and have check sums, columns have their bounds, and what repeats is written \
        once.
        """,
      why: "Data frames and programs that train models read it column by column, and it is small.",
      knownProblems: """
        The first 2,000 conversations decide on the columns. A later name, and a value of another \
        type than most of its name have, is kept as JSON under `pe_metadata`, so that nothing is \
        lost. With scores=true a file does not load as the same corpus: the scores come back as \
        metadata.
        """,
      example: "export good.parquet where overall>=0.8"))

  private let withScores: Bool
  private let codec: BlockCodec
  private var metrics: [String] = []
  private var waiting: [ScoredConversation] = []
  private var table: ConversationTable?

  /// Conversations that decide on the columns.
  private static let sample = 2_000

  init(options: PluginOptions = PluginOptions()) throws {
    withScores = try options.flag("scores", default: false)
    codec = try ParquetTable.codec(options)
  }

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    self.metrics = withScores ? metrics : []
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    guard table == nil else {
      try table?.append(item)
      return try send(into: &sink)
    }
    waiting.append(item)
    if waiting.count >= Self.sample { try start(into: &sink) }
  }

  private mutating func start(into sink: inout some ExportSink) throws {
    var made = ConversationTable(
      sample: waiting, metrics: metrics, withScores: withScores, codec: codec)
    for item in waiting { try made.append(item) }
    waiting = []
    table = made
    try send(into: &sink)
  }

  private mutating func send(into sink: inout some ExportSink) throws {
    guard table?.hasBytes == true, let bytes = table?.takeBytes() else { return }
    try sink.write(bytes)
  }

  mutating func finish(into sink: inout some ExportSink) throws {
    if table == nil { try start(into: &sink) }
    try table?.finish()
    if let bytes = table?.takeBytes() { try sink.write(bytes) }
  }
}

/// What exporters of Parquet share.
enum ParquetTable {
  static let option = OptionInfo(
    "codec", "how pages are packed: zstd, snappy, gzip, lz4 or none", default: "zstd")

  static func codec(_ options: PluginOptions) throws(OptionError) -> BlockCodec {
    switch options["codec"] {
    case nil, "zstd": .zstd
    case "snappy": .snappy
    case "gzip": .gzip
    case "lz4": .lz4
    case "none": BlockCodec.none
    case .some(let text):
      throw OptionError("option codec=\(text) is none of zstd, snappy, gzip, lz4 and none")
    }
  }

  static func writer(_ fields: [TableField], _ codec: BlockCodec) -> TableWriter {
    TableWriter(fields, codec: codec, level: codec == .gzip ? 6 : 1)
  }
}
