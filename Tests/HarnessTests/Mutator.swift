import Corpus
import Foundation

/// Damages bytes in ways that have broken programs, the same ways for the same seed.
struct Mutator {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// How many cases a test runs: `usual`, or as many as `PE_FUZZ` says, for a long run by hand.
  static func count(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["PE_FUZZ"].flatMap { Int($0) } ?? usual
  }

  /// Where the seeds of a run begin; `PE_FUZZ_SEED` takes up another stretch.
  static var firstSeed: UInt64 {
    ProcessInfo.processInfo.environment["PE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
  }

  private static let pieces: [[UInt8]] =
    [
      "\0", "\u{FEFF}", "\r\n", "\n\n", "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",",
      ":", "null", "true", "-", "1e309", "-0.0", "18446744073709551616", "NaN", "\t", "'", ";", "#",
      "(", ")", "not ", " or ", "@", "--limit", "--json", "\u{202E}", "e\u{301}\u{301}", "👩‍👩‍👧",
      "%s%n", "../", "messages", "content", "role", "id", "text", "```", "= ", "! ", "~ ",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0, 0, 0, 0],
      [UInt8](repeating: UInt8(ascii: "["), count: 300), [UInt8](repeating: 0xFF, count: 8),
    ]

  mutating func number(below bound: Int) -> Int { Int(random.next() % UInt64(max(1, bound))) }

  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...number(below: 4) { damage(&bytes) }
    return bytes
  }

  /// Damages a few bytes and leaves all others at their places, on which a format may depend.
  mutating func damagedInPlace(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...number(below: 4) where !bytes.isEmpty {
      let place = number(below: bytes.count)
      switch number(below: 4) {
      case 0: bytes[place] ^= 1 << UInt8(number(below: 8))
      case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][number(below: 6)]
      default:
        for index in place..<min(bytes.count, place + 1 + number(below: 8)) {
          bytes[index] = number(below: 2) == 0 ? 0xFF : 0
        }
      }
    }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else {
      bytes = Self.pieces[number(below: Self.pieces.count)]
      return
    }
    let place = number(below: bytes.count)
    let length = min(bytes.count - place, 1 + number(below: number(below: 2) == 0 ? 8 : 400))
    switch number(below: 8) {
    case 0: bytes[place] ^= 1 << UInt8(number(below: 8))
    case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 2: bytes.removeSubrange(place..<place + length)
    case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: number(below: bytes.count))
    case 4, 5: bytes.insert(contentsOf: Self.pieces[number(below: Self.pieces.count)], at: place)
    case 6:
      let piece = Self.pieces[number(below: Self.pieces.count)]
      bytes.replaceSubrange(place..<min(bytes.count, place + piece.count), with: piece)
    default:
      // The end is lost, as in a copy that was cut short.
      if number(below: 3) == 0 { bytes.removeSubrange(place...) } else { bytes.swapAt(place, 0) }
    }
  }
}
