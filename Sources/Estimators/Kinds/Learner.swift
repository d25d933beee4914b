package import Learning
package import Matrices

/// A kind of model with its options, found by name.
package struct Learner: Sendable {
  package let kind: any ModelKind
  /// As they were given.
  package let options: [String: String]

  /// Throws ``EstimatorFault`` for a name that no kind or no option of the kind has.
  package init(named name: String, options: [String: String] = [:]) throws {
    try self.init(try ModelKinds.named(name), options: options)
  }

  package init(_ type: any ModelKind.Type, options: [String: String] = [:]) throws {
    for name in options.keys.sorted() where !type.options.contains(name) {
      throw EstimatorFault.unknown(.option(ofModel: type.name), name, known: type.options)
    }
    kind = try type.init(ModelOptions(options))
    self.options = options
  }

  private var type: any ModelKind.Type { Swift.type(of: kind) }

  package var name: String { type.name }
  package var takesNumbers: Bool { kind is any NumberKind }
  package var takesClasses: Bool { kind is any ClassKind }
  package var standardises: Bool { type.standardises }
  package var usesAllCores: Bool { type.usesAllCores }
  package var readsFeatures: Bool { type.readsFeatures }

  /// Fits to `target`, which has a row a row of the matrix and is of what the kind takes.
  package func fit(
    _ matrix: SparseMatrix, _ target: Target, _ conditions: FitConditions
  ) throws -> FittedModel {
    switch target {
    case .classes(let labels):
      guard let kind = kind as? any ClassKind else {
        throw EstimatorFault.takesNumbersAlone(kind: name, label: labels.classes.first ?? "")
      }
      return .classes(try kind.fit(matrix, labels, conditions))
    case .numbers(let numbers):
      guard let kind = kind as? any NumberKind else {
        throw EstimatorFault.takesClassesAlone(
          kind: name, column: "", levels: Set(numbers).count, middle: Target.middle(numbers))
      }
      return .numbers(try kind.fit(matrix, numbers: numbers, conditions))
    }
  }

  /// Reads a model of this kind. Throws when its arrays do not fit together.
  package func model(ofClasses: Bool, _ sections: Sections) throws -> FittedModel {
    if ofClasses, let type = type as? any ClassKind.Type {
      return .classes(try type.classModel(sections))
    }
    if !ofClasses, let type = type as? any NumberKind.Type {
      return .numbers(try type.numberModel(sections))
    }
    throw Sections.damaged("\(name) does not tell what it says")
  }
}
