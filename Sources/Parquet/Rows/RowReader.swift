/// Reads rows one by one, each as a JSON object on a line of its own.
///
/// A value that is null is left out of its object; in a list it is `null`. Memory holds a page of
/// each column that is read, and the row.
package final class RowReader {
  /// What was done to values of a column, which the caller may want to tell.
  package struct Loss: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// NaN and infinities, which became missing.
      case notNumber
      /// Text that was no UTF-8, with U+FFFD in place of what was none.
      case notUTF8
      /// Bytes that are no text, which are left out.
      case bytes
      /// A row that was longer than the limit; the column is nothing.
      case tooLong
    }

    package let kind: Kind
    package let column: String
    /// The first row that it came up in, from 1, and how often it did.
    package let row: Int64
    package var count = 1
  }

  private let file: ParquetFile
  private let columns: [RowNode]
  /// Where the leaves that are read stand among all.
  private let places: [Int]
  private let cursors: UnsafeMutablePointer<LeafCursor>
  private let isJSON: (UnsafeRawBufferPointer) -> Bool
  private var buffer = TextBuffer()
  private var rowGroup = -1
  private var leftInGroup: Int64 = 0
  /// Rows read so far.
  package private(set) var number: Int64 = 0
  /// One for each kind and column, of at most 64.
  package private(set) var losses: [Loss] = []
  /// Whether the row at hand is longer than the limit; it is left out then.
  private var isTooLong = false

  init(
    _ file: ParquetFile, _ columns: [SchemaNode],
    _ isJSON: @escaping (UnsafeRawBufferPointer) -> Bool
  ) throws {
    self.file = file
    self.isJSON = isJSON
    var places: [Int] = []
    let json = JSONColumns.names(file.pairs)
    self.columns = try columns.map { column in try RowNode(column, json, &places) }
    self.places = places
    cursors = .allocate(capacity: max(places.count, 1))
    for (index, place) in places.enumerated() {
      (cursors + index).initialize(
        to: LeafCursor(file.leaves[place], file.file, file.limits))
    }
  }

  deinit {
    cursors.deinitialize(count: places.count)
    cursors.deallocate()
  }

  /// The row at hand, with its line end. Empty of a row that is too long but for the line end.
  package var text: UnsafeRawBufferPointer { buffer.bytes }

  /// About how many bytes of the file were read.
  package var position: Int64 {
    guard file.metadata.rowGroups.indices.contains(rowGroup) else {
      return rowGroup < 0 ? 0 : file.end
    }
    let group = file.metadata.rowGroups[rowGroup]
    let starts = group.columns.map(\.dataOffset)
    let start = starts.min() ?? 0
    let bytes = group.columns.reduce(0) { $0 &+ $1.packedBytes }
    guard group.rows > 0, start >= 0, bytes >= 0 else { return 0 }
    let part = Double(group.rows - leftInGroup) / Double(group.rows)
    return min(file.end, start &+ Int64(Double(bytes) * part))
  }

  /// Goes on to the next row; false behind the last. Throws ``ParquetError`` where the file is
  /// damaged.
  package func next() throws -> Bool {
    while leftInGroup == 0 {
      if rowGroup >= 0, rowGroup < file.rowGroupCount { try checkEnds() }
      guard rowGroup + 1 < file.rowGroupCount else {
        rowGroup = file.rowGroupCount
        return false
      }
      rowGroup += 1
      leftInGroup = file.metadata.rowGroups[rowGroup].rows
      for (index, place) in places.enumerated() where leftInGroup > 0 {
        try cursors[index].begin(
          file.metadata.rowGroups[rowGroup].columns[place], end: file.end)
      }
      if leftInGroup == 0 { continue }
    }
    for index in places.indices where cursors[index].repetition != 0 {
      throw ParquetError.damaged(
        "\(cursors[index].leaf.label) continues a list where row \(number + 1) begins")
    }
    buffer.truncate(to: 0)
    isTooLong = false
    buffer.append(UInt8(ascii: "{"))
    try appendMembers(of: columns)
    buffer.append(UInt8(ascii: "}"))
    if isTooLong || buffer.count > file.limits.rowBytes {
      buffer.truncate(to: 0)
      note(.tooLong, "")
    }
    buffer.append(UInt8(ascii: "\n"))
    leftInGroup -= 1
    number += 1
    return true
  }

  private func checkEnds() throws {
    for index in places.indices
    where !cursors[index].isAtEnd && file.metadata.rowGroups[rowGroup].rows > 0 {
      throw ParquetError.damaged(
        "\(cursors[index].leaf.label) holds more values than there are rows")
    }
  }

  private func appendMembers(of nodes: [RowNode]) throws {
    var isFirst = true
    for node in nodes {
      let start = buffer.count
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      buffer.append(node.key)
      if try append(node) { isFirst = false } else { buffer.truncate(to: start) }
    }
  }

  /// Writes a value and goes on to the next one's place; false, and nothing written, of null.
  private func append(_ node: RowNode) throws -> Bool {
    if buffer.count > file.limits.rowBytes {
      isTooLong = true
      buffer.truncate(to: 1)
    }
    switch node.kind {
    case .leaf: return try appendLeaf(node)
    case .structure:
      guard let first = node.first, cursors[first].definition >= node.presence else {
        return try skip(node)
      }
      buffer.append(UInt8(ascii: "{"))
      try appendMembers(of: node.children)
      buffer.append(UInt8(ascii: "}"))
      return true
    case .list, .map: return try appendList(node)
    }
  }

  private func appendList(_ node: RowNode) throws -> Bool {
    guard let first = node.first, cursors[first].definition >= node.presence else {
      return try skip(node)
    }
    let isMap = node.kind == .map
    buffer.append(isMap ? UInt8(ascii: "{") : UInt8(ascii: "["))
    if cursors[first].definition < node.content {
      _ = try skip(node)
    } else {
      var isFirst = true
      while true {
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        if isMap {
          try appendEntry(node)
        } else if try !append(node.children[0]) {
          buffer.append("null")
        }
        guard cursors[first].repetition == node.repetition else { break }
      }
    }
    buffer.append(isMap ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    return true
  }

  /// A map's key as a member's name, whatever it is.
  private func appendEntry(_ node: RowNode) throws {
    let start = buffer.count
    if try !append(node.children[0]) { buffer.append("null") }
    if buffer.count <= start || buffer.bytes[start] != UInt8(ascii: "\"") {
      // What is no text becomes one.
      let key = Array(buffer.bytes[min(start, buffer.count)...])
      buffer.truncate(to: start)
      _ = key.withUnsafeBytes { buffer.append(quoted: $0) }
    }
    buffer.append(UInt8(ascii: ":"))
    if node.children.count < 2 {
      buffer.append("null")
    } else if try !append(node.children[1]) {
      buffer.append("null")
    }
  }

  /// Goes past one entry of all leaves of a value that is not there.
  private func skip(_ node: RowNode) throws -> Bool {
    for index in node.leaves { try cursors[index].advance() }
    return false
  }

  private func appendLeaf(_ node: RowNode) throws -> Bool {
    let index = node.leaves.lowerBound
    guard cursors[index].hasValue else {
      try cursors[index].advance()
      return false
    }
    var isWritten = true
    switch node.text {
    case .text: append(text: cursors[index].slice, node)
    case .signed: buffer.append(Int64(bitPattern: cursors[index].number))
    case .double: isWritten = append(Double(bitPattern: cursors[index].number), node)
    default: isWritten = try append(cursors[index].number, cursors[index].slice(node.text), node)
    }
    try cursors[index].advance()
    return isWritten
  }

  private func note(_ kind: Loss.Kind, _ column: String) {
    if let place = losses.firstIndex(where: { $0.kind == kind && $0.column == column }) {
      losses[place].count += 1
    } else if losses.count < 64 {
      losses.append(Loss(kind: kind, column: column, row: number + 1))
    }
  }

  private func append(text bytes: UnsafeRawBufferPointer, _ node: RowNode) {
    let start = buffer.count
    guard !buffer.append(quoted: bytes), !isUTF8(bytes) else { return }
    note(.notUTF8, node.name)
    buffer.truncate(to: start)
    var text = String(decoding: bytes, as: UTF8.self)
    text.withUTF8 { _ = buffer.append(quoted: UnsafeRawBufferPointer($0)) }
  }

  private func append(_ value: Double, _ node: RowNode) -> Bool {
    guard value.isFinite else { return notNumber(node) }
    buffer.append(text: value.description)
    return true
  }

  private func notNumber(_ node: RowNode) -> Bool {
    note(.notNumber, node.name)
    return false
  }

  private func append(
    _ number: UInt64, _ bytes: UnsafeRawBufferPointer, _ node: RowNode
  ) throws -> Bool {
    let value = Int64(bitPattern: number)
    switch node.text {
    case .flag: if number != 0 { buffer.append("true") } else { buffer.append("false") }
    case .unsigned(let bits):
      buffer.append(bits >= 64 ? number : number & (1 << UInt64(max(bits, 1)) - 1))
    case .float:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: number))
      guard value.isFinite else { return notNumber(node) }
      buffer.append(text: value.description)
    case .float16:
      let value = RowReader.half(UInt16(bytes[0]) | UInt16(bytes[1]) << 8)
      guard value.isFinite else { return notNumber(node) }
      buffer.append(text: value.description)
    case .json: append(json: bytes, node)
    case .bytes: return appendBytes(bytes, node)
    case .uuid: appendUUID(bytes)
    case .decimal(let scale): append(decimal: value, scale)
    case .wideDecimal(let scale): appendWide(bytes, scale)
    case .nothing: return false
    default:
      buffer.append(UInt8(ascii: "\""))
      append(time: value, bytes, node.text)
      buffer.append(UInt8(ascii: "\""))
    }
    return true
  }

  private func append(time value: Int64, _ bytes: UnsafeRawBufferPointer, _ text: LeafText) {
    switch text {
    case .date: LeafText.append(day: value, to: &buffer)
    case .time(let unit): LeafText.append(clock: max(0, value), unit, to: &buffer)
    case .timestamp(let unit, let isUniversal):
      LeafText.append(timestamp: value, unit, isUniversal: isUniversal, to: &buffer)
    case .julian:
      let nanos = Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self))
      let day = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
      let perDay = LeafText.day * LogicalType.Unit.nanos.perSecond
      let rest = nanos % perDay
      let days = Int64(day) - 2_440_588 + nanos / perDay - (rest < 0 ? 1 : 0)
      LeafText.append(day: days, to: &buffer)
      buffer.append(UInt8(ascii: "T"))
      LeafText.append(clock: rest < 0 ? rest + perDay : rest, .nanos, to: &buffer)
    case .interval:
      let parts = [0, 4, 8].map {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
      }
      buffer.append(text: "P\(parts[0])M\(parts[1])DT\(Double(parts[2]) / 1000)S")
    default: break
    }
  }

  private func append(decimal value: Int64, _ scale: Int) {
    let digits = Array(String(value.magnitude).utf8)
    append(digits, value < 0, scale)
  }

  private func appendWide(_ bytes: UnsafeRawBufferPointer, _ scale: Int) {
    // Nobody counts so far; it keeps the work linear.
    guard bytes.count <= 128 else { return buffer.append("null") }
    let (digits, isNegative) = LeafText.digits(of: bytes)
    append(digits, isNegative, scale)
  }

  /// As a number where that keeps all digits, as a text where it would not.
  private func append(_ digits: [UInt8], _ isNegative: Bool, _ scale: Int) {
    let isLong = digits.count - min(scale, 0) > 15
    if isLong { buffer.append(UInt8(ascii: "\"")) }
    LeafText.append(digits: digits, isNegative: isNegative, scale: scale, to: &buffer)
    if isLong { buffer.append(UInt8(ascii: "\"")) }
  }

  private func append(json bytes: UnsafeRawBufferPointer, _ node: RowNode) {
    guard isJSON(bytes) else { return append(text: bytes, node) }
    let start = buffer.count
    buffer.append(bytes)
    // Line ends between values would end the row.
    guard bytes.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return }
    buffer.truncate(to: start)
    for byte in bytes { buffer.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
  }

  /// Bytes of no said meaning are text where they are UTF-8, as older programs wrote it.
  private func appendBytes(_ bytes: UnsafeRawBufferPointer, _ node: RowNode) -> Bool {
    guard isUTF8(bytes), !bytes.contains(0) else {
      note(.bytes, node.name)
      return false
    }
    _ = buffer.append(quoted: bytes)
    return true
  }

  private func appendUUID(_ bytes: UnsafeRawBufferPointer) {
    buffer.append(UInt8(ascii: "\""))
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 6 || index == 8 || index == 10 { buffer.append(UInt8(ascii: "-")) }
      buffer.append(hexadecimal: byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// A number of IEEE 754's half precision.
  private static func half(_ bits: UInt16) -> Float {
    let sign: UInt32 = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0: return Float(fraction) * 0x1p-24 * (sign == 0 ? 1 : -1)
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}

/// A column or what is within one, made ready for writing.
final class RowNode {
  let name: String
  let kind: SchemaNode.Kind
  /// The name as a member's, with the colon.
  let key: [UInt8]
  let children: [RowNode]
  let presence: Int
  let content: Int
  let repetition: Int
  /// Among those that are read.
  let leaves: Range<Int>
  let text: LeafText

  /// Adds the leaves below it to `places`; `json` are the columns of text that is JSON.
  init(
    _ node: SchemaNode, _ json: Set<String>, _ places: inout [Int]
  ) throws(ParquetError) {
    name = node.name
    kind = node.kind
    var quoted = TextBuffer()
    let bytes = Array(node.name.utf8)
    _ = bytes.withUnsafeBytes { quoted.append(quoted: $0) }
    quoted.append(UInt8(ascii: ":"))
    key = Array(quoted.bytes)
    let start = places.count
    if let leaf = node.leaf {
      places.append(node.leaves.lowerBound)
      let own = try LeafText(leaf)
      let isJSON = own == .text && !json.isEmpty && json.contains(JSONColumns.name(leaf.path))
      text = isJSON ? .json : own
    } else {
      text = .nothing
    }
    var made: [RowNode] = []
    for child in node.children { made.append(try RowNode(child, json, &places)) }
    children = made
    leaves = start..<places.count
    presence = node.presence
    content = node.content
    repetition = node.repetition
  }

  /// The leaf that tells whether it is there; nil where nothing is below it.
  var first: Int? { leaves.isEmpty ? nil : leaves.lowerBound }
}

extension LeafCursor {
  /// The value's bytes, where it is of a kind that has some.
  func slice(_ text: LeafText) -> UnsafeRawBufferPointer {
    switch leaf.physical {
    case .bytes, .fixed, .int96: slice
    default: UnsafeRawBufferPointer(start: nil, count: 0)
    }
  }
}
