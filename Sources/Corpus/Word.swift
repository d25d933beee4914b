/// A word or a sentence mark in a text, with its place and a key to compare it by.
///
/// Segmentation is the workbench's own, made for speed on UTF-8 bytes: a word is a run of letters
/// and digits with apostrophes inside (`don't` is one word, `self-harm` two); `?`, `!`, `.` and the
/// end of a line are marks; a pictograph is a word by itself. Characters that cannot be seen
/// (zero-width spaces, soft hyphens) do not part a word.
public struct Word: Sendable, Hashable {
  public enum Kind: UInt8, Sendable {
    case word, number, question, exclamation, stop, pictograph
  }

  @usableFromInline let start: UInt32
  @usableFromInline let length: UInt32
  /// Equal for equal words: FNV-1a over the folded UTF-8 (lower case, straight apostrophes).
  public let key: UInt64
  public let kind: Kind

  init(start: Int, end: Int, key: UInt64, kind: Kind) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.length = UInt32(truncatingIfNeeded: end - start)
    self.key = key
    self.kind = kind
  }

  /// The same place, compared by another key: for words in disguise (`k1ll`).
  package func keyed(_ key: UInt64) -> Word {
    Word(start: Int(start), end: Int(start) + Int(length), key: key, kind: .word)
  }

  /// UTF-8 offsets in the text.
  @inlinable public var range: Range<Int> { Int(start)..<Int(start) + Int(length) }

  /// Whether this is a word or a number, not a mark.
  @inlinable public var isWord: Bool { kind == .word || kind == .number }

  /// Whether a sentence ends here.
  @inlinable public var endsSentence: Bool {
    kind == .question || kind == .exclamation || kind == .stop
  }
}

extension Word {
  /// The key of one word as ``segment(_:)`` would give it; of the first word when there are more.
  public static func key(_ word: String) -> UInt64 { segment(word).first?.key ?? 0 }

  /// The words and marks of `text` in order. Linear; one allocation.
  public static func segment(_ text: String) -> [Word] {
    var text = text
    return text.withUTF8 { segment($0) }
  }

  /// The same over bytes that are valid UTF-8.
  public static func segment(_ bytes: UnsafeBufferPointer<UInt8>) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(bytes.count / 5 + 1)
    byteClasses.withUnsafeBufferPointer { classes in
      var scanner = Scanner(bytes: bytes, classes: classes)
      while let word = scanner.next() { words.append(word) }
    }
    return words
  }
}

private enum ByteClass {
  static let space: UInt8 = 0
  static let letter: UInt8 = 1
  static let digit: UInt8 = 2
  static let apostrophe: UInt8 = 3
  static let question: UInt8 = 4
  static let exclamation: UInt8 = 5
  static let stop: UInt8 = 6
  static let wide: UInt8 = 7

  static func mayContinueWord(_ byteClass: UInt8) -> Bool {
    byteClass == digit || byteClass == apostrophe || byteClass == wide
  }
}

private let byteClasses: [UInt8] = (0..<256).map { value in
  switch UInt8(value) {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
    ByteClass.letter
  case UInt8(ascii: "0")...UInt8(ascii: "9"): ByteClass.digit
  case UInt8(ascii: "'"): ByteClass.apostrophe
  case UInt8(ascii: "?"): ByteClass.question
  case UInt8(ascii: "!"): ByteClass.exclamation
  case UInt8(ascii: "."), UInt8(ascii: "\n"): ByteClass.stop
  case 0x80...0xFF: ByteClass.wide
  default: ByteClass.space
  }
}

private struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let classes: UnsafeBufferPointer<UInt8>
  var position = 0

  static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  static let prime: UInt64 = 0x0000_0100_0000_01b3

  @inline(__always)
  mutating func next() -> Word? {
    while position < bytes.count {
      let byte = bytes[position]
      switch classes[Int(byte)] {
      case ByteClass.letter, ByteClass.digit: return word()
      case ByteClass.question: return mark(.question, byte)
      case ByteClass.exclamation: return mark(.exclamation, byte)
      case ByteClass.stop: return mark(.stop, UInt8(ascii: "."))
      case ByteClass.wide:
        switch Scalar(bytes, at: position).kind {
        case .letter: return word()
        case .question(let width): return wideMark(.question, UInt8(ascii: "?"), width)
        case .exclamation(let width): return wideMark(.exclamation, UInt8(ascii: "!"), width)
        case .stop(let width): return wideMark(.stop, UInt8(ascii: "."), width)
        case .pictograph(let width): return pictograph(width)
        case .apostrophe(let width), .invisible(let width), .other(let width): position += width
        }
      default: position += 1
      }
    }
    return nil
  }

  /// Starts at a letter or digit and takes the longest word.
  @inline(__always)
  private mutating func word() -> Word {
    let start = position
    var end = start
    var key = Scanner.basis
    // Most words are ASCII letters to the end.
    while end < bytes.count {
      let folded = bytes[end] | 0x20
      guard folded &- UInt8(ascii: "a") < 26 else { break }
      add(folded, to: &key)
      end += 1
    }
    position = end
    if end > start, end == bytes.count || !ByteClass.mayContinueWord(classes[Int(bytes[end])]) {
      return Word(start: start, end: end, key: key, kind: .word)
    }
    return rest(of: start..<end, key)
  }

  /// Goes on with a word that began with the ASCII letters `begun`, if any.
  private mutating func rest(of begun: Range<Int>, _ key: UInt64) -> Word {
    let start = begun.lowerBound
    var end = begun.upperBound
    var key = key
    var hasLetter = !begun.isEmpty
    // A held apostrophe counts only when a letter follows it.
    var heldApostrophe = false
    scan: while position < bytes.count {
      let byte = bytes[position]
      switch classes[Int(byte)] {
      case ByteClass.letter:
        if heldApostrophe {
          add(UInt8(ascii: "'"), to: &key)
          heldApostrophe = false
        }
        add(byte | 0x20, to: &key)
        hasLetter = true
        position += 1
        end = position
      case ByteClass.digit:
        if heldApostrophe { break scan }
        add(byte, to: &key)
        position += 1
        end = position
      case ByteClass.apostrophe:
        if heldApostrophe { break scan }
        heldApostrophe = true
        position += 1
      case ByteClass.wide:
        let scalar = Scalar(bytes, at: position)
        switch scalar.kind {
        case .letter:
          if heldApostrophe {
            add(UInt8(ascii: "'"), to: &key)
            heldApostrophe = false
          }
          scalar.foldedBytes { add($0, to: &key) }
          hasLetter = true
          position += scalar.width
          end = position
        case .apostrophe(let width):
          if heldApostrophe { break scan }
          heldApostrophe = true
          position += width
        // What cannot be seen does not part a word.
        case .invisible(let width): position += width
        default: break scan
        }
      default: break scan
      }
    }
    return Word(start: start, end: end, key: key, kind: hasLetter ? .word : .number)
  }

  private func add(_ byte: UInt8, to key: inout UInt64) {
    key = (key ^ UInt64(byte)) &* Scanner.prime
  }

  private mutating func mark(_ kind: Word.Kind, _ byte: UInt8) -> Word {
    wideMark(kind, byte, 1)
  }

  private mutating func wideMark(_ kind: Word.Kind, _ byte: UInt8, _ width: Int) -> Word {
    var key = Scanner.basis
    add(byte, to: &key)
    defer { position += width }
    return Word(start: position, end: position + width, key: key, kind: kind)
  }

  private mutating func pictograph(_ width: Int) -> Word {
    let start = position
    var key = Scanner.basis
    for offset in 0..<width { add(bytes[start + offset], to: &key) }
    position += width
    return Word(start: start, end: position, key: key, kind: .pictograph)
  }
}

/// One scalar outside ASCII, decoded from valid UTF-8.
private struct Scalar {
  enum Kind {
    case letter
    case apostrophe(Int)
    case question(Int)
    case exclamation(Int)
    case stop(Int)
    case pictograph(Int)
    /// Joiners, zero-width spaces, soft hyphens, byte-order marks.
    case invisible(Int)
    case other(Int)
  }

  let value: UInt32
  let width: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
    let lead = bytes[position]
    let wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    width = min(wanted, bytes.count - position)
    var value = UInt32(lead) & (wanted == 2 ? 0x1F : wanted == 3 ? 0x0F : 0x07)
    for offset in 1..<max(width, 1) {
      value = value << 6 | UInt32(bytes[position + offset] & 0x3F)
    }
    self.value = value
  }

  var kind: Kind {
    switch value {
    case 0x2018, 0x2019, 0x02BC: .apostrophe(width)
    case 0xFF1F, 0x061F: .question(width)
    case 0xFF01: .exclamation(width)
    case 0x3002, 0x2026: .stop(width)
    case 0x1F000...0x1FAFF, 0x2600...0x27BF: .pictograph(width)
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: .invisible(width)
    case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7,
      0x2000...0x206F, 0x20A0...0x2BFF, 0x3000...0x303F, 0xFE00...0xFE0F, 0xFF00...0xFF0F,
      0xE0000...0xE01EF:
      .other(width)
    default: .letter
    }
  }

  /// The UTF-8 of the lower-case form for Latin-1, Latin Extended-A, Greek and Cyrillic; other letters as they are.
  func foldedBytes(_ body: (UInt8) -> Void) {
    let folded: UInt32 =
      switch value {
      case 0xC0...0xDE, 0x391...0x3A9, 0x410...0x42F: value + 0x20
      case 0x400...0x40F: value + 0x50
      case 0x100...0x137, 0x14A...0x177: value | 1
      case 0x139...0x148, 0x179...0x17E: value + (value & 1)
      default: value
      }
    switch width {
    case 2:
      body(UInt8(0xC0 | folded >> 6))
      body(UInt8(0x80 | folded & 0x3F))
    case 3:
      body(UInt8(0xE0 | folded >> 12))
      body(UInt8(0x80 | folded >> 6 & 0x3F))
      body(UInt8(0x80 | folded & 0x3F))
    default:
      body(UInt8(truncatingIfNeeded: folded >> 18))
      body(UInt8(truncatingIfNeeded: folded >> 12 & 0x3F))
      body(UInt8(truncatingIfNeeded: folded >> 6 & 0x3F))
      body(UInt8(truncatingIfNeeded: folded & 0x3F))
    }
  }
}
