/// Looks whether a condition written by a person stays within the parentheses it is put in.
enum SQLCondition {
  /// A sentence about what is wrong, or nil.
  static func problem(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    var depth = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["):
        let close = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte
        guard let end = bytes[(index + 1)...].firstIndex(of: close) else {
          return "a quote in the condition is never closed"
        }
        index = end
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth < 0 { return "the condition has a ')' without its '('" }
      case UInt8(ascii: ";"): return "the condition has a ';': it must be one expression"
      case UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: ":"), 0:
        return "the condition has a '\(Character(Unicode.Scalar(byte)))', which has no meaning here"
      case UInt8(ascii: "-"), UInt8(ascii: "/"):
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if byte == UInt8(ascii: "-") && next == byte
          || byte == UInt8(ascii: "/") && next == UInt8(ascii: "*")
        {
          return "the condition has a comment"
        }
      default: break
      }
      index += 1
    }
    if depth > 0 { return "the condition has a '(' that is never closed" }
    return text.utf8.allSatisfy { $0 <= 0x20 } ? "the condition is empty" : nil
  }
}
