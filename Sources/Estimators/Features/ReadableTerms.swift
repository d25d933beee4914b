import Learning

extension FittedFeatures {
  /// Whether some columns are buckets of terms.
  package var isHashed: Bool {
    union.blocks.contains { block in
      if case .text(let features) = block.features { features.isHashed } else { false }
    }
  }

  /// The words of `rows` that stand behind hashed columns, by the columns' names, the most frequent
  /// first. Columns that no word of them falls into are left out.
  package func words(
    behind names: Set<String>, of rows: FeatureRows, most: Int = 3
  ) -> [String: [String]] {
    let all = union.names
    var found: [String: [String]] = [:]
    var start = 0
    for block in union.blocks {
      guard case .text(let features) = block.features else {
        if case .numbers(let numbers) = block.features { start += numbers.names.count }
        continue
      }
      defer { start += features.columnCount }
      guard features.isHashed else { continue }
      let columns = Set((0..<features.columnCount).filter { names.contains(all[start + $0]) })
      let texts = block.name.hasPrefix("before ") ? rows.before : rows.texts
      for (column, terms) in features.terms(in: columns, of: texts, most: most) {
        found[all[start + column]] = terms
      }
    }
    return found
  }
}
