/// A day whose month is a word, in one of some languages: `3 Feb 2024`, `Sat Feb 3 10:00:00 UTC 2024`.
struct WordedDate {
  private(set) var time: WrittenTime

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var clock: ClockTime?
  private var zone: Double?

  /// Nil for what is none. Linear.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    time = WrittenTime(start: 0, end: 0, zone: nil, isDoubtful: false)
    // Texts without four digits in a row are no days.
    var run = 0
    guard
      bytes.contains(where: {
        run = ASCIIByte.isDigit($0) ? run + 1 : 0
        return run == 4
      })
    else { return nil }
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if ASCIIByte.isDigit(byte) {
        guard takeNumber(bytes, &position) else { return nil }
      } else if byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26 {
        guard takeWord(bytes, &position) else { return nil }
      } else if clock != nil, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        guard takeZone(bytes, &position) else { return nil }
      } else if clock != nil, byte == UInt8(ascii: "(") {
        break
      } else {
        guard ASCIIByte.isSpace(byte) || [0x2C, 0x2D, 0x2E, 0x2F].contains(byte) else { return nil }
        position += 1
      }
    }
    guard let year, let month else { return nil }
    guard let day else {
      guard clock == nil else { return nil }
      time = WrittenTime(year: year, month: month)
      return
    }
    guard WrittenTime.isDay(year, month, day), clock?.isOfDay != false else { return nil }
    let start = WrittenTime.seconds(year, month, day)
    let from = start + (clock?.seconds ?? 0)
    time = WrittenTime(
      start: from, end: from + (clock?.unit ?? 86_400), zone: zone, isDoubtful: false)
  }

  private mutating func takeNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Bool {
    let digits = bytes[position...].prefix(while: ASCIIByte.isDigit)
    let next = digits.endIndex
    if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
      guard clock == nil, let found = ClockTime(bytes, from: position, needsTwo: true) else {
        return false
      }
      clock = found
      position = found.stop
      return true
    }
    let value = digits.reduce(0) { $0 * 10 + Int($1 & 15) }
    switch digits.count {
    case 4 where year == nil: year = value
    case 1...2 where day == nil && (1...31).contains(value): day = value
    default: return false
    }
    position = next
    // 1st, 2nd, 3rd, 4th
    if digits.count < 4, next + 1 < bytes.count {
      let ending = String(decoding: bytes[next..<next + 2], as: UTF8.self).lowercased()
      if ["st", "nd", "rd", "th"].contains(ending) { position += 2 }
    }
    return true
  }

  private mutating func takeWord(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Bool {
    let letters = bytes[position...].prefix { $0 >= 0x80 || ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    position = letters.endIndex
    let word = String(decoding: letters, as: UTF8.self).lowercased()
    if let number = Self.months[word] {
      guard month == nil else { return false }
      month = number
      return true
    }
    switch word {
    // Behind their numbers.
    case "年", "년": return year != nil
    case "月", "월":
      guard month == nil, let number = day, number <= 12 else { return false }
      (month, day) = (number, nil)
      return true
    case "日", "일": return day != nil
    case "z", "utc", "gmt":
      guard clock != nil else { return false }
      zone = zone ?? 0
      return true
    default: return Self.others.contains(word)
    }
  }

  private mutating func takeZone(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Bool {
    let end =
      bytes[(position + 1)...].firstIndex { !ASCIIByte.isDigit($0) && $0 != UInt8(ascii: ":") }
      ?? bytes.count
    guard let found = ClockTime.zone(bytes[position..<end]) else { return false }
    zone = found.seconds
    position = end
    return true
  }

  private static let months: [String: Int] = {
    let names = [
      "jan january januar jänner jän janvier janv enero ene gennaio gen janeiro januari",
      "feb february februar février févr febrero febbraio fevereiro fev februari",
      "mar march märz mär mrz mars marzo março maart mrt",
      "apr april avril avr abril abr aprile",
      "may mai mayo maggio mag maio mei",
      "jun june juni juin junio giugno giu junho",
      "jul july juli juillet juil julio luglio lug julho",
      "aug august août aout agosto ago augustus",
      "sep sept september septembre septiembre setiembre settembre set setembro",
      "oct october oktober okt octobre octubre ottobre ott outubro out",
      "nov november novembre noviembre novembro",
      "dec december dezember dez décembre déc diciembre dic dicembre dezembro",
    ]
    var months: [String: Int] = [:]
    for (place, list) in names.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = place + 1 }
    }
    return months
  }()

  /// Days of the week, and what stands between the parts of a day.
  private static let others: Set<String> = Set(
    """
    mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday \
    sunday mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles \
    jueves viernes sábado domingo of de del le the den am um at à uhr a las
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
