import Corpus

/// Deals whole groups into parts so that each part gets its share of every class.
///
/// Greedy, in the manner of scikit-learn's `StratifiedGroupKFold`: groups are sorted so that those
/// that hold the largest shares of classes come first, and each goes to the part where
/// the sum over classes of squared deviations from the wanted counts, relative to them, grows
/// least; ties go to the emptiest part. scikit-learn minimises the mean over classes of the
/// standard deviation between parts instead; with one row a group both balance to the row. No part
/// stays empty while there are as many groups as parts.
enum GroupAssignment {
  /// The part of each row. `shares` sum to 1. With `varies` chance halves or doubles the sizes that
  /// groups are sorted by, at most: without it groups of unequal sizes fall alike whatever the seed,
  /// as they do in scikit-learn, and repetitions would repeat nothing. O(rows + groups × (log groups + parts × classes of a
  /// group)). The same input gives the same parts.
  static func parts(
    strata: ClassLabels, groups: Groups, shares: [Double], varies: Bool, seed: UInt64,
    step: String
  ) -> [Int32] {
    let contents = GroupContents(strata, groups)
    let classRows = strata.counts.map { Double($0) }
    var order = Array(0..<groups.count)
    var random = SeededRandom(seed: seed, step: step)
    order.shuffle(byDrawingFrom: &random)
    // Of squares, so that sizes are halved or doubled.
    let weight = (0..<groups.count).map { group in
      (varies ? random.factor(upTo: 4) : 1)
        * contents.entries(of: group).reduce(0.0) { sum, entry in
          let share = Double(entry.rows) / classRows[Int(entry.code)]
          return sum + share * share
        }
    }
    // Stable, so that the shuffle decides between equals.
    let places = order.enumerated().sorted {
      (-weight[$0.element], $0.offset) < (-weight[$1.element], $1.offset)
    }.map(\.element)

    let classCount = strata.classes.count
    var filled = [Double](repeating: 0, count: shares.count * classCount)
    var partRows = [Double](repeating: 0, count: shares.count)
    var partOfGroup = [Int32](repeating: 0, count: groups.count)
    var emptyParts = shares.count
    for (done, group) in places.enumerated() {
      let mustFill = groups.count - done <= emptyParts
      var best = -1
      var bestCost = Double.infinity
      for part in shares.indices where !mustFill || partRows[part] == 0 {
        var cost = 0.0
        for entry in contents.entries(of: group) {
          let code = Int(entry.code)
          let rows = Double(entry.rows)
          cost +=
            rows * (2 * filled[part * classCount + code] + rows)
            / (shares[part] * classRows[code] * classRows[code])
        }
        let emptier =
          best >= 0 && cost == bestCost
          && partRows[part] / shares[part] < partRows[best] / shares[best]
        if best < 0 || cost < bestCost || emptier {
          best = part
          bestCost = cost
        }
      }
      if partRows[best] == 0 { emptyParts -= 1 }
      for entry in contents.entries(of: group) {
        filled[best * classCount + Int(entry.code)] += Double(entry.rows)
        partRows[best] += Double(entry.rows)
      }
      partOfGroup[group] = Int32(best)
    }
    return groups.codes.map { partOfGroup[Int($0)] }
  }

  /// Of each class, the groups that have it.
  static func groupsOfClasses(_ strata: ClassLabels, _ groups: Groups) -> [Int] {
    let contents = GroupContents(strata, groups)
    var counts = [Int](repeating: 0, count: strata.classes.count)
    for group in 0..<groups.count {
      for entry in contents.entries(of: group) { counts[Int(entry.code)] += 1 }
    }
    return counts
  }

  /// The first five of the sentences about classes, and how many more there are.
  static func shortened(_ sentences: [String]) -> [String] {
    guard sentences.count > 6 else { return sentences }
    return sentences.prefix(5) + ["and so for \(sentences.count - 5) more classes"]
  }
}

/// The rows of each class in each group, without zeros.
private struct GroupContents {
  struct Entry {
    let code: Int32
    var rows: Int32
  }

  private var starts = [0]
  private var entries: [Entry] = []

  init(_ strata: ClassLabels, _ groups: Groups) {
    var rowStarts = [Int](repeating: 0, count: groups.count + 1)
    for code in groups.codes { rowStarts[Int(code) + 1] += 1 }
    for group in 0..<groups.count { rowStarts[group + 1] += rowStarts[group] }
    var byGroup = [Int32](repeating: 0, count: groups.rowCount)
    var next = rowStarts
    for row in groups.codes.indices {
      let group = Int(groups.codes[row])
      byGroup[next[group]] = strata.codes[row]
      next[group] += 1
    }
    for group in 0..<groups.count {
      var previous: Int32 = -1
      for code in byGroup[rowStarts[group]..<rowStarts[group + 1]].sorted() {
        if code == previous {
          entries[entries.count - 1].rows += 1
        } else {
          entries.append(Entry(code: code, rows: 1))
          previous = code
        }
      }
      starts.append(entries.count)
    }
  }

  func entries(of group: Int) -> ArraySlice<Entry> { entries[starts[group]..<starts[group + 1]] }
}

extension SeededRandom {
  /// A number in 0..<bound, the same on every machine. Its bias is below bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A factor between 1 / limit and limit, as likely below 1 as above.
  mutating func factor(upTo limit: Double) -> Double {
    let place = 2 * Double(below(1 << 53)) / 0x1p53 - 1
    let size = 1 + (limit - 1) * abs(place)
    return place < 0 ? 1 / size : size
  }
}

extension Array {
  /// Fisher and Yates's shuffle over ``SeededRandom/below(_:)``, so that it does not depend on how
  /// the standard library draws.
  mutating func shuffle(byDrawingFrom random: inout SeededRandom) {
    guard count > 1 else { return }
    for last in stride(from: count - 1, through: 1, by: -1) {
      swapAt(last, random.below(last + 1))
    }
  }
}
