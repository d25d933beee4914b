import Corpus
import Learning
import Matrices
import Outcomes

/// What features are taken from, a row each: the only place where conversations become matrices.
struct FeatureRows: Sendable {
  /// Nothing where the recipe reads no words.
  var texts = Documents()
  /// The message before, for rows that are turns; else nothing.
  var before = Documents()
  /// One array a column of numbers; NaN where there is none.
  var columns: [[Double]]
  private(set) var count = 0

  init(columnCount: Int) {
    columns = [[Double]](repeating: [], count: columnCount)
  }

  mutating func append(text: String?, before: String?, numbers: [Double]) {
    if let text { texts.append(text) }
    if let before { self.before.append(before) }
    for (column, number) in numbers.enumerated() { columns[column].append(number) }
    count += 1
  }

  /// Puts rows of the same columns behind these.
  mutating func append(_ other: FeatureRows) {
    texts.append(other.texts)
    before.append(other.before)
    for column in columns.indices { columns[column] += other.columns[column] }
    count += other.count
  }

  /// The rows at `indices`, in that order.
  func rows(_ indices: [Int]) -> FeatureRows {
    var rows = FeatureRows(columnCount: columns.count)
    rows.texts = texts.rows(indices)
    rows.before = before.rows(indices)
    rows.columns = columns.map { column in indices.map { column[$0] } }
    rows.count = indices.count
    return rows
  }
}

extension Documents {
  fileprivate mutating func append(_ other: Documents) {
    other.bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<other.count { append(UnsafeBufferPointer(rebasing: bytes[other[index]])) }
    }
  }

  fileprivate func rows(_ indices: [Int]) -> Documents {
    var result = Documents()
    guard count > 0 else { return result }
    bytes.withUnsafeBufferPointer { bytes in
      for index in indices { result.append(UnsafeBufferPointer(rebasing: bytes[self[index]])) }
    }
    return result
  }

  /// Whether a text has nothing but white space.
  func isEmpty(_ index: Int) -> Bool {
    bytes[self[index]].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }
}

/// A recipe whose vocabulary and scales were taken from rows.
struct FittedFeatures: Sendable {
  let recipe: FeatureRecipe
  let union: FeatureUnion

  /// Words of a row have length 1 together. Numbers with deviation 1 would drown them, and so would
  /// the words of the turn before: on 2,984 labelled turns of AnnoMI (macro-F1 of behaviours,
  /// grouped) the turn before at full weight costs .025, at a quarter nothing.
  private static let numbersBesideWords: Float = 0.2
  private static let turnBefore: Float = 0.25

  /// Takes vocabulary and scales from `rows` and gives their matrix as well.
  ///
  /// With `standardised` columns of numbers get mean 0 and deviation 1. Throws when no term is
  /// left, which is told with what to do.
  static func fit(
    _ recipe: FeatureRecipe, _ rows: FeatureRows, standardised: Bool = true, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> (features: FittedFeatures, matrix: SparseMatrix) {
    guard rows.count > 0 else {
      throw Failure(.failed, "there are no rows to take features from")
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
  func matrix(
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
