/// A day, with or without a time of it, as people and programs write them.
///
/// 2024-05-01, 2024/5/1, 1.5.2024, 5/1/2024, 2024-05 alone, 3 Feb 2024, February 3rd, 2024,
/// Sat, 03 Feb 2024 10:00:00 +0000, 2024年2月3日; behind a day a time such as 9:05, 09:05:30.25 or
/// 9:05 PM, and how far its clock is from universal time.
package struct WrittenTime: Sendable, Equatable {
  /// Seconds since 1970, by the clock that it is written by.
  package let start: Double
  /// Where what it names ends: the next day of a day, the next minute of 9:05.
  package let end: Double
  /// Seconds that the clock is before universal time; nil where it does not say.
  package let zone: Double?
  /// Whether its day and its month can each be the other.
  package let isDoubtful: Bool

  /// Bytes of the longest that is looked at.
  package static let longest = 64

  /// Nil for what is none. Of a day such as 5/6/2024, `isMonthFirst` says which number is the month,
  /// where one alone fits that one. Linear, and short for most texts that are no days.
  package init?(_ text: UnsafeBufferPointer<UInt8>, isMonthFirst: Bool = false) {
    let bytes = ASCIIByte.trimmed(text)
    guard (7...Self.longest).contains(bytes.count) else { return nil }
    if let month = Self.month(bytes) {
      self = month
      return
    }
    if let parts = DateParts(bytes) {
      self.init(bytes, parts, isMonthFirst)
      return
    }
    guard let worded = WordedDate(bytes) else { return nil }
    self = worded.time
  }

  package init?(_ text: String, isMonthFirst: Bool = false) {
    var text = text
    guard let time = text.withUTF8({ Self($0, isMonthFirst: isMonthFirst) }) else { return nil }
    self = time
  }

  /// A year alone, such as 2024, which a text is only where days are asked for.
  package init?(year text: String) {
    guard text.utf8.count == 4, text.utf8.allSatisfy(ASCIIByte.isDigit), let year = Int(text),
      year >= 1000
    else { return nil }
    self.init(
      start: Self.seconds(year, 1, 1), end: Self.seconds(year + 1, 1, 1), zone: nil,
      isDoubtful: false)
  }

  init(start: Double, end: Double, zone: Double?, isDoubtful: Bool) {
    self.start = start
    self.end = end
    self.zone = zone
    self.isDoubtful = isDoubtful
  }

  private init?(_ bytes: UnsafeBufferPointer<UInt8>, _ parts: DateParts, _ isMonthFirst: Bool) {
    let readings = [isMonthFirst, !isMonthFirst].map { parts.day(isMonthFirst: $0) }
    let fitting = readings.filter { Self.isDay($0.year, $0.month, $0.day) }
    // Nobody parts a month first by points.
    let usual = parts.hasPoints ? parts.day(isMonthFirst: false) : fitting.first
    guard let day = usual, Self.isDay(day.year, day.month, day.day) else { return nil }
    let isDoubtful =
      !parts.isYearFirst && !parts.hasPoints && fitting.count == 2
      && readings[0].month != readings[1].month
    let start = Self.seconds(day.year, day.month, day.day)
    var position = parts.count
    while position < bytes.count,
      ASCIIByte.isSpace(bytes[position]) || bytes[position] == UInt8(ascii: ",")
        || bytes[position] | 0x20 == UInt8(ascii: "t")
    {
      position += 1
    }
    guard position < bytes.count else {
      self.init(start: start, end: start + 86_400, zone: nil, isDoubtful: isDoubtful)
      return
    }
    guard let clock = ClockTime(bytes, from: position, needsTwo: false), clock.isOfDay,
      let zone = ClockTime.zone(bytes[clock.stop...])
    else { return nil }
    self.init(
      start: start + clock.seconds, end: (start + clock.seconds).advanced(by: clock.unit),
      zone: zone.seconds, isDoubtful: isDoubtful)
  }

  /// `2024-05`
  private static func month(_ bytes: UnsafeBufferPointer<UInt8>) -> WrittenTime? {
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"),
      bytes.prefix(4).allSatisfy(ASCIIByte.isDigit), bytes.suffix(2).allSatisfy(ASCIIByte.isDigit)
    else { return nil }
    let year = bytes.prefix(4).reduce(0) { $0 * 10 + Int($1 & 15) }
    let month = bytes.suffix(2).reduce(0) { $0 * 10 + Int($1 & 15) }
    guard (1...12).contains(month) else { return nil }
    return WrittenTime(year: year, month: month)
  }

  init(year: Int, month: Int) {
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    self.init(
      start: Self.seconds(year, month, 1), end: Self.seconds(next.0, next.1, 1), zone: nil,
      isDoubtful: false)
  }

  /// Whether the proleptic Gregorian calendar has the day.
  static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Of the proleptic Gregorian calendar, since 1970-01-01.
  static func seconds(_ year: Int, _ month: Int, _ day: Int) -> Double {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Double(era * 146_097 + dayOfEra - 719_468) * 86_400
  }
}

/// A time of a day: `9:05`, `09:05:30.25`, `9:05 PM`.
package struct ClockTime {
  /// Since midnight.
  package let seconds: Double
  /// What it is exact to.
  let unit: Double
  /// The place behind it.
  package let stop: Int
  /// Whether a day has it: a count of hours may go on.
  let isOfDay: Bool

  /// Nil where none begins at `start`, or with a minute or second that there is not; `needsTwo` for
  /// one that has minutes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, needsTwo: Bool) {
    var parts: [Double] = []
    var position = start
    while parts.count < 3 {
      let first = position
      var value = 0.0
      while position < bytes.count, position - first < 4, ASCIIByte.isDigit(bytes[position]) {
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
    // Clocks show the second 60 where one was put in.
    guard parts.count < 2 || parts[1] < 60, parts.count < 3 || parts[2] <= 60 else { return nil }
    var unit = [3600, 60, 1][parts.count - 1] * 1.0
    if position < bytes.count, parts.count > 1,
      bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ",")
    {
      position += 1
      var place = 1.0
      while position < bytes.count, ASCIIByte.isDigit(bytes[position]) {
        place /= 10
        parts[parts.count - 1] += Double(bytes[position] & 15) * place
        position += 1
      }
      unit *= place
    }
    var seconds = parts[0] * 3600
    if parts.count > 1 { seconds += parts[1] * 60 }
    if parts.count > 2 { seconds += parts[2] }
    var rest = position
    while rest < bytes.count, bytes[rest] == 0x20 { rest += 1 }
    if rest + 1 < bytes.count, bytes[rest + 1] | 0x20 == UInt8(ascii: "m") {
      let half = bytes[rest] | 0x20
      if half == UInt8(ascii: "p"), parts[0] < 12 { seconds += 12 * 3600 }
      if half == UInt8(ascii: "a"), parts[0] == 12 { seconds -= 12 * 3600 }
      if half == UInt8(ascii: "p") || half == UInt8(ascii: "a") { position = rest + 2 }
    }
    self.seconds = seconds
    self.unit = unit
    // 24:00 is the end of the day.
    isOfDay = parts[0] < 24 || seconds == 86_400
    stop = position
  }

  /// What a clock says of its zone.
  struct Zone {
    /// That it is before universal time; nil where nothing is said.
    let seconds: Double?
  }

  /// `Z`, `+02:00`, `-0530`, `UTC`, `GMT+0100 (CET)`, or nothing; nil for anything else.
  static func zone(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Zone? {
    var rest = rest.drop(while: ASCIIByte.isSpace)
    guard !rest.isEmpty else { return Zone(seconds: nil) }
    if rest.last == UInt8(ascii: ")"), let open = rest.lastIndex(of: UInt8(ascii: "(")) {
      rest = rest[..<open]
      while let last = rest.last, ASCIIByte.isSpace(last) { rest = rest.dropLast() }
    }
    let letters = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    if !letters.isEmpty {
      let word = String(decoding: letters, as: UTF8.self).uppercased()
      guard ["Z", "UTC", "GMT"].contains(word) else { return nil }
      rest = rest.dropFirst(letters.count)
      guard !rest.isEmpty else { return Zone(seconds: 0) }
    }
    let isAhead = rest.first == UInt8(ascii: "+")
    guard isAhead || rest.first == UInt8(ascii: "-") else { return nil }
    let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy(ASCIIByte.isDigit) else {
      return nil
    }
    let numbers = digits.map { Double($0 & 15) }
    var shift = (numbers[0] * 10 + numbers[1]) * 3600
    if numbers.count == 4 { shift += (numbers[2] * 10 + numbers[3]) * 60 }
    return Zone(seconds: isAhead ? shift : -shift)
  }
}
