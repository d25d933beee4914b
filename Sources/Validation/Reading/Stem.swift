import PluginKit

/// The key of a word without its ending, so that `drinks`, `drinking` and `drink` meet.
///
/// A light stemmer for ASCII words: takes off `'s`, then one of `ing`, `ed`, `ly`, `es`, `s`, then
/// a doubled last letter or a final `e`. Words of other scripts keep their key. It errs a
/// little on the side of joining (`care` meets `car`).
enum Stem {
  static func key(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let range = word.range
    guard range.count >= 4, range.upperBound <= bytes.count else { return word.key }
    var end = range.upperBound
    func letter(_ fromEnd: Int) -> UInt8 { bytes[end - fromEnd] | 0x20 }
    let start = range.lowerBound
    if letter(1) == s, bytes[end - 2] == apostrophe { end -= 2 }
    if end - start >= 6, letter(3) == i, letter(2) == n, letter(1) == g {
      end -= 3
    } else if end - start >= 5, letter(2) == e, letter(1) == d {
      end -= 2
    } else if end - start >= 6, letter(2) == l, letter(1) == y {
      end -= 2
    } else if end - start >= 4, letter(1) == s, letter(2) != s, letter(2) != u {
      end -= letter(2) == e && end - start >= 5 ? 2 : 1
    }
    if end - start >= 4, letter(1) == letter(2) { end -= 1 }
    if end - start >= 4, letter(1) == e || letter(1) == y || letter(1) == i { end -= 1 }
    if end == range.upperBound { return word.key }
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    var all: UInt8 = 0
    for byte in bytes[start..<end] {
      all |= byte
      key = (key ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01b3
    }
    return all < 0x80 ? key : word.key
  }

  private static let apostrophe = UInt8(ascii: "'")
  private static let s = UInt8(ascii: "s")
  private static let i = UInt8(ascii: "i")
  private static let n = UInt8(ascii: "n")
  private static let g = UInt8(ascii: "g")
  private static let e = UInt8(ascii: "e")
  private static let d = UInt8(ascii: "d")
  private static let l = UInt8(ascii: "l")
  private static let u = UInt8(ascii: "u")
  private static let y = UInt8(ascii: "y")
}
