private import Glibc

/// Numbers as a person reads them; independent of the locale.
package enum NumberText {
  /// `9,699`.
  package static func grouped(_ value: Int) -> String {
    group(String(value.magnitude), isNegative: value < 0)
  }

  /// `value` with `decimals` digits after the point, thousands grouped; half rounds away from 0.
  ///
  /// From 10^15 on the shortest decimal, as doubles have no more digits to give.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return notFinite(value) }
    let scale = pow(10, Double(decimals))
    let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 1e15 else { return "\(value)" }
    let units = UInt64(scaled)
    let digits = String(units)
    let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = group(String(filled.dropLast(decimals)), isNegative: value < 0 && units > 0)
    return decimals == 0 ? whole : whole + "." + filled.suffix(decimals)
  }

  /// Three decimals, `0.612`; two significant digits when that would read as zero, `1.2e-05`.
  package static func score(_ value: Double) -> String {
    isTiny(value) ? scientific(value) : fixed(value, 3)
  }

  /// A metric's value: `0.612`, and `12` where it is a count.
  package static func metric(_ value: Double) -> String {
    value.magnitude > 1 && value == value.rounded() ? fixed(value, 0) : score(value)
  }

  /// `12.3 %` of a share of 0.123.
  package static func percent(_ share: Double) -> String {
    fixed(share * 100, 1) + " %"
  }

  /// `43 ms`, `0.1 s`, `12 s`, `3 min 5 s`, `1 h 5 min`.
  package static func seconds(_ value: Double) -> String {
    guard value.isFinite else { return notFinite(value) + " s" }
    let magnitude = max(0, value)
    if magnitude < 0.095 { return fixed(magnitude * 1000, 0) + " ms" }
    if magnitude < 9.95 { return fixed(magnitude, 1) + " s" }
    if magnitude < 119.5 { return fixed(magnitude, 0) + " s" }
    guard magnitude < 1e12 else { return fixed(magnitude / 3600, 0) + " h" }
    let whole = Int(magnitude.rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(grouped(whole / 3600)) h \(whole % 3600 / 60) min"
  }

  /// `999 B`, `1.4 MB`, `126 MB`: powers of 1000.
  package static func bytes(_ value: Double) -> String {
    guard value.isFinite else { return notFinite(value) + " B" }
    var rest = value
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while rest.magnitude >= 999.5, unit < units.count - 1 {
      rest /= 1000
      unit += 1
    }
    return fixed(rest, unit == 0 || rest.magnitude >= 99.95 ? 0 : 1) + " " + units[unit]
  }

  /// `1,674/s`, `3.4/s`; `1,674 messages/s` when a thing is named.
  package static func rate(_ perSecond: Double, of things: String = "") -> String {
    let number = fixed(perSecond, perSecond.magnitude < 10 ? 1 : 0)
    return number + (things.isEmpty ? "" : " " + things) + "/s"
  }

  /// `1 conversation`, `133 conversations`: names are given as plurals.
  package static func count(_ value: Int, _ things: String) -> String {
    grouped(value) + " " + (value == 1 ? singular(things) : things)
  }

  private static func singular(_ word: String) -> String {
    if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if word.hasSuffix("sses") || word.hasSuffix("xes") || word.hasSuffix("ches") {
      return String(word.dropLast(2))
    }
    return word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  /// Whether three decimals would show a value that is not zero as zero.
  static func isTiny(_ value: Double) -> Bool { value != 0 && value.magnitude < 0.0005 }

  static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : notFinite(value) }
    var exponent = Int(floor(log10(value.magnitude)))
    var mantissa = fixed(value / pow(10, Double(exponent)), 1)
    if mantissa.hasSuffix("10.0") {
      exponent += 1
      mantissa = value < 0 ? "-1.0" : "1.0"
    }
    let digits = String(exponent.magnitude)
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" : "") + digits
  }

  private static func notFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  private static func group(_ digits: String, isNegative: Bool) -> String {
    var result = isNegative ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }
}
