private import Foundation

/// Divides a text into words as the index holds them: runs of letters and digits, without case and
/// accents (`Größe` is `größe` without its dots, `don't` two words).
///
/// Linear in the text. What is no valid UTF-8 parts words.
struct WordScanner {
  private var word: [UInt8] = []

  /// Calls `body` with each word and its bytes in the text, until it returns false.
  mutating func forEachWord(
    in text: UnsafeBufferPointer<UInt8>,
    _ body: (_ word: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws -> Bool
  ) rethrows {
    var place = 0
    while place < text.count {
      let start = place
      word.removeAll(keepingCapacity: true)
      while place < text.count, Self.isPlain(text[place]) {
        word.append(text[place] | 0x20)
        place += 1
      }
      if place < text.count, text[place] >= 0x80 {
        place = takeWide(text, place)
      } else if place == start {
        place += 1
        continue
      }
      guard !word.isEmpty else { continue }
      let goesOn = try word.withUnsafeBufferPointer { try body($0, start..<place) }
      guard goesOn else { return }
    }
  }

  /// The words of a text in order.
  static func words(_ text: String) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var scanner = WordScanner()
    var text = text
    text.withUTF8 { bytes in
      scanner.forEachWord(in: bytes) { word, _ in
        words.append(Array(word))
        return true
      }
    }
    return words
  }

  /// Goes on with a word at a letter beyond ASCII; gives the place after it, or after the sign that
  /// stands there where it is none.
  private mutating func takeWide(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var place = start
    var isFolded = true
    while place < text.count {
      if Self.isPlain(text[place]) {
        word.append(text[place] | 0x20)
        place += 1
      } else if text[place] >= 0x80 {
        let (scalar, width) = Self.scalar(text, place)
        guard let scalar, SearchedText.isWord(scalar) || !word.isEmpty && Self.isMark(scalar) else {
          if word.isEmpty { place += width }
          break
        }
        word += text[place..<place + width]
        isFolded = false
        place += width
      } else {
        break
      }
    }
    if !isFolded {
      word = Array(
        String(decoding: word, as: UTF8.self).lowercased()
          .folding(options: .diacriticInsensitive, locale: nil).utf8)
    }
    return place
  }

  /// ASCII letters and digits, which `| 0x20` makes lower case.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }

  /// The scalar that begins at `place` and its bytes; nil and one byte where none does.
  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int
  ) -> (Unicode.Scalar?, Int) {
    let lead = text[place]
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    guard width > 1, place + width <= text.count else { return (nil, 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for next in text[place + 1..<place + width] {
      guard next & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (Unicode.Scalar(value), width)
  }
}

/// A word as the index names it: its bytes, or the beginning and a digest of very long ones.
struct IndexedWord: Hashable, Sendable {
  let bytes: [UInt8]

  /// Bytes of a word that stand in the index as they are.
  static let longest = 200

  init(_ word: some Collection<UInt8>) {
    guard word.count > Self.longest else {
      bytes = Array(word)
      return
    }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    bytes = Array(word.prefix(Self.longest - 17)) + [1] + Array(String(hash, radix: 16).utf8)
  }
}
