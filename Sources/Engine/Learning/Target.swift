import Corpus
import Learning
import Outcomes

/// What a model is fitted to tell.
enum Target: Sendable {
  case classes(ClassLabels)
  case numbers([Double])

  /// Values a prediction has for each row.
  var width: Int {
    switch self {
    case .classes(let labels): labels.classes.count
    case .numbers: 1
    }
  }

  /// Classes, or bins of equally many numbers, to divide evenly.
  func strata() throws -> ClassLabels {
    switch self {
    case .classes(let labels): labels
    case .numbers(let numbers): try Strata.quantileBins(of: numbers, bins: 5)
    }
  }

  /// Probabilities of a model's classes, rows × classes, as columns of the classes here.
  func columns(_ values: [Double], of classes: [String]?) -> [Double] {
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

  func rows(_ indices: [Int]) -> Target {
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

  /// Makes of labels what `kind` can be fitted to. Throws with what to do about it when there is
  /// nothing to tell apart, or when kind and labels do not fit.
  init(_ set: LearningSet, _ plan: LearningPlan) throws {
    let (rule, kind) = (plan.rule, plan.kind)
    let column = LabelColumn(name: rule.text, values: set.labels)
    guard set.count > 0 else {
      throw Failure(
        .failed,
        "none of \(set.missing) \(set.missing == 1 ? "row" : "rows") has a value in "
          + rule.column,
        hint: "'info DATASET' lists fields; scores are there after 'validate'")
    }
    let levels = column.levels
    let isNumber = column.isNumeric && rule.order.isEmpty && !rule.isBinary
    func checkCalibration() throws {
      guard plan.estimator.calibrates else { return }
      throw Failure(
        .usage, "--calibrate scales probabilities, and \(rule.text) is a number here",
        hint: "leave it out, or put a threshold on the number")
    }
    if isNumber && (kind == .ridge || (levels.count > Target.mostLevels && kind.takesNumbers)) {
      self = .numbers(column.values.compactMap(\.number))
      guard levels.count > 1 else { throw oneValue(levels, set, rule) }
      try checkCalibration()
      return
    }
    if kind == .ridge {
      throw Failure(
        .usage, "ridge is fitted to numbers, and \(rule.text) gives classes",
        hint: "use --model logistic or forest")
    }
    if isNumber && levels.count > Target.mostLevels {
      throw Failure(
        .usage,
        "\(rule.column) is a number with \(levels.count) different values, and "
          + "\(kind.rawValue) takes classes",
        hint: "put a threshold, such as --label '\(rule.column)>=\(Target.middle(column))', or "
          + "use --model ridge or forest")
    }
    let isSparse = levels.count > Target.mostLevels && levels.count * 2 > set.count
    guard levels.count <= Target.mostClasses, !isSparse else {
      throw Failure(
        .usage, "\(rule.column) has \(levels.count) different values, too many for classes",
        hint: "choose a label rather than a name or free text, or tell one value from all others "
          + "with --positive")
    }
    let names = column.values.map { $0.plainText ?? "" }
    self = .classes(ClassLabels(names))
    guard levels.count > 1 else { throw oneValue(levels, set, rule) }
  }

  /// Labels as a model that was fitted elsewhere knows them: its classes and any others that there
  /// are, or, of a model of a number (`classes` nil), numbers.
  init(_ set: LearningSet, _ rule: LabelRule, known classes: [String]?) throws {
    guard let classes else {
      let numbers = set.labels.compactMap(\.number)
      guard numbers.count == set.count else {
        throw Failure(
          .failed, "\(rule.column) holds words here, and the model tells a number")
      }
      self = .numbers(numbers)
      return
    }
    self = .classes(ClassLabels(set.labels.map { $0.plainText ?? "" }, known: classes))
  }

  /// The number half of the rows are at or above, for a hint.
  private static func middle(_ column: LabelColumn) -> String {
    let numbers = column.values.compactMap(\.number)
    return rounded(Summary(of: numbers)?.median ?? 0)
  }
}

/// To two digits after the point, for a hint.
private func rounded(_ value: Double) -> String { shortest((value * 100).rounded() / 100) }

private func oneValue(_ levels: [LabelValue], _ set: LearningSet, _ rule: LabelRule) -> Failure {
  let value = levels.first?.plainText ?? ""
  var hint =
    "take conversations of another class too: a query that keeps one class alone leaves "
    + "nothing to learn"
  if rule.test != nil, let summary = Summary(of: set.raw.compactMap(\.number)) {
    hint =
      "\(rule.column) is \(rounded(summary.minimum)) to \(rounded(summary.maximum)) here: "
      + "move the threshold between them, or take other conversations too"
  }
  return Failure(
    .failed, "all \(set.count) rows have one class ('\(value)'): there is nothing to tell apart",
    hint: hint)
}

/// The classes in the order in which figures and tables show them.
struct ClassOrder: Sendable {
  /// Shown place → number of the class.
  let codes: [Int]
  let names: [String]
  /// Whether the order means more and less.
  let isMeant: Bool

  /// By the rule's order, of two classes the positive last, else as the classes are.
  init(_ classes: [String], _ rule: LabelRule) {
    var names = classes
    if !rule.order.isEmpty {
      names = rule.order.filter(classes.contains) + classes.filter { !rule.order.contains($0) }
    } else if classes.count == 2 {
      let positive = rule.positiveClass(among: classes)
      names = classes.filter { $0 != positive } + [positive]
    } else if classes.allSatisfy({ Double($0) != nil }) {
      names = classes.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
    }
    self.names = names
    codes = names.compactMap { classes.firstIndex(of: $0) }
    isMeant = !rule.order.isEmpty || (classes.count > 2 && classes.allSatisfy { Double($0) != nil })
  }

  /// Labels whose numbers are the shown places.
  func labels(_ labels: ClassLabels) -> ClassLabels {
    var place = [Int](repeating: 0, count: codes.count)
    for (shown, code) in codes.enumerated() { place[code] = shown }
    // Classes are numbered by their names' bytes.
    let names = place.map { place in
      let text = String(place)
      return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
    return ClassLabels(labels.codes.map { names[Int($0)] }, known: names)
  }

  /// Probabilities, rows × classes, in the shown order.
  func probabilities(_ values: [Double]) -> [Double] {
    let width = codes.count
    var result = values
    for start in stride(from: 0, to: values.count, by: width) {
      for (shown, code) in codes.enumerated() { result[start + shown] = values[start + code] }
    }
    return result
  }
}
