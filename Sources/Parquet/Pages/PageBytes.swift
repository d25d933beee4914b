private import CBlockCodecs

/// The bytes of one page, unpacked, which values point into.
final class PageBytes {
  let bytes: UnsafeMutableRawBufferPointer
  /// Readable bytes behind the last, so that eight can be read at any place.
  static let padding = 8

  /// Memory is taken by the system as it is written, not as it is asked for.
  init(count: Int) {
    bytes = UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer.allocate(
        byteCount: count + PageBytes.padding, alignment: 16)[..<count])
    if let base = bytes.baseAddress {
      (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: PageBytes.padding)
    }
  }

  deinit { bytes.baseAddress?.deallocate() }

  var all: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

  /// A part that is told by numbers of the file.
  func part(from start: Int, count: Int? = nil) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<(count.map { start + $0 } ?? bytes.count)])
  }
}

/// How pages are packed.
package enum BlockCodec: Int32, Sendable, CaseIterable {
  case none = 0
  case snappy = 1
  case gzip = 2
  case brotli = 4
  /// As older programs wrote it, with lengths before each block.
  case lz4Hadoop = 5
  case zstd = 6
  case lz4 = 7

  package var name: String {
    switch self {
    case .none: "none"
    case .snappy: "Snappy"
    case .gzip: "gzip"
    case .brotli: "Brotli"
    case .lz4Hadoop, .lz4: "LZ4"
    case .zstd: "Zstandard"
    }
  }

  /// Fills `output` with what is packed in `input`.
  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(ParquetError) {
    guard let from = input.baseAddress, let to = output.baseAddress, !input.isEmpty else {
      guard output.isEmpty else { throw .damaged("a page holds fewer bytes than it says") }
      return
    }
    let count =
      self == .none
      ? copy(input, output)
      : pe_block_unpack(
        rawValue, from.assumingMemoryBound(to: UInt8.self), input.count,
        to.assumingMemoryBound(to: UInt8.self), output.count)
    guard count >= 0 else { throw .damaged("a page's \(name) data are wrong") }
    guard count == Int64(output.count) else {
      throw .damaged("a page holds fewer bytes than it says")
    }
  }

  private func copy(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) -> Int64 {
    guard input.count <= output.count else { return -1 }
    output.copyMemory(from: input)
    return Int64(input.count)
  }

  /// The bytes, packed. Throws for a codec that is only read, and where memory ends.
  func pack(_ input: UnsafeRawBufferPointer, level: Int32) throws(ParquetError) -> [UInt8] {
    if self == .none { return Array(input) }
    let bound = pe_block_bound(rawValue, input.count)
    guard bound > 0 else { throw .unsupported("\(name) is not written") }
    var written: Int64 = -1
    let bytes = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
      written = pe_block_pack(
        rawValue, level, input.baseAddress?.assumingMemoryBound(to: UInt8.self), input.count,
        room.baseAddress, bound)
      count = max(0, Int(written))
    }
    guard written >= 0 else { throw .damaged("a page could not be packed with \(name)") }
    return bytes
  }
}

/// The check sum of a page's bytes as they stand in the file.
enum PageChecksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    pe_block_checksum(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
  }
}
