import Corpus

/// What a cell says about the place of its row.
struct RowOrder: Equatable {
  /// Numbers and times cannot be compared with each other, nor numbers behind different words.
  enum Scale: Hashable {
    case number, time, clock
    /// Numbers behind a word, as in T12, of which this is a hash.
    case named(UInt64)
    /// 1.2.10
    case section
  }

  let scale: Scale
  /// A number, or seconds: of the era, or of the day.
  let value: Double

  /// Nil for what is neither a number nor a time. Linear.
  init?(_ field: String, isMonthFirst: Bool = false) {
    var field = field
    let found = field.withUTF8 { bytes -> RowOrder? in
      let bytes = CellReading.trimmed(bytes)
      guard !bytes.isEmpty, bytes.count <= WrittenTime.longest else { return nil }
      if let number = RowOrder.digits(bytes) { return RowOrder(.number, number) }
      return RowOrder.time(bytes, isMonthFirst) ?? RowOrder.clock(bytes) ?? RowOrder.number(bytes)
        ?? RowOrder.lettered(bytes) ?? RowOrder.section(bytes)
    }
    guard let found else { return nil }
    self = found
  }

  private init(_ scale: Scale, _ value: Double) {
    self.scale = scale
    self.value = value
  }

  /// The usual number of a turn.
  private static func digits(_ bytes: CellReading.Bytes) -> Double? {
    guard bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard CellReading.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte & 15)
    }
    return Double(value)
  }

  private static func number(_ bytes: CellReading.Bytes) -> RowOrder? {
    let text = String(decoding: bytes, as: UTF8.self)
    let number = Double(text) ?? Double(text.replacing(",", with: "."))
    guard let number, number.isFinite else { return nil }
    return RowOrder(.number, number)
  }

  /// `1a`, `12 b`, `T12`, `turn_3`: a number with a word before it or a letter behind it.
  private static func lettered(_ bytes: CellReading.Bytes) -> RowOrder? {
    let word = bytes.prefix { !CellReading.isDigit($0) }
    let isWord = word.dropLast().allSatisfy { isLetter($0) || isMark($0) }
    guard word.count <= 24, isWord, word.last.map({ isLetter($0) || isMark($0) }) ?? true,
      word.isEmpty || isLetter(word[0])
    else { return nil }
    let digits = bytes[word.endIndex...].prefix(while: CellReading.isDigit)
    guard (1...9).contains(digits.count) else { return nil }
    var value = digits.reduce(0.0) { $0 * 10 + Double($1 & 15) }
    let rest = bytes[digits.endIndex...].drop(while: isMark)
    if let letter = rest.first {
      guard rest.count == 1, (letter | 0x20) &- UInt8(ascii: "a") < 26 else { return nil }
      value += Double((letter | 0x20) &- UInt8(ascii: "a") + 1) / 32
    } else if digits.endIndex != bytes.endIndex {
      return nil
    }
    guard !word.isEmpty else { return RowOrder(.number, value) }
    var stem = word
    while let last = stem.last, isMark(last) { stem = stem.dropLast() }
    let name = String(decoding: stem, as: UTF8.self)
    return RowOrder(.named(QuickHash.of(name.lowercased())), value)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    isSpace(byte) || [0x23, 0x2D, 0x2E, 0x5F].contains(byte)
  }

  private static func section(_ bytes: CellReading.Bytes) -> RowOrder? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1 else { return nil }
    return parts(text[...]).map { RowOrder(.section, $0) }
  }

  /// Up to four numbers between points as one, the first counting most.
  private static func parts(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...4).contains(parts.count) else { return nil }
    var value = 0.0
    for place in 0..<4 {
      value *= 10_000
      guard place < parts.count else { continue }
      guard parts[place].utf8.count <= 4, parts[place].utf8.allSatisfy(CellReading.isDigit),
        let number = Double(parts[place])
      else { return nil }
      value += number
    }
    return value
  }

  /// Numbers such as 1.9 and 1.10 as those of turns within parts; nil where nothing says that they
  /// are such: two are equal and written otherwise, one ends in a 0 that others lack, or they ascend
  /// so and not otherwise.
  static func sections(_ fields: [String]) -> [RowOrder]? {
    var orders: [RowOrder] = []
    var spellings: [Double: String] = [:]
    var hasDoubles = false
    var widths: Set<Int> = []
    var hasZero = false
    for field in fields {
      guard let value = parts(field[...]), let number = Double(field) else { return nil }
      orders.append(RowOrder(.section, value))
      if let other = spellings.updateValue(field, forKey: number), other != field {
        hasDoubles = true
      }
      guard let point = field.utf8.firstIndex(of: UInt8(ascii: ".")) else { continue }
      let width = field.utf8.distance(from: point, to: field.utf8.endIndex) - 1
      widths.insert(width)
      hasZero = hasZero || width > 1 && field.utf8.last == UInt8(ascii: "0")
    }
    let ascends = zip(orders, orders.dropFirst()).allSatisfy { $0.value < $1.value }
    return hasDoubles || hasZero && widths.count > 1 || ascends ? orders : nil
  }

  private static func clock(_ bytes: CellReading.Bytes) -> RowOrder? {
    guard let clock = ClockTime(bytes, from: 0, needsTwo: true), clock.stop == bytes.count else {
      return nil
    }
    return RowOrder(.clock, clock.seconds)
  }

  /// A day, with or without a time of it; a clock that tells its distance to universal time is put
  /// right by it.
  private static func time(_ bytes: CellReading.Bytes, _ isMonthFirst: Bool) -> RowOrder? {
    guard let time = WrittenTime(bytes, isMonthFirst: isMonthFirst) else { return nil }
    return RowOrder(.time, time.start - (time.zone ?? 0))
  }
}
