private import CSimdJSON
import PluginKit

/// A stretch of a file in memory that moves forward: bytes are read at its end and dropped at its
/// start.
///
/// Holds what was not dropped yet and no more than twice that, so the caller bounds the memory.
struct ByteWindow: ~Copyable {
  private let source: any ByteSource
  private var storage: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var first = 0
  private var last = 0
  private var offset: Int64

  /// Bytes that may be read after the last one, as the JSON parser does; their content is open.
  static let padding = JSONParser.padding

  /// Starts at the first byte of the source, which is the window's as long as it is used.
  init(_ source: any ByteSource, capacity: Int = 1 << 20) throws(FormatError) {
    self.source = source
    self.capacity = capacity
    offset = 0
    storage = .allocate(capacity: capacity + ByteWindow.padding)
    try source.rewind()
  }

  deinit { storage.deallocate() }

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
    let free = UnsafeMutableRawBufferPointer(start: storage + last, count: capacity - last)
    let got = try source.read(into: free)
    last += got
    return got > 0
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + ByteWindow.padding)
    larger.update(from: storage, count: last)
    storage.deallocate()
    storage = larger
    capacity *= 2
  }
}
