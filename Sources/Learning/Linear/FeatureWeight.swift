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

/// A model of a number that gives each feature a weight.
package protocol WeightedNumberModel: NumberModel {
  /// One a column.
  var weights: [Double] { get }
}

extension WeightedNumberModel {
  /// The `count` features that raise the number most, or with `raising` false lower it most.
  package func strongest(
    _ count: Int, raising: Bool = true, names: [String]
  ) -> [FeatureWeight] {
    raising
      ? FeatureWeight.strongest(count, weights, names: names)
      : FeatureWeight.strongest(count, weights.map { -$0 }, names: names)
        .map { FeatureWeight(name: $0.name, weight: -$0.weight) }
  }
}

/// A model that divides rows by features.
package protocol DividingModel: Sendable {
  /// How much each column's divisions were worth; they add up to 1.
  var importances: [Double] { get }
}

/// A model that is fitted in rounds.
package protocol IterativeModel: Sendable {
  var iterations: Int { get }
  /// Whether the fit ended at its tolerance and not at its number of iterations.
  var converged: Bool { get }
}

extension FeatureWeight {
  /// The highest weights above zero, highest first, of equal ones the first column; O(n log n).
  package static func strongest(_ count: Int, _ weights: [Double], names: [String])
    -> [FeatureWeight]
  {
    weights.indices.filter { weights[$0] > 0 }
      .sorted { (weights[$0], $1) > (weights[$1], $0) }
      .prefix(count)
      .map { FeatureWeight(name: names[$0], weight: weights[$0]) }
  }
}
