import Learning
import PluginKit

/// A model with all that predicting with it needs, as a file holds it.
package struct TrainedModel: Sendable {
  package let rule: LabelRule
  package let estimator: Estimator
  package let fitted: FittedEstimator
  package let provenance: Provenance

  package var recipe: FeatureRecipe { estimator.recipe }
  package var plan: LearningPlan { LearningPlan(rule: rule, estimator: estimator) }
  package var kind: String { estimator.learner.name }
  /// Nil for a number.
  package var classes: [String]? { fitted.model.classes }

  /// The class that the probability of two classes is of; nil when there are not two.
  package var positive: String? {
    guard let classes, classes.count == 2 else { return nil }
    return rule.positiveClass(among: classes)
  }

  package var file: [UInt8] {
    var sections = fitted.sections
    sections.merge(provenance.sections, under: "trained_on")
    return ModelFile.encode(metadata: metadata, sections: sections)
  }

  private var metadata: [String: String] {
    var metadata = recipe.metadata.merging(provenance.metadata) { $1 }
    metadata["kind"] = kind
    metadata["target"] = classes == nil ? "number" : "classes"
    metadata["label"] = rule.text
    metadata["positive"] = rule.positive
    if !rule.order.isEmpty { metadata["order"] = rule.order.joined(separator: ",") }
    metadata["options"] = options
    if estimator.calibrates { metadata["calibrated"] = "yes" }
    return metadata
  }

  /// The learner's options in canonical form; empty for none.
  package var options: String { PluginOptions(estimator.learner.options).canonical }

  package init(
    rule: LabelRule, estimator: Estimator, fitted: FittedEstimator, provenance: Provenance
  ) {
    self.rule = rule
    self.estimator = estimator
    self.fitted = fitted
    self.provenance = provenance
  }

  /// Reads a file. Throws `LearningError` for one that is damaged or foreign, and
  /// ``EstimatorFault/badDescription(_:)``.
  package init(file: [UInt8]) throws {
    let (metadata, sections) = try ModelFile.decode(file)
    guard let kind = ModelKinds.all.first(where: { $0.name == metadata["kind"] }),
      let label = metadata["label"]
    else { throw Sections.damaged("it does not say what it is for") }
    provenance = try Provenance(metadata: metadata, sections: sections.under("trained_on"))
    let options = PluginOptions(canonical: metadata["options"] ?? "")
    do {
      rule = try LabelRule(
        label, positive: metadata["positive"],
        order: metadata["order"]?.split(separator: ",").map(String.init) ?? [])
      estimator = Estimator(
        recipe: try FeatureRecipe(metadata: metadata),
        learner: try Learner(
          kind,
          options: Dictionary(
            uniqueKeysWithValues: options.names.compactMap { name in
              options[name].map { (name, $0) }
            })), calibrates: metadata["calibrated"] == "yes")
    } catch let fault as EstimatorFault {
      throw EstimatorFault.badDescription(fault)
    }
    let features = FittedFeatures(
      recipe: estimator.recipe, union: try FeatureUnion(sections: sections.under("features")))
    let model = try estimator.learner.model(
      ofClasses: metadata["target"] == "classes", sections.under("model"))
    guard model.featureCount == features.union.columnCount, features.fitsRecipe else {
      throw Sections.damaged("its model and its features have different columns")
    }
    var calibration: Calibration?
    if estimator.calibrates, let classes = model.classes {
      calibration = try Calibration(
        sections: sections.under("calibration"), classCount: classes.count)
    }
    fitted = FittedEstimator(features: features, model: model, calibration: calibration)
  }
}
