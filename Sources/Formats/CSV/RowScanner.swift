import PluginKit

/// One row of a table.
struct TableRow {
  /// The line on which it starts, from 1.
  let line: Int
  /// Where its bytes are in the file.
  let offset: Int64
  let length: Int
  /// Why it has no ``fields``.
  let problem: String?
  let repairs: RowRepairs
  let fields: [String]
}

/// Cuts a CSV or TSV file into rows (RFC 4180): fields in quotes may hold delimiters, doubled quotes
/// and line ends; blank rows are passed over. Memory is bounded by the row.
///
/// A quote that is never closed, or that swallows whole rows, is text, and the line below its own is
/// the next row: it costs one row at most.
struct RowScanner: ~Copyable {
  private var window: ByteWindow
  private let dialect: TableDialect
  private let width: Int?
  private let limit: Int
  private var toSkip: Int
  private var spent = 0
  private var line = 1
  private var isAtStart = true
  /// Rows in which every cell is empty, and the line of the first.
  private(set) var emptyRows = 0
  private(set) var firstEmptyRow: Int?
  /// Rows with text beyond ASCII that is UTF-8, and rows with bytes that are not.
  private(set) var wideRows = 0
  private(set) var misencodedRows = 0

  /// `width` is the number of fields that a row ought to have, `skippingLines` what stands above the
  /// first.
  init(
    _ source: any ByteSource, dialect: TableDialect, width: Int? = nil, skippingLines: Int = 0,
    limit: Int
  ) throws(FormatError) {
    window = try ByteWindow(source)
    self.dialect = dialect
    self.width = width
    self.limit = limit
    toSkip = skippingLines
  }

  /// Bytes of the file that were looked at so far.
  var position: Int64 { window.position + Int64(spent) }

  /// Lines that were looked at so far.
  var lines: Int { line - 1 }

  mutating func next() throws(FormatError) -> TableRow? {
    if isAtStart { try start() }
    while true {
      window.drop(spent)
      spent = 0
      let startLine = line
      let offset = window.position
      var scan = RowScan(dialect)
      var isTooLong = false
      var isRunaway = false
      var isAtEnd = false
      while !scan.advance(in: window.bytes) {
        if scan.position > limit {
          isRunaway = scan.isInQuotes && scan.newlines > 0
          if isRunaway { break }
          isTooLong = true
          window.drop(scan.position)
          scan.position = 0
        }
        guard try window.fill() else {
          isAtEnd = true
          isRunaway = scan.isInQuotes && !isTooLong
          break
        }
      }
      if isAtEnd, scan.position == 0, !isTooLong { return nil }
      if !isTooLong, isRunaway || scan.newlines > 1 && swallowsRows(scan) {
        spent = window.bytes.firstIndex(where: dialect.isLineEnd).map { $0 + 1 } ?? window.count
        line += 1
      } else {
        spent = scan.position
        line += max(scan.newlines, 1)
      }
      if isTooLong || spent > limit {
        return broken(startLine, offset, "record longer than \(ReadLimits.label(limit))")
      }
      let content = RowScan.withoutLineEnd(UnsafeBufferPointer(rebasing: window.bytes[..<spent]))
      if isBlank(content, startLine) { continue }
      var (fields, repairs) = RowScan.read(content, dialect, width: width)
      note(content, repairs)
      if content.contains(0) { return broken(startLine, offset, "text holds a NUL byte") }
      if let width, fields.count != width {
        // Spreadsheets write delimiters behind the last column.
        if fields.count > width, fields[width...].allSatisfy({ $0.utf8.allSatisfy(isSpace) }) {
          fields.removeLast(fields.count - width)
        } else if repairs.contains(.openQuote) {
          return broken(startLine, offset, "a quote is opened here and never closed")
        }
      }
      return TableRow(
        line: startLine, offset: offset, length: content.count, problem: nil, repairs: repairs,
        fields: fields)
    }
  }

  /// Passes over a byte order mark and the lines above the table.
  private mutating func start() throws(FormatError) {
    isAtStart = false
    while window.count < 3 { guard try window.fill() else { break } }
    window.drop(FileProbe.byteOrderMark(window.bytes))
    while toSkip > 0 {
      if let end = window.bytes.firstIndex(where: dialect.isLineEnd) {
        window.drop(end + 1)
        line += 1
        toSkip -= 1
      } else {
        window.drop(window.count)
        guard try window.fill() else { return }
      }
    }
  }

  /// Whether every cell is empty.
  private mutating func isBlank(_ content: UnsafeBufferPointer<UInt8>, _ line: Int) -> Bool {
    let delimiter = dialect.delimiter
    guard
      content.allSatisfy({ isSpace($0) || $0 == delimiter || $0 == TableDialect.quote })
    else { return false }
    if content.contains(delimiter) {
      emptyRows += 1
      if firstEmptyRow == nil { firstEmptyRow = line }
    }
    return true
  }

  private mutating func note(_ content: UnsafeBufferPointer<UInt8>, _ repairs: RowRepairs) {
    if repairs.contains(.encoding) {
      misencodedRows += 1
    } else {
      var all: UInt8 = 0
      for byte in content { all |= byte }
      if all >= 0x80 { wideRows += 1 }
    }
  }

  /// Whether a row of several lines has no end of its own: a quote that was never closed ended at the
  /// start of another, or the lines within are rows themselves.
  private func swallowsRows(_ scan: RowScan) -> Bool {
    if scan.isMalformed { return true }
    guard let width, width > 2 else { return false }
    var lines = 0
    var rows = 0
    var delimiters = 0
    let bytes = UnsafeBufferPointer(rebasing: window.bytes[..<scan.position])
    for byte in bytes {
      if dialect.isLineEnd(byte) {
        // The first is the row's own, the last its end.
        if lines > 0, delimiters == width - 1 { rows += 1 }
        lines += 1
        delimiters = 0
      } else if byte == dialect.delimiter {
        delimiters += 1
      }
    }
    let inner = lines - 2
    return inner >= 3 && rows * 5 >= inner * 4
  }

  private func broken(_ line: Int, _ offset: Int64, _ reason: String) -> TableRow {
    TableRow(line: line, offset: offset, length: spent, problem: reason, repairs: [], fields: [])
  }
}
