/// How a text of a query is looked for.
enum SearchedText: Sendable, Hashable {
  /// In the index of words: words next to each other, the last one's ending open or not.
  case indexed(String, isPrefix: Bool)
  /// Anywhere in a message's text, without regard to the case of a–z: a pass over the texts.
  case contained(String)

  init(_ words: String, isPrefix: Bool) {
    self =
      words.unicodeScalars.contains { Self.isUnspaced($0) || Self.isSign($0) }
      ? .contained(words) : .indexed(words, isPrefix: isPrefix)
  }

  /// That a message has it: the text `m.text`, or the message `m.id` by the index.
  var condition: SQLFragment {
    switch self {
    case .indexed(let words, let isPrefix):
      return SQLFragment(
        "pe_holds(?, m.id, 1)",
        WordMatch(text: WordText(words, isPrefix: isPrefix), role: nil))
    case .contained(let text):
      return text.utf8.allSatisfy { $0 >= 0x80 }
        ? SQLFragment("instr(m.text, ?) > 0", [.text(text)])
        : SQLFragment("m.text LIKE ? ESCAPE '\\'", [.text("%\(Self.escaped(text))%")])
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }

  /// Whether the index's tokenizer makes it part of a word.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      return true
    default: return false
    }
  }

  /// Symbols and pictures, which the index leaves out.
  static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .otherSymbol, .mathSymbol, .currencySymbol, .modifierSymbol: return true
    default: return false
    }
  }

  /// Letters of scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer,
  /// Burmese, Tibetan and their relatives.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1950...0x19FF, 0x1A20...0x1AAF,
      0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x30FF, 0x3105...0x312F,
      0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA9E0...0xA9FF, 0xAA60...0xAA7F,
      0xF900...0xFAFF, 0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
