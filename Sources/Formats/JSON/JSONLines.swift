import Parquet
import PluginKit

/// Objects of JSON that say something of conversations elsewhere: a line each, packed or not, or the
/// rows of a Parquet file.
package struct JSONLines {
  private let lines: any ByteSource
  private static let limits = ReadLimits()

  /// Opens the file. Throws ``FormatError``.
  package init(
    _ path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let input = try FileInput(path, isInterrupted: isInterrupted)
    let raw = RawBytes(input, isKeeping: true, isDigesting: false)
    let compression = try CorpusFile.compression(of: raw)
    let source = try CorpusFile.source(raw, compression, input.name, Self.limits)
    let head = try CorpusFile.head(source, input.name, ReadOptions(), Self.limits)
    try source.rewind()
    lines =
      head.bytes.starts(with: "PAR1".utf8)
      ? try ParquetRows(source, columns: nil, name: input.name, Self.limits) : source
  }

  /// Calls `body` with each line's number, from 1, and its object, or why it has none.
  package func read(_ body: (Int, Result<JSONValue, BrokenReason>) throws -> Void) throws {
    var scanner = try RecordScanner(
      lines, layout: .lines, limit: Self.limits.recordBytes)
    let parser = JSONParser()
    while let record = try scanner.next() {
      // A last line without its end is one that may be whole: the parser tells.
      if case .tooLong? = record.problem {
        try body(record.line, .failure(BrokenReason("longer than a line may be")))
        continue
      }
      var failure: (any Error)?
      do {
        try parser.parse(padded: record.bytes) { value throws(BrokenReason) in
          do { try body(record.line, .success(value)) } catch { failure = error }
        }
      } catch {
        try body(record.line, .failure(error))
      }
      if let failure { throw failure }
    }
  }
}
