import Formats
import Glibc

/// Lines that arrive on a descriptor, each ready for the JSON parser: followed by readable padding.
struct LineBuffer: ~Copyable {
  /// Longer lines are refused: no answer or conversation of sense is that long.
  static let longestLine = 256 << 20
  private static let portion = 256 << 10

  private var storage: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  /// Where the search for a line's end goes on.
  private var scanned = 0

  init() {
    capacity = Self.portion * 2
    storage = .allocate(capacity: capacity + JSONParser.padding)
    // Padding may have any content, but must have one.
    storage.initialize(repeating: 0, count: capacity + JSONParser.padding)
  }

  deinit { storage.deallocate() }

  /// Bytes of a line that has not ended.
  var pending: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage + start, count: end - start)
  }

  var isTooLong: Bool { end - start > Self.longestLine }

  /// Forgets the bytes of a line that has not ended; what follows of it comes as a line.
  mutating func dropPending() {
    start = end
    scanned = end
  }

  /// Reads what is there. The number of bytes, 0 at the end of input, -1 with `errno`.
  mutating func fill(from descriptor: Int32) -> Int {
    makeRoom()
    let count = read(descriptor, storage + end, capacity - end)
    if count > 0 { end += count }
    return count
  }

  /// The next whole line without its end, valid until the next call; nil when more must be read.
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard let newline = memchr(storage + scanned, 0x0A, end - scanned) else {
      scanned = end
      return nil
    }
    let place = newline.assumingMemoryBound(to: UInt8.self) - storage
    let line = UnsafeBufferPointer(start: UnsafePointer(storage + start), count: place - start)
    start = place + 1
    scanned = start
    return line
  }

  /// What stands after the last line's end, taken as a line; nil when nothing does.
  mutating func rest() -> UnsafeBufferPointer<UInt8>? {
    guard end > start else { return nil }
    let line = UnsafeBufferPointer(start: UnsafePointer(storage + start), count: end - start)
    start = end
    scanned = end
    return line
  }

  private mutating func makeRoom() {
    guard capacity - end < Self.portion / 4 else { return }
    let count = end - start
    if count <= capacity / 2 {
      memmove(storage, storage + start, count)
    } else {
      let larger = UnsafeMutablePointer<UInt8>.allocate(
        capacity: capacity * 2 + JSONParser.padding)
      larger.initialize(repeating: 0, count: capacity * 2 + JSONParser.padding)
      memcpy(larger, storage + start, count)
      storage.deallocate()
      storage = larger
      capacity *= 2
    }
    scanned -= start
    start = 0
    end = count
  }
}
