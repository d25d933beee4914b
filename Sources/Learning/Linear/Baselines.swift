package import Matrices

/// Tells every row the shares of the classes it was fitted on: what a model has to beat.
package struct MajorityModel: ClassModel, Equatable {
  package let classes: [String]
  /// Columns that a matrix must have, though none is looked at.
  package let featureCount: Int
  /// Rows of each class that it was fitted on.
  package let classCounts: [Int]

  /// Throws when there are no rows. One class is enough.
  package static func fit(
    _ features: SparseMatrix, _ labels: ClassLabels
  ) throws(LearningError) -> MajorityModel {
    try TrainingChecks.check(features, labels: labels.count)
    return MajorityModel(
      classes: labels.classes, featureCount: features.columnCount, classCounts: labels.counts)
  }

  private init(classes: [String], featureCount: Int, classCounts: [Int]) {
    self.classes = classes
    self.featureCount = featureCount
    self.classCounts = classCounts
  }

  package func probabilities(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    let rows = Double(classCounts.reduce(0, +))
    let shares = classCounts.map { Double($0) / rows }
    return Array(repeatElement(shares, count: features.rowCount).joined())
  }

  package var sections: Sections {
    Sections([
      "classes": .texts(classes),
      "classCounts": .doubles(classCounts.map(Double.init)),
      "featureCount": .integers([Int32(featureCount)]),
    ])
  }

  package init(sections: Sections) throws {
    let classes = try Sections.classNames(sections)
    let counts = try Sections.classCounts(sections, classes: classes.count)
    let featureCount = try sections.integers("featureCount")
    guard featureCount.count == 1, featureCount[0] >= 0 else {
      throw Sections.damaged("its number of columns is not valid")
    }
    self.init(classes: classes, featureCount: Int(featureCount[0]), classCounts: counts)
  }
}

/// Tells every row the mean of the numbers it was fitted on.
package struct MeanModel: NumberModel, Equatable {
  package let featureCount: Int
  package let mean: Double

  /// Throws when there are no rows, or a number is not finite.
  package static func fit(
    _ features: SparseMatrix, _ numbers: [Double]
  ) throws(LearningError) -> MeanModel {
    try TrainingChecks.check(features, labels: numbers.count)
    try checkFinite(numbers)
    return MeanModel(
      featureCount: features.columnCount, mean: numbers.reduce(0, +) / Double(numbers.count))
  }

  static func checkFinite(_ numbers: [Double]) throws(LearningError) {
    guard let row = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    throw LearningError(
      "the label of row \(row) is \(numbers[row])", hint: "leave rows without a number out")
  }

  private init(featureCount: Int, mean: Double) {
    self.featureCount = featureCount
    self.mean = mean
  }

  package func values(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    return [Double](repeating: mean, count: features.rowCount)
  }

  package var sections: Sections {
    Sections(["mean": .doubles([mean]), "featureCount": .integers([Int32(featureCount)])])
  }

  package init(sections: Sections) throws {
    let mean = try sections.doubles("mean")
    let featureCount = try sections.integers("featureCount")
    guard mean.count == 1, mean[0].isFinite, featureCount.count == 1, featureCount[0] >= 0 else {
      throw Sections.damaged("its mean is not valid")
    }
    self.init(featureCount: Int(featureCount[0]), mean: mean[0])
  }
}
