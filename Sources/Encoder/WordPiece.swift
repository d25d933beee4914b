/// Divides texts into the pieces of words that an encoder knows, as BERT's uncased tokenizer does.
///
/// Words are without case and accents, signs of punctuation and ideographs stand alone, and each word
/// is the longest known piece, then the longest continuation (`##…`), and so on; a word that cannot
/// be so divided, or is longer than 100 scalars, is unknown. Wu et al. 2016, Google's Neural Machine
/// Translation System, is where pieces of words come from.
///
/// Not shared between threads: it keeps what it has learned of scalars, and room for a word.
struct WordPiece {
  private let vocabulary: Vocabulary
  /// The longest text in pieces, without the two that stand around it.
  private let most: Int
  private var folded: [UInt32: FoldedScalar] = [:]
  private var word: [UInt8] = []
  private var scalars = 0
  private var hashes: [UInt64] = []

  private static let longestWord = 100
  private static let mostFolded = 4096
  private static let continued: UInt64 = Vocabulary.mix(
    Vocabulary.mix(Vocabulary.start, UInt8(ascii: "#")), UInt8(ascii: "#"))

  init(_ vocabulary: Vocabulary, most: Int) {
    self.vocabulary = vocabulary
    self.most = most
  }

  /// Appends the numbers of a text's pieces, between the one that begins and the one that ends a
  /// text. False where it has more than fit, and only its beginning is taken. Linear in the part of
  /// the text that is taken.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, to pieces: inout [Int32]) -> Bool {
    pieces.append(vocabulary.begin)
    let limit = pieces.count + most
    var start = 0
    var isWhole = true
    // Special pieces stand for themselves in any text.
    var place = 0
    while place < text.count, isWhole {
      if text[place] == UInt8(ascii: "["),
        let special = vocabulary.special.first(where: { stands($0.bytes, in: text, at: place) })
      {
        isWhole = append(text, start..<place, to: &pieces, limit)
        if isWhole { isWhole = add(special.number, to: &pieces, limit) }
        place += special.bytes.count
        start = place
      } else {
        place += 1
      }
    }
    if isWhole { isWhole = append(text, start..<text.count, to: &pieces, limit) }
    pieces.append(vocabulary.end)
    return isWhole
  }

  private func stands(
    _ sought: [UInt8], in text: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> Bool {
    place + sought.count <= text.count
      && sought.indices.allSatisfy { text[place + $0] == sought[$0] }
  }

  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to pieces: inout [Int32], _ limit: Int
  ) -> Bool {
    clearWord()
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = text[place]
      if byte < 0x80 {
        place += 1
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          word.append(byte)
          scalars += 1
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
          word.append(byte | 0x20)
          scalars += 1
        case 0x20, 0x09, 0x0A, 0x0D:
          guard endWord(&pieces, limit) else { return false }
        case _ where FoldedScalar.isPunctuation(byte):
          guard endWord(&pieces, limit) else { return false }
          word.append(byte)
          scalars = 1
          guard endWord(&pieces, limit) else { return false }
        default: break  // controls
        }
        continue
      }
      let (scalar, length) = Self.scalar(text, place, range.upperBound)
      place += length
      guard let scalar, take(fold(scalar), &pieces, limit) else {
        if scalar == nil { continue }
        return false
      }
    }
    return endWord(&pieces, limit)
  }

  private mutating func take(
    _ folded: FoldedScalar, _ pieces: inout [Int32], _ limit: Int
  ) -> Bool {
    switch folded {
    case .nothing: return true
    case .space: return endWord(&pieces, limit)
    case .alone(let bytes): return stand(bytes, &pieces, limit)
    case .letters(let parts):
      for part in parts {
        switch part.kind {
        case .letter:
          word += part.bytes
          scalars += 1
        case .space: guard endWord(&pieces, limit) else { return false }
        case .alone: guard stand(part.bytes, &pieces, limit) else { return false }
        }
      }
      return true
    }
  }

  private mutating func stand(_ bytes: [UInt8], _ pieces: inout [Int32], _ limit: Int) -> Bool {
    guard endWord(&pieces, limit) else { return false }
    word += bytes
    scalars = 1
    return endWord(&pieces, limit)
  }

  private mutating func fold(_ scalar: Unicode.Scalar) -> FoldedScalar {
    if let known = folded[scalar.value] { return known }
    let new = FoldedScalar(scalar)
    if folded.count < Self.mostFolded { folded[scalar.value] = new }
    return new
  }

  private mutating func clearWord() {
    word.removeAll(keepingCapacity: true)
    scalars = 0
  }

  private func add(_ piece: Int32, to pieces: inout [Int32], _ limit: Int) -> Bool {
    guard pieces.count < limit else { return false }
    pieces.append(piece)
    return true
  }

  /// Divides the word and clears it; false when no more pieces are wanted.
  private mutating func endWord(_ pieces: inout [Int32], _ limit: Int) -> Bool {
    guard !word.isEmpty else { return true }
    defer { clearWord() }
    guard scalars <= Self.longestWord else { return add(vocabulary.unknown, to: &pieces, limit) }
    let first = pieces.count
    var start = 0
    while start < word.count {
      guard let (piece, end) = longest(from: start) else {
        pieces.removeLast(pieces.count - first)
        return add(vocabulary.unknown, to: &pieces, limit)
      }
      // Beyond the limit too: the word may still turn out to be unknown as a whole.
      pieces.append(piece)
      start = end
    }
    guard pieces.count <= limit else {
      pieces.removeLast(pieces.count - limit)
      return false
    }
    return true
  }

  /// The longest piece that the word has from `start` on.
  private mutating func longest(from start: Int) -> (piece: Int32, end: Int)? {
    let isContinued = start > 0
    hashes.removeAll(keepingCapacity: true)
    var hash = isContinued ? Self.continued : Vocabulary.start
    for place in start..<word.count {
      hash = Vocabulary.mix(hash, word[place])
      hashes.append(hash)
    }
    var length = word.count - start
    while length > 0 {
      // Between scalars only.
      let end = start + length
      if end == word.count || word[end] & 0xC0 != 0x80 {
        let mark = isContinued ? 2 : 0
        if let piece = vocabulary.number(
          hashes[length - 1], length + mark,
          { $0 < mark ? UInt8(ascii: "#") : word[start + $0 - mark] })
        {
          return (piece, end)
        }
      }
      length -= 1
    }
    return nil
  }

  /// The scalar at `place` and its bytes; nil for a byte that is no UTF-8.
  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int
  ) -> (Unicode.Scalar?, Int) {
    let lead = text[place]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, place + length <= end else { return (nil, 1) }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let byte = text[place + offset]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value), length)
  }
}
