/// `2024-03` or `2024-03-09`, as a text that stands for all the times within it, which texts of ISO
/// 8601 begin with.
struct PartialDate {
  /// The least text after all of its own, in the order of bytes.
  let next: String

  init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts[0].count == 4,
      parts.dropFirst().allSatisfy({ $0.count == 2 }),
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
      let last = parts.last.flatMap({ Int(String(decoding: $0, as: UTF8.self)) }),
      last <= (parts.count == 2 ? 12 : 31)
    else { return nil }
    // The 32nd of a month comes after its 31st, and 13 after December.
    let following = last + 1
    next = text.dropLast(2) + (following < 10 ? "0" : "") + String(following)
  }
}
