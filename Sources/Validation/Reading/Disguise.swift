import PluginKit

/// Words written with digits for letters (`k1ll`) as the words they stand for.
enum Disguise {
  /// The key of the word behind `word`; nil when it holds no digit among letters.
  static func key(_ word: Word, in bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard word.kind == .word, word.range.count >= 3, word.range.upperBound <= bytes.count else {
      return nil
    }
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    var digits = 0
    for byte in bytes[word.range] {
      guard byte < 0x80 else { return nil }
      var letter = byte | 0x20
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits += 1
        letter = letters[Int(byte - UInt8(ascii: "0"))]
      } else if byte == UInt8(ascii: "'") {
        letter = byte
      }
      key = (key ^ UInt64(letter)) &* 0x0000_0100_0000_01b3
    }
    return digits > 0 && digits < word.range.count ? key : nil
  }

  /// The letter that each digit is written for.
  private static let letters = Array("oizeasgtbg".utf8)
}
