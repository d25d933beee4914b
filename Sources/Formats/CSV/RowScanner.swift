import PluginKit

/// How the rows of a table are written.
struct TableDialect: Sendable, Equatable {
  var delimiter: UInt8
  /// Whether a quote at the start of a field encloses it (RFC 4180). Some TSV files have quotes that
  /// are text.
  var hasQuotes: Bool
}

/// One row of a table.
struct TableRow {
  /// The line on which it starts, from 1.
  let line: Int
  /// Where its bytes are in the file.
  let offset: Int64
  let length: Int
  /// Why it has no ``fields``.
  let problem: String?
  let fields: [String]
}

/// Cuts a CSV or TSV file into rows (RFC 4180): fields in quotes may hold delimiters, doubled quotes
/// and line ends; blank lines are passed over. Memory is bounded by the row.
struct RowScanner: ~Copyable {
  private var window: ByteWindow
  private let dialect: TableDialect
  private let limit: Int
  private var spent = 0
  private var line = 1
  private var isAtStart = true

  init(_ source: any ByteSource, dialect: TableDialect, limit: Int) throws(FormatError) {
    window = try ByteWindow(source)
    self.dialect = dialect
    self.limit = limit
  }

  /// Bytes of the file that were looked at so far.
  var position: Int64 { window.position + Int64(spent) }

  mutating func next() throws(FormatError) -> TableRow? {
    while true {
      window.drop(spent)
      spent = 0
      if isAtStart {
        while window.count < 3 { guard try window.fill() else { break } }
        window.drop(FileProbe.byteOrderMark(window.bytes))
        isAtStart = false
      }
      let startLine = line
      let offset = window.position
      var scan = RowScan(dialect)
      var isTooLong = false
      var isAtEnd = false
      while !scan.advance(in: window.bytes) {
        if scan.position > limit {
          isTooLong = true
          window.drop(scan.position)
          scan.position = 0
        }
        guard try window.fill() else {
          isAtEnd = true
          break
        }
      }
      line += scan.newlines
      spent = scan.position
      if isAtEnd, spent == 0, !isTooLong { return nil }
      if isTooLong || spent > limit {
        return broken(startLine, offset, "record longer than \(ReadLimits.label(limit))")
      }
      if isAtEnd, scan.isInQuotes {
        return broken(startLine, offset, "a quote is opened here and never closed")
      }
      let row = UnsafeBufferPointer(rebasing: window.bytes[..<spent])
      let content = RowScan.withoutLineEnd(row)
      if content.allSatisfy(isSpace) && !content.contains(dialect.delimiter) { continue }
      guard let fields = RowScan.fields(content, dialect) else {
        return broken(startLine, offset, "not valid UTF-8")
      }
      if content.contains(0) { return broken(startLine, offset, "text holds a NUL byte") }
      return TableRow(
        line: startLine, offset: offset, length: content.count, problem: nil, fields: fields)
    }
  }

  private func broken(_ line: Int, _ offset: Int64, _ reason: String) -> TableRow {
    TableRow(line: line, offset: offset, length: 0, problem: reason, fields: [])
  }
}

/// Finds the end of a row; remembers where it is when the bytes at hand end.
struct RowScan {
  private enum State { case fieldStart, plain, quoted, closing }

  var position = 0
  private(set) var newlines = 0
  private let dialect: TableDialect
  private var state = State.fieldStart

  init(_ dialect: TableDialect) { self.dialect = dialect }

  var isInQuotes: Bool { state == .quoted }

  /// Whether the end was reached: behind the line feed that ends the row.
  mutating func advance(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") { newlines += 1 }
      switch state {
      case .quoted: if byte == UInt8(ascii: "\"") { state = .closing }
      case .fieldStart, .plain, .closing:
        if byte == UInt8(ascii: "\n") { return true }
        if byte == UInt8(ascii: "\""), dialect.hasQuotes, state != .plain {
          state = .quoted
        } else {
          state = byte == dialect.delimiter ? .fieldStart : .plain
        }
      }
    }
    return false
  }

  static func withoutLineEnd(_ row: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var count = row.count
    if count > 0, row[count - 1] == UInt8(ascii: "\n") { count -= 1 }
    if count > 0, row[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    return UnsafeBufferPointer(rebasing: row[..<count])
  }

  /// The fields of a row without its line end; nil when they are not UTF-8.
  static func fields(_ row: UnsafeBufferPointer<UInt8>, _ dialect: TableDialect) -> [String]? {
    var fields: [String] = []
    var unquoted: [UInt8] = []
    var position = 0
    while true {
      var field: Substring?
      if dialect.hasQuotes, position < row.count, row[position] == UInt8(ascii: "\"") {
        unquoted.removeAll(keepingCapacity: true)
        position = unquote(row, from: position + 1, into: &unquoted)
        // What stands between a closing quote and the next delimiter belongs to the field.
        while position < row.count, row[position] != dialect.delimiter {
          unquoted.append(row[position])
          position += 1
        }
        field = String(validating: unquoted, as: UTF8.self).map { $0[...] }
      } else {
        let start = position
        while position < row.count, row[position] != dialect.delimiter { position += 1 }
        field = String(validating: row[start..<position], as: UTF8.self).map { $0[...] }
      }
      guard let field else { return nil }
      fields.append(String(field))
      guard position < row.count else { return fields }
      position += 1
    }
  }

  /// Appends what a quoted field holds; the index behind its closing quote.
  private static func unquote(
    _ row: UnsafeBufferPointer<UInt8>, from start: Int, into field: inout [UInt8]
  ) -> Int {
    var position = start
    while position < row.count {
      let byte = row[position]
      position += 1
      guard byte == UInt8(ascii: "\"") else {
        field.append(byte)
        continue
      }
      guard position < row.count, row[position] == UInt8(ascii: "\"") else { return position }
      field.append(byte)
      position += 1
    }
    return position
  }
}
