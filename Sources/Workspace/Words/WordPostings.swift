import PluginKit

/// Messages of one segment that hold a word, alike in role, in how often they hold it, and in length.
///
/// All messages of a class weigh the same, so that ranking works class by class, not message by
/// message.
struct WordClass: Equatable {
  /// Place in ``WordRoles/all``.
  let role: UInt8
  /// How often each holds the word, at most 255.
  let times: UInt8
  /// See ``TextLength``.
  let length: UInt8
  let count: Int
  /// Its part of the postings.
  let bytes: Range<Int>
}

/// Roles by the numbers that the index gives them.
enum WordRoles {
  static let all: [Role] = [.user, .assistant, .system, .tool, .other]
  static func number(_ role: Role) -> Int { all.firstIndex(of: role) ?? all.count - 1 }
}

/// Words of a message in a byte: exact below 16, then in eighths of powers of two.
enum TextLength {
  static func code(_ words: Int) -> UInt8 {
    guard words >= 16 else { return UInt8(max(0, words)) }
    let power = Int.bitWidth - words.leadingZeroBitCount - 5
    return UInt8(min(255, 16 + 8 * power + (words >> (power + 1)) - 8))
  }

  /// The least number of words of that code.
  static func words(_ code: UInt8) -> Int {
    guard code >= 16 else { return Int(code) }
    let (power, eighth) = (Int(code) - 16).quotientAndRemainder(dividingBy: 8)
    return (8 + eighth) << (power + 1)
  }
}

/// How the messages of a word are written: classes apart, so that a search may weigh them before it
/// reads any message; then for each class its messages, ascending, as differences less one in seven
/// bits a byte.
package enum WordPostings {
  /// Messages that a segment spans at most, as ids.
  package static let span = 1 << 18

  /// Fields of a key, from the lowest bit: message, length, times, role, and the word's number.
  static let lengthBit = 18
  static let timesBit = 26
  static let roleBit = 34
  static let wordBit = 37

  /// Writes the keys of one word, ascending but for the word's number, which is not looked at.
  static func write(
    _ keys: UnsafeBufferPointer<UInt64>, classes: inout [UInt8], postings: inout [UInt8]
  ) {
    classes.removeAll(keepingCapacity: true)
    postings.removeAll(keepingCapacity: true)
    var index = 0
    while index < keys.count {
      let kind = keys[index] >> lengthBit
      let first = index
      let start = postings.count
      var next = 0
      while index < keys.count, keys[index] >> lengthBit == kind {
        let message = Int(keys[index]) & (span - 1)
        write(message - next, to: &postings)
        next = message + 1
        index += 1
      }
      classes.append(UInt8(truncatingIfNeeded: kind >> UInt64(roleBit - lengthBit)) & 7)
      classes.append(UInt8(truncatingIfNeeded: kind >> UInt64(timesBit - lengthBit)))
      classes.append(UInt8(truncatingIfNeeded: kind))
      write(index - first, to: &classes)
      write(postings.count - start, to: &classes)
    }
  }

  /// Throws where the bytes are not as ``write(_:classes:postings:)`` makes them.
  static func classes(_ bytes: UnsafeBufferPointer<UInt8>) throws -> [WordClass] {
    var classes: [WordClass] = []
    var place = 0
    var start = 0
    while place < bytes.count {
      guard place + 3 < bytes.count, bytes[place] < WordRoles.all.count, bytes[place + 1] > 0 else {
        throw damaged
      }
      let head = place
      place += 3
      let count = try number(bytes, &place)
      let size = try number(bytes, &place)
      guard count > 0, count <= span, size >= count, size <= 3 * count else { throw damaged }
      classes.append(
        WordClass(
          role: bytes[head], times: bytes[head + 1], length: bytes[head + 2], count: count,
          bytes: start..<start + size))
      start += size
    }
    return classes
  }

  /// Calls `body` with each message of a class, ascending, from 0 to ``span`` - 1.
  @inline(__always)
  static func forEachMessage(
    _ bytes: UnsafeBufferPointer<UInt8>, _ one: WordClass, _ body: (Int) -> Void
  ) throws {
    guard one.bytes.upperBound <= bytes.count else { throw damaged }
    var next = 0
    var place = one.bytes.lowerBound
    let end = one.bytes.upperBound
    while place < end {
      var value = Int(bytes[place])
      place += 1
      if value >= 0x80 {
        guard place < end else { throw damaged }
        value = value & 0x7F | Int(bytes[place]) << 7
        place += 1
        if value >= 1 << 14 {
          guard place < end else { throw damaged }
          value = value & (1 << 14 - 1) | Int(bytes[place] & 0x7F) << 14
          place += 1
        }
      }
      let message = next + value
      guard message < span else { throw damaged }
      body(message)
      next = message + 1
    }
  }

  private static func write(_ value: Int, to bytes: inout [UInt8]) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int
  ) throws -> Int {
    var value = 0
    for shift in stride(from: 0, through: 21, by: 7) {
      guard place < bytes.count else { throw damaged }
      let byte = bytes[place]
      place += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw damaged
  }

  static var damaged: WorkspaceError {
    WorkspaceError(
      .damaged, damage, hint: "it is taken out: ask again, and it is made anew from the texts")
  }

  fileprivate static let damage = "the index of words is damaged"
}

extension WorkspaceError {
  var isDamagedIndex: Bool { kind == .damaged && message == WordPostings.damage }
}
