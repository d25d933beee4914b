/// What a cell says about the place of its row.
struct RowOrder: Equatable {
  /// Numbers and times cannot be compared with each other.
  enum Scale: Hashable { case number, time, clock }

  let scale: Scale
  /// A number, or seconds: of the era, or of the day.
  let value: Double

  /// Nil for what is neither a number nor a time. Linear.
  init?(_ field: String, isMonthFirst: Bool = false) {
    var field = field
    let found = field.withUTF8 { bytes -> RowOrder? in
      let bytes = CellReading.trimmed(bytes)
      guard !bytes.isEmpty, bytes.count <= 40 else { return nil }
      if let number = RowOrder.digits(bytes) { return RowOrder(.number, number) }
      return RowOrder.time(bytes, isMonthFirst) ?? RowOrder.clock(bytes) ?? RowOrder.number(bytes)
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

  private static func clock(_ bytes: CellReading.Bytes) -> RowOrder? {
    guard let (seconds, end) = seconds(bytes, from: 0, needsTwo: true), end == bytes.count else {
      return nil
    }
    return RowOrder(.clock, seconds)
  }

  /// A day, with or without a time of it and the distance to universal time.
  private static func time(_ bytes: CellReading.Bytes, _ isMonthFirst: Bool) -> RowOrder? {
    guard let parts = DateParts(bytes) else { return nil }
    let (year, month, day) = parts.day(isMonthFirst: isMonthFirst)
    var value = Double(days(year, month, day)) * 86_400
    var position = parts.count
    while position < bytes.count,
      isSpace(bytes[position]) || bytes[position] == UInt8(ascii: ",")
        || bytes[position] | 0x20 == UInt8(ascii: "t")
    {
      position += 1
    }
    guard position < bytes.count else { return RowOrder(.time, value) }
    guard let (seconds, end) = seconds(bytes, from: position, needsTwo: false) else { return nil }
    value += seconds
    guard let shift = shift(bytes, from: end) else { return nil }
    return RowOrder(.time, value - shift)
  }

  /// `9:05`, `09:05:30.25`, `9:05 PM`, and the place behind it.
  private static func seconds(
    _ bytes: CellReading.Bytes, from start: Int, needsTwo: Bool
  ) -> (seconds: Double, end: Int)? {
    var parts: [Double] = []
    var position = start
    while parts.count < 3 {
      let first = position
      var value = 0.0
      while position < bytes.count, position - first < 4, CellReading.isDigit(bytes[position]) {
        value = value * 10 + Double(bytes[position] & 15)
        position += 1
      }
      guard position > first else { return nil }
      parts.append(value)
      guard position < bytes.count, bytes[position] == UInt8(ascii: ":"), parts.count < 3 else {
        break
      }
      position += 1
    }
    guard parts.count > 1 || !needsTwo else { return nil }
    if position < bytes.count, parts.count > 1,
      bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ",")
    {
      position += 1
      var unit = 0.1
      while position < bytes.count, CellReading.isDigit(bytes[position]) {
        parts[parts.count - 1] += Double(bytes[position] & 15) * unit
        unit /= 10
        position += 1
      }
    }
    var seconds = parts.count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : 0
    // Without seconds a clock shows hours and minutes, which sort as minutes and seconds do.
    if parts.count == 2 { seconds = parts[0] * 3600 + parts[1] * 60 }
    if parts.count == 1 { seconds = parts[0] * 3600 }
    var rest = position
    while rest < bytes.count, bytes[rest] == 0x20 { rest += 1 }
    if rest + 1 < bytes.count, bytes[rest + 1] | 0x20 == UInt8(ascii: "m") {
      let half = bytes[rest] | 0x20
      if half == UInt8(ascii: "p"), parts[0] < 12 { seconds += 12 * 3600 }
      if half == UInt8(ascii: "a"), parts[0] == 12 { seconds -= 12 * 3600 }
      if half == UInt8(ascii: "p") || half == UInt8(ascii: "a") { position = rest + 2 }
    }
    return (seconds, position)
  }

  /// Seconds that a time is before universal time: `Z`, `+02:00`, `-0530`, `UTC`, or none.
  private static func shift(_ bytes: CellReading.Bytes, from start: Int) -> Double? {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    guard position < bytes.count else { return 0 }
    let rest = bytes[position...]
    let word = String(decoding: rest, as: UTF8.self).uppercased()
    if word == "Z" || word == "UTC" || word == "GMT" { return 0 }
    let isAhead = rest.first == UInt8(ascii: "+")
    guard isAhead || rest.first == UInt8(ascii: "-") else { return nil }
    let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy(CellReading.isDigit) else {
      return nil
    }
    let numbers = digits.map { Double($0 & 15) }
    var shift = (numbers[0] * 10 + numbers[1]) * 3600
    if numbers.count == 4 { shift += (numbers[2] * 10 + numbers[3]) * 60 }
    return isAhead ? shift : -shift
  }

  /// Days of the proleptic Gregorian calendar since 1970-01-01.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
