import Matrices

/// What every fit asks of its data before it begins.
enum TrainingChecks {
  /// As many labels as rows, at least one row, every value finite.
  static func check(_ features: SparseMatrix, labels: Int) throws(LearningError) {
    guard features.rowCount == labels else {
      throw LearningError("there are \(features.rowCount) rows of features and \(labels) labels")
    }
    guard labels > 0 else {
      throw LearningError(
        "there are no rows to learn from", hint: "choose conversations that have labels")
    }
    try checkFinite(features)
  }

  static func checkFinite(_ features: SparseMatrix) throws(LearningError) {
    guard let place = features.values.firstIndex(where: { !$0.isFinite }) else { return }
    throw LearningError(
      "\(location(place, features)) is \(features.values[place])",
      hint: "leave such rows out or give them a number")
  }

  static func checkNotNegative(_ features: SparseMatrix) throws(LearningError) {
    guard let place = features.values.firstIndex(where: { $0 < 0 }) else { return }
    throw LearningError(
      "naive Bayes counts, and \(location(place, features)) is \(features.values[place])",
      hint: "use features without signs and not standardised, or another model")
  }

  private static func location(_ place: Int, _ features: SparseMatrix) -> String {
    let row = (features.rowStarts.firstIndex { $0 > place } ?? 1) - 1
    return "the feature in row \(row), column \(features.columns[place])"
  }

  /// Classes that rows have, by number; two at least.
  static func presentClasses(_ labels: ClassLabels) throws(LearningError) -> [Int] {
    let counts = labels.counts
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count >= 2 else {
      throw LearningError(
        "all \(labels.count) rows have the class '\(labels.classes[present.first ?? 0])',"
          + " and a classifier needs two",
        hint: "choose another label, another threshold, or conversations of the other class too")
    }
    return present
  }

  /// A number of an option that has to be above zero.
  static func checkPositive(_ value: Double, _ name: String) throws(LearningError) {
    guard value > 0, value.isFinite else {
      throw LearningError("\(name) is \(value)", hint: "choose a number above 0")
    }
  }
}
