/// The best split of a node that was found so far.
struct SplitChoice {
  var feature = -1
  /// Rows whose bin is below go left.
  var cut = 0
  /// The score as a fraction: comparing products is faster than dividing. Scores are at least 0.
  var numerator = -1.0
  var denominator = 1.0

  @inline(__always)
  mutating func offer(feature: Int, cut: Int, numerator: Double, denominator: Double) {
    if numerator * self.denominator > self.numerator * denominator {
      self = SplitChoice(
        feature: feature, cut: cut, numerator: numerator, denominator: denominator)
    }
  }
}

/// The rows of a node in which one feature is not zero.
struct FeatureHits {
  let feature: Int
  let zeroBin: Int
  /// Of each, where its contribution is, and its bin, which is never `zeroBin`.
  let rows: UnsafeMutablePointer<Int32>
  let bins: UnsafeMutablePointer<UInt8>
  let count: Int
}

/// How good a split is. An instance serves one tree, node after node.
protocol SplitCriterion: AnyObject {
  /// What a drawn row brings.
  associatedtype Contribution: BitwiseCopyable

  /// `weight` is how often the bootstrap drew the row.
  func contribution(row: Int, weight: Int) -> Contribution

  /// Makes `rows` the node; whether it could be split at all.
  func begin(
    _ rows: UnsafeBufferPointer<Int32>, _ contributions: UnsafePointer<Contribution>
  ) -> Bool

  /// Offers the cuts of a feature; false when it is constant in the node of `rowCount` rows.
  ///
  /// Cuts above zero are scored from the highest bin down and those below from the lowest up: the
  /// rows at zero, most of them, are never looked at.
  func examine(
    _ hits: FeatureHits, rowCount: Int, _ contributions: UnsafePointer<Contribution>,
    _ best: inout SplitChoice
  ) -> Bool

  /// How much the split lowers the impurity of the node times its rows, up to a constant factor.
  func gain(of choice: SplitChoice) -> Double

  /// Appends what a leaf says that consists of the node.
  func appendLeaf(to leaves: inout [Float])
}
