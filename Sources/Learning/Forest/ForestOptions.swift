package import Matrices

/// How a random forest is grown (Breiman, 2001): each tree on a bootstrap sample of the rows, each
/// split the best of a few features drawn at random.
///
/// As scikit-learn's `RandomForestClassifier` and `RandomForestRegressor`, with these deviations:
/// values of a feature are first put into at most 255 bins, so that a threshold falls between
/// two bins; `minLeaf` counts a row as often as the bootstrap drew it; thresholds and leaves
/// are kept as 32-bit floats; the random numbers are others.
package struct ForestOptions: Sendable, Equatable {
  /// At least 1.
  package var trees = 100
  /// Splits between the root and a leaf at most; nil for no bound. At least 1.
  package var maxDepth: Int?
  /// Drawn rows that a leaf has at least. At least 1.
  package var minLeaf = 1
  /// Features drawn at a split, further ones only while all of them are constant in the node;
  /// nil: the square root of their number for classes, all of them for numbers. At least 1.
  package var maxFeatures: Int?
  package var seed: UInt64 = 0

  package init() {}

  /// Fits probabilities of classes by Gini impurity.
  ///
  /// The same model whatever the number of threads. O(trees × depth × rows) with a factor that
  /// grows with `maxFeatures` × the share of non-zeros; memory beside `features` is about 6 bytes a
  /// non-zero and, for each thread, 40 bytes a row.
  ///
  /// Throws when there are fewer than two classes or no features, when a value is not finite, or
  /// `LearningError.interrupted`.
  package func fit(
    _ features: SparseMatrix, _ labels: ClassLabels, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> ForestModel {
    precondition(labels.count == features.rowCount)
    guard labels.counts.count(where: { $0 > 0 }) > 1 else {
      throw LearningError(
        "a forest cannot be trained: every row has the same class",
        hint: "label rows of another class too, or move the threshold that makes the label")
    }
    let root = Int(Double(features.columnCount).squareRoot())
    let forest: Forest
    if labels.classes.count == 2 {
      forest = try grow(
        features, drawing: root, threads: threads, isCancelled: isCancelled
      ) { NumberCriterion(targets: labels.codes.map(Double.init), minLeaf: $0) }
    } else {
      forest = try grow(
        features, drawing: root, threads: threads, isCancelled: isCancelled
      ) { ClassCriterion(classCount: labels.classes.count, codes: labels.codes, minLeaf: $0) }
    }
    return ForestModel(classes: labels.classes, forest: forest)
  }

  /// Fits numbers by squared error; as `fit(_:_:)`, and throws also when a number is not finite.
  package func fit(
    _ features: SparseMatrix, numbers: [Double], threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> NumberForestModel {
    precondition(numbers.count == features.rowCount)
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw LearningError(
        "a forest cannot be trained: the number of row \(row + 1) is not finite",
        hint: "leave out rows without a number")
    }
    let count = Double(max(1, numbers.count))
    // Sums of squares lose digits when the numbers are far from zero.
    let mean = numbers.reduce(0) { $0 + $1 / count }
    let targets = numbers.map { $0 - mean }
    let forest = try grow(
      features, drawing: features.columnCount, threads: threads, isCancelled: isCancelled
    ) { NumberCriterion(targets: targets, minLeaf: $0) }
    return NumberForestModel(mean: mean, forest: forest)
  }

  private func grow<Criterion: SplitCriterion>(
    _ features: SparseMatrix, drawing usual: Int, threads: Int?,
    isCancelled: @escaping @Sendable () -> Bool,
    by criterion: @escaping @Sendable (_ minLeaf: Int) -> Criterion
  ) throws(LearningError) -> Forest {
    for (name, value) in [
      ("trees", trees), ("max depth", maxDepth ?? 1), ("min leaf", minLeaf),
      ("max features", maxFeatures ?? 1),
    ] where value < 1 {
      throw LearningError("a forest cannot be trained: \(name) is \(value)", hint: "give 1 or more")
    }
    guard features.columnCount > 0, features.rowCount > 0 else {
      throw LearningError(
        "a forest cannot be trained: there are no \(features.rowCount > 0 ? "features" : "rows")",
        hint: "choose more conversations, or features that occur in them")
    }
    guard features.rowCount <= Int32.max / 2, features.columnCount <= Int32.max else {
      throw LearningError(
        "a forest cannot be trained on more than \(Int32.max / 2) rows or \(Int32.max) features",
        hint: "draw a sample")
    }
    let binned = try BinnedFeatures(features, threads: threads, isCancelled: isCancelled)
    let limits = TreeLimits(
      maxDepth: maxDepth ?? .max, minLeaf: minLeaf,
      maxFeatures: max(1, min(maxFeatures ?? usual, features.columnCount)))
    let seed = seed
    let grown = Parallel.map(trees, threads: threads, isCancelled: isCancelled) { number in
      binned.withColumns { columns in
        let grower = TreeGrower(
          columns, criterion: criterion(limits.minLeaf), limits: limits, seed: seed, number: number,
          isCancelled: isCancelled)
        return grower.grow()
      }
    }
    guard let trees = grown?.compactMap(\.self), trees.count == self.trees else {
      throw .interrupted
    }
    return Forest(trees, featureCount: features.columnCount)
  }
}
