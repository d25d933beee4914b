import Glibc

/// Reads pieces of a file by their place.
struct PlacedBytes: ~Copyable {
  private let path: String
  private let descriptor: Int32

  init(path: String) throws(FormatError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProbe.failure(path, errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Throws ``FormatError`` when the file has fewer bytes there.
  func read(_ count: Int, at offset: Int64) throws(FormatError) -> [UInt8] {
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while got < count {
        let more = pread(
          descriptor, buffer.baseAddress.map { $0 + got }, count - got, off_t(offset) + got)
        if more < 0, errno == EINTR { continue }
        guard more > 0 else { break }
        got += more
      }
      filled = got
    }
    guard got == count else {
      throw FormatError(.unreadable, "\(path) changed while it was read")
    }
    return bytes
  }
}
