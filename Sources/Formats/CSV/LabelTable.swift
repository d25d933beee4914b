package import Corpus
package import PluginKit

/// A table whose rows say something of conversations that are elsewhere: named columns of values, of
/// the kinds that ``TableReader`` tells.
package struct LabelTable: Sendable {
  package let path: String
  package let header: [String]
  private let input: FileInput
  private let compression: Compression?
  private let encoding: TextEncoding?
  private let dialect: TableDialect
  private let skippedLines: Int
  private let survey: TableSurvey
  private static let limits = ReadLimits()

  package struct Row {
    /// The line on which it starts, from 1.
    package let line: Int
    /// The cells without spaces around them.
    package let cells: [String]
    /// The same as values; nil for what is empty or missing.
    package let values: [MetadataValue?]
  }

  /// Opens the table and goes over it once. Throws ``FormatError`` for what is no table with a header.
  package init(
    _ path: String, options: ReadOptions = ReadOptions(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(FormatError) {
    let input = try FileInput(path, isInterrupted: isInterrupted)
    let raw = RawBytes(input, isKeeping: true, isDigesting: false)
    let compression = try CorpusFile.compression(of: raw)
    let plain = try CorpusFile.source(raw, compression, input.name, Self.limits)
    let encoding = try CorpusFile.encoding(plain, options)
    let source = try CorpusFile.decoded(plain, encoding)
    let head = try CorpusFile.head(source, input.name, options, Self.limits)
    try FileProbe.checkIsText(head.bytes, path: head.path)
    if options.encoding == nil { try TextEncoding.check(head.bytes, path: head.path) }
    guard !JSONReader.looksLikeJSON(head) else {
      throw FormatError(
        .unknownFormat, "\(path) is JSON, where a table with a header is wanted",
        hint: "labels are read from CSV and TSV")
    }
    let delimiter = try options.delimiter.map { text throws(FormatError) in
      try TableDialect.delimiter(named: text)
    }
    let sample = head.bytes.withUnsafeBufferPointer { bytes in
      TableSample(
        of: bytes, isWholeFile: head.isWhole, delimiter: delimiter,
        skippingLines: options.skippedLines)
    }
    guard let first = sample.rows.first else {
      throw FormatError(.unknownFormat, "\(path) holds no rows", hint: "labels need a header")
    }
    self.path = path
    self.input = input
    self.compression = compression
    self.encoding = encoding
    header = TableHeader.names(first)
    dialect = sample.dialect
    skippedLines = sample.skippedLines
    var survey = TableSurvey(
      width: header.count, prefersComma: dialect.delimiter == UInt8(ascii: ";"))
    var scanner = try RowScanner(
      source, dialect: dialect, width: header.count, skippingLines: skippedLines,
      limit: Self.limits.recordBytes)
    _ = try scanner.next()
    while let row = try scanner.next() {
      guard row.fields.count == first.count else { continue }
      survey.note(row.fields, line: row.line, conversation: nil)
    }
    self.survey = survey
  }

  /// Gives the rows in the order of the file, those that are broken being told to `broken` with their
  /// line. What the bodies throw ends the reading.
  package func read(
    _ body: (Row) throws -> Void, broken: (Int) throws -> Void
  ) throws {
    let raw = RawBytes(input, isKeeping: true, isDigesting: false)
    let source = try CorpusFile.decoded(
      CorpusFile.source(raw, compression, input.name, Self.limits), encoding)
    var scanner = try RowScanner(
      source, dialect: dialect, width: header.count, skippingLines: skippedLines,
      limit: Self.limits.recordBytes)
    _ = try scanner.next()
    let values = survey.values
    while let row = try scanner.next() {
      guard row.problem == nil, row.fields.count == header.count else {
        try broken(row.line)
        continue
      }
      try body(
        Row(
          line: row.line, cells: row.fields.map(SpeakerName.trimmed),
          values: zip(values, row.fields).map { $0.value($1) }))
    }
  }
}
