import Testing

@testable import Parquet

/// What a file claims costs nothing before it is seen to be there.
@Suite struct DamageTests {
  /// A file of one column with one page.
  private func file(
    rows: Int64, values: Int, header: (inout ThriftWriter) -> Void, page: [UInt8],
    codec: Int = 0, type: Int = 1, repetition: Int = 0, offset: Int64 = 4, packed: Int64? = nil
  ) -> [UInt8] {
    var head = ThriftWriter()
    head.structure(header)
    var bytes = Array("PAR1".utf8) + head.bytes + page
    let length = Int64(head.bytes.count + page.count)
    var footer = ThriftWriter()
    footer.structure { footer in
      footer.int(1, 1)
      footer.list(2, .structure, count: 2)
      footer.structure { root in
        root.binary(4, "schema".utf8)
        root.int(5, 1)
      }
      footer.structure { column in
        column.int(1, type)
        column.int(3, repetition)
        column.binary(4, "x".utf8)
      }
      footer.long(3, rows)
      footer.list(4, .structure, count: 1)
      footer.structure { group in
        group.list(1, .structure, count: 1)
        group.structure { chunk in
          chunk.long(2, 4)
          chunk.structure(3) { column in
            column.int(1, type)
            column.int(4, codec)
            column.long(5, Int64(values))
            column.long(6, length)
            column.long(7, packed ?? length)
            column.long(9, offset)
          }
        }
        group.long(2, length)
        group.long(3, rows)
      }
    }
    bytes += footer.bytes
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: footer.bytes.count >> (8 * $0)) }
    return bytes + Array("PAR1".utf8)
  }

  private func dataPage(
    values: Int, unpacked: Int, packed: Int, encoding: Int = 0
  ) -> (inout ThriftWriter) -> Void {
    { header in
      header.int(1, 0)
      header.int(2, unpacked)
      header.int(3, packed)
      header.structure(5) { page in
        page.int(1, values)
        page.int(2, encoding)
        page.int(3, 3)
        page.int(4, 3)
      }
    }
  }

  @Test func `the smallest file is read`() throws {
    let whole = file(
      rows: 2, values: 2, header: dataPage(values: 2, unpacked: 8, packed: 8),
      page: [1, 0, 0, 0, 255, 255, 255, 255])
    #expect(try rows(whole) == [#"{"x":1}"#, #"{"x":-1}"#])
  }

  @Test func `values that are claimed and not there are an error`() throws {
    let claims = Int(Int32.max)
    let few = file(
      rows: Int64(claims), values: claims,
      header: dataPage(values: claims, unpacked: 8, packed: 8), page: [1, 0, 0, 0, 2, 0, 0, 0])
    #expect(refusal(few)?.kind == .damaged)
    // Two thousand million nulls in a run of six bytes are right, and cost no memory.
    let nulls = file(
      rows: Int64(claims), values: claims,
      header: dataPage(values: claims, unpacked: 10, packed: 10),
      page: [6, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0x1F, 0], repetition: 1)
    let reader = try ParquetFile(BytesInMemory(nulls)).rows()
    for _ in 0..<5_000 { #expect(try reader.next()) }
    #expect(String(decoding: reader.text, as: UTF8.self) == "{}\n")
  }

  @Test func `a page that is claimed to be huge is refused before it has memory`() {
    let most = Int(Int32.max)
    for codec in [0, 1, 2, 4, 5, 6, 7] {
      let huge = file(
        rows: 2, values: 2, header: dataPage(values: 2, unpacked: most, packed: 8),
        page: [1, 0, 0, 0, 2, 0, 0, 0], codec: codec)
      #expect(refusal(huge) != nil, "codec \(codec)")
      let long = file(
        rows: 2, values: 2, header: dataPage(values: 2, unpacked: 8, packed: most),
        page: [1, 0, 0, 0, 2, 0, 0, 0], codec: codec)
      #expect(refusal(long)?.kind == .damaged, "codec \(codec)")
      let wrong = file(
        rows: 2, values: 2, header: dataPage(values: 2, unpacked: 200 << 20, packed: 8),
        page: [1, 0, 0, 0, 2, 0, 0, 0], codec: codec)
      #expect(refusal(wrong)?.kind == .damaged, "codec \(codec)")
      let negative = file(
        rows: 2, values: 2, header: dataPage(values: 2, unpacked: -8, packed: -8),
        page: [1, 0, 0, 0, 2, 0, 0, 0], codec: codec)
      #expect(refusal(negative)?.kind == .damaged, "codec \(codec)")
    }
  }

  @Test func `counts that do not agree are an error, never rows too few or too many`() {
    let page: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0]
    let header = dataPage(values: 2, unpacked: 8, packed: 8)
    #expect(refusal(file(rows: 3, values: 2, header: header, page: page))?.kind == .damaged)
    #expect(refusal(file(rows: 1, values: 2, header: header, page: page))?.kind == .damaged)
    #expect(refusal(file(rows: 2, values: 1, header: header, page: page))?.kind == .damaged)
    #expect(refusal(file(rows: -2, values: 2, header: header, page: page))?.kind == .damaged)
    #expect(refusal(file(rows: 2, values: -2, header: header, page: page))?.kind == .damaged)
  }

  @Test func `places outside of the file are an error`() {
    let page: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0]
    let header = dataPage(values: 2, unpacked: 8, packed: 8)
    for offset in [-4, 0, 3, 1 << 40, Int64.max] {
      let bad = file(rows: 2, values: 2, header: header, page: page, offset: offset)
      #expect(refusal(bad)?.kind == .damaged, "offset \(offset)")
    }
    for packed in [-1, 1 << 40, Int64.max] {
      let bad = file(rows: 2, values: 2, header: header, page: page, packed: packed)
      #expect(refusal(bad)?.kind == .damaged, "length \(packed)")
    }
  }

  @Test func `a way of writing that is not known is said to be so`() {
    let page: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0]
    let odd = dataPage(values: 2, unpacked: 8, packed: 8, encoding: 42)
    #expect(refusal(file(rows: 2, values: 2, header: odd, page: page))?.kind == .unsupported)
    let header = dataPage(values: 2, unpacked: 8, packed: 8)
    let packed = file(rows: 2, values: 2, header: header, page: page, codec: 3)
    #expect(refusal(packed)?.kind == .unsupported)
    #expect(
      refusal(file(rows: 2, values: 2, header: header, page: page, type: 99))?.kind
        == .unsupported)
  }

  @Test func `a file that was cut off is told, wherever it was cut`() throws {
    let whole = try bytes("codec-zstd.parquet")
    for count in [0, 3, 4, 11, 12, 100, whole.count / 2, whole.count - 1] {
      #expect(refusal(Array(whole.prefix(count))) != nil, "\(count) bytes")
    }
  }

  @Test func `encrypted files are refused as such`() {
    let bytes = Array("PARE".utf8) + [UInt8](repeating: 0, count: 40) + Array("PARE".utf8)
    #expect(refusal(bytes)?.kind == .encrypted)
  }

  @Test func `a wrong check sum is told`() throws {
    var bytes = try bytes("pages-2.parquet")
    // In a page, where its length stands before it; pages have it in their statistics, too.
    let pieces: [UInt8] = [21, 0, 0, 0] + Array("conversation-00000007".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: pieces) })
    bytes[place + 24] = UInt8(ascii: "8")
    let found = refusal(bytes) ?? ParquetError(.foreign, "")
    #expect(found.kind == .damaged)
    #expect(found.message.contains("check sum"))
  }

  @Test func `values that begin as others cannot grow without end`() throws {
    // Each of many values is the whole one before and a byte more.
    var limits = ParquetLimits()
    limits.pageBytes = 1 << 16
    let bytes = try bytes("delta-bytes.parquet")
    #expect(refusal(bytes, limits: limits) == nil)
    limits.pageBytes = 256
    #expect(refusal(bytes, limits: limits)?.kind == .tooLarge)
  }
}
