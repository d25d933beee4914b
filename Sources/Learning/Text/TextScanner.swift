/// Cuts one text after another into the n-grams that the options ask for. Each n-gram is a slice of
/// `stream`, where the tokens of the text stand in lower case with one space between them, so that an
/// n-gram of words needs no joining. Linear in the text; buffers are kept from text to text.
///
/// Tokens are held, n-grams are not: a text takes two bytes a byte, and eight a token.
struct TextScanner: ~Copyable {
  /// A piece of the stream.
  struct Gram {
    fileprivate var from: UInt32
    fileprivate var count: UInt32

    var start: Int { Int(from) }
    var length: Int { Int(count) }
    var end: Int { start + length }

    init(start: Int, length: Int) {
      from = UInt32(truncatingIfNeeded: start)
      count = UInt32(truncatingIfNeeded: length)
    }
  }

  /// No text of a corpus is as long; what is beyond is not read, so that places fit into 32 bits.
  private static let longestText = 1 << 30

  /// At least eight bytes may be read behind any n-gram.
  private(set) var stream: UnsafeMutablePointer<UInt8>
  private var streamCapacity = 0
  /// Where words begin and end among the characters, when n-grams do not cross words.
  private var wordRanges: [Range<Int>] = []
  /// Words, or characters.
  private var tokens: UnsafeMutablePointer<Gram>
  private var tokenCount = 0
  private var tokenCapacity = 0

  private let kind: TextFeatureOptions.Kind
  private let ngrams: ClosedRange<Int>
  private let lowercase: Bool
  /// Of each ASCII byte its lower case when it belongs to words, else one of the marks below.
  private let classes: UnsafeMutablePointer<UInt8>
  private let folded: [UInt32]
  private var length = 0

  private static let separator: UInt8 = 0
  private static let mark: UInt8 = 1
  private static let wide: UInt8 = 2
  private static let space = UInt8(ascii: " ")

  init(_ options: TextFeatureOptions) {
    kind = options.kind
    ngrams = options.ngrams
    lowercase = options.lowercase
    folded = lowercase ? PythonText.lowered : PythonText.kept
    stream = .allocate(capacity: 0)
    tokens = .allocate(capacity: 0)
    classes = .allocate(capacity: 256)
    for value in 0..<256 {
      let byte = UInt8(value)
      classes[value] =
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): lowercase ? byte | 0x20 : byte
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"):
          byte
        case UInt8(ascii: "?"), UInt8(ascii: "!"):
          options.keepsMarks ? Self.mark : Self.separator
        case 0x80...: Self.wide
        default: Self.separator
        }
    }
  }

  deinit {
    stream.deallocate()
    tokens.deallocate()
    classes.deallocate()
  }

  /// Reads `text`, whose n-grams ``forEachGram(_:)`` then gives.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    let text = UnsafeBufferPointer(rebasing: text.prefix(Self.longestText))
    reserve(text.count)
    tokenCount = 0
    wordRanges.removeAll(keepingCapacity: true)
    length = 0
    switch kind {
    case .words, .hashedWords: words(text)
    case .characters: characters(text)
    case .wordCharacters: wordCharacters(text)
    }
  }

  /// The n-grams of the last text, the shortest first.
  @inline(__always)
  func forEachGram(_ body: (Gram) -> Void) {
    if kind == .wordCharacters {
      for word in wordRanges { forEachGram(inWord: word, body) }
    } else if ngrams == 1...1 {
      for index in 0..<tokenCount { body(tokens[index]) }
    } else {
      for size in ngrams where size <= tokenCount {
        for first in 0...(tokenCount - size) { body(joined(first, first + size - 1)) }
      }
    }
  }

  /// The n-grams of one word with its spaces; a word not longer than n is counted once.
  @inline(__always)
  private func forEachGram(inWord word: Range<Int>, _ body: (Gram) -> Void) {
    for size in ngrams {
      if word.count <= size {
        body(joined(word.lowerBound, word.upperBound - 1))
        return
      }
      for first in word.lowerBound...(word.upperBound - size) {
        body(joined(first, first + size - 1))
      }
    }
  }

  @inline(__always)
  private func joined(_ first: Int, _ last: Int) -> Gram {
    let start = tokens[first].start
    return Gram(start: start, length: tokens[last].end - start)
  }

  /// Lower case takes up to half more bytes, a mark a space beside it, a word-bound text two spaces.
  private mutating func reserve(_ bytes: Int) {
    let needed = 2 * bytes + 16
    if needed > streamCapacity {
      stream.deallocate()
      // Most texts are short and come one after another; a long one comes alone.
      streamCapacity = needed < 1 << 20 ? needed + needed / 2 : needed
      stream = .allocate(capacity: streamCapacity)
      stream.initialize(repeating: 0, count: streamCapacity)
    }
    // No token is shorter than a byte.
    if bytes + 16 > tokenCapacity {
      tokens.deallocate()
      tokenCapacity = streamCapacity / 2 + 16
      tokens = .allocate(capacity: tokenCapacity)
    }
  }

  private mutating func words(_ text: UnsafeBufferPointer<UInt8>) {
    let count = text.count
    let classes = self.classes
    let stream = self.stream
    let tokens = self.tokens
    var position = 0
    var out = 0
    var found = 0
    while position < count {
      let start = out
      // Bytes of the token beyond one a character.
      var extra = 0
      var stopper = Self.separator
      while position < count {
        let byte = classes[Int(text[position])]
        if byte > Self.wide {
          stream[out] = byte
          out += 1
          position += 1
          continue
        }
        stopper = byte
        guard byte == Self.wide else { break }
        let (value, isBroken) = wideScalar(text, &position)
        guard value & PythonText.wordBit != 0 else { break }
        let width = put(value & ~PythonText.wordBit, at: out)
        out += width
        extra += width - 1
        if isBroken { break }
      }
      if out - start - extra >= 2 {
        tokens[found] = Gram(start: start, length: out - start)
        found += 1
        stream[out] = Self.space
        out += 1
      } else {
        out = start
      }
      if stopper == Self.mark, position < count, classes[Int(text[position])] == Self.mark {
        stream[out] = text[position]
        stream[out + 1] = Self.space
        tokens[found] = Gram(start: out, length: 1)
        found += 1
        out += 2
      }
      // A wide scalar has been passed already.
      if stopper != Self.wide { position += 1 }
    }
    tokenCount = found
  }

  /// The scalar at `position` in lower case, with the bit of `\w`, and whether something that is not a
  /// letter follows it there (`İ` is i and a combining dot).
  private func wideScalar(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> (value: UInt32, isBroken: Bool) {
    let start = position
    let value = PythonText.decode(text, &position)
    if lowercase {
      if value == PythonText.capitalDottedI {
        return (UInt32(UInt8(ascii: "i")) | PythonText.wordBit, true)
      }
      if value == PythonText.capitalSigma {
        let isFinal = PythonText.isFinalSigma(text, at: start..<position)
        return ((isFinal ? 0x3C2 : 0x3C3) | PythonText.wordBit, false)
      }
    }
    let folded =
      value < 0x600
      ? folded[Int(value)] : PythonText.folded(value, lowercase: lowercase)
    return (folded, false)
  }

  /// Writes a scalar as UTF-8; its width.
  private func put(_ value: UInt32, at offset: Int) -> Int {
    func byte(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }
    if value < 0x80 {
      stream[offset] = byte(value)
      return 1
    }
    if value < 0x800 {
      stream[offset] = byte(0xC0 | value >> 6)
      stream[offset + 1] = byte(0x80 | value & 0x3F)
      return 2
    }
    if value < 0x10000 {
      stream[offset] = byte(0xE0 | value >> 12)
      stream[offset + 1] = byte(0x80 | value >> 6 & 0x3F)
      stream[offset + 2] = byte(0x80 | value & 0x3F)
      return 3
    }
    stream[offset] = byte(0xF0 | value >> 18)
    stream[offset + 1] = byte(0x80 | value >> 12 & 0x3F)
    stream[offset + 2] = byte(0x80 | value >> 6 & 0x3F)
    stream[offset + 3] = byte(0x80 | value & 0x3F)
    return 4
  }

  private mutating func add(character value: UInt32) {
    let width = put(value, at: length)
    tokens[tokenCount] = Gram(start: length, length: width)
    tokenCount += 1
    length += width
  }

  /// The next character in lower case; the dot of `İ` comes as the second.
  private func character(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> (value: UInt32, hasDot: Bool) {
    let byte = text[position]
    if byte < 0x80 {
      position += 1
      let isCapital = lowercase && byte &- UInt8(ascii: "A") < 26
      return (UInt32(isCapital ? byte | 0x20 : byte), false)
    }
    let (value, isBroken) = wideScalar(text, &position)
    return (value & ~PythonText.wordBit, isBroken)
  }

  private mutating func characters(_ text: UnsafeBufferPointer<UInt8>) {
    var position = 0
    var spaces = 0
    var lastSpace: UInt32 = 0
    while position < text.count {
      let (value, hasDot) = character(text, &position)
      if PythonText.isSpace(value) {
        spaces += 1
        lastSpace = value
        continue
      }
      if spaces > 0 { add(character: spaces == 1 ? lastSpace : UInt32(Self.space)) }
      spaces = 0
      add(character: value)
      if hasDot { add(character: 0x307) }
    }
    if spaces > 0 { add(character: spaces == 1 ? lastSpace : UInt32(Self.space)) }
  }

  private mutating func wordCharacters(_ text: UnsafeBufferPointer<UInt8>) {
    var position = 0
    // Where the space before the current word is among the characters.
    var first = 0
    add(character: UInt32(Self.space))
    while position < text.count {
      let (value, hasDot) = character(text, &position)
      guard PythonText.isSpace(value) else {
        add(character: value)
        if hasDot { add(character: 0x307) }
        continue
      }
      if tokenCount > first + 1 {
        add(character: UInt32(Self.space))
        wordRanges.append(first..<tokenCount)
        first = tokenCount - 1
      }
    }
    if tokenCount > first + 1 {
      add(character: UInt32(Self.space))
      wordRanges.append(first..<tokenCount)
    }
  }
}
