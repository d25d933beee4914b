#if Gateway
/// A request's address in parts: segments of the path and pairs of the query, decoded.
struct Target: Sendable, Equatable {
  let segments: [String]
  let query: [(name: String, value: String)]

  static func == (a: Target, b: Target) -> Bool {
    a.segments == b.segments && a.query.elementsEqual(b.query, by: ==)
  }

  /// Nil where it is malformed: percent signs without digits, bytes that are no UTF-8, NUL.
  init?(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments: [String] = []
    if parts[0].utf8.count > 1 {
      for part in parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        guard let segment = Self.decoded(part.utf8, plusIsSpace: false) else { return nil }
        segments.append(segment)
      }
    }
    var query: [(name: String, value: String)] = []
    if parts.count > 1 {
      for pair in parts[1].split(separator: "&") {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = Self.decoded(sides[0].utf8, plusIsSpace: true),
          let value = sides.count > 1 ? Self.decoded(sides[1].utf8, plusIsSpace: true) : ""
        else { return nil }
        query.append((name, value))
      }
    }
    self.segments = segments
    self.query = query
  }

  private static func decoded(_ bytes: Substring.UTF8View, plusIsSpace: Bool) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(hex), let low = iterator.next().flatMap(hex),
          high << 4 | low != 0
        else { return nil }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(0x20)
      case 0: return nil
      default: decoded.append(byte)
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
#endif
