private import Glibc

/// How the counts of one row become its values.
struct TermWeights: Sendable, Equatable {
  /// Of each column, or nil for ones.
  let idf: [Double]?
  let sublinear: Bool
  let normalised: Bool

  /// Inverse document frequency; `documents` of each column out of `total`.
  static func idf(of documents: [Int], total: Int, smooth: Bool) -> [Double] {
    let more = smooth ? 1.0 : 0.0
    return documents.map { documents in
      // Only an unsmoothed bucket of the hash can have no documents: it weighs nothing.
      let frequency = Double(documents) + more
      return frequency > 0 ? log((Double(total) + more) / frequency) + 1 : 0
    }
  }

  /// 1 + ln(count); the sign of a signed count is kept.
  static func damped(_ count: Double) -> Double {
    count < 0 ? -1 - log(-count) : 1 + log(count)
  }
}
