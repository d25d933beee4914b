/// Tested rows that training had seen already: how far the figures of an evaluation can be trusted.
package struct Leak: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A row of the same group was in training.
    case group
    /// The same text, word for word, was in training.
    case exactDuplicate = "exact duplicate"
    /// Nearly the same text was in training.
    case nearDuplicate = "near duplicate"
  }

  package let kind: Kind
  /// Tested rows with such a companion in training.
  package let rows: Int
  /// Tested rows.
  package let tested: Int

  /// 0...1; nil when nothing was tested.
  package var share: Double? { tested == 0 ? nil : Double(rows) / Double(tested) }

  /// A sentence when something leaked.
  package var warning: String? {
    guard rows > 0, let share else { return nil }
    let percent = (share * 1000).rounded() / 10
    let companion =
      switch kind {
      case .group: "a row of their group"
      case .exactDuplicate: "the same text"
      case .nearDuplicate: "nearly the same text"
      }
    return "\(rows) of \(tested) tested rows (\(percent) %) have \(companion) in training: the "
      + "figures are likely too good"
  }

  /// Over cross-validation: rows of `clusters` that reach into more than one fold. `clusters` are
  /// the groups, or the texts' clusters of ``NearDuplicates``. O(n).
  package static func inFolds(
    _ kind: Kind, clusters: Groups, folds: Folds
  ) throws(LearningError) -> Leak {
    try MetricInput.sameCount(clusters.rowCount, "rows", folds.foldOfRow.count, "rows of the folds")
    var first = [Int32](repeating: -1, count: clusters.count)
    var crosses = [Bool](repeating: false, count: clusters.count)
    for (row, code) in clusters.codes.enumerated() {
      let fold = folds.foldOfRow[row]
      if first[Int(code)] < 0 { first[Int(code)] = fold }
      if first[Int(code)] != fold { crosses[Int(code)] = true }
    }
    let rows = clusters.codes.count { crosses[Int($0)] }
    return Leak(kind: kind, rows: rows, tested: clusters.rowCount)
  }

  /// Over a split: rows of `test` whose cluster has a row of `train`. Row numbers that both have
  /// count as leaked, too. O(n).
  package static func between(
    _ kind: Kind, clusters: Groups, train: [Int], test: [Int]
  ) throws(LearningError) -> Leak {
    var trained = [Bool](repeating: false, count: clusters.count)
    for row in train {
      guard clusters.codes.indices.contains(row) else { throw noRow(row, clusters) }
      trained[Int(clusters.codes[row])] = true
    }
    var leaked = 0
    for row in test {
      guard clusters.codes.indices.contains(row) else { throw noRow(row, clusters) }
      if trained[Int(clusters.codes[row])] { leaked += 1 }
    }
    return Leak(kind: kind, rows: leaked, tested: test.count)
  }

  private static func noRow(_ row: Int, _ clusters: Groups) -> LearningError {
    LearningError("there is no row \(row + 1) among \(clusters.rowCount)")
  }
}
