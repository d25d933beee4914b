/// One class of each row. Classes are named and numbered in the order of their names' bytes.
package struct ClassLabels: Sendable, Equatable {
  /// At least one; unique, ascending.
  package let classes: [String]
  /// Of each row, an index into `classes`.
  package let codes: [Int32]

  /// `known` are classes that may be there without a row.
  package init(_ names: [String], known: [String] = []) {
    let classes = Set(names).union(known)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let code = Dictionary(
      uniqueKeysWithValues: classes.enumerated().map { ($1, Int32($0)) })
    self.classes = classes
    codes = names.map { code[$0] ?? 0 }
  }

  private init(classes: [String], codes: [Int32]) {
    self.classes = classes
    self.codes = codes
  }

  package var count: Int { codes.count }

  /// The rows at `indices`; classes keep their numbers, also those that no row has any more.
  package func rows(_ indices: [Int]) -> ClassLabels {
    ClassLabels(classes: classes, codes: indices.map { codes[$0] })
  }

  /// Rows of each class.
  package var counts: [Int] {
    var counts = [Int](repeating: 0, count: classes.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }
}
