import Estimators
import Workspace

/// What to learn from what.
package struct LearningRequest: Sendable, Codable {
  /// A column, or a threshold on one: `overall>=0.8`.
  package var label: String
  /// The word of the label that is told from all others.
  package var positive: String?
  /// The words of the label from the lowest to the highest.
  package var order: [String]
  /// A name of ``ModelKinds``.
  package var model: String
  /// Of the model, by name.
  package var options: [String: String]
  package var features: FeatureRequest
  package var calibrates: Bool
  /// A field, `FIELD~PATTERN`, or `none`; nil as the dataset's rule or usual names say.
  package var group: String?
  package var query: String

  package init(
    label: String, positive: String? = nil, order: [String] = [], model: String = ForestKind.name,
    options: [String: String] = [:], features: FeatureRequest = FeatureRequest(),
    calibrates: Bool = false, group: String? = nil, query: String = ""
  ) {
    self.label = label
    self.positive = positive
    self.order = order
    self.model = model
    self.options = options
    self.features = features
    self.calibrates = calibrates
    self.group = group
    self.query = query
  }
}

/// Which features are taken.
package struct FeatureRequest: Sendable, Codable {
  /// Parts joined by `+`: `tfidf+counts:questions`.
  package var parts: String
  /// A case of ``FeatureRecipe/Span``.
  package var text: String
  /// Terms that are kept at most.
  package var maxFeatures: Int
  /// Lengths such as `1-2`; nil for the usual ones.
  package var ngrams: String?

  package static let usualParts = "tfidf"
  package static let usualText = FeatureRecipe.Span.all.rawValue
  package static let usualMaxFeatures = 1000

  package init(
    parts: String = usualParts, text: String = usualText, maxFeatures: Int = usualMaxFeatures,
    ngrams: String? = nil
  ) {
    self.parts = parts
    self.text = text
    self.maxFeatures = maxFeatures
    self.ngrams = ngrams
  }

  func recipe() throws -> FeatureRecipe {
    try FeatureRecipe(parts, text: text, maxFeatures: maxFeatures, ngrams: ngrams)
  }
}

extension Run {
  /// The request with its names looked up. Throws ``EstimatorFault`` and ``LearningColumnFault``.
  func plan(_ request: LearningRequest) throws -> LearningPlan {
    var rule = try LabelRule(request.label, positive: request.positive, order: request.order)
    if request.features.text != FeatureRecipe.Span.turns.rawValue { rule = try canonical(rule) }
    let recipe = try request.features.recipe()
    let estimator = Estimator(
      recipe: try resolved(recipe, without: rule),
      learner: try Learner(named: request.model, options: request.options),
      calibrates: request.calibrates)
    return LearningPlan(rule: rule, estimator: estimator)
  }

  /// The grouping of the rows that have the plan's label.
  func grouping(_ asked: String?, _ query: Query, of plan: LearningPlan) throws -> Grouping {
    if plan.recipe.span == .turns { return try grouping(asked, query) }
    return try grouping(asked, query, having: [plan.rule.column])
  }

  var isCancelled: @Sendable () -> Bool {
    { [cancellation] in cancellation.isRaised }
  }
}
