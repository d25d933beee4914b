import Corpus

/// What the text of a cell can be read as; a column is what all of its cells can be read as.
struct CellReading: OptionSet, Sendable {
  let rawValue: UInt8
  /// A number with a decimal point, its thousands parted by commas or not at all.
  static let pointNumber = CellReading(rawValue: 1)
  /// A number with a decimal comma, its thousands parted by points or not at all.
  static let commaNumber = CellReading(rawValue: 2)
  /// Beside the two above: a whole number in that reading.
  static let wholePoint = CellReading(rawValue: 4)
  static let wholeComma = CellReading(rawValue: 8)
  static let flag = CellReading(rawValue: 16)
  /// A date with its day or its month first.
  static let dayFirst = CellReading(rawValue: 32)
  static let monthFirst = CellReading(rawValue: 64)
  /// A date as 2024/05/01.
  static let yearFirst = CellReading(rawValue: 128)

  static let all = CellReading(rawValue: 255)

  enum Cell: Equatable {
    case blank
    /// A word that stands for a missing value, such as NA.
    case missing
    case value(CellReading)
  }

  /// Linear in the field, and short for what is no number.
  static func of(_ field: String) -> Cell {
    if field.isEmpty { return .blank }
    var field = field
    return field.withUTF8 { bytes in
      let bytes = trimmed(bytes)
      guard let first = bytes.first else { return .blank }
      if bytes.count > longest { return .value([]) }
      if isMissing(bytes) { return .missing }
      switch first {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let number = number(bytes)
        return .value(number.isEmpty ? date(bytes) : number)
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","):
        return .value(number(bytes))
      case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
        return .value(flag(bytes) == nil ? [] : .flag)
      default: return .value([])
      }
    }
  }

  /// Bytes of the longest cell that is more than text.
  private static let longest = 40
  /// Digits of a whole number at most: longer ones are names, and would lose their ends.
  private static let digits = 15

  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Without spaces around, the unbreakable ones included.
  static func trimmed(_ bytes: Bytes) -> Bytes { ASCIIByte.trimmed(bytes) }

  private static let missingWords: [StaticString] = [
    "na", "n/a", "nan", "null", "none", "-", "--", "#n/a", "<na>", "–", "—",
  ]

  private static func isMissing(_ bytes: Bytes) -> Bool {
    guard bytes.count <= 4 else { return false }
    switch bytes[0] | 0x20 {
    case UInt8(ascii: "n"), UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "<"), 0xE2: break
    default: return false
    }
    return missingWords.contains { word in
      word.utf8CodeUnitCount == bytes.count
        && word.withUTF8Buffer { word in
          zip(word, bytes).allSatisfy { $0 == ($1 < 0x80 ? lowercased($1) : $1) }
        }
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  static func flag(_ bytes: Bytes) -> Bool? {
    func isWord(_ word: StaticString) -> Bool {
      word.utf8CodeUnitCount == bytes.count
        && word.withUTF8Buffer { zip($0, bytes).allSatisfy { $0 == lowercased($1) } }
    }
    if isWord("true") { return true }
    return isWord("false") ? false : nil
  }

  // Numbers

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func number(_ bytes: Bytes) -> CellReading {
    guard let parts = NumberParts(bytes) else { return [] }
    var reading: CellReading = []
    switch parts.shape(group: UInt8(ascii: ","), mark: UInt8(ascii: ".")) {
    case .whole: reading.formUnion([.pointNumber, .wholePoint])
    case .decimal: reading.formUnion(.pointNumber)
    case nil: break
    }
    switch parts.shape(group: UInt8(ascii: "."), mark: UInt8(ascii: ",")) {
    case .whole: reading.formUnion([.commaNumber, .wholeComma])
    case .decimal: reading.formUnion(.commaNumber)
    case nil: break
    }
    return reading
  }

  /// A number's text cut at its exponent or per cent sign.
  private struct NumberParts {
    enum Shape { case whole, decimal }

    private var digits: Slice<Bytes>
    private var isWhole = true

    init?(_ bytes: Bytes) {
      var rest = bytes[...]
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      if rest.last == UInt8(ascii: "%") {
        rest = rest.dropLast()
        while rest.last == 0x20 { rest = rest.dropLast() }
        isWhole = false
      } else if let mark = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
        var exponent = rest[(mark + 1)...]
        if exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-") {
          exponent = exponent.dropFirst()
        }
        guard (1...2).contains(exponent.count), exponent.allSatisfy(isDigit) else { return nil }
        rest = rest[..<mark]
        isWhole = false
      }
      digits = rest
    }

    /// Nil for what is no number so: a group of other than three digits, a zero before others, which
    /// an id has, more digits than a number keeps.
    func shape(group: UInt8, mark: UInt8) -> Shape? {
      var run = 0
      var groups = 0
      var total = 0
      var decimals: Int?
      for byte in digits {
        if isDigit(byte) {
          if let count = decimals {
            decimals = count + 1
          } else {
            (run, total) = (run + 1, total + 1)
          }
        } else if byte == group, decimals == nil {
          guard groups == 0 ? (1...3).contains(run) : run == 3 else { return nil }
          groups += 1
          run = 0
        } else if byte == mark, decimals == nil {
          decimals = 0
        } else {
          return nil
        }
      }
      guard groups == 0 || run == 3, decimals != 0, total + (decimals ?? 0) > 0 else { return nil }
      if total > 1, digits.first == UInt8(ascii: "0") { return nil }
      guard total <= CellReading.digits else { return nil }
      return decimals == nil && isWhole ? .whole : .decimal
    }
  }

  /// The number that a field is in a reading that fits it; nil where it has none.
  static func number(_ field: String, withComma: Bool) -> Double? {
    var text = ""
    var isPercent = false
    for byte in field.utf8 {
      switch byte {
      case UInt8(ascii: "."): if !withComma { text.append(".") }
      case UInt8(ascii: ","): if withComma { text.append(".") }
      case UInt8(ascii: "%"): isPercent = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default: break
      }
    }
    return Double(isPercent ? text + "e-2" : text)
  }

  static func integer(_ field: String) -> Int? {
    if let number = Int(field) { return number }
    return Int(
      String(decoding: field.utf8.filter { isDigit($0) || $0 == UInt8(ascii: "-") }, as: UTF8.self))
  }

  // Dates

  private static func date(_ bytes: Bytes) -> CellReading {
    guard let date = DateParts(bytes) else { return [] }
    if date.isYearFirst { return date.isISO ? [] : .yearFirst }
    var reading: CellReading = []
    if (1...12).contains(date.second), (1...31).contains(date.first) {
      reading.formUnion(.dayFirst)
    }
    // Nobody parts a month first by points.
    if (1...12).contains(date.first), (1...31).contains(date.second), !date.hasPoints {
      reading.formUnion(.monthFirst)
    }
    return reading
  }
}
