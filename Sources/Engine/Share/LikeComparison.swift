import Corpus

/// Means of groups over conversations of one likeness.
package struct LikeComparison: Sendable {
  package struct Mean: Sendable {
    /// Into the report's groups.
    package let group: Int
    package let conversations: Int
    package let mean: WelchInterval
    package let deviation: Double
    /// Above the mean of the comparison's first group; nil for that one.
    package let difference: WelchInterval?
    /// Of the difference, in standard deviations.
    package let effect: Double?
  }

  package let likeness: Likeness
  /// By column: the groups that have two conversations or more with a value, the largest first.
  package let columns: [(name: String, means: [Mean])]
}

extension ReportRows {
  /// The groups compared with one another within each likeness that several of them have, the most
  /// frequent likeness first.
  func comparisons() -> [LikeComparison] {
    order().compactMap { place in
      var sums = [[[Double]]](
        repeating: [[Double]](repeating: [], count: groups.count), count: columns.count)
      for row in likeness.indices where likeness[row] == place && group[row] >= 0 {
        for column in columns.indices where !values[column][row].isNaN {
          sums[column][Int(group[row])].append(values[column][row])
        }
      }
      let compared = columns.indices.compactMap { column -> (String, [LikeComparison.Mean])? in
        let means = Self.means(sums[column])
        return means.count > 1 ? (columns[column], means) : nil
      }
      guard !compared.isEmpty else { return nil }
      return LikeComparison(
        likeness: likenesses[Int(place)],
        columns: compared.map { (name: $0.0, means: $0.1) })
    }
  }

  /// Conversations of each group that share their likeness with no other group.
  func alone() -> [(group: Int, conversations: Int)] {
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: groups.count), count: likenesses.count)
    for row in likeness.indices where group[row] >= 0 {
      counts[Int(likeness[row])][Int(group[row])] += 1
    }
    return groups.indices.compactMap { group in
      let alone = counts.filter { $0[group] > 0 && $0.count { $0 > 0 } == 1 }
        .reduce(0) { $0 + $1[group] }
      return alone == 0 ? nil : (group, alone)
    }
  }

  /// The likenesses by how many conversations have them, the most first.
  func order() -> [Int32] {
    var counts = [Int](repeating: 0, count: likenesses.count)
    for place in likeness { counts[Int(place)] += 1 }
    return counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }.map(Int32.init)
  }

  private static func means(_ values: [[Double]]) -> [LikeComparison.Mean] {
    let summaries = values.enumerated().compactMap { group, values in
      values.count > 1 ? Summary(of: values).map { (group, $0) } : nil
    }
    guard let first = summaries.first?.1 else { return [] }
    return summaries.enumerated().map { place, entry in
      LikeComparison.Mean(
        group: entry.0, conversations: entry.1.count, mean: entry.1.meanInterval,
        deviation: entry.1.deviation,
        difference: place == 0 ? nil : entry.1.difference(from: first),
        effect: place == 0 ? nil : entry.1.effect(from: first))
    }
  }
}
