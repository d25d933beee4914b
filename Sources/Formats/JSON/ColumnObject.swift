import Corpus
import PluginKit

/// A table in JSON that does not stand row by row: one object whose members are columns (lists of equal
/// length, or cells by row as pandas writes them), or names of columns beside lists of cells.
enum ColumnObject {
  /// The most bytes that are turned around, which happens in memory.
  static let limit = 64 << 20

  /// The rows as JSON, one a line; nil for text of another kind. Linear.
  ///
  /// - Parameter head: the first bytes, which are all when `isWhole`.
  static func rows(
    of source: any ByteSource, head: [UInt8], isWhole: Bool, _ name: String
  ) throws(FormatError) -> [UInt8]? {
    guard let start = Start(head) else { return nil }
    var text = head
    if !isWhole {
      // Where the first object ends before the sample does, others follow it.
      var scan = ValueScan()
      let ends = head.withUnsafeBufferPointer { bytes in
        let start = bytes.firstIndex { !isSpace($0) } ?? 0
        return scan.advance(
          in: UnsafeBufferPointer(rebasing: bytes[start...]), to: .container)
      }
      guard !ends else { return nil }
      guard let all = try read(source) else {
        guard start.isCertain else { return nil }
        throw FormatError(
          .refused,
          "\(name) holds a list a column, not one record after the other, in more than "
            + ReadLimits.label(limit),
          hint: "write it as records first, such as pandas' to_json(orient=\"records\", lines=True)"
        )
      }
      text = all
    }
    var rows: [UInt8]?
    do throws(BrokenReason) {
      rows = try JSONParser().parse(copying: text) { Self.rows(of: $0) }
    } catch {
      return nil
    }
    return rows
  }

  /// Nil when there are more bytes than the limit.
  private static func read(_ source: any ByteSource) throws(FormatError) -> [UInt8]? {
    try source.rewind()
    var bytes: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
      let got = try source.read(into: piece)
      guard got > 0 else { break }
      guard bytes.count + got <= limit else { return nil }
      bytes += piece[..<got]
    }
    return bytes.withUnsafeBufferPointer { FileProbe.byteOrderMark($0) } > 0
      ? Array(bytes.dropFirst(3)) : bytes
  }

  /// How an object begins that may be such a table.
  private struct Start {
    /// Whether it can be nothing else: cells by row number.
    var isCertain = false

    init?(_ head: [UInt8]) {
      var place = 0
      func skip() { while place < head.count, isSpace(head[place]) { place += 1 } }
      func take(_ byte: Character) -> Bool {
        skip()
        guard place < head.count, head[place] == byte.asciiValue else { return false }
        place += 1
        return true
      }
      guard take("{"), take("\"") else { return nil }
      while place < head.count, head[place] != UInt8(ascii: "\"") {
        place += head[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard place < head.count else { return nil }
      place += 1
      guard take(":") else { return nil }
      if take("[") {
        // Turns stand in lists of objects, cells of a column hardly ever do.
        skip()
        guard place < head.count, head[place] != UInt8(ascii: "{"), head[place] != 0x5B else {
          return nil
        }
        return
      }
      guard take("{"), take("\""), place < head.count,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(head[place])
      else { return nil }
      while place < head.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(head[place]) {
        place += 1
      }
      guard take("\""), take(":") else { return nil }
      skip()
      isCertain = place < head.count && head[place] != UInt8(ascii: "{") && head[place] != 0x5B
    }
  }

  private static func rows(of record: JSONValue) -> [UInt8]? {
    if let split = splitRows(of: record) { return split }
    let members = Array(record.members.prefix(1000))
    guard members.count >= 2, members.count == record.count,
      let first = members.first?.value, first.count >= 1,
      members.allSatisfy({ $0.value.kind == first.kind && $0.value.count == first.count }),
      !first.isScalar, isTable(members.map { ($0.key.string, $0.value) })
    else { return nil }
    if first.isObject {
      // Each column names the same rows in the same order.
      let keys = first.members.map(\.key.string)
      guard members.allSatisfy({ $0.value.members.map(\.key.string) == keys }) else { return nil }
    }
    let columns = members.map { member in
      member.value.isArray
        ? Array(member.value.elements) : member.value.members.map(\.value)
    }
    return written(members.map(\.key.string), count: first.count) { row, column in
      columns[column][row]
    }
  }

  /// `{"columns": [names], "index": […], "data": [[cells]]}`
  private static func splitRows(of record: JSONValue) -> [UInt8]? {
    guard let names = record["columns"], names.isArray, let data = record["data"], data.isArray,
      record.count <= 3, names.count > 0, data.count > 0
    else { return nil }
    let texts = names.elements.compactMap { $0.text?.string }
    let rows = data.elements.map { Array($0.elements) }
    guard texts.count == names.count, Set(texts).count == texts.count,
      rows.allSatisfy({ $0.count == texts.count })
    else { return nil }
    return written(texts, count: rows.count) { row, column in rows[row][column] }
  }

  private static func written(
    _ names: [String], count: Int, _ cell: (Int, Int) -> JSONValue
  ) -> [UInt8] {
    let keys = names.map { name in
      var writer = JSONWriter()
      writer.string(name)
      return writer.string
    }
    var text = ""
    for row in 0..<count {
      text += "{"
      for (column, key) in keys.enumerated() {
        text += (column > 0 ? "," : "") + key + ":" + cell(row, column).compact
      }
      text += "}\n"
    }
    return Array(text.utf8)
  }

  /// Taken for columns are members named as the sides of a pair, or as the text of a turn and its
  /// speaker or conversation, of texts each.
  private static func isTable(_ columns: [(name: String, value: JSONValue)]) -> Bool {
    let names = columns.filter { holdsTexts($0.value) }.map(\.name)
    let isPair = KnownNames.pairs.contains { pair in
      pair.user.contains(where: names.contains) && names.contains(pair.assistant)
    }
    let all = Set(columns.map(\.name))
    let isTurns =
      KnownNames.texts.contains(where: names.contains)
      && !all.isDisjoint(with: KnownNames.roles + KnownNames.ids.dropLast())
    return isPair || isTurns
  }

  private static func holdsTexts(_ column: JSONValue) -> Bool {
    column.isObject
      ? column.members.allSatisfy { $0.value.text != nil || $0.value.isNull }
      : column.elements.allSatisfy { $0.text != nil || $0.isNull }
  }
}

/// Bytes that are in memory.
final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var position: Int64 { Int64(place) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let count = min(buffer.count, bytes.count - place)
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[place..<place + count]))
    }
    place += count
    return count
  }

  func rewind() { place = 0 }
}
