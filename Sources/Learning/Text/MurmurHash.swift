/// MurmurHash3 of 32 bits for x86 with seed 0 (Appleby, public domain): stable, so that a stored model's
/// buckets stay where they are, and the hash of scikit-learn's `HashingVectorizer`.
enum MurmurHash {
  static func hash(_ bytes: UnsafePointer<UInt8>, length: Int) -> Int32 {
    var hash: UInt32 = 0
    var offset = 0
    while offset + 4 <= length {
      let word = UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt32.self).littleEndian
      hash = rotate(hash ^ mix(word), 13) &* 5 &+ 0xE654_6B64
      offset += 4
    }
    var tail: UInt32 = 0
    for index in stride(from: length - 1, through: offset, by: -1) {
      tail = tail << 8 | UInt32(bytes[index])
    }
    hash ^= mix(tail)
    hash ^= UInt32(truncatingIfNeeded: length)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return Int32(bitPattern: hash ^ hash >> 16)
  }

  /// Bucket and sign as scikit-learn's `FeatureHasher` takes them from the hash.
  @inline(__always)
  static func bucket(of hash: Int32, buckets: Int) -> Int {
    hash == .min ? (Int(Int32.max) - (buckets - 1)) % buckets : Int(hash.magnitude) % buckets
  }

  @inline(__always)
  private static func mix(_ word: UInt32) -> UInt32 {
    rotate(word &* 0xCC9E_2D51, 15) &* 0x1B87_3593
  }

  @inline(__always)
  private static func rotate(_ value: UInt32, _ by: UInt32) -> UInt32 {
    value << by | value >> (32 - by)
  }
}
