import Parquet
import PluginKit

/// Reads Parquet: its rows are what the lines of a JSON Lines file would be.
struct ParquetReader: Reader, LimitedReader {
  static let info = ReaderInfo(
    summary: "Parquet: lists of turns, turns, pairs and texts, a row each",
    fileExtensions: ["parquet", "pq"], magic: [Array("PAR1".utf8)],
    parts: (ShapeChoice.parts + TurnColumns.parts.filter { !ShapeChoice.parts.contains($0) }),
    rereads: true,
    options: [
      OptionInfo("columns", "the columns that are read, with / between them", default: "all"),
      OptionInfo("as", "what a row is, by the name of a dialect of JSON", default: "found out"),
    ],
    manual: Manual(
      whatItDoes: """
        Reads the rows of a file as those of JSON Lines with the same values would be: a column that \
        lists turns of role and content, a turn a row with its conversation's id, a prompt and its \
        reply, or one text. Other columns are metadata with their types; what is null is not there. \
        Times become ISO 8601, decimals numbers as long as these keep all digits. All encodings, both \
        versions of pages and the codecs Snappy, gzip, Zstandard, LZ4 and Brotli are read, a page \
        at a time.
        """,
      knownProblems: """
        Encrypted files are refused, and columns of bytes that are no text are left out and told. \
        NaN and infinities are read as missing.
        """,
      example: "load talks.parquet --format parquet --option columns=id/messages"))

  var limits = ReadLimits()
  private let columns: Set<String>?
  private let dialect: String?
  private var path = ""
  private var inner: (any CorpusReader)?

  init(options: PluginOptions = PluginOptions()) {
    columns = options["columns"].map { Set($0.split(separator: "/").map(String.init)) }
    dialect = options["as"]
  }

  mutating func sniff(_ file: FileHead) throws -> Sniff {
    guard file.bytes.starts(with: "PAR1".utf8) || file.options.format != nil else { return .no }
    path = file.path
    guard file.options.encoding == nil, file.options.delimiter == nil else {
      throw FormatError(
        .badMapping, "\(path) is a Parquet file, which says itself how its text is written",
        hint: "leave --encoding and --delimiter out")
    }
    try file.source.rewind()
    let rows = try ParquetRows(file.source, columns: columns, name: path, limits)
    for name in columns?.sorted() ?? [] where !rows.columnNames.contains(name) {
      throw FormatError(
        .badMapping, "there is no column '\(name)' in \(path)",
        hint: nameHint(for: name, among: rows.columnNames))
    }
    var options = file.options
    options.format = dialect
    options.options = PluginOptions()
    let choice = ReaderChoice(readers: Formats.readers.filter(Self.reads))
    try choice.check(options)
    let chosen = try choice.reader(
      of: CorpusFile.head(rows, path, options, limits), limits)
    inner = chosen.reader
    var detection = chosen.detection
    detection.format = "parquet"
    detection.layout = .columns
    return .certain(detection)
  }

  /// Readers that decide on rows.
  private static func reads(_ entry: RegisteredReader) -> Bool {
    entry.name == "turn_rows" || entry.name == "json"
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    guard var inner else { throw FormatError("\(path) was not sniffed") }
    let rows = try ParquetRows(source, columns: columns, name: path, limits)
    try inner.read(rows, into: &sink)
    try rows.tell(limits.recordBytes, to: &sink)
  }
}
