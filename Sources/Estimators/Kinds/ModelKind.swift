package import Learning
package import Matrices

/// A kind of model with its options: what is fitted to rows of numbers.
///
/// A kind conforms to ``ClassKind``, ``NumberKind`` or both. A new one is a file of its own beside
/// this, and a place in ``ModelKinds/all``:
///
///     struct NearestKind: ClassKind {
///       static let name = "nearest"
///       static let options = ["neighbours"]
///       private let neighbours: Int
///
///       init(_ options: ModelOptions) throws { neighbours = try options.whole("neighbours") ?? 5 }
///
///       func fit(
///         _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
///       ) throws -> NearestModel { … }
///     }
///
/// What it fits is read back from a file by the model's own `init(sections:)`.
package protocol ModelKind: Sendable {
  /// As a person writes it and files keep it.
  static var name: String { get }
  /// Names of the options that it takes.
  static var options: [String] { get }
  /// Whether numbers get mean 0 and deviation 1: not where they may not be below 0.
  static var standardises: Bool { get }
  /// Whether its fit uses every core by itself.
  static var usesAllCores: Bool { get }
  /// Whether it looks at features at all.
  static var readsFeatures: Bool { get }

  /// Throws ``EstimatorFault/badOption(_:value:_:)``.
  init(_ options: ModelOptions) throws
}

extension ModelKind {
  package static var standardises: Bool { true }
  package static var usesAllCores: Bool { false }
  package static var readsFeatures: Bool { true }
}

/// A kind that is fitted to classes.
package protocol ClassKind: ModelKind {
  associatedtype OfClasses: ClassModel

  /// `labels` has a row a row of the matrix. Throws `LearningError`.
  func fit(
    _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
  ) throws -> OfClasses
}

/// A kind that is fitted to numbers.
package protocol NumberKind: ModelKind {
  associatedtype OfNumbers: NumberModel

  /// `numbers` has a row a row of the matrix. Throws `LearningError`.
  func fit(
    _ matrix: SparseMatrix, numbers: [Double], _ conditions: FitConditions
  ) throws -> OfNumbers
}

extension ClassKind {
  static func classModel(_ sections: Sections) throws -> any ClassModel {
    try OfClasses(sections: sections)
  }
}

extension NumberKind {
  static func numberModel(_ sections: Sections) throws -> any NumberModel {
    try OfNumbers(sections: sections)
  }
}

/// What a fit may use beside its rows.
package struct FitConditions: Sendable {
  package let seed: UInt64
  /// Nil is every core.
  package let threads: Int?
  package let isCancelled: @Sendable () -> Bool

  package init(
    seed: UInt64, threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.seed = seed
    self.threads = threads
    self.isCancelled = isCancelled
  }
}

/// The kinds of models that there are.
package enum ModelKinds {
  /// In the order of help.
  package static let all: [any ModelKind.Type] = [
    ForestKind.self, LogisticKind.self, RidgeKind.self, NaiveBayesKind.self, MajorityKind.self,
  ]

  package static var names: [String] { all.map { $0.name } }

  /// Throws ``EstimatorFault/unknown(_:_:known:)``.
  package static func named(_ name: String) throws -> any ModelKind.Type {
    guard let kind = all.first(where: { $0.name == name }) else {
      throw EstimatorFault.unknown(.model, name, known: names)
    }
    return kind
  }
}
