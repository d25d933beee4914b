#if Gateway
import Synchronization

/// How many requests each key may still make: a bucket a key, filled at an hour's rate.
///
/// One lock takes each token, so that the limit is exact however many ask at once.
final class TokenBuckets: Sendable {
  struct Standing: Sendable, Equatable {
    let limit: Int
    let remaining: Int
    /// Seconds until all are there again.
    let secondsToFull: Double
    /// Seconds until there is one; nil when this request had one.
    let secondsToNext: Double?
  }

  private struct Bucket {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  /// Buckets of keys that were long full are forgotten above this number.
  private static let most = 10_000
  private let buckets = Mutex<[String: Bucket]>([:])

  /// Takes a token of `key`, whose bucket holds an hour's worth.
  func take(_ key: String, anHour limit: Int, at now: ContinuousClock.Instant = .now) -> Standing {
    let rate = Double(limit) / 3600
    return buckets.withLock { buckets in
      var bucket = buckets[key] ?? Bucket(tokens: Double(limit), at: now)
      let passed = max(0, (now - bucket.at).inSeconds)
      bucket.tokens = min(Double(limit), bucket.tokens + passed * rate)
      bucket.at = now
      let isThere = bucket.tokens >= 1
      if isThere { bucket.tokens -= 1 }
      if buckets.count >= Self.most, buckets[key] == nil {
        buckets = buckets.filter { (now - $0.value.at).inSeconds < 3600 }
      }
      buckets[key] = bucket
      return Standing(
        limit: limit, remaining: Int(bucket.tokens),
        secondsToFull: (Double(limit) - bucket.tokens) / rate,
        secondsToNext: isThere ? nil : (1 - bucket.tokens) / rate)
    }
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
#endif
