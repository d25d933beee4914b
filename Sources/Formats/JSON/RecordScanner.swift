import Glibc
import PluginKit

/// Cuts a JSON file into records without parsing it, in memory bounded by the record.
///
/// A record is a line, an element of the outermost array, a member of the outermost object, or one
/// of several values in a row. Brackets and strings are followed, everything else is the parser's.
struct RecordScanner: ~Copyable {
  /// Where a file keeps its records.
  enum Layout: Sendable, Equatable {
    case lines
    /// Elements of one array.
    case array
    /// Members of one object; their names are the conversations' ids.
    case members
    /// Objects in a row, each over several lines.
    case sequence
    /// One value: the whole file.
    case whole
  }

  /// A piece of the file, valid until the scanner's next step.
  struct Record {
    /// The value, followed by ``ByteWindow/padding`` readable bytes.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The member's name as it stands in the file, with its quotes.
    let key: UnsafeBufferPointer<UInt8>?
    let line: Int
    /// Why there is no value, or why the value that is there may be half of one.
    let problem: Problem?

    var opensContainer: Bool {
      let first = bytes.first { !isSpace($0) }
      return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
  }

  enum Problem: Equatable {
    /// Longer than the limit; `bytes` is empty.
    case tooLong(limit: Int)
    /// The file ends within it; `bytes` is what is there.
    case cutOff
    /// The container does not end, or something follows its end, or a member has no name.
    case malformed(String)
  }

  private var window: ByteWindow
  private let layout: Layout
  private let limit: Int
  /// Bytes of ``window`` that belong to the record given last.
  private var spent = 0
  private var line = 1
  private var state = State.start

  private enum State { case start, between, ended }

  init(_ source: any ByteSource, layout: Layout, limit: Int) throws(FormatError) {
    window = try ByteWindow(source)
    self.layout = layout
    self.limit = limit
  }

  /// Bytes of the file that were looked at so far.
  var position: Int64 { window.position + Int64(spent) }

  mutating func next() throws(FormatError) -> Record? {
    consume(spent)
    spent = 0
    if state == .start { try skipByteOrderMark() }
    switch layout {
    case .lines: return try nextLine()
    case .whole: return try wholeFile()
    case .array, .members, .sequence: return try nextElement()
    }
  }

  private mutating func skipByteOrderMark() throws(FormatError) {
    while window.count < 3 { guard try window.fill() else { break } }
    window.drop(FileProbe.byteOrderMark(window.bytes))
    if layout == .lines || layout == .sequence { state = .between }
  }

  /// Drops bytes and counts their lines.
  private mutating func consume(_ count: Int) {
    line += newlines(in: count)
    window.drop(count)
  }

  private func newlines(in count: Int) -> Int {
    guard count > 0, layout != .lines else { return 0 }
    var found = 0
    for byte in window.bytes[..<count] where byte == UInt8(ascii: "\n") { found += 1 }
    return found
  }

  /// Where in the source a record's bytes begin, which the window still holds.
  func offset(of record: Record) -> Int64 {
    guard let base = window.bytes.baseAddress, let start = record.bytes.baseAddress else {
      return window.position
    }
    return window.position + Int64(start - base)
  }

  private func piece(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: window.bytes[range])
  }

  // Lines

  private mutating func nextLine() throws(FormatError) -> Record? {
    var searched = 0
    var isTooLong = false
    while true {
      let bytes = window.bytes
      var end: Int?
      if let base = bytes.baseAddress, searched < bytes.count,
        let found = memchr(base + searched, 0x0A, bytes.count - searched)
      {
        end = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
      }
      searched = bytes.count
      if end == nil {
        if searched > limit {
          isTooLong = true
          window.drop(searched)
          searched = 0
        }
        if try window.fill() { continue }
      }
      guard end != nil || window.count > 0 || isTooLong else { return nil }
      let length = end ?? window.count
      let startLine = line
      spent = end == nil ? length : length + 1
      line += 1
      if isTooLong || length > limit {
        return Record(
          bytes: piece(0..<0), key: nil, line: startLine, problem: .tooLong(limit: limit))
      }
      let line = piece(0..<length)
      if line.allSatisfy(isSpace) {
        window.drop(spent)
        spent = 0
        searched = 0
        continue
      }
      return Record(bytes: line, key: nil, line: startLine, problem: end == nil ? .cutOff : nil)
    }
  }

  private mutating func wholeFile() throws(FormatError) -> Record? {
    guard state == .start else { return nil }
    state = .ended
    while window.count <= limit { guard try window.fill() else { break } }
    guard window.count <= limit else {
      return Record(bytes: piece(0..<0), key: nil, line: 1, problem: .tooLong(limit: limit))
    }
    spent = window.count
    return Record(bytes: piece(0..<window.count), key: nil, line: 1, problem: nil)
  }

  // Elements and members

  private mutating func nextElement() throws(FormatError) -> Record? {
    if state == .start {
      _ = try skipSpace(andCommas: false)
      consume(1)
      state = .between
    }
    guard state == .between else { return nil }
    guard let byte = try skipSpace(andCommas: true) else {
      state = .ended
      guard layout != .sequence else { return nil }
      return malformed("the file ends before its outermost bracket is closed")
    }
    if layout != .sequence, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
      return try checkEnd(byte)
    }
    let startLine = line
    var scan = ValueScan()
    var key: Range<Int>?
    if layout == .members {
      guard byte == UInt8(ascii: "\""), try scanned(&scan, .string) else {
        state = .ended
        return malformed("a member of the outermost object has no name in quotes")
      }
      key = 0..<scan.position
      guard try colon(after: &scan) else {
        state = .ended
        return malformed("a member of the outermost object has no value")
      }
    }
    let start = scan.position
    let isComplete = try scanned(&scan, layout == .sequence ? .container : .value)
    spent = scan.position
    if !isComplete { state = .ended }
    var name: UnsafeBufferPointer<UInt8>?
    if let key, !scan.isTooLong { name = piece(key) }
    let problem: Problem? = scan.isTooLong ? .tooLong(limit: limit) : isComplete ? nil : .cutOff
    return Record(
      bytes: scan.isTooLong ? piece(0..<0) : piece(start..<scan.position),
      key: name, line: startLine, problem: problem)
  }

  private func malformed(_ reason: String) -> Record {
    Record(bytes: piece(0..<0), key: nil, line: line, problem: .malformed(reason))
  }

  private mutating func checkEnd(_ byte: UInt8) throws(FormatError) -> Record? {
    state = .ended
    let expected = layout == .array ? UInt8(ascii: "]") : UInt8(ascii: "}")
    consume(1)
    guard byte == expected else { return malformed("the outermost bracket is closed by another") }
    guard try skipSpace(andCommas: false) != nil else { return nil }
    return malformed("something follows the end of the outermost bracket")
  }

  /// The first byte that is not white space, or nil at the end of the file.
  private mutating func skipSpace(andCommas: Bool) throws(FormatError) -> UInt8? {
    while true {
      let bytes = window.bytes
      if let index = bytes.firstIndex(where: {
        !(isSpace($0) || andCommas && $0 == UInt8(ascii: ","))
      }) {
        consume(index)
        return window.bytes[0]
      }
      consume(bytes.count)
      guard try window.fill() else { return nil }
    }
  }

  private mutating func colon(after scan: inout ValueScan) throws(FormatError) -> Bool {
    while true {
      while scan.position < window.count {
        let byte = window.bytes[scan.position]
        scan.position += 1
        if byte == UInt8(ascii: ":") { return true }
        guard isSpace(byte) else { return false }
      }
      guard try window.fill() else { return false }
    }
  }

  /// Moves `scan` to the end of a value; false when the file ends first. What is longer than the
  /// limit is dropped while it is scanned.
  private mutating func scanned(
    _ scan: inout ValueScan, _ target: ValueScan.Target
  ) throws(FormatError) -> Bool {
    while true {
      if scan.advance(in: window.bytes, to: target) {
        if scan.position > limit { scan.isTooLong = true }
        return true
      }
      if scan.position > limit {
        scan.isTooLong = true
        let kept = scan.endsInEscape(window.bytes) ? 1 : 0
        consume(scan.position - kept)
        scan.position = kept
      }
      guard try window.fill() else { return false }
    }
  }
}

/// Follows brackets and strings; remembers where it is when the bytes at hand end.
struct ValueScan {
  enum Target { case string, value, container }

  var position = 0
  var isTooLong = false
  private var depth = 0
  private var isInString = false

  /// Whether the end was reached: behind a string or container, before the comma or closing
  /// bracket that follows a value.
  mutating func advance(in bytes: UnsafeBufferPointer<UInt8>, to target: Target) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    while position < bytes.count {
      if isInString {
        guard let found = memchr(base + position, 0x22, bytes.count - position) else {
          position = bytes.count
          return false
        }
        let quote = UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        position = quote + 1
        if isEscaped(bytes, at: quote) { continue }
        isInString = false
        if target == .string { return true }
        continue
      }
      switch bytes[position] {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0, target == .value { return true }
        depth -= 1
        if depth <= 0, target == .container {
          position += 1
          return true
        }
      case UInt8(ascii: ","): if depth == 0, target == .value { return true }
      default: break
      }
      position += 1
    }
    return false
  }

  /// Whether the next byte would be escaped by a backslash before it.
  func endsInEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isInString && isEscaped(bytes, at: position)
  }

  private func isEscaped(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    var start = index
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    return (index - start) % 2 == 1
  }
}

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
