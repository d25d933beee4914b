import Glibc
import PluginKit

/// The UTF-8 of a source that is in another encoding. Bytes that are none become U+FFFD.
final class DecodedBytes: ByteSource {
  private let source: any ByteSource
  private let encoding: TextEncoding
  private var converter: iconv_t
  /// Bytes of the source that are not converted yet.
  private var pending: [UInt8] = []
  private var piece: [UInt8]
  private var isAtEnd = false
  private(set) var position: Int64 = 0

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  init(_ source: any ByteSource, _ encoding: TextEncoding) throws(FormatError) {
    self.source = source
    self.encoding = encoding
    piece = [UInt8](repeating: 0, count: 1 << 16)
    converter = iconv_open("UTF-8", encoding.library)
    guard converter != iconv_t(bitPattern: -1) else {
      throw FormatError(.badMapping, "there is no encoding '\(encoding.name)' on this machine")
    }
  }

  deinit { iconv_close(converter) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    guard buffer.count > 0 else { return 0 }
    var done = 0
    while done == 0 {
      if pending.count < 8, !isAtEnd { try fill() }
      if pending.isEmpty { return 0 }
      let (read, written, problem) = convert(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
      pending.removeFirst(read)
      done += written
      guard done == 0 else { break }
      switch problem {
      case _ where problem == EILSEQ || problem == EINVAL && (isAtEnd || pending.count >= 8):
        guard buffer.count >= Self.replacement.count else { return 0 }
        buffer.copyBytes(from: Self.replacement)
        done = Self.replacement.count
        pending.removeFirst(min(encoding.unit, pending.count))
      case EINVAL: try fill()
      case 0: continue
      default: return 0
      }
    }
    position += Int64(done)
    return done
  }

  func rewind() throws(FormatError) {
    try source.rewind()
    pending.removeAll(keepingCapacity: true)
    isAtEnd = false
    position = 0
    // Forgets what a byte order mark said.
    _ = iconv(converter, nil, nil, nil, nil)
  }

  private func fill() throws(FormatError) {
    var failure: FormatError?
    let got = piece.withUnsafeMutableBytes { buffer in
      do throws(FormatError) { return try source.read(into: buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    if got == 0 { isAtEnd = true }
    pending += piece[..<got]
  }

  /// Converts as much as fits; how much was read and written, and why it stopped.
  private func convert(
    into buffer: UnsafeMutableRawBufferPointer
  ) -> (read: Int, written: Int, problem: Int32) {
    var problem: Int32 = 0
    var left = pending.count
    var room = buffer.count
    pending.withUnsafeMutableBytes { bytes in
      var from = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      var to = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      if iconv(converter, &from, &left, &to, &room) == Int(bitPattern: UInt.max) { problem = errno }
    }
    return (pending.count - left, buffer.count - room, problem)
  }
}

extension TextEncoding {
  /// Bytes of its smallest piece.
  fileprivate var unit: Int {
    if library.hasPrefix("UTF-16") { return 2 }
    return library.hasPrefix("UTF-32") ? 4 : 1
  }
}
