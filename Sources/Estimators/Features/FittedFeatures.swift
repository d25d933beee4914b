package import Learning
package import Matrices

/// A recipe whose vocabulary and scales were taken from rows.
package struct FittedFeatures: Sendable {
  package let recipe: FeatureRecipe
  package let union: FeatureUnion

  /// Words of a row have length 1 together. Numbers with deviation 1 would drown them, and so would
  /// the words of the turn before: on 2,984 labelled turns of AnnoMI (macro-F1 of behaviours,
  /// grouped) the turn before at full weight costs .025, at a quarter nothing.
  private static let numbersBesideWords: Float = 0.2
  private static let turnBefore: Float = 0.25

  /// Takes vocabulary and scales from `rows` and gives their matrix as well.
  ///
  /// With `standardised` columns of numbers get mean 0 and deviation 1. Throws ``EstimatorFault/noRows``,
  /// and `LearningError` when no term is left.
  package static func fit(
    _ recipe: FeatureRecipe, _ rows: FeatureRows, standardised: Bool = true, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> (features: FittedFeatures, matrix: SparseMatrix) {
    guard rows.count > 0 else {
      throw EstimatorFault.noRows
    }
    var blocks: [FeatureUnion.Block] = []
    var matrices: [SparseMatrix] = []
    var next = 0
    for part in recipe.parts {
      if let names = part.numbers {
        let columns = filled(
          Array(rows.columns[next..<next + names.count]), by: standardised ? mean : { _, _ in 0 })
        next += names.count
        let numbers = try NumericFeatures.fit(columns, names: names, standardised: standardised)
        let isBesideWords = standardised && recipe.readsText
        blocks.append(
          .init(part.block, .numbers(numbers), weight: isBesideWords ? numbersBesideWords : 1))
        matrices.append(try numbers.transform(columns))
        continue
      }
      let inputs =
        [(part.block, rows.texts)]
        + (recipe.span == .turns ? [("before", rows.before)] : [])
      for (number, (name, texts)) in inputs.enumerated() {
        let fitted = try recipe.options(of: part)
          .fitTransform(texts, threads: threads, isCancelled: isCancelled)
        blocks.append(
          number == 0
            ? .init(name, .text(fitted.features))
            : .init("\(name) \(part.block)", .text(fitted.features), weight: turnBefore))
        matrices.append(fitted.matrix)
      }
    }
    let union = try FeatureUnion(blocks)
    return (FittedFeatures(recipe: recipe, union: union), try union.sideBySide(matrices))
  }

  /// The matrix of other rows of the same recipe.
  package func matrix(
    _ rows: FeatureRows, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> SparseMatrix {
    var next = 0
    let inputs = union.blocks.map { block -> FeatureUnion.Input in
      switch block.features {
      case .text:
        return .text(block.name.hasPrefix("before ") ? rows.before : rows.texts)
      case .numbers(let numbers):
        let columns = Array(rows.columns[next..<next + numbers.names.count])
        next += numbers.names.count
        return .numbers(
          FittedFeatures.filled(columns) { column, _ in numbers.scales?[column].mean ?? 0 })
      }
    }
    return try union.transform(inputs, isCancelled: isCancelled)
  }

  /// What is missing becomes a column's mean, which says nothing either way.
  private static func filled(
    _ columns: [[Double]], by replacement: (_ column: Int, _ values: [Double]) -> Double
  ) -> [[Double]] {
    columns.enumerated().map { index, values in
      guard values.contains(where: \.isNaN) else { return values }
      let other = replacement(index, values)
      return values.map { $0.isNaN ? other : $0 }
    }
  }

  private static func mean(_ column: Int, _ values: [Double]) -> Double {
    let present = values.filter { !$0.isNaN }
    return present.isEmpty ? 0 : present.reduce(0, +) / Double(present.count)
  }
}

extension FittedFeatures {
  /// Whether the blocks are those that the recipe makes, so that rows made by it have their columns.
  var fitsRecipe: Bool {
    let expected = recipe.parts.flatMap { part -> [String] in
      if part.numbers != nil { return [part.block] }
      return [part.block] + (recipe.span == .turns ? ["before \(part.block)"] : [])
    }
    let numbers = union.blocks.flatMap { block -> [String] in
      if case .numbers(let numbers) = block.features { numbers.names } else { [] }
    }
    return union.blocks.map(\.name) == expected && numbers == recipe.numbers
  }
}
