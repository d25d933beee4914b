/// A day as three numbers, with the time behind it.
package struct DateParts: Sendable {
  package let first: Int
  package let second: Int
  package let third: Int
  package let separator: UInt8
  package let isYearFirst: Bool
  /// Bytes of the day's text.
  package let count: Int

  package var hasPoints: Bool { separator == UInt8(ascii: ".") }
  package var isISO: Bool { isYearFirst && separator == UInt8(ascii: "-") && count == 10 }

  /// Nil for what is no day of four digits for its year and a day and a month that there are.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Told from most texts and numbers by its length and first separator.
    guard bytes.count >= 8,
      let mark = bytes.prefix(5).firstIndex(where: { !ASCIIByte.isDigit($0) }),
      [1, 2, 4].contains(mark)
    else { return nil }
    var numbers: [Int] = []
    var widths: [Int] = []
    var position = 0
    var separator: UInt8 = 0
    while numbers.count < 3 {
      let start = position
      var value = 0
      while position < bytes.count, position - start < 4, ASCIIByte.isDigit(bytes[position]) {
        value = value * 10 + Int(bytes[position] & 15)
        position += 1
      }
      guard position > start else { return nil }
      numbers.append(value)
      widths.append(position - start)
      if numbers.count == 3 { break }
      guard position < bytes.count else { return nil }
      let byte = bytes[position]
      guard
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "."),
        separator == 0 || byte == separator
      else { return nil }
      separator = byte
      position += 1
    }
    if position < bytes.count {
      let byte = bytes[position]
      let isTime =
        ASCIIByte.isSpace(byte) || byte == UInt8(ascii: ",") || byte | 0x20 == UInt8(ascii: "t")
      guard isTime else { return nil }
    }
    self.separator = separator
    count = position
    isYearFirst = widths[0] == 4
    (first, second, third) = (numbers[0], numbers[1], numbers[2])
    if isYearFirst {
      guard (1...12).contains(second), (1...31).contains(third), widths[1] <= 2, widths[2] <= 2
      else { return nil }
    } else {
      guard widths[2] == 4, widths[0] <= 2, widths[1] <= 2, first > 0, second > 0 else {
        return nil
      }
    }
  }

  package func day(isMonthFirst: Bool) -> (year: Int, month: Int, day: Int) {
    if isYearFirst { return (first, second, third) }
    return isMonthFirst ? (third, first, second) : (third, second, first)
  }

  /// A field that starts with a day, with the day as 2024-05-01.
  package static func iso(_ field: String, isMonthFirst: Bool) -> String? {
    var field = field
    return field.withUTF8 { bytes in
      let bytes = ASCIIByte.trimmed(bytes)
      guard let parts = DateParts(bytes) else { return nil }
      let (year, month, day) = parts.day(isMonthFirst: isMonthFirst)
      func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
      }
      let rest = String(decoding: bytes[parts.count...], as: UTF8.self)
      return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))\(rest)"
    }
  }
}

/// What bytes of ASCII are.
package enum ASCIIByte {
  package static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Without spaces around, the unbreakable ones included.
  package static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var rest = bytes[...]
    while true {
      if let first = rest.first, isSpace(first) {
        rest = rest.dropFirst()
      } else if rest.starts(with: [0xC2, 0xA0]) {
        rest = rest.dropFirst(2)
      } else if let last = rest.last, isSpace(last) {
        rest = rest.dropLast()
      } else if rest.count > 1, rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
        rest = rest.dropLast(2)
      } else {
        return UnsafeBufferPointer(rebasing: rest)
      }
    }
  }
}
