/// A fixed map from word keys to 32 bits; zero for a key that is not there. One probe, mostly.
struct KeyTable: Sendable {
  private struct Slot {
    var key: UInt64 = 0
    var value: UInt32 = 0
  }

  private let slots: [Slot]
  private let shift: UInt64

  init(_ values: [UInt64: UInt32]) {
    var bits: UInt64 = 4
    while 1 << bits < values.count * 4 { bits += 1 }
    shift = 64 - bits
    var slots = [Slot](repeating: Slot(), count: 1 << bits)
    for (key, value) in values where value != 0 {
      var place = KeyTable.place(key, shift)
      while slots[place].value != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = Slot(key: key, value: value)
    }
    self.slots = slots
  }

  subscript(_ key: UInt64) -> UInt32 {
    var place = KeyTable.place(key, shift)
    while true {
      let slot = slots[place]
      if slot.value == 0 || slot.key == key { return slot.value }
      place = (place + 1) & (slots.count - 1)
    }
  }

  private static func place(_ key: UInt64, _ shift: UInt64) -> Int {
    Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}

/// Remembers for each key the last number it was given: when a word or a sentence was last said.
struct RecencyTable {
  private struct Slot {
    var key: UInt64 = 0
    /// One more than the number; zero marks an empty slot.
    var mark: UInt32 = 0
  }

  private var slots: [Slot]
  private var shift: UInt64
  private var count = 0

  init(capacity: Int) {
    var bits: UInt64 = 5
    while 1 << bits < capacity * 2 { bits += 1 }
    shift = 64 - bits
    slots = [Slot](repeating: Slot(), count: 1 << bits)
  }

  /// The number `key` was last given, or nil.
  subscript(_ key: UInt64) -> Int? {
    let slot = slots[find(key)]
    return slot.mark == 0 ? nil : Int(slot.mark) - 1
  }

  /// Gives `key` the number and returns the one it had.
  @discardableResult
  mutating func set(_ key: UInt64, to number: Int) -> Int? {
    let place = find(key)
    let old = slots[place].mark
    slots[place] = Slot(key: key, mark: UInt32(truncatingIfNeeded: number + 1))
    if old != 0 { return Int(old) - 1 }
    count += 1
    if count * 2 > slots.count { grow() }
    return nil
  }

  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    var place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[place].mark != 0, slots[place].key != key {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    let old = slots
    shift -= 1
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for slot in old where slot.mark != 0 { slots[find(slot.key)] = slot }
  }
}
