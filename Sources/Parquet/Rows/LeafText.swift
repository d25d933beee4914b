/// How the values of a leaf are written as JSON: numbers as numbers, times as ISO 8601, bytes that
/// are no text as nothing.
enum LeafText: Equatable {
  case flag
  case signed
  case unsigned(bits: Int)
  case float, double, float16
  case text, json, bytes
  case uuid
  case date
  case time(LogicalType.Unit)
  case timestamp(LogicalType.Unit, isUniversal: Bool)
  /// Nanoseconds of a day and the Julian day's number, as older programs write times.
  case julian
  case decimal(scale: Int)
  case wideDecimal(scale: Int)
  /// Months, days and milliseconds.
  case interval
  /// No value is there.
  case nothing

  /// Throws where what the values are to mean cannot be.
  init(_ leaf: LeafType) throws(ParquetError) {
    switch (leaf.physical, leaf.logical) {
    case (_, .unknown): self = .nothing
    case (.boolean, _): self = .flag
    case (.float, _): self = .float
    case (.double, _): self = .double
    case (.int96, _): self = .julian
    case (.int32, .decimal(let scale, _)), (.int64, .decimal(let scale, _)):
      self = .decimal(scale: try LeafText.checked(scale, leaf))
    case (.bytes, .decimal(let scale, _)), (.fixed, .decimal(let scale, _)):
      self = .wideDecimal(scale: try LeafText.checked(scale, leaf))
    case (.int32, .date): self = .date
    case (.int32, .time(let unit)), (.int64, .time(let unit)): self = .time(unit)
    case (.int64, .timestamp(let unit, let isUniversal)):
      self = .timestamp(unit, isUniversal: isUniversal)
    case (.int32, .integer(let bits, false)), (.int64, .integer(let bits, false)):
      self = .unsigned(bits: min(bits, leaf.physical == .int32 ? 32 : 64))
    case (.int32, _), (.int64, _): self = .signed
    case (.fixed, .uuid) where leaf.length == 16: self = .uuid
    case (.fixed, .float16) where leaf.length == 2: self = .float16
    case (.fixed, .interval) where leaf.length == 12: self = .interval
    case (_, .json): self = .json
    case (_, .string), (_, .enumeration): self = .text
    default: self = .bytes
    }
  }

  private static func checked(_ scale: Int32, _ leaf: LeafType) throws(ParquetError) -> Int {
    guard (-1000...1000).contains(scale) else {
      throw .damaged("\(leaf.label) has decimals of \(scale) places")
    }
    return Int(scale)
  }

  static let day: Int64 = 86_400

  /// A day of the proleptic Gregorian calendar by its distance from 1970-01-01.
  static func append(day: Int64, to text: inout TextBuffer) {
    // Howard Hinnant, chrono-compatible low-level date algorithms, civil_from_days.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    if year < 0 { text.append(UInt8(ascii: "-")) }
    text.append(Int64(year.magnitude), digits: 4)
    text.append(UInt8(ascii: "-"))
    text.append(month, digits: 2)
    text.append(UInt8(ascii: "-"))
    text.append(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, digits: 2)
  }

  /// A time of day; a fraction only where there is one.
  static func append(clock value: Int64, _ unit: LogicalType.Unit, to text: inout TextBuffer) {
    let seconds = value / unit.perSecond
    let fraction = value % unit.perSecond
    text.append(seconds / 3600, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(seconds / 60 % 60, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(seconds % 60, digits: 2)
    if fraction != 0 {
      text.append(UInt8(ascii: "."))
      text.append(fraction, digits: unit.digits)
    }
  }

  static func append(
    timestamp value: Int64, _ unit: LogicalType.Unit, isUniversal: Bool, to text: inout TextBuffer
  ) {
    let perDay = day * unit.perSecond
    var days = value / perDay
    var rest = value % perDay
    if rest < 0 {
      rest += perDay
      days -= 1
    }
    append(day: days, to: &text)
    text.append(UInt8(ascii: "T"))
    append(clock: rest, unit, to: &text)
    if isUniversal { text.append(UInt8(ascii: "Z")) }
  }

  /// A whole number of `digits` digits with its point.
  static func append(
    digits: [UInt8], isNegative: Bool, scale: Int, to text: inout TextBuffer
  ) {
    if isNegative { text.append(UInt8(ascii: "-")) }
    if scale <= 0 {
      text.append(digits)
      if digits != [0x30] { for _ in 0..<(-scale) { text.append(UInt8(ascii: "0")) } }
      return
    }
    if digits.count <= scale {
      text.append("0.")
      for _ in digits.count..<scale { text.append(UInt8(ascii: "0")) }
      text.append(digits)
      return
    }
    text.append(Array(digits.dropLast(scale)))
    text.append(UInt8(ascii: "."))
    text.append(Array(digits.suffix(scale)))
  }

  /// The decimal digits of a number in two's complement, highest byte first. Quadratic in its bytes.
  static func digits(of bytes: UnsafeRawBufferPointer) -> (digits: [UInt8], isNegative: Bool) {
    let isNegative = (bytes.first ?? 0) & 0x80 != 0
    var magnitude = Array(bytes)
    if isNegative {
      var carry: UInt16 = 1
      for index in magnitude.indices.reversed() {
        carry += UInt16(~magnitude[index])
        magnitude[index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
    }
    var digits: [UInt8] = []
    var start = magnitude.firstIndex { $0 != 0 } ?? magnitude.count
    while start < magnitude.count {
      var rest = 0
      for index in start..<magnitude.count {
        rest = rest << 8 | Int(magnitude[index])
        magnitude[index] = UInt8(rest / 10)
        rest %= 10
      }
      digits.append(0x30 + UInt8(rest))
      while start < magnitude.count, magnitude[start] == 0 { start += 1 }
    }
    return digits.isEmpty ? ([0x30], false) : (digits.reversed(), isNegative)
  }
}

extension LogicalType.Unit {
  var perSecond: Int64 {
    switch self {
    case .millis: 1000
    case .micros: 1_000_000
    case .nanos: 1_000_000_000
    }
  }

  var digits: Int {
    switch self {
    case .millis: 3
    case .micros: 6
    case .nanos: 9
    }
  }
}

/// Whether bytes are UTF-8 (RFC 3629).
func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  var index = 0
  while index < bytes.count {
    let lead = bytes[index]
    if lead < 0x80 {
      index += 1
      continue
    }
    let count: Int
    var range: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: count = 1
    case 0xE0: (count, range) = (2, 0xA0...0xBF)
    case 0xED: (count, range) = (2, 0x80...0x9F)
    case 0xE1...0xEF: count = 2
    case 0xF0: (count, range) = (3, 0x90...0xBF)
    case 0xF4: (count, range) = (3, 0x80...0x8F)
    case 0xF1...0xF3: count = 3
    default: return false
    }
    guard bytes.count - index > count, range.contains(bytes[index + 1]) else { return false }
    for offset in 1...count where bytes[index + offset] & 0xC0 != 0x80 { return false }
    index += count + 1
  }
  return true
}
