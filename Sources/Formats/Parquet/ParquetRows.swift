import Parquet
import PluginKit

/// The rows of a Parquet file as JSON Lines, so that they are read as such: one place decides what
/// is talk, whatever holds it.
final class ParquetRows: ByteSource {
  private let name: String
  private let file: ParquetFile
  private let columns: Set<String>?
  private let source: any ByteSource
  private let limits: UnpackedBytes.Limits
  private let bytes: Int64
  private var rows: RowReader
  private var row: [UInt8] = []
  private var given = 0
  private(set) var position: Int64 = 0

  /// Reads the footer of what `source` holds. Throws ``FormatError`` where that is no Parquet file.
  init(
    _ source: any ByteSource, columns: Set<String>?, name: String, _ limits: ReadLimits
  ) throws(FormatError) {
    let placed = try PlacedBytes(source, name: name)
    self.source = source
    self.name = name
    self.columns = columns
    self.limits = limits.unpacking
    bytes = placed.count
    var most = ParquetLimits()
    most.rowBytes = limits.recordBytes
    do {
      file = try ParquetFile(PlacedRanges(placed), limits: most)
      rows = try ParquetRows.rows(of: file, columns)
    } catch {
      throw ParquetRows.failure(error, name)
    }
  }

  private static func rows(of file: ParquetFile, _ columns: Set<String>?) throws -> RowReader {
    let parser = JSONParser()
    return try file.rows(columns: columns) { text in
      let isJSON = try? parser.parse(copying: text) { (_: JSONValue) throws(BrokenReason) in true }
      return isJSON ?? false
    }
  }

  /// The names of all columns.
  var columnNames: [String] { file.columns.map(\.name) }

  func rewind() throws(FormatError) {
    guard position > 0 else { return }
    do { rows = try ParquetRows.rows(of: file, columns) } catch {
      throw ParquetRows.failure(error, name)
    }
    row.removeAll(keepingCapacity: true)
    given = 0
    position = 0
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    var done = 0
    while done < buffer.count {
      if given == row.count {
        guard try nextRow() else { break }
      }
      let count = min(buffer.count - done, row.count - given)
      row.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: buffer[done...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
      }
      given += count
      done += count
    }
    position += Int64(done)
    try follow()
    return done
  }

  private func nextRow() throws(FormatError) -> Bool {
    do {
      guard try rows.next() else { return false }
    } catch {
      throw ParquetRows.failure(error, name)
    }
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: rows.text)
    given = 0
    return true
  }

  /// Reads as much of the file in its order as was read by place, which tells how far the work is
  /// and whether the person has stopped it.
  private func follow() throws(FormatError) {
    guard position <= limits.freely || position / limits.ratio <= bytes else {
      throw FormatError(
        .badCompression,
        "\(name) unpacks to more than \(limits.ratio) times its size, which talk does not",
        hint: "look at what it holds before loading it")
    }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { piece.deallocate() }
    let reached = rows.position
    repeat {
      guard try source.read(into: piece) > 0 else { break }
    } while source.position < reached
  }

  /// Tells what was done to values while they were read.
  func tell(_ limit: Int, to sink: inout some ConversationSink) throws {
    for loss in rows.losses {
      let line = Int(clamping: loss.row)
      switch loss.kind {
      case .notNumber:
        guard let words = JSONRepair.Fault.notANumber(field: loss.column).words else { break }
        sink.note(.repaired, words, line: line, count: loss.count)
      case .notUTF8:
        sink.note(
          .repaired, "bytes that are not UTF-8 replaced by U+FFFD", line: line, count: loss.count)
      case .bytes:
        sink.note(
          .leftOut, "bytes that are no text in '\(loss.column)'", line: line, count: loss.count)
      case .tooLong:
        for _ in 0..<loss.count {
          try sink.addBroken(
            line: line, reason: "record longer than \(ReadLimits.label(limit))")
        }
      }
    }
  }

  private static func failure(_ error: any Error, _ name: String) -> FormatError {
    if let error = error as? FormatError { return error }
    guard let error = error as? ParquetError else { return FormatError("\(name): \(error)") }
    let sentence = "\(name) cannot be read as Parquet: \(error.message)"
    return switch error.kind {
    case .foreign: FormatError(.notText, sentence)
    case .damaged: FormatError(.badCompression, sentence, hint: "fetch or write it again")
    case .unsupported, .tooLarge:
      FormatError(.refused, sentence, hint: "write it anew with a program that reads it")
    case .encrypted: FormatError(.refused, sentence, hint: "write it without encryption")
    }
  }
}

/// A file's bytes by place, as the reader of Parquet wants them.
private struct PlacedRanges: ByteRanges {
  private let placed: PlacedBytes

  init(_ placed: PlacedBytes) { self.placed = placed }

  var count: Int64 { placed.count }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
    try placed.read(into: buffer, at: offset)
  }
}
