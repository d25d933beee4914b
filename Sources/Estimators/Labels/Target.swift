package import Learning

/// What a model is fitted to tell.
package enum Target: Sendable {
  case classes(ClassLabels)
  case numbers([Double])

  /// Values a prediction has for each row.
  package var width: Int {
    switch self {
    case .classes(let labels): labels.classes.count
    case .numbers: 1
    }
  }

  /// Classes, or bins of equally many numbers, to divide evenly.
  package func strata() throws -> ClassLabels {
    switch self {
    case .classes(let labels): labels
    case .numbers(let numbers): try Strata.quantileBins(of: numbers, bins: 5)
    }
  }

  /// Probabilities of a model's classes, rows × classes, as columns of the classes here.
  package func columns(_ values: [Double], of classes: [String]?) -> [Double] {
    guard case .classes(let labels) = self, let classes, classes != labels.classes else {
      return values
    }
    let places = classes.map { labels.classes.firstIndex(of: $0) }
    var result = [Double](repeating: 0, count: values.count / classes.count * width)
    for (index, value) in values.enumerated() {
      guard let place = places[index % classes.count] else { continue }
      result[index / classes.count * width + place] = value
    }
    return result
  }

  package func rows(_ indices: [Int]) -> Target {
    switch self {
    case .classes(let labels): .classes(labels.rows(indices))
    case .numbers(let numbers): .numbers(indices.map { numbers[$0] })
    }
  }
}

extension Target {
  /// Numbers with more levels than this are numbers and no classes.
  private static let mostLevels = 10
  private static let mostClasses = 100

  /// Makes of labels what the plan's model can be fitted to. Throws ``EstimatorFault`` when there is
  /// nothing to tell apart, or when model and labels do not fit.
  package init(_ set: LearningSet, _ plan: LearningPlan) throws {
    let (rule, learner) = (plan.rule, plan.estimator.learner)
    let column = LabelColumn(name: rule.text, values: set.labels)
    guard set.count > 0 else {
      throw EstimatorFault.noValues(column: rule.column, rows: set.missing)
    }
    let levels = column.levels
    let isNumber = column.isNumeric && rule.order.isEmpty && !rule.isBinary
    let isLong = levels.count > Target.mostLevels
    if isNumber && learner.takesNumbers && (isLong || !learner.takesClasses) {
      self = .numbers(column.values.compactMap(\.number))
      guard levels.count > 1 else { throw Target.oneValue(levels, set, rule) }
      if plan.estimator.calibrates { throw EstimatorFault.calibratesNumbers(label: rule.text) }
      return
    }
    guard learner.takesClasses else {
      throw EstimatorFault.takesNumbersAlone(kind: learner.name, label: rule.text)
    }
    if isNumber && isLong {
      throw EstimatorFault.takesClassesAlone(
        kind: learner.name, column: rule.column, levels: levels.count,
        middle: Target.middle(column.values.compactMap(\.number)))
    }
    let isSparse = isLong && levels.count * 2 > set.count
    guard levels.count <= Target.mostClasses, !isSparse else {
      throw EstimatorFault.tooManyClasses(column: rule.column, levels: levels.count)
    }
    self = .classes(ClassLabels(column.values.map { $0.plainText ?? "" }))
    guard levels.count > 1 else { throw Target.oneValue(levels, set, rule) }
  }

  /// Labels as a model that was fitted elsewhere knows them: its classes and any others that there
  /// are, or, of a model of a number (`classes` nil), numbers.
  package init(_ set: LearningSet, _ rule: LabelRule, known classes: [String]?) throws {
    guard let classes else {
      let numbers = set.labels.compactMap(\.number)
      guard numbers.count == set.count else {
        throw EstimatorFault.wordsForNumbers(column: rule.column)
      }
      self = .numbers(numbers)
      return
    }
    self = .classes(ClassLabels(set.labels.map { $0.plainText ?? "" }, known: classes))
  }

  /// The number half of the others are at or above.
  static func middle(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  private static func oneValue(
    _ levels: [LabelValue], _ set: LearningSet, _ rule: LabelRule
  ) -> EstimatorFault {
    var threshold: EstimatorFault.Threshold?
    let numbers = set.raw.compactMap(\.number)
    if rule.test != nil, let lowest = numbers.min(), let highest = numbers.max() {
      threshold = .init(column: rule.column, lowest: lowest, highest: highest)
    }
    return .oneClass(levels.first?.plainText ?? "", rows: set.count, threshold: threshold)
  }
}
