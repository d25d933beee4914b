#if Gateway
import Glibc

/// An address of the Internet protocol, and whether it leads out of this machine and its networks.
struct NetworkAddress: Sendable, Equatable {
  /// 4 or 16.
  let bytes: [UInt8]

  /// Nil for what is no address.
  init?(_ text: String) {
    var four = [UInt8](repeating: 0, count: 4)
    var sixteen = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = four
    } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
      bytes = sixteen
    } else {
      return nil
    }
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether it is an address of the open network. Not so: this machine, private networks, links,
  /// groups, examples, and addresses that wrap one of those (IANA's registries of special-purpose
  /// addresses, RFC 6890).
  var isPublic: Bool {
    if bytes.count == 4 {
      return !Self.special4.contains { matches($0.prefix, $0.bits) }
    }
    // An address of version 4 inside one of version 6: mapped, translated, 6to4.
    if matches([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96)
      || matches([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96)
    {
      return NetworkAddress(Array(bytes[12..<16])).isPublic
    }
    if matches([0x20, 0x02], 16) { return NetworkAddress(Array(bytes[2..<6])).isPublic }
    return matches([0x20], 3) && !matches([0x20, 0x01, 0x0D, 0xB8], 32)
      && !matches([0x20, 0x01, 0x00], 23)
  }

  private static let special4: [(prefix: [UInt8], bits: Int)] = [
    ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
    ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15),
    ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 4), ([240], 4),
  ]

  private func matches(_ prefix: [UInt8], _ bits: Int) -> Bool {
    for place in 0..<bits {
      let byte = place / 8
      let wanted = byte < prefix.count ? prefix[byte] : 0
      let mask: UInt8 = 0x80 >> UInt8(place % 8)
      if (wanted ^ bytes[byte]) & mask != 0 { return false }
    }
    return true
  }
}
#endif
