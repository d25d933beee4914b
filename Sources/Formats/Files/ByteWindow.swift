private import CSimdJSON
import Glibc

/// A stretch of a file in memory that moves forward: bytes are read at its end and dropped at its
/// start.
///
/// Holds what was not dropped yet and no more than twice that, so the caller bounds the memory.
struct ByteWindow: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var storage: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var first = 0
  private var last = 0
  private var offset: Int64

  /// Bytes that may be read after the last one, as the JSON parser does; their content is open.
  static let padding = JSONParser.padding

  /// Starts at `offset` in the file. Throws ``FormatError`` when it cannot be opened.
  init(path: String, offset: Int64 = 0, capacity: Int = 1 << 20) throws(FormatError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.capacity = capacity
    self.offset = offset
    storage = .allocate(capacity: capacity + ByteWindow.padding)
    guard descriptor >= 0 else { throw FileProbe.failure(path, errno) }
    guard offset == 0 || lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset) else {
      throw FileProbe.failure(path, errno)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    storage.deallocate()
  }

  /// The bytes held now. Valid until the next ``fill()`` or the end of the window.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage + first, count: last - first)
  }

  var count: Int { last - first }

  /// Where in the file ``bytes`` start.
  var position: Int64 { offset }

  /// Drops `count` bytes at the start.
  mutating func drop(_ count: Int) {
    precondition(count <= last - first)
    first += count
    offset += Int64(count)
  }

  /// Reads more; false at the end of the file.
  mutating func fill() throws(FormatError) -> Bool {
    if first > 0 {
      storage.update(from: storage + first, count: last - first)
      last -= first
      first = 0
    }
    if last == capacity { grow() }
    while true {
      let got = Glibc.read(descriptor, storage + last, capacity - last)
      if got > 0 {
        last += got
        return true
      }
      if got == 0 { return false }
      guard errno == EINTR else { throw FileProbe.failure(path, errno) }
    }
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + ByteWindow.padding)
    larger.update(from: storage, count: last)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}
