/// What was done to a row so that it could be read.
struct RowRepairs: OptionSet {
  let rawValue: UInt8
  /// A quote that is never closed was taken as text.
  static let openQuote = RowRepairs(rawValue: 1)
  /// A quote within quotes was neither doubled nor behind a backslash.
  static let innerQuote = RowRepairs(rawValue: 2)
  /// Bytes that are not UTF-8 became U+FFFD.
  static let encoding = RowRepairs(rawValue: 4)
}

/// Finds the end of a row; remembers where it is when the bytes at hand end.
struct RowScan {
  private enum State { case fieldStart, plain, quoted, escaped, closing, closed }

  var position = 0
  private(set) var newlines = 0
  /// Whether a closing quote has something behind it that is neither a delimiter nor a line end.
  private(set) var isMalformed = false
  private let dialect: TableDialect
  private var state = State.fieldStart

  init(_ dialect: TableDialect) { self.dialect = dialect }

  var isInQuotes: Bool { state == .quoted || state == .escaped }

  /// Whether the end was reached: behind the byte that ends the row.
  mutating func advance(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let quote = TableDialect.quote
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch state {
      case .quoted:
        if byte == quote {
          state = .closing
        } else if dialect.isLineEnd(byte) {
          newlines += 1
        } else if byte == TableDialect.backslash, dialect.hasEscapes {
          state = .escaped
        }
      case .escaped:
        if dialect.isLineEnd(byte) { newlines += 1 }
        state = .quoted
      case .plain:
        if byte == dialect.delimiter {
          state = .fieldStart
        } else if dialect.isLineEnd(byte) {
          newlines += 1
          return true
        }
      case .fieldStart, .closing, .closed:
        if dialect.isLineEnd(byte) {
          newlines += 1
          return true
        }
        advance(byte)
      }
    }
    return false
  }

  /// From the start of a field or from behind a closing quote, over a byte that ends no row.
  private mutating func advance(_ byte: UInt8) {
    if byte == dialect.delimiter {
      state = .fieldStart
    } else if byte == TableDialect.quote, dialect.hasQuotes, state != .closed {
      state = .quoted
    } else if state == .fieldStart {
      state = dialect.skipsSpaces && byte == 0x20 ? .fieldStart : .plain
    } else if isSpace(byte) {
      state = .closed
    } else {
      isMalformed = true
      state = .plain
    }
  }

  static func withoutLineEnd(_ row: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var count = row.count
    if count > 0, row[count - 1] == 0x0A { count -= 1 }
    while count > 0, row[count - 1] == 0x0D { count -= 1 }
    return UnsafeBufferPointer(rebasing: row[..<count])
  }

  /// The fields of a row without its line end, and what had to be done to read them: quotes that
  /// are out of place are text where that gives `width` fields. Linear.
  static func read(
    _ row: UnsafeBufferPointer<UInt8>, _ dialect: TableDialect, width: Int?
  ) -> (fields: [String], repairs: RowRepairs) {
    var usual = FieldCutter(row, dialect, isLenient: false)
    usual.cut()
    guard !usual.repairs.isDisjoint(with: [.openQuote, .innerQuote]) else {
      return (usual.fields, usual.repairs)
    }
    var lenient = FieldCutter(row, dialect, isLenient: true)
    lenient.cut()
    if width == nil || lenient.fields.count == width || usual.fields.count != width {
      return (lenient.fields, usual.repairs.union(lenient.repairs))
    }
    return (usual.fields, usual.repairs)
  }

  /// Whether a quote stands behind the spaces that a field starts with and would be text.
  static func hasQuoteBehindSpace(
    _ row: UnsafeBufferPointer<UInt8>, _ dialect: TableDialect
  ) -> Bool {
    guard dialect.hasQuotes, !dialect.skipsSpaces else { return false }
    var isAtStart = true
    var hasSpace = false
    for byte in row {
      if isAtStart, hasSpace, byte == TableDialect.quote { return true }
      if byte == dialect.delimiter {
        (isAtStart, hasSpace) = (true, false)
      } else if isAtStart, byte == 0x20 {
        hasSpace = true
      } else {
        isAtStart = false
      }
    }
    return false
  }
}

/// Cuts a row into fields.
private struct FieldCutter {
  private let row: UnsafeBufferPointer<UInt8>
  private let dialect: TableDialect
  /// Whether a quote closes a field only before a delimiter or the end, and one that never closes is
  /// text.
  private let isLenient: Bool
  private var position = 0
  private var unquoted: [UInt8] = []
  private(set) var fields: [String] = []
  private(set) var repairs: RowRepairs = []

  init(_ row: UnsafeBufferPointer<UInt8>, _ dialect: TableDialect, isLenient: Bool) {
    self.row = row
    self.dialect = dialect
    self.isLenient = isLenient
  }

  mutating func cut() {
    while true {
      var start = position
      if dialect.skipsSpaces {
        while start < row.count, row[start] == 0x20 { start += 1 }
        position = start
      }
      if dialect.hasQuotes, start < row.count, row[start] == TableDialect.quote {
        addQuoted()
      } else {
        addPlain(from: start)
      }
      guard position < row.count else { return }
      position += 1
    }
  }

  private mutating func addPlain(from start: Int) {
    while position < row.count, row[position] != dialect.delimiter { position += 1 }
    add(row[start..<position])
  }

  private mutating func addQuoted() {
    let start = position
    unquoted.removeAll(keepingCapacity: true)
    position += 1
    let isClosed = isLenient ? unquoteLeniently() : unquote()
    if !isClosed {
      repairs.insert(.openQuote)
      if isLenient {
        position = start
        return addPlain(from: start)
      }
    }
    // What stands between a closing quote and the next delimiter belongs to the field, but for
    // spaces.
    let closing = position
    while position < row.count, row[position] != dialect.delimiter { position += 1 }
    let rest = row[closing..<position]
    if !rest.allSatisfy(isSpace) {
      repairs.insert(.innerQuote)
      unquoted += rest
    }
    unquoted.withUnsafeBufferPointer { add($0[...]) }
  }

  private mutating func add(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    if let field = String(validating: bytes, as: UTF8.self) {
      fields.append(field)
    } else {
      repairs.insert(.encoding)
      fields.append(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Goes behind the closing quote; false when there is none.
  private mutating func unquote() -> Bool {
    while position < row.count {
      let byte = row[position]
      position += 1
      if byte == TableDialect.quote {
        guard position < row.count, row[position] == byte else { return true }
        position += 1
      } else if byte == TableDialect.backslash, let escaped = escaped() {
        unquoted.append(escaped)
        position += 1
        continue
      }
      unquoted.append(byte)
    }
    return false
  }

  /// The same, where a quote that no delimiter and no end follows is text.
  private mutating func unquoteLeniently() -> Bool {
    while position < row.count {
      let byte = row[position]
      position += 1
      if byte == TableDialect.quote {
        if isEnd(position) { return true }
        if row[position] == byte {
          if isEnd(position + 1) {
            unquoted.append(byte)
            position += 1
            return true
          }
          position += 1
        }
      } else if byte == TableDialect.backslash, let escaped = escaped() {
        unquoted.append(escaped)
        position += 1
        continue
      }
      unquoted.append(byte)
    }
    return false
  }

  private func isEnd(_ index: Int) -> Bool { index >= row.count || row[index] == dialect.delimiter }

  /// The quote or backslash here that the backslash before it escapes.
  private func escaped() -> UInt8? {
    guard dialect.hasEscapes, position < row.count else { return nil }
    let byte = row[position]
    return byte == TableDialect.quote || byte == TableDialect.backslash ? byte : nil
  }
}
