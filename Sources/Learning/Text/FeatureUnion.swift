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

    package init(_ name: String, _ features: Features) {
      self.name = name
      self.features = features
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
    return try Self.sideBySide(matrices)
  }

  /// Matrices of as many rows, their columns one after another. O(non-zeros).
  package static func sideBySide(_ matrices: [SparseMatrix]) throws(LearningError) -> SparseMatrix {
    guard let first = matrices.first, matrices.count > 1 else {
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
      for matrix in matrices {
        let range = matrix.rowStarts[row]..<matrix.rowStarts[row + 1]
        for column in matrix.columns[range] { columns.append(before + column) }
        values.append(contentsOf: matrix.values[range])
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
      "blocks": .texts(blocks.map(\.name)),
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
    guard names.count == kinds.count else {
      throw Sections.damaged("its blocks of features have \(kinds.count) kinds")
    }
    var blocks: [Block] = []
    for (index, kind) in kinds.enumerated() {
      let own = sections.under("block\(index)")
      switch kind {
      case "text": blocks.append(Block(names[index], .text(try TextFeatures(sections: own))))
      case "numbers":
        blocks.append(Block(names[index], .numbers(try NumericFeatures(sections: own))))
      default: throw Sections.damaged("features of the kind '\(kind)' are not known")
      }
    }
    do { try self.init(blocks) } catch { throw Sections.damaged(error.message) }
  }
}
