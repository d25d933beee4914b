/// Which rows belong together: sessions of one speaker, copies of one text.
package struct Groups: Sendable, Equatable {
  /// The group of each row, 0 to `count - 1`, numbered as they first appear.
  package let codes: [Int32]
  package let count: Int

  /// Rows of equal keys are one group; a row without a key is a group of its own. O(n).
  package init<Key: Hashable>(_ keys: [Key?]) {
    var numbers: [Key: Int32] = [:]
    var next: Int32 = 0
    codes = keys.map { key in
      if let key, let number = numbers[key] { return number }
      defer { next += 1 }
      if let key { numbers[key] = next }
      return next
    }
    count = Int(next)
  }

  /// The finest groups of so many rows in which the rows of each pair are together.
  package init(joining pairs: some Sequence<(Int, Int)>, rows: Int) {
    var sets = DisjointSets(rows)
    for (a, b) in pairs { sets.join(a, b) }
    self.init((0..<rows).map { Optional(sets.root(of: $0)) })
  }

  /// Every row alone.
  package static func eachRow(_ rows: Int) -> Groups {
    Groups(codes: (0..<Int32(rows)).map { $0 }, count: rows)
  }

  private init(codes: [Int32], count: Int) {
    self.codes = codes
    self.count = count
  }

  package var rowCount: Int { codes.count }

  /// Rows of each group.
  package var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for code in codes { sizes[Int(code)] += 1 }
    return sizes
  }

  /// The groups of the rows at `indices`, numbered anew.
  package func rows(_ indices: [Int]) -> Groups { Groups(indices.map { codes[$0] }) }

  /// The finest groups in which rows that share a group here or in `other` are together: speakers
  /// whose sessions contain copies of one another become one. O(n), nearly.
  package func merged(with other: Groups) throws(LearningError) -> Groups {
    try MetricInput.sameCount(rowCount, "rows", other.rowCount, "rows of the other grouping")
    var sets = DisjointSets(count + other.count)
    for row in codes.indices { sets.join(Int(codes[row]), count + Int(other.codes[row])) }
    return Groups(codes.map { sets.root(of: Int($0)) })
  }
}

/// Union-find with path halving (Tarjan and van Leeuwen 1984); the smallest member is the root.
struct DisjointSets {
  private var parents: [Int32]

  init(_ count: Int) { parents = (0..<Int32(count)).map { $0 } }

  mutating func root(of member: Int) -> Int {
    var place = Int32(member)
    while parents[Int(place)] != place {
      parents[Int(place)] = parents[Int(parents[Int(place)])]
      place = parents[Int(place)]
    }
    return Int(place)
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (root(of: a), root(of: b))
    parents[max(a, b)] = Int32(min(a, b))
  }
}
