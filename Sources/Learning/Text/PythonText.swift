/// Letters as Python's `str` and `re` see them, by scalar. Where Python and Swift know different
/// versions of Unicode they may differ about letters that the older one does not have.
enum PythonText {
  /// `\w` of `re`: `str.isalnum()` or an underscore.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: scalar.properties.numericType != nil || scalar == "_"
    }
  }

  /// `str.isspace()`, which is `\s` of `re`.
  static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// A scalar's lower case in the low bits, and `wordBit` when that is `\w`. `İ` (which has two) and `Σ`
  /// (which depends on what is around it) are for the caller.
  static func folded(_ value: UInt32, lowercase: Bool) -> UInt32 {
    // The dashes, quotes and ellipses of everyday text.
    if (0x2000...0x206F).contains(value) { return value }
    guard let scalar = Unicode.Scalar(value) else { return value }
    var lower = scalar
    if lowercase, scalar.properties.changesWhenLowercased,
      let first = scalar.properties.lowercaseMapping.unicodeScalars.first
    {
      lower = first
    }
    return lower.value | (isWord(lower) ? wordBit : 0)
  }

  static let wordBit: UInt32 = 1 << 31
  static let capitalDottedI: UInt32 = 0x130
  static let capitalSigma: UInt32 = 0x3A3

  /// `folded` of each scalar below 0x600: Latin, Greek, Cyrillic, Hebrew.
  static let lowered: [UInt32] = (0..<0x600).map { folded($0, lowercase: true) }
  static let kept: [UInt32] = (0..<0x600).map { folded($0, lowercase: false) }

  /// Whether a `Σ` at `range` ends a word: a cased letter before it and none after it, with
  /// case-ignorable scalars passed over.
  static func isFinalSigma(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
    var position = range.lowerBound
    var before = false
    while position > 0 {
      position -= 1
      while position > 0, text[position] & 0xC0 == 0x80 { position -= 1 }
      var end = position
      let properties = scalar(text, &end).properties
      if properties.isCaseIgnorable { continue }
      before = properties.isCased
      break
    }
    guard before else { return false }
    position = range.upperBound
    while position < text.count {
      let properties = scalar(text, &position).properties
      if !properties.isCaseIgnorable { return !properties.isCased }
    }
    return true
  }

  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Unicode.Scalar {
    Unicode.Scalar(decode(text, &position)) ?? "\u{FFFD}"
  }

  /// The scalar at `position`, which moves behind it; U+FFFD and one byte on where there is none.
  static func decode(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
    let lead = text[position]
    position += 1
    if lead < 0x80 { return UInt32(lead) }
    let more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
    guard lead >= 0xC2, lead < 0xF5, position + more <= text.count else { return 0xFFFD }
    var value = UInt32(lead) & (0x3F >> UInt32(more))
    for offset in 0..<more {
      let byte = text[position + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000
    guard value >= least, Unicode.Scalar(value) != nil else { return 0xFFFD }
    position += more
    return value
  }
}
