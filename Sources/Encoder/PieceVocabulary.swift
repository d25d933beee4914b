/// The pieces of words that an encoder knows, by their bytes.
struct Vocabulary: Sendable {
  /// Piece by piece, one after the other, with where each begins and all end.
  private let bytes: [UInt8]
  private let starts: [Int32]
  /// Numbers of pieces by hash, -1 where a place is free.
  private let slots: [Int32]

  let count: Int
  let unknown: Int32
  let begin: Int32
  let end: Int32
  /// Pieces that stand for themselves where a text holds them, such as `[MASK]`.
  let special: [(bytes: [UInt8], number: Int32)]

  static let specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

  /// Reads a vocabulary, a piece a line; the line's number is the piece's. Throws where it is not
  /// one of `expected` different pieces with the special ones among them.
  init(lines: UnsafeRawBufferPointer, expected: Int) throws(EncoderError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.count)
    var starts: [Int32] = [0]
    guard lines.count < Int(Int32.max) else { throw Self.refused("is too large") }
    var rest = lines[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      var line = rest[rest.startIndex..<end]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      bytes.append(contentsOf: line)
      starts.append(Int32(bytes.count))
      rest = rest[min(end + 1, rest.endIndex)...]
    }
    count = starts.count - 1
    guard count == expected else {
      throw Self.refused("has \(count) pieces, and the weights are of \(expected)")
    }
    var size = 64
    while size < 2 * count { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for number in 0..<count {
      let piece = bytes[Int(starts[number])..<Int(starts[number + 1])]
      guard !piece.isEmpty else { throw Self.refused("has an empty line (\(number + 1))") }
      var hash = Self.start
      for byte in piece { hash = Self.mix(hash, byte) }
      var slot = Self.slot(hash, size)
      while slots[slot] >= 0 {
        let other = Int(slots[slot])
        if bytes[Int(starts[other])..<Int(starts[other + 1])].elementsEqual(piece) {
          throw Self.refused("has one piece twice, in lines \(other + 1) and \(number + 1)")
        }
        slot = (slot + 1) & (size - 1)
      }
      slots[slot] = Int32(number)
    }
    self.bytes = bytes
    self.starts = starts
    self.slots = slots
    var special: [(bytes: [UInt8], number: Int32)] = []
    for name in Self.specials {
      let piece = Array(name.utf8)
      var hash = Self.start
      for byte in piece { hash = Self.mix(hash, byte) }
      guard
        let number = Self.find(hash, piece.count, bytes, starts, slots, { piece[$0] })
      else { throw Self.refused("lacks \(name)") }
      special.append((piece, number))
    }
    self.special = special
    (unknown, begin, end) = (special[1].number, special[2].number, special[3].number)
  }

  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// The number of a piece, given its hash by ``mix(_:_:)`` from ``start`` and its bytes.
  @inline(__always)
  func number(_ hash: UInt64, _ length: Int, _ byte: (Int) -> UInt8) -> Int32? {
    Self.find(hash, length, bytes, starts, slots, byte)
  }

  @inline(__always)
  private static func find(
    _ hash: UInt64, _ length: Int, _ bytes: [UInt8], _ starts: [Int32], _ slots: [Int32],
    _ byte: (Int) -> UInt8
  ) -> Int32? {
    var slot = slot(hash, slots.count)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let first = Int(starts[number])
      if Int(starts[number + 1]) - first == length {
        var place = 0
        while place < length, bytes[first + place] == byte(place) { place += 1 }
        if place == length { return slots[slot] }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @inline(__always)
  private static func slot(_ hash: UInt64, _ size: Int) -> Int {
    Int(truncatingIfNeeded: (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15 >> 20) & (size - 1)
  }

  private static func refused(_ what: String) -> EncoderError {
    EncoderError(
      "the encoder's vocabulary \(what)", hint: "vocab.txt has to be the one of its weights")
  }
}
