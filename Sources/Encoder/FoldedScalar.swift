private import Foundation

/// What BERT's uncased reading makes of a scalar beyond ASCII.
enum FoldedScalar: Sendable {
  case nothing
  case space
  /// A word by itself: punctuation, or an ideograph.
  case alone([UInt8])
  /// Bytes of a word; `marks` says which of its scalars stand alone in it.
  case letters([Piece])

  struct Piece: Sendable {
    enum Kind: Sendable { case letter, alone, space }
    let kind: Kind
    let bytes: [UInt8]
  }

  init(_ scalar: Unicode.Scalar) {
    if Self.isDropped(scalar) {
      self = .nothing
      return
    }
    if scalar.properties.isWhitespace {
      self = .space
      return
    }
    var pieces: [Piece] = []
    for part in String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
    where !Self.isMark(part) {
      for low in part.properties.lowercaseMapping.unicodeScalars {
        let kind: Piece.Kind =
          low.properties.isWhitespace ? .space : Self.isPunctuation(low) ? .alone : .letter
        pieces.append(Piece(kind: kind, bytes: Array(String(low).utf8)))
      }
    }
    if Self.isIdeograph(scalar) || pieces.count == 1 && pieces[0].kind == .alone {
      self = .alone(pieces.flatMap(\.bytes))
    } else {
      self = pieces.isEmpty ? .nothing : .letters(pieces)
    }
  }

  /// Controls, formats and private signs, and what stands for what could not be read.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value == 0xFFFD { return true }
    switch scalar.properties.generalCategory {
    case .control, .privateUse, .surrogate: return true
    case .format: return isKnown(scalar)
    default: return false
    }
  }

  /// The tokenizer that encoders were trained with knows kinds of signs as Unicode 8 has them: what
  /// came later is a letter to it, and some signs have changed their kind since.
  private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.properties.age?.major ?? 0) <= 8
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1734: true
    case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
    default: scalar.properties.generalCategory == .nonspacingMark && isKnown(scalar)
    }
  }

  static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return isPunctuation(UInt8(scalar.value)) }
    if scalar.value == 0x166D || scalar.value == 0x111C9 { return true }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return isKnown(scalar)
    default: return false
    }
  }

  @inline(__always)
  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
      0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }
}
