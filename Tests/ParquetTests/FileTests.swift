import Foundation
import Testing

@testable import Parquet

@Suite struct FileTests {
  static let names: [String] = {
    let all = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (all ?? []).filter { $0.hasSuffix(".parquet") }.map { String($0.dropLast(8)) }.sorted()
  }()

  @Test func `there are files of all kinds`() { #expect(Self.names.count >= 18) }

  @Test(arguments: names)
  func `a file of another program is read value by value`(name: String) throws {
    let text = String(decoding: try bytes(name + ".jsonl"), as: UTF8.self)
    let expected = text.split(separator: "\n")
    let found = try rows(bytes(name + ".parquet"))
    #expect(found.count == expected.count)
    for (index, (found, expected)) in zip(found, expected).enumerated()
    where !isSame(try object(found), try object(expected)) {
      Issue.record("\(name), row \(index + 1): \(found.prefix(400)) for \(expected.prefix(400))")
      return
    }
  }

  @Test func `only the columns that are asked for are read`() throws {
    let all = try bytes("pages-1.parquet")
    let found = try rows(all, columns: ["seq", "pre"])
    #expect(found.first == #"{"seq":0,"pre":"conversation-00000000"}"#)
    #expect(found.count == 24)
    let counting = CountedBytes(all)
    let reader = try ParquetFile(counting).rows(columns: ["seq32"])
    let footer = counting.counted
    while try reader.next() {}
    #expect(counting.counted - footer < all.count / 4)
  }

  @Test func `a file tells of itself without its values`() throws {
    let file = try ParquetFile(BytesInMemory(bytes("pages-1.parquet")))
    #expect(file.rowCount == 24)
    #expect(file.rowGroupCount == 3)
    #expect(file.createdBy?.hasPrefix("parquet-cpp-arrow") == true)
    let statistics = try #require(file.statistics(column: ["seq"], rowGroup: 1))
    #expect(statistics.least == [10, 0, 0, 0, 0, 0, 0, 0])
    #expect(statistics.greatest == [19, 0, 0, 0, 0, 0, 0, 0])
    #expect(statistics.nulls == 0)
  }

  @Test func `a row that is too long is left out and told`() throws {
    var limits = ParquetLimits()
    limits.rowBytes = 400
    let file = try ParquetFile(BytesInMemory(bytes("codec-none.parquet")), limits: limits)
    let reader = try file.rows()
    var lengths: [Int] = []
    while try reader.next() { lengths.append(reader.text.count) }
    #expect(lengths.count == 24)
    #expect(lengths.allSatisfy { $0 <= 402 })
    let lost = lengths.count { $0 == 1 }
    #expect(lost > 0 && lost < 24)
    #expect(reader.losses.map(\.count) == [lost])
    #expect(reader.losses.first?.kind == .tooLong)
  }
}

/// Counts what is read of it.
private final class CountedBytes: ByteRanges {
  private let bytes: BytesInMemory
  private(set) var counted = 0

  init(_ bytes: [UInt8]) { self.bytes = BytesInMemory(bytes) }

  var count: Int64 { bytes.count }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
    counted += buffer.count
    try bytes.read(into: buffer, at: offset)
  }
}
