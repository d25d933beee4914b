/// A feature's name and its weight in a model.
package struct FeatureWeight: Sendable, Equatable {
  package let name: String
  package let weight: Double
}

/// A model that gives each feature a weight for each of its classes.
package protocol WeightedClassModel: ClassModel {
  /// One weight a column: above zero speaks for the class, below against it.
  func weights(ofClass index: Int) -> [Double]
}

extension WeightedClassModel {
  /// The `count` features that speak most for a class, strongest first; `names` of the columns.
  package func strongest(_ count: Int, ofClass index: Int, names: [String]) -> [FeatureWeight] {
    FeatureWeight.strongest(count, weights(ofClass: index), names: names)
  }
}

extension FeatureWeight {
  /// The highest weights above zero, highest first, of equal ones the first column; O(n log n).
  static func strongest(_ count: Int, _ weights: [Double], names: [String]) -> [FeatureWeight] {
    weights.indices.filter { weights[$0] > 0 }
      .sorted { (weights[$0], $1) > (weights[$1], $0) }
      .prefix(count)
      .map { FeatureWeight(name: names[$0], weight: weights[$0]) }
  }
}
