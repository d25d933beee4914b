import Corpus

/// The order-independent sum behind `dataset.fingerprint`.
struct DatasetFingerprint {
  private var sum: UInt128 = 0

  init() {}

  /// As ``hex`` writes it.
  init(hex: String) { sum = UInt128(hex, radix: 16) ?? 0 }

  /// Adds the first 128 bits of SHA-256 over the content digest and the id, modulo 2^128.
  mutating func add(_ id: String, _ digest: Digest, _ digester: borrowing Digester) {
    withUnsafeBytes(of: digest) { digester.update($0) }
    digester.update(id)
    withUnsafeBytes(of: digester.finish()) {
      sum &+= UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self))
    }
  }

  /// Takes away what was added.
  mutating func subtract(_ id: String, _ digest: Digest, _ digester: borrowing Digester) {
    var other = DatasetFingerprint()
    other.add(id, digest, digester)
    sum &-= other.sum
  }

  static func - (whole: DatasetFingerprint, part: DatasetFingerprint) -> DatasetFingerprint {
    var rest = whole
    rest.sum &-= part.sum
    return rest
  }

  static func + (one: DatasetFingerprint, other: DatasetFingerprint) -> DatasetFingerprint {
    var both = one
    both.sum &+= other.sum
    return both
  }

  static func -= (whole: inout DatasetFingerprint, part: DatasetFingerprint) {
    whole = whole - part
  }

  /// 32 hexadecimal digits.
  var hex: String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
