import PluginKit

/// What stands at the beginning of a file of vectors, twice: the one with the higher number that is
/// whole counts, and the other is written next, so that a header that was torn is not the last one.
struct VectorHeader: Equatable, Sendable {
  /// Of the encoder whose vectors they are; 64 hexadecimal digits.
  var signature: String
  /// Of this file, so that what refers to its records is not taken for another's; 32 digits.
  var identity: String
  var width: Int
  var count: Int
  var generation: UInt64

  /// Bytes of each of the two, and of both.
  static let size = 2048
  static let both = 2 * size
  private static let magic = "peVEC001"
  private static let digits = (signature: 64, identity: 32, digest: 64)
  static let widest = 4096

  /// The bytes of a record.
  var stride: Int { 24 + width }

  var bytes: [UInt8] {
    var text = Self.magic
    text += " \(signature) \(identity) \(width) \(count) \(generation) "
    text += Digest(of: text).hex + "\n"
    var bytes = Array(text.utf8)
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: Self.size - bytes.count)
    return bytes
  }

  /// Nil where the bytes are not those of a whole header.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    let parts = line.split(separator: " ")
    guard parts.count == 7, parts[0] == Self.magic, parts[1].count == Self.digits.signature,
      parts[2].count == Self.digits.identity, parts[6].count == Self.digits.digest,
      let width = Int(parts[3]), let count = Int(parts[4]), let generation = UInt64(parts[5]),
      (1...Self.widest).contains(width), (0...VectorLinks.most).contains(count),
      Digest(of: String(line.dropLast(Self.digits.digest))).hex == parts[6]
    else { return nil }
    signature = String(parts[1])
    identity = String(parts[2])
    self.width = width
    self.count = count
    self.generation = generation
  }

  init(signature: String, width: Int) {
    self.signature = signature
    identity = (0..<2).map { _ in
      let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    self.width = width
    count = 0
    generation = 1
  }

  /// The newer of the two that is whole.
  static func newest(_ bytes: UnsafeRawBufferPointer) -> VectorHeader? {
    guard bytes.count >= both else { return nil }
    let found = [0, size].compactMap {
      VectorHeader(UnsafeRawBufferPointer(rebasing: bytes[$0..<$0 + size]))
    }
    return found.max { $0.generation < $1.generation }
  }
}
