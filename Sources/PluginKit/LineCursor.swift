/// The lines of a source, one after the other, in memory bounded by the longest.
///
///     var lines = LineCursor(source)
///     while let line = try lines.next() {
///       guard let text = line.text else { … }  // not UTF-8, or too long
///     }
///
/// A line ends with a line feed, a carriage return and a line feed, or the file. A byte order mark at
/// the file's start is passed over.
public struct LineCursor {
  public struct Line: Sendable, Equatable {
    /// From 1.
    public let number: Int
    /// Without its end; empty when it is longer than may be.
    public let bytes: [UInt8]
    public let isTooLong: Bool

    /// Nil when it is too long or not UTF-8.
    public var text: String? {
      isTooLong ? nil : String(validating: bytes, as: UTF8.self)
    }
  }

  private let source: any ByteSource
  private let limit: Int
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var held: Range<Int> = 0..<0
  private var number = 0
  private var isAtEnd = false

  /// - Parameter limit: bytes of a line; a longer one is passed over and told.
  public init(_ source: any ByteSource, limit: Int = 16 << 20) {
    self.source = source
    self.limit = limit
  }

  /// Nil after the last. Linear.
  public mutating func next() throws(FormatError) -> Line? {
    var bytes: [UInt8] = []
    var isTooLong = false
    var hasEnd = false
    while !hasEnd {
      if held.isEmpty, try !fill() { break }
      let end = buffer[held].firstIndex(of: UInt8(ascii: "\n"))
      let piece = held.lowerBound..<(end ?? held.upperBound)
      if bytes.count + piece.count > limit {
        isTooLong = true
        bytes = []
      } else if !isTooLong {
        bytes += buffer[piece]
      }
      hasEnd = end != nil
      held = piece.upperBound + (hasEnd ? 1 : 0)..<held.upperBound
    }
    guard hasEnd || !bytes.isEmpty || isTooLong else { return nil }
    number += 1
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return Line(number: number, bytes: bytes, isTooLong: isTooLong)
  }

  private mutating func fill() throws(FormatError) -> Bool {
    guard !isAtEnd else { return false }
    var failure: FormatError?
    let got = buffer.withUnsafeMutableBytes { buffer in
      do throws(FormatError) {
        return try source.read(into: buffer)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    held = 0..<got
    isAtEnd = got == 0
    return got > 0
  }
}

/// A source in memory, for tests and for what a host sends.
public final class MemoryBytes: ByteSource {
  private let bytes: [UInt8]
  private let portion: Int
  private var index = 0

  /// - Parameter portion: the most that one read gives.
  public init(_ bytes: [UInt8], portion: Int = .max) {
    self.bytes = bytes
    self.portion = max(portion, 1)
  }

  public var position: Int64 { Int64(index) }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - index, portion)
    buffer.copyBytes(from: bytes[index..<index + count])
    index += count
    return count
  }

  public func rewind() { index = 0 }
}
