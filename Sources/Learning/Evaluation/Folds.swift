package import Corpus

/// A division of rows into folds for cross-validation: each row is tested once, in its fold, by a
/// model that was fitted on the others.
package struct Folds: Sendable, Equatable {
  package let count: Int
  /// Of each row, 0 to `count - 1`.
  package let foldOfRow: [Int32]
  /// What a reader of the results should know, in sentences; by class.
  package let warnings: [String]

  /// Stratified by `strata` (classes, or ``Strata/quantileBins(of:bins:)`` of numbers), no group in
  /// two folds; nil groups mean that every row is its own. No fold is empty. Rows in the same order
  /// with the same seed and repetition fall into the same folds.
  ///
  /// Throws when there are fewer than two folds, more folds than groups, or groups of another
  /// number of rows. Warns of a class that is in fewer groups than there are folds. See
  /// `GroupAssignment` for the rule and what differs from scikit-learn.
  package static func stratified(
    _ strata: ClassLabels, groups: Groups? = nil, folds count: Int = 5, seed: UInt64,
    repetition: Int = 0
  ) throws(LearningError) -> Folds {
    let groups = groups ?? .eachRow(strata.count)
    try MetricInput.sameCount(strata.count, "labels", groups.rowCount, "group keys")
    guard count >= 2 else {
      throw LearningError("\(count) folds cannot be cross-validated", hint: "use 2 or more")
    }
    guard groups.count >= count else {
      let things = groups.count == strata.count ? "rows" : "groups"
      throw LearningError(
        "\(count) folds need \(count) \(things) and there are \(groups.count)",
        hint: groups.count < 2
          ? "give data of at least 2 \(things), or group by something finer"
          : "use at most \(groups.count) folds, or group by something finer")
    }
    let parts = GroupAssignment.parts(
      strata: strata, groups: groups,
      shares: [Double](repeating: 1 / Double(count), count: count), varies: true, seed: seed,
      step: "folds of repetition \(repetition)")
    return Folds(
      count: count, foldOfRow: parts, warnings: warnings(strata, groups, count))
  }

  /// All rows in one fold: those that a model fitted elsewhere is tested on.
  package static func single(_ rows: Int) -> Folds {
    Folds(count: 1, foldOfRow: [Int32](repeating: 0, count: rows), warnings: [])
  }

  /// `repeats` divisions that differ by their shuffle.
  package static func repeated(
    _ repeats: Int, _ strata: ClassLabels, groups: Groups? = nil, folds count: Int = 5,
    seed: UInt64
  ) throws(LearningError) -> [Folds] {
    guard repeats >= 1 else {
      throw LearningError("\(repeats) repetitions evaluate nothing", hint: "use 1 or more")
    }
    var result: [Folds] = []
    for repetition in 0..<repeats {
      result.append(
        try stratified(
          strata, groups: groups, folds: count, seed: seed, repetition: repetition))
    }
    return result
  }

  /// Of each class, how many groups have it. O(rows).
  package static func groupsOfClasses(_ strata: ClassLabels, _ groups: Groups) -> [Int] {
    GroupAssignment.groupsOfClasses(strata, groups)
  }

  /// Rows of a fold, ascending. O(n).
  package func test(_ fold: Int) -> [Int] {
    foldOfRow.indices.filter { Int(foldOfRow[$0]) == fold }
  }

  /// Rows of the other folds, ascending. O(n).
  package func train(_ fold: Int) -> [Int] {
    foldOfRow.indices.filter { Int(foldOfRow[$0]) != fold }
  }

  /// See ``SplitDigest``.
  package func digest(ids: [String]) throws(LearningError) -> Digest {
    try SplitDigest.digest(ids: ids, parts: foldOfRow)
  }

  private static func warnings(
    _ strata: ClassLabels, _ groups: Groups, _ count: Int
  ) -> [String] {
    let grouped = groups.count < strata.count
    let holders = GroupAssignment.groupsOfClasses(strata, groups)
    let sentences = strata.classes.indices.compactMap { code -> String? in
      let held = holders[code]
      guard held > 0, held < count else { return nil }
      let things = grouped ? (held == 1 ? "group" : "groups") : (held == 1 ? "row" : "rows")
      return held == 1
        ? "class '\(strata.classes[code])' is in 1 \(things): the model that is tested on it "
          + "never saw it"
        : "class '\(strata.classes[code])' is in \(held) \(things), fewer than the \(count) "
          + "folds: some folds test without it"
    }
    return GroupAssignment.shortened(sentences)
  }
}
