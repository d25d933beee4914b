private import Glibc
package import PluginKit

/// Words and pairs of neighbouring words of a text, counted in buckets: what a head sees of it.
///
/// `?` and `!` count as words; other marks part pairs as little as spaces do.
package struct HeadFeatures: Sendable {
  package static let bucketBits: UInt64 = 14
  package static let buckets = 1 << Int(bucketBits)

  /// Buckets that are not empty, in the order in which they were first met, and how often each was.
  package private(set) var touched: [Int32] = []
  private var counts = [UInt16](repeating: 0, count: buckets)

  package init() {}

  /// Counts the words of another text instead. Linear in the words.
  package mutating func read(_ words: some Sequence<Word>) {
    for bucket in touched { counts[Int(bucket)] = 0 }
    touched.removeAll(keepingCapacity: true)
    var before: UInt64?
    for word in words where word.isWord || word.kind == .question || word.kind == .exclamation {
      add(word.key)
      if let before { add(before &* 31 ^ word.key) }
      before = word.key
    }
  }

  @inline(__always)
  private mutating func add(_ key: UInt64) {
    let bucket = Int((key &* 0x9E37_79B9_7F4A_7C15) >> (64 - HeadFeatures.bucketBits))
    if counts[bucket] == 0 { touched.append(Int32(bucket)) }
    if counts[bucket] < HeadFeatures.most { counts[bucket] += 1 }
  }

  /// Beyond this a word said again says no more.
  private static let most: UInt16 = 255
  private static let damped: [Float] = (0...255).map { $0 == 0 ? 0 : 1 + log(Float($0)) }

  /// 1 + ln of how often a bucket was met.
  @inline(__always)
  package func weight(_ bucket: Int32) -> Float { HeadFeatures.damped[Int(counts[Int(bucket)])] }
}
