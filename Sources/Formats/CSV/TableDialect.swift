import PluginKit

/// How the rows of a table are written.
struct TableDialect: Sendable, Equatable {
  var delimiter: UInt8
  /// Whether a quote at the start of a field encloses it (RFC 4180). Some TSV files have quotes that
  /// are text.
  var hasQuotes = true
  /// Whether a backslash within quotes makes the quote behind it text.
  var hasEscapes = false
  /// Whether spaces behind a delimiter are no part of the field, so that a quote behind them encloses
  /// it.
  var skipsSpaces = false
  /// Whether rows end with a carriage return, as on the Macs of old.
  var endsWithReturn = false

  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  @inline(__always) func isLineEnd(_ byte: UInt8) -> Bool {
    byte == 0x0A || endsWithReturn && byte == 0x0D
  }

  /// A delimiter as a person writes it: one character of ASCII, or its name. Throws for what cannot
  /// part cells.
  static func delimiter(named text: String) throws(FormatError) -> UInt8 {
    guard let byte = delimiter(text) else {
      throw FormatError(
        .badMapping, "'\(text)' cannot part the cells of a table",
        hint: "one character such as , ; or |, or the word tab")
    }
    return byte
  }

  private static func delimiter(_ text: String) -> UInt8? {
    switch text.lowercased() {
    case "tab", "\\t": return 0x09
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "pipe": return UInt8(ascii: "|")
    case "space": return 0x20
    default:
      guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, byte != quote,
        byte != 0x0A, byte != 0x0D, byte != 0
      else { return nil }
      return byte
    }
  }
}

/// The first rows of a table and how they are written.
struct TableSample {
  let dialect: TableDialect
  let rows: [[String]]
  /// Lines above the first of ``rows``.
  let skippedLines: Int

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The dialect in which most of the first rows have as many fields as the first, and more of them
  /// rather than fewer, their quotes being where quotes belong.
  ///
  /// A first line `sep=;`, as Excel writes it, says the delimiter and is passed over. `delimiter` is
  /// what the person said.
  init(
    of head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool, delimiter: UInt8? = nil,
    skippingLines: Int = 0
  ) {
    let endsWithReturn = !head.contains(0x0A) && head.contains(0x0D)
    var rest = head
    for _ in 0..<skippingLines {
      rest = TableSample.afterLine(rest, endsWithReturn: endsWithReturn)
    }
    var skipped = skippingLines
    var told = delimiter
    if let named = TableSample.named(by: rest) {
      told = told ?? named
      rest = TableSample.afterLine(rest, endsWithReturn: endsWithReturn)
      skipped += 1
    }
    let dialect = TableSample.dialect(of: rest, isWholeFile, told, endsWithReturn)
    self.dialect = dialect
    rows = TableSample.cut(rest, dialect, isWholeFile, limit: .max).rows
    skippedLines = skipped
  }

  private static func afterLine(_ bytes: Bytes, endsWithReturn: Bool) -> Bytes {
    let end = bytes.firstIndex { $0 == 0x0A || endsWithReturn && $0 == 0x0D }
    return Bytes(rebasing: bytes[(end.map { $0 + 1 } ?? bytes.count)...])
  }

  /// The delimiter that a first line `sep=;` names.
  private static func named(by bytes: Bytes) -> UInt8? {
    var line = bytes.prefix(12).prefix { $0 != 0x0A && $0 != 0x0D }
    if line.first == TableDialect.quote, line.last == TableDialect.quote {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, line.prefix(4).elementsEqual("sep=".utf8) else { return nil }
    return line.last
  }

  private static func dialect(
    of head: Bytes, _ isWholeFile: Bool, _ told: UInt8?, _ endsWithReturn: Bool
  ) -> TableDialect {
    let delimiters = told.map { [$0] } ?? [",", ";", "\t", "|", "^"].map { UInt8(ascii: $0) }
    var candidates = delimiters.map {
      TableDialect(delimiter: $0, endsWithReturn: endsWithReturn)
    }
    for delimiter in delimiters where delimiter == 0x09 || delimiter == UInt8(ascii: "|") {
      candidates.append(
        TableDialect(delimiter: delimiter, hasQuotes: false, endsWithReturn: endsWithReturn))
    }
    var best = candidates[0]
    var quality = -1.0
    func weigh(_ candidate: TableDialect) {
      let found = cut(head, candidate, isWholeFile, limit: 200).quality
      if found > quality { (best, quality) = (candidate, found) }
    }
    for candidate in candidates { weigh(candidate) }
    guard best.hasQuotes else { return best }
    var variant = best
    variant.hasEscapes = true
    weigh(variant)
    variant = best
    variant.skipsSpaces = true
    weigh(variant)
    return best
  }

  /// Bytes after which a row that does not end is thought to have a quote that is text.
  private static let doubtfulRow = 64 << 10

  private static func cut(
    _ head: Bytes, _ dialect: TableDialect, _ isWholeFile: Bool, limit: Int
  ) -> (rows: [[String]], quality: Double) {
    var rows: [[String]] = []
    var flawed = 0
    var start = 0
    while start < head.count, rows.count < limit {
      let rest = Bytes(rebasing: head[start...])
      var scan = RowScan(dialect)
      let isComplete = scan.advance(in: rest)
      let isRunaway =
        !isComplete && scan.isInQuotes && (isWholeFile || rest.count > doubtfulRow)
        || scan.isMalformed && scan.newlines > 1
      if !isComplete, !isRunaway, !isWholeFile { break }
      if isRunaway {
        // A quote that is never closed speaks against this dialect; the row is its first line.
        scan.position = rest.firstIndex(where: dialect.isLineEnd).map { $0 + 1 } ?? rest.count
      }
      start += scan.position
      let content = RowScan.withoutLineEnd(Bytes(rebasing: rest[..<scan.position]))
      let hasText = content.contains {
        !isSpace($0) && $0 != dialect.delimiter && $0 != TableDialect.quote
      }
      guard hasText else { continue }
      let (fields, repairs) = RowScan.read(content, dialect, width: rows.first?.count)
      if repairs != [] || isRunaway || RowScan.hasQuoteBehindSpace(content, dialect) {
        flawed += 1
      }
      rows.append(fields)
    }
    guard let width = rows.first?.count, width > 1 else {
      return (rows, rows.isEmpty ? -1 : -Double(flawed) / Double(rows.count) / 2)
    }
    let count = Double(rows.count)
    let regular = Double(rows.count { $0.count == width })
    let quality =
      regular / count * 100 - Double(flawed) / count * 50 + min(Double(width), 50) / 100
    return (rows, max(quality, 0))
  }
}
