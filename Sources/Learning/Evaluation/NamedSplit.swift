package import Corpus

/// A division of rows into named parts, such as train, validation and test.
package struct NamedSplit: Sendable, Equatable {
  /// As they were asked for.
  package let names: [String]
  package let shares: [Double]
  /// Of each row, an index into `names`.
  package let partOfRow: [Int32]
  package let warnings: [String]

  /// Stratified by `strata`, no group in two parts; nil groups mean that every row is its own. No
  /// part is empty. Large groups make the shares come out roughly: ``rowCounts`` tells.
  ///
  /// Throws when there are fewer than two parts, a name twice, a share that is not above 0, shares
  /// that do not sum to 1 (within 1e-6), fewer groups than parts, or groups of another number of
  /// rows. Warns of a class that is in fewer groups than there are parts, and of a part whose rows
  /// are off its share by more than a tenth of all.
  package static func stratified(
    _ strata: ClassLabels, groups: Groups? = nil, parts: [(name: String, share: Double)],
    seed: UInt64
  ) throws(LearningError) -> NamedSplit {
    let groups = groups ?? .eachRow(strata.count)
    try MetricInput.sameCount(strata.count, "labels", groups.rowCount, "group keys")
    let names = parts.map(\.name)
    let shares = parts.map(\.share)
    guard parts.count >= 2 else {
      throw LearningError("a split has at least two parts", hint: "such as train and test")
    }
    guard Set(names).count == names.count else {
      throw LearningError("two parts of the split have one name", hint: "name each its own")
    }
    guard shares.allSatisfy({ $0 > 0 && $0 < 1 }), abs(shares.reduce(0, +) - 1) <= 1e-6 else {
      throw LearningError(
        "the shares of the parts must be above 0 and sum to 1",
        hint: "such as train 0.8, validation 0.1, test 0.1")
    }
    guard groups.count >= parts.count else {
      let things = groups.count == strata.count ? "rows" : "groups"
      throw LearningError(
        "\(parts.count) parts need \(parts.count) \(things) and there are \(groups.count)",
        hint: "split into fewer parts, or group by something finer")
    }
    let assigned = GroupAssignment.parts(
      strata: strata, groups: groups, shares: shares, varies: false, seed: seed, step: "named split"
    )
    let split = NamedSplit(names: names, shares: shares, partOfRow: assigned, warnings: [])
    return NamedSplit(
      names: names, shares: shares, partOfRow: assigned,
      warnings: split.warnings(strata, groups))
  }

  /// Rows of each part.
  package var rowCounts: [Int] {
    var counts = [Int](repeating: 0, count: names.count)
    for part in partOfRow { counts[Int(part)] += 1 }
    return counts
  }

  /// Rows of the part, ascending; nil for an unknown name. O(n).
  package func rows(of name: String) -> [Int]? {
    guard let part = names.firstIndex(of: name) else { return nil }
    return partOfRow.indices.filter { Int(partOfRow[$0]) == part }
  }

  /// See ``SplitDigest``.
  package func digest(ids: [String]) throws(LearningError) -> Digest {
    try SplitDigest.digest(ids: ids, parts: partOfRow, names: names)
  }

  private func warnings(_ strata: ClassLabels, _ groups: Groups) -> [String] {
    let holders = GroupAssignment.groupsOfClasses(strata, groups)
    let things = groups.count < strata.count ? "groups" : "rows"
    let sentences = strata.classes.indices.compactMap { code -> String? in
      guard holders[code] > 0, holders[code] < names.count else { return nil }
      return "class '\(strata.classes[code])' is in \(holders[code]) of the \(things), fewer than "
        + "the \(names.count) parts: some parts are without it"
    }
    var warnings = GroupAssignment.shortened(sentences)
    for (part, rows) in rowCounts.enumerated() {
      let reached = Double(rows) / Double(max(1, partOfRow.count))
      if abs(reached - shares[part]) > 0.1 {
        warnings.append(
          "part '\(names[part])' has \(rows) of \(partOfRow.count) rows, far from its share: the "
            + "groups are too large to divide better")
      }
    }
    return warnings
  }
}
