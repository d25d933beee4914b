/// A file that is read by place.
package protocol ByteRanges {
  /// Bytes from the first to the last.
  var count: Int64 { get }

  /// Fills `buffer` with what stands at `offset`; both lie within ``count``. What it throws ends the
  /// reading and is thrown on.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws
}

extension ByteRanges {
  func bytes(_ range: Range<Int64>) throws -> [UInt8] {
    let count = Int(range.upperBound - range.lowerBound)
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try read(into: $0, at: range.lowerBound) }
    return bytes
  }
}

/// A file that is in memory.
package struct BytesInMemory: ByteRanges {
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var count: Int64 { Int64(bytes.count) }

  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws {
    guard offset >= 0, offset <= count, Int64(buffer.count) <= count - offset else {
      throw ParquetError.damaged("a piece of it lies behind its end")
    }
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: all[Int(offset)...].prefix(buffer.count)))
    }
  }
}
