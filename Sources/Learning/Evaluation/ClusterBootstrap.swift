import Corpus
import Matrices

/// One draw of whole groups with replacement, as how often it has each row.
package struct Resample: Sendable {
  package let counts: [Int32]
  /// Of the draw; nil for the data themselves.
  package let number: Int?

  package init(counts: [Int32], number: Int? = nil) {
    self.counts = counts
    self.number = number
  }

  /// Every row once: the data themselves.
  package static func whole(_ rows: Int) -> Resample {
    Resample(counts: [Int32](repeating: 1, count: rows))
  }

  /// The drawn rows, ascending, each as often as drawn. O(rows).
  package var rows: [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(counts.count)
    for (row, count) in counts.enumerated() {
      for _ in 0..<count { rows.append(row) }
    }
    return rows
  }
}

/// A figure with its interval.
package struct Interval: Sendable, Equatable {
  /// On the data themselves; nil where the metric is undefined.
  package let estimate: Double?
  /// nil when fewer than two groups were there or over half of the draws were undefined.
  package let lower: Double?
  package let upper: Double?
  /// Such as 0.95.
  package let level: Double
  /// Draws, and those on which the metric was undefined (a class missing, a constant column),
  /// which the interval leaves out.
  package let replicates: Int
  package let undefinedReplicates: Int
  /// What was drawn from: rows, when they are not grouped.
  package let groupCount: Int

  /// What a reader should know; nil when all is well.
  package var note: String? {
    if estimate == nil { return "undefined on these rows" }
    if groupCount < 2 { return "no interval: there is one group only" }
    if lower == nil {
      return "no interval: undefined on \(undefinedReplicates) of \(replicates) draws"
    }
    if undefinedReplicates > 0 {
      return "undefined on \(undefinedReplicates) of \(replicates) draws, which are left out"
    }
    if groupCount < 20 {
      return "of \(groupCount) groups only: the interval is likely too narrow"
    }
    return nil
  }
}

/// Percentile intervals from resampling whole groups with replacement (Efron 1979; Field and
/// Welsh 2007 for clusters), so that rows of one group are not taken for independent.
///
/// Draw `i` comes from (seed, step, i) alone: the same whatever the thread count, and the same for
/// every metric, so that differences between metrics of one draw are paired.
package struct ClusterBootstrap: Sendable {
  package let groups: Groups
  package let replicates: Int
  package let level: Double
  package let seed: UInt64
  package let step: String

  /// Throws when `replicates` is not in 1...1,000,000 or `level` not between 0 and 1.
  package init(
    groups: Groups, replicates: Int = 1_000, level: Double = 0.95, seed: UInt64,
    step: String = "bootstrap"
  ) throws(LearningError) {
    guard (1...1_000_000).contains(replicates) else {
      throw LearningError(
        "\(replicates) bootstrap replicates are not possible", hint: "use 1000, the default")
    }
    guard level > 0, level < 1 else {
      throw LearningError(
        "an interval of level \(level) is not possible", hint: "use a level such as 0.95")
    }
    self.groups = groups
    self.replicates = replicates
    self.level = level
    self.seed = seed
    self.step = step
  }

  /// The interval of one metric of `groups.rowCount` rows. A value that is not finite counts as
  /// undefined. O(replicates × (rows + the metric)), on all cores. Throws when cancelled.
  package func interval(
    threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
    of metric: @escaping @Sendable (Resample) -> Double?
  ) throws(LearningError) -> Interval {
    try intervals(threads: threads, isCancelled: isCancelled) { [metric($0)] }[0]
  }

  /// The intervals of several metrics, which `metrics` gives in one order on every draw.
  package func intervals(
    threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
    of metrics: @escaping @Sendable (Resample) -> [Double?]
  ) throws(LearningError) -> [Interval] {
    let finite: @Sendable (Resample) -> [Double?] = { resample in
      metrics(resample).map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    }
    let estimates = finite(.whole(groups.rowCount))
    var draws: [[Double?]] = []
    if groups.count >= 2 {
      let drawn = Parallel.map(replicates, threads: threads, isCancelled: isCancelled) {
        finite(resample($0))
      }
      guard let drawn else { throw .interrupted }
      draws = drawn
    }
    return estimates.indices.map { metric in
      interval(estimates[metric], draws.compactMap { $0[metric] }.sorted())
    }
  }

  /// Draw number `replicate`: as many groups as there are. O(rows).
  package func resample(_ replicate: Int) -> Resample {
    var random = SeededRandom(seed: seed, step: "\(step) \(replicate)")
    var drawn = [Int32](repeating: 0, count: groups.count)
    for _ in 0..<groups.count { drawn[random.below(groups.count)] += 1 }
    return Resample(counts: groups.codes.map { drawn[Int($0)] }, number: replicate)
  }

  private func interval(_ estimate: Double?, _ values: [Double]) -> Interval {
    let isEnough = groups.count >= 2 && 2 * values.count >= replicates && estimate != nil
    return Interval(
      estimate: estimate,
      lower: isEnough ? ClusterBootstrap.quantile(values, (1 - level) / 2) : nil,
      upper: isEnough ? ClusterBootstrap.quantile(values, (1 + level) / 2) : nil,
      level: level, replicates: groups.count >= 2 ? replicates : 0,
      undefinedReplicates: groups.count >= 2 ? replicates - values.count : 0,
      groupCount: groups.count)
  }

  /// Linear between the two neighbours, numpy's default.
  private static func quantile(_ ascending: [Double], _ share: Double) -> Double {
    let place = share * Double(ascending.count - 1)
    let below = Int(place)
    let above = min(below + 1, ascending.count - 1)
    return ascending[below] + (place - Double(below)) * (ascending[above] - ascending[below])
  }
}
