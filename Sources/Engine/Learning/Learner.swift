import Corpus
import Learning
import Matrices
import Outcomes
import PluginKit

enum ModelKind: String, Sendable, CaseIterable {
  case forest, logistic, ridge
  case naiveBayes = "naive-bayes"
  case majority

  init(named name: String) throws {
    guard let kind = ModelKind(rawValue: name) else {
      throw Failure(
        .usage, unknownName("model", name, known: ModelKind.allCases.map(\.rawValue)))
    }
    self = kind
  }

  /// Whether it can be fitted to numbers.
  var takesNumbers: Bool { self == .forest || self == .ridge || self == .majority }

  /// Options that it takes.
  var options: [String] {
    switch self {
    case .forest: ["trees", "max-depth", "min-leaf", "max-features"]
    case .logistic: ["c", "penalty", "balanced"]
    case .ridge, .naiveBayes: ["alpha"]
    case .majority: []
    }
  }
}

extension Run {
  /// What `--model` takes.
  package static let modelKinds = ModelKind.allCases.map(\.rawValue)
  /// What `--features` joins.
  package static let featureKinds = FeatureRecipe.Part.names
}

/// A kind of model with its options: what `fit` makes a model of.
struct Learner: Sendable {
  let kind: ModelKind
  /// As they were given.
  let options: [String: String]
  private var forest = ForestOptions()
  private var logistic = LogisticOptions()
  private var ridge = RidgeOptions()
  private var naiveBayes = NaiveBayesOptions()

  init(_ kind: ModelKind, options: [String: String]) throws {
    self.kind = kind
    self.options = options
    for name in options.keys.sorted() where !kind.options.contains(name) {
      throw Failure(
        .usage, unknownName("option of \(kind.rawValue)", name, known: kind.options))
    }
    func whole(_ name: String) throws -> Int? {
      try options[name].map { text in
        guard let number = Int(text), (1...100_000).contains(number) else {
          throw Failure(.usage, "\(name) takes a whole number from 1, not '\(text)'")
        }
        return number
      }
    }
    func above(_ name: String) throws -> Double? {
      try options[name].map { text in
        guard let number = Double(text), number.isFinite, number > 0 else {
          throw Failure(.usage, "\(name) takes a number above 0, not '\(text)'")
        }
        return number
      }
    }
    forest.trees = try whole("trees") ?? forest.trees
    forest.maxDepth = try whole("max-depth")
    forest.minLeaf = try whole("min-leaf") ?? forest.minLeaf
    forest.maxFeatures = try whole("max-features")
    logistic.c = try above("c") ?? logistic.c
    if let name = options["penalty"] {
      guard let penalty = LogisticOptions.Penalty(rawValue: name) else {
        throw Failure(.usage, "penalty is l2 or l1, not '\(name)'")
      }
      logistic.penalty = penalty
    }
    logistic.balanced = try Learner.flag("balanced", options) ?? false
    ridge.alpha = try above("alpha") ?? ridge.alpha
    naiveBayes.alpha = try above("alpha") ?? naiveBayes.alpha
  }

  private static func flag(_ name: String, _ options: [String: String]) throws -> Bool? {
    switch options[name] {
    case nil: nil
    case "yes": true
    case "no": false
    case let text?: throw Failure(.usage, "\(name) is yes or no, not '\(text)'")
    }
  }

  /// Whether numbers get mean 0 and deviation 1: not for counts that may not be below 0.
  var standardises: Bool { kind != .naiveBayes }

  /// Whether its fit uses every core by itself.
  var usesAllCores: Bool { kind == .forest }

  /// Fits to `target`, which has a row a row of the matrix; `seed` is the forest's.
  func fit(
    _ matrix: SparseMatrix, _ target: Target, seed: UInt64, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> FittedModel {
    switch (target, kind) {
    case (.classes(let labels), .forest):
      var forest = forest
      forest.seed = seed
      return .classes(
        try forest.fit(matrix, labels, threads: threads, isCancelled: isCancelled))
    case (.classes(let labels), .logistic):
      return .classes(
        try logistic.fit(matrix, labels, threads: threads, isCancelled: isCancelled))
    case (.classes(let labels), .naiveBayes):
      return .classes(
        try naiveBayes.fit(matrix, labels, threads: threads, isCancelled: isCancelled))
    case (.classes(let labels), _):
      return .classes(try MajorityModel.fit(matrix, labels))
    case (.numbers(let numbers), .forest):
      var forest = forest
      forest.seed = seed
      return .numbers(
        try forest.fit(matrix, numbers: numbers, threads: threads, isCancelled: isCancelled))
    case (.numbers(let numbers), .majority):
      return .numbers(try MeanModel.fit(matrix, numbers))
    case (.numbers(let numbers), _):
      return .numbers(
        try ridge.fit(matrix, numbers, threads: threads, isCancelled: isCancelled))
    }
  }
}

/// A fitted model of classes or of a number.
enum FittedModel: Sendable {
  case classes(any ClassModel)
  case numbers(any NumberModel)

  /// Probabilities, rows × classes, or a number a row.
  func predictions(of matrix: SparseMatrix) -> [Double] {
    switch self {
    case .classes(let model): model.probabilities(of: matrix)
    case .numbers(let model): model.values(of: matrix)
    }
  }

  var sections: Sections {
    switch self {
    case .classes(let model): model.sections
    case .numbers(let model): model.sections
    }
  }

  var featureCount: Int {
    switch self {
    case .classes(let model): model.featureCount
    case .numbers(let model): model.featureCount
    }
  }

  /// Nil for a number.
  var classes: [String]? {
    if case .classes(let model) = self { model.classes } else { nil }
  }

  /// Reads a model of `kind`. Throws when its arrays do not fit together.
  init(_ kind: ModelKind, ofClasses: Bool, sections: Sections) throws {
    switch (kind, ofClasses) {
    case (.forest, true): self = .classes(try ForestModel(sections: sections))
    case (.logistic, true): self = .classes(try LogisticModel(sections: sections))
    case (.naiveBayes, true): self = .classes(try NaiveBayesModel(sections: sections))
    case (.majority, true): self = .classes(try MajorityModel(sections: sections))
    case (.forest, false): self = .numbers(try NumberForestModel(sections: sections))
    case (.ridge, false): self = .numbers(try RidgeModel(sections: sections))
    case (.majority, false): self = .numbers(try MeanModel(sections: sections))
    default: throw Sections.damaged("\(kind.rawValue) does not tell what it says")
    }
  }
}
