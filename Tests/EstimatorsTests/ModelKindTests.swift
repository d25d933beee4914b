import Learning
import Matrices
import Testing

@testable import Estimators

/// Every kind of the list, and one that is not in it.
@Suite struct ModelKindTests {
  @Test(arguments: ModelKinds.names)
  func `a kind fits what it takes, and its file tells the same`(_ name: String) throws {
    let learner = try Learner(named: name)
    #expect(learner.takesClasses || learner.takesNumbers)
    let targets = [
      (learner.takesClasses, "kind", made(24)),
      (learner.takesNumbers, "rating", made(24, label: ratings)),
    ]
    for (takes, label, set) in targets where takes {
      let model = try fitted(try plan(name, label: label), set)
      let copy = try TrainedModel(file: model.file)
      let own = try model.fitted.predictions(of: set.inputs, isCancelled: { false })
      let read = try copy.fitted.predictions(of: set.inputs, isCancelled: { false })
      #expect(own == read && own.allSatisfy(\.isFinite))
      #expect(own.count == set.count * (model.classes?.count ?? 1))
      #expect(copy.kind == name && copy.provenance == model.provenance && copy.rule == model.rule)
      #expect(copy.file == model.file)
    }
  }

  @Test(arguments: ModelKinds.names)
  func `a kind refuses values that its options cannot have, and options of others`(
    _ name: String
  ) throws {
    let kind = try ModelKinds.named(name)
    for option in kind.options {
      #expect {
        try Learner(kind, options: [option: "many"])
      } throws: { error in
        guard case EstimatorFault.badOption(option, value: "many", _)? = error as? EstimatorFault
        else { return false }
        return true
      }
    }
    #expect(
      throws: EstimatorFault.unknown(
        .option(ofModel: name), "depth of thought", known: kind.options)
    ) { try Learner(kind, options: ["depth of thought": "1"]) }
  }

  @Test func `names of kinds are different, and an unknown one is told with those that there are`()
  {
    #expect(Set(ModelKinds.names).count == ModelKinds.all.count)
    #expect(throws: EstimatorFault.unknown(.model, "oracle", known: ModelKinds.names)) {
      try ModelKinds.named("oracle")
    }
  }

  @Test func `options change what is fitted`() throws {
    let set = made(40, label: ratings)
    let weak = try fitted(try plan("ridge", label: "rating", options: ["alpha": "0.01"]), set)
    let strong = try fitted(try plan("ridge", label: "rating", options: ["alpha": "1000"]), set)
    func spread(_ model: TrainedModel) throws -> Double {
      let values = try model.fitted.predictions(of: set.inputs, isCancelled: { false })
      return try #require(values.max()) - #require(values.min())
    }
    #expect(try spread(weak) > 1.5)
    #expect(try spread(strong) < 0.2)
    #expect(weak.options != strong.options)
  }

  @Test func `a model says what matters to it, each kind in its own way`() throws {
    func explanation(_ name: String, _ label: String, _ set: LearningSet) throws
      -> FittedModel.Explanation?
    {
      let model = try fitted(try plan(name, label: label), set)
      return model.fitted.model.explanation(2, names: model.fitted.features.union.names)
    }
    let (classes, numbers) = (made(40), made(40, label: ratings))
    guard case .classes(let terms) = try explanation("logistic", "kind", classes) else {
      Issue.record("no terms")
      return
    }
    #expect(terms.map(\.name) == ["cold", "warm"] && terms.allSatisfy { $0.terms.count == 2 })
    guard case .number(let weights) = try explanation("ridge", "rating", numbers) else {
      Issue.record("no weights")
      return
    }
    #expect(weights.count == 4 && weights[0].weight > 0 && weights[3].weight < 0)
    guard case .importances(let shares) = try explanation("forest", "kind", classes) else {
      Issue.record("no importances")
      return
    }
    #expect(shares.count == 2 && shares[0].weight >= shares[1].weight)
    #expect(try explanation("majority", "kind", classes) == nil)
  }

  /// A kind needs nothing but itself.
  private struct ShareKind: ClassKind {
    static let name = "share"
    static let options = ["least"]
    static let readsFeatures = false
    private let least: Int

    init(_ options: ModelOptions) throws { least = try options.whole("least") ?? 1 }

    func fit(
      _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
    ) throws -> MajorityModel {
      guard labels.count >= least else { throw LearningError("too few") }
      return try MajorityModel.fit(matrix, labels)
    }
  }

  @Test func `a kind that is not in the list is fitted, calibrated and read back like any`() throws
  {
    let learner = try Learner(ShareKind.self, options: ["least": "9"])
    #expect(learner.takesClasses && !learner.takesNumbers && !learner.readsFeatures)
    let estimator = Estimator(recipe: try plan().recipe, learner: learner, calibrates: true)
    func fit(_ count: Int) throws -> FittedEstimator {
      let (set, target) = try made(count).labelled(by: plan())
      return try estimator.fit(
        set.inputs, target, groups: try set.undivided(with: nil), seed: 1,
        isCancelled: { false })
    }
    let whole = try fit(20)
    #expect(whole.calibration != nil)
    let read = try learner.model(ofClasses: true, whole.model.sections)
    #expect(read.classes == ["cold", "warm"])
    #expect(throws: LearningError("too few")) { try fit(8) }
    #expect(throws: LearningError.self) {
      try learner.model(ofClasses: false, whole.model.sections)
    }
  }
}
