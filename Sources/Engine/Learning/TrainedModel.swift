import Corpus
import Learning
import Outcomes
import PluginKit
import Workspace

/// A model with all that predicting with it needs, as a file holds it.
struct TrainedModel: Sendable {
  let rule: LabelRule
  let estimator: Estimator
  let fitted: FittedEstimator
  let provenance: Provenance

  var recipe: FeatureRecipe { estimator.recipe }
  var kind: ModelKind { estimator.learner.kind }
  /// Nil for a number.
  var classes: [String]? { fitted.model.classes }

  /// The class that the probability of two classes is of; nil when there are not two.
  var positive: String? {
    guard let classes, classes.count == 2 else { return nil }
    return rule.positiveClass(among: classes)
  }

  var file: [UInt8] {
    var sections = fitted.sections
    sections.merge(provenance.sections, under: "trained_on")
    return ModelFile.encode(metadata: metadata, sections: sections)
  }

  var metadata: [String: String] {
    var metadata = recipe.metadata.merging(provenance.metadata) { $1 }
    metadata["kind"] = kind.rawValue
    metadata["target"] = classes == nil ? "number" : "classes"
    metadata["label"] = rule.text
    metadata["positive"] = rule.positive
    if !rule.order.isEmpty { metadata["order"] = rule.order.joined(separator: ",") }
    metadata["options"] = PluginOptions(estimator.learner.options).canonical
    if estimator.calibrates { metadata["calibrated"] = "yes" }
    return metadata
  }

  init(
    rule: LabelRule, estimator: Estimator, fitted: FittedEstimator, provenance: Provenance
  ) {
    self.rule = rule
    self.estimator = estimator
    self.fitted = fitted
    self.provenance = provenance
  }

  /// Reads a file. Throws a sentence for one that is damaged, foreign, or of something else.
  init(file: [UInt8]) throws {
    let (metadata, sections) = try ModelFile.decode(file)
    guard let kind = ModelKind(rawValue: metadata["kind"] ?? ""), let label = metadata["label"]
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
    } catch let failure as Failure {
      throw Sections.damaged(failure.message)
    }
    let features = FittedFeatures(
      recipe: estimator.recipe, union: try FeatureUnion(sections: sections.under("features")))
    let model = try FittedModel(
      kind, ofClasses: metadata["target"] == "classes", sections: sections.under("model"))
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

extension FittedFeatures {
  /// Whether the blocks are those that the recipe makes, so that rows made by it have their columns.
  var fitsRecipe: Bool {
    let expected = recipe.parts.flatMap { part -> [String] in
      if part.numbers != nil { return [part.block] }
      return [part.block] + (recipe.span == .turns ? ["before \(part.block)"] : [])
    }
    let numbers = union.blocks.flatMap { block -> [String] in
      if case .numbers(let numbers) = block.features { numbers.names } else { [] }
    }
    return union.blocks.map(\.name) == expected && numbers == recipe.numbers
  }
}
