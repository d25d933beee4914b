/// Terms of bytes with their counts, found by a hash of 64 bits and then compared byte by byte: exact,
/// and without a `String`. Terms are numbered in the order of their first coming.
struct TermTable: ~Copyable {
  struct Entry: Sendable {
    let hash: UInt64
    let start: Int
    let length: Int
    /// How often it came.
    var count: Int
    /// In how many documents.
    var documents: UInt32
    /// The last document it came in, and where it is counted there.
    var lastDocument: UInt32
    var place: UInt32
  }

  private(set) var entries: UnsafeMutablePointer<Entry>
  private(set) var count = 0
  private var capacity: Int
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCount = 0
  private var arenaCapacity: Int
  /// The upper half of the hash, and the number of the entry plus one; 0 is free.
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotCount: Int

  init(capacity: Int = 4096) {
    self.capacity = capacity
    entries = .allocate(capacity: capacity)
    arenaCapacity = capacity * 8
    arena = .allocate(capacity: arenaCapacity)
    arena.initialize(repeating: 0, count: arenaCapacity)
    slotCount = 2
    while slotCount < 2 * capacity { slotCount *= 2 }
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
  }

  deinit {
    entries.deallocate()
    arena.deallocate()
    slots.deallocate()
  }

  /// The number of the term at `start`, put in with no counts when it is new. Eight bytes may be read
  /// behind it.
  @inline(__always)
  mutating func number(of start: UnsafePointer<UInt8>, length: Int, hash: UInt64) -> Int {
    let tag = hash >> 32
    var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    while true {
      let held = slots[slot]
      if held == 0 { break }
      if held >> 32 == tag {
        let number = Int(held & 0xFFFF_FFFF) - 1
        let entry = entries + number
        if entry.pointee.hash == hash, entry.pointee.length == length,
          TermHash.isEqual(arena + entry.pointee.start, start, length: length)
        {
          return number
        }
      }
      slot = (slot + 1) & (slotCount - 1)
    }
    return insert(start, length: length, hash: hash, slot: slot)
  }

  @inline(never)
  private mutating func insert(
    _ start: UnsafePointer<UInt8>, length: Int, hash: UInt64, slot: Int
  ) -> Int {
    if arenaCount + length + 8 > arenaCapacity {
      arenaCapacity = 2 * arenaCapacity + length + 8
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: arenaCapacity)
      larger.initialize(repeating: 0, count: arenaCapacity)
      larger.update(from: arena, count: arenaCount)
      arena.deallocate()
      arena = larger
    }
    (arena + arenaCount).update(from: start, count: length)
    if count == capacity { grow() }
    let number = count
    (entries + number).initialize(
      to: Entry(
        hash: hash, start: arenaCount, length: length, count: 0, documents: 0,
        lastDocument: .max, place: 0))
    arenaCount += length
    count += 1
    if 2 * count > slotCount {
      rehash()
    } else {
      slots[slot] = (hash >> 32) << 32 | UInt64(number + 1)
    }
    return number
  }

  private mutating func grow() {
    capacity *= 2
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    larger.update(from: entries, count: count)
    entries.deallocate()
    entries = larger
  }

  private mutating func rehash() {
    slots.deallocate()
    slotCount *= 4
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    for number in 0..<count {
      let hash = entries[number].hash
      var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
      slots[slot] = (hash >> 32) << 32 | UInt64(number + 1)
    }
  }

  /// What has been counted, to keep; O(terms).
  var counts: TermCounts {
    TermCounts(
      entries: Array(UnsafeBufferPointer(start: entries, count: count)),
      bytes: Array(UnsafeBufferPointer(start: arena, count: arenaCount + 8)))
  }
}

/// The terms of some documents, in the order of their first coming.
struct TermCounts: Sendable {
  var entries: [TermTable.Entry]
  /// The terms end to end, and eight bytes more.
  var bytes: [UInt8]

  func term(_ number: Int) -> ArraySlice<UInt8> {
    let entry = entries[number]
    return bytes[entry.start..<entry.start + entry.length]
  }
}

/// Hash and comparison of terms by eight bytes at a time.
enum TermHash {
  /// 64 bits by multiplying and folding (the step of wyhash). Not stored anywhere. Eight bytes may be
  /// read behind the term.
  @inline(__always)
  static func hash(_ start: UnsafePointer<UInt8>, length: Int) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= length {
      hash = fold(hash ^ word(start + offset), 0xA076_1D64_78BD_642F)
      offset += 8
    }
    if offset < length {
      hash = fold(hash ^ tail(start + offset, length - offset), 0xE703_7ED1_A0B4_28DB)
    }
    return fold(hash, 0x8EBC_6AF0_9C88_C6E3)
  }

  @inline(__always)
  static func isEqual(
    _ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, length: Int
  ) -> Bool {
    var offset = 0
    while offset + 8 <= length {
      if word(one + offset) != word(other + offset) { return false }
      offset += 8
    }
    return offset == length
      || tail(one + offset, length - offset) == tail(other + offset, length - offset)
  }

  @inline(__always)
  private static func word(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func tail(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
    word(start) & (1 << UInt64(truncatingIfNeeded: 8 * length) &- 1)
  }

  @inline(__always)
  private static func fold(_ value: UInt64, _ by: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: by)
    return product.high ^ product.low
  }
}
