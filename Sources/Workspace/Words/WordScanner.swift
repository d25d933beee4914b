private import Foundation

/// Divides a text into words as the index holds them: runs of letters and digits, without case and
/// accents, wide letters as narrow ones (`Größe` is `grosse`).
///
/// An apostrophe parts words (`l'école`), but in names such as O'Neil and where people leave it out:
/// `don't` is `dont`, `I'm` is `im`.
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
      while place < text.count {
        if Self.isPlain(text[place]) {
          word.append(text[place] | 0x20)
          place += 1
        } else if let width = joiner(text, place) {
          place += width
        } else {
          break
        }
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
        guard let scalar, scalar != "\u{2BC}",
          SearchedText.isWord(scalar) || !word.isEmpty && Self.isMark(scalar)
        else {
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
    if !isFolded { word = Self.folded(word) }
    return place
  }

  /// Without case and accents, wide letters as narrow ones, and letters that are written as two as these.
  private static func folded(_ word: [UInt8]) -> [UInt8] {
    let plain = String(decoding: word, as: UTF8.self).lowercased()
      .folding(options: .diacriticInsensitive, locale: nil)
    var folded: [UInt8] = []
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "ß", "ẞ": folded += "ss".utf8
      case "æ": folded += "ae".utf8
      case "œ": folded += "oe".utf8
      case "ø": folded += "o".utf8
      case "ł": folded += "l".utf8
      case "đ", "ð": folded += "d".utf8
      case "þ": folded += "th".utf8
      case "ħ": folded += "h".utf8
      case "ı": folded += "i".utf8
      case "ς": folded += "σ".utf8
      case "ﬀ": folded += "ff".utf8
      case "ﬁ": folded += "fi".utf8
      case "ﬂ": folded += "fl".utf8
      case "ﬃ": folded += "ffi".utf8
      case "ﬄ": folded += "ffl".utf8
      case "ﬅ", "ﬆ": folded += "st".utf8
      // Letters and digits as wide as Chinese ones.
      case "\u{FF10}"..."\u{FF19}", "\u{FF41}"..."\u{FF5A}":
        folded.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
      case "\u{FF21}"..."\u{FF3A}": folded.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEC0))
      default: folded += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return folded
  }

  /// The bytes of an apostrophe at `place` that does not part the word before it; nil for all else.
  private func joiner(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
    guard !word.isEmpty, let width = Self.apostrophe(text, place) else { return nil }
    func letter(_ index: Int) -> UInt8? {
      let at = place + width + index
      guard at < text.count else { return nil }
      if text[at] >= 0x80 { return Self.apostrophe(text, at) == nil ? text[at] : nil }
      return Self.isPlain(text[at]) ? text[at] | 0x20 : nil
    }
    let (first, second) = (letter(0), letter(1))
    if word.count == 1, word[0] == UInt8(ascii: "o") { return first == nil ? nil : width }
    if word.count == 1, word[0] == UInt8(ascii: "i") {
      if first == UInt8(ascii: "m"), second == nil { return width }
      let isHave = first == UInt8(ascii: "v") && second == UInt8(ascii: "e")
      return isHave && letter(2) == nil ? width : nil
    }
    let isNot = word.last == UInt8(ascii: "n") && first == UInt8(ascii: "t")
    return isNot && second == nil ? width : nil
  }

  /// The bytes of an apostrophe as it is typed or set; nil where none stands.
  private static func apostrophe(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
    switch text[place] {
    case UInt8(ascii: "'"): return 1
    case 0xCA: return place + 1 < text.count && text[place + 1] == 0xBC ? 2 : nil
    case 0xE2:
      guard place + 2 < text.count, text[place + 1] == 0x80 else { return nil }
      return text[place + 2] == 0x98 || text[place + 2] == 0x99 ? 3 : nil
    case 0xEF:
      guard place + 2 < text.count, text[place + 1] == 0xBC else { return nil }
      return text[place + 2] == 0x87 ? 3 : nil
    default: return nil
    }
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
