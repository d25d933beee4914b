package import Matrices

/// Fitted blocks of features side by side: the columns of the first, then of the second, and so on.
package struct FeatureUnion: Sendable, Equatable {
  package enum Features: Sendable, Equatable {
    case text(TextFeatures)
    case numbers(NumericFeatures)

    var columnCount: Int {
      switch self {
      case .text(let features): features.columnCount
      case .numbers(let features): features.names.count
      }
    }
  }

  /// Features under a name that no other block has.
  package struct Block: Sendable, Equatable {
    package let name: String
    package let features: Features
    /// What every value of it is multiplied by, above 0: how much it counts beside the others in a
    /// penalty and in distances.
    package let weight: Float

    package init(_ name: String, _ features: Features, weight: Float = 1) {
      self.name = name
      self.features = features
      self.weight = weight
    }
  }

  /// What a block takes its rows from.
  package enum Input: Sendable {
    case text(Documents)
    /// One array a column.
    case numbers([[Double]])
  }

  /// At least one.
  package let blocks: [Block]

  /// Throws when there is no block, two have the same name, or the columns are more than 2³¹ - 1.
  package init(_ blocks: [Block]) throws(LearningError) {
    guard !blocks.isEmpty else {
      throw LearningError("there are no features", hint: "choose at least one kind of features")
    }
    var names: Set<String> = []
    for block in blocks where !names.insert(block.name).inserted {
      throw LearningError(
        "two blocks of features are named '\(block.name)'", hint: "choose different names")
    }
    guard blocks.reduce(0, { $0 + $1.features.columnCount }) <= Int(Int32.max) else {
      throw LearningError("the features have too many columns", hint: "limit them")
    }
    self.blocks = blocks
  }

  package var columnCount: Int { blocks.reduce(0) { $0 + $1.features.columnCount } }

  /// The name of each column in order. With several blocks of text, a term has its block's name and a
  /// colon before it.
  package var names: [String] {
    let texts = blocks.count { if case .text = $0.features { true } else { false } }
    return blocks.flatMap { block in
      switch block.features {
      case .text(let features):
        texts > 1 ? features.terms.map { block.name + ":" + $0 } : features.terms
      case .numbers(let features): features.names
      }
    }
  }

  /// One row for each row of the inputs, one input a block in their order. Throws when an input is of the
  /// other kind, or they have different numbers of rows.
  package func transform(
    _ inputs: [Input], isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> SparseMatrix {
    guard inputs.count == blocks.count else {
      throw LearningError("there are \(blocks.count) blocks of features and \(inputs.count) inputs")
    }
    var matrices: [SparseMatrix] = []
    for (block, input) in zip(blocks, inputs) {
      switch (block.features, input) {
      case (.text(let features), .text(let documents)):
        matrices.append(try features.transform(documents, isCancelled: isCancelled))
      case (.numbers(let features), .numbers(let columns)):
        matrices.append(try features.transform(columns))
      case (.text, .numbers):
        throw LearningError("the features '\(block.name)' are taken from text, not from numbers")
      case (.numbers, .text):
        throw LearningError("the features '\(block.name)' are taken from numbers, not from text")
      }
    }
    return try sideBySide(matrices)
  }

  /// The matrices of the blocks, which have as many rows, as that of the union. O(non-zeros).
  package func sideBySide(_ matrices: [SparseMatrix]) throws(LearningError) -> SparseMatrix {
    let weights = blocks.map(\.weight)
    guard let first = matrices.first, matrices.count > 1 || weights != [1] else {
      return matrices.first ?? SparseMatrix(columnCount: 0, rowStarts: [0], columns: [], values: [])
    }
    if let other = matrices.first(where: { $0.rowCount != first.rowCount }) {
      throw LearningError(
        "blocks of features have \(first.rowCount) and \(other.rowCount) rows",
        hint: "take all of them from the same conversations")
    }
    let total = matrices.reduce(0) { $0 + $1.nonZeroCount }
    var starts = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    starts.reserveCapacity(first.rowCount + 1)
    columns.reserveCapacity(total)
    values.reserveCapacity(total)
    for row in 0..<first.rowCount {
      var before: Int32 = 0
      for (matrix, weight) in zip(matrices, weights) {
        let range = matrix.rowStarts[row]..<matrix.rowStarts[row + 1]
        for column in matrix.columns[range] { columns.append(before + column) }
        if weight == 1 {
          values.append(contentsOf: matrix.values[range])
        } else {
          for value in matrix.values[range] { values.append(weight * value) }
        }
        before += Int32(matrix.columnCount)
      }
      starts.append(values.count)
    }
    return SparseMatrix(
      columnCount: matrices.reduce(0) { $0 + $1.columnCount }, rowStarts: starts,
      columns: columns, values: values)
  }
}

extension FeatureUnion {
  /// The blocks' names and kinds, and each block's own sections under its number.
  package var sections: Sections {
    var sections = Sections([
      "blocks": .texts(blocks.map(\.name)), "weights": .floats(blocks.map(\.weight)),
      "kinds": .texts(
        blocks.map { if case .text = $0.features { "text" } else { "numbers" } }),
    ])
    for (index, block) in blocks.enumerated() {
      switch block.features {
      case .text(let features): sections.merge(features.sections, under: "block\(index)")
      case .numbers(let features): sections.merge(features.sections, under: "block\(index)")
      }
    }
    return sections
  }

  /// Throws when the arrays do not fit together.
  package init(sections: Sections) throws {
    let names = try sections.texts("blocks")
    let kinds = try sections.texts("kinds")
    let weights = try sections.floats("weights")
    guard names.count == kinds.count, names.count == weights.count,
      weights.allSatisfy({ $0.isFinite && $0 > 0 })
    else {
      throw Sections.damaged("its blocks of features have other names, kinds and weights")
    }
    var blocks: [Block] = []
    for (index, kind) in kinds.enumerated() {
      let own = sections.under("block\(index)")
      switch kind {
      case "text":
        let features = Features.text(try TextFeatures(sections: own))
        blocks.append(Block(names[index], features, weight: weights[index]))
      case "numbers":
        let features = Features.numbers(try NumericFeatures(sections: own))
        blocks.append(Block(names[index], features, weight: weights[index]))
      default: throw Sections.damaged("features of the kind '\(kind)' are not known")
      }
    }
    do { try self.init(blocks) } catch { throw Sections.damaged(error.message) }
  }
}
