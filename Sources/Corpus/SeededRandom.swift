/// Random numbers that are the same on every machine: xoshiro256** (Blackman and Vigna, 2018),
/// seeded through SplitMix64.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var source = seed
    func split() -> UInt64 {
      source &+= 0x9E37_79B9_7F4A_7C15
      var mixed = source
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
    state = (split(), split(), split(), split())
  }

  /// The stream that belongs to one step: a change of another step does not move it.
  public init(seed: UInt64, step: String) {
    self.init(seed: seed ^ UInt64(bitPattern: Digest(of: step).key))
  }

  public mutating func next() -> UInt64 {
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }

  private func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
    value << by | value >> (64 - by)
  }
}
