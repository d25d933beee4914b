import Corpus
import Learning
import PluginKit
import Workspace

/// A model with all that predicting with it needs, as a file holds it.
struct TrainedModel: Sendable {
  let kind: ModelKind
  let rule: LabelRule
  /// In canonical form, `trees=50,min-leaf=2`.
  let options: [String: String]
  let features: FittedFeatures
  let model: FittedModel
  /// Rows that it was fitted on.
  let rows: Int
  let seed: UInt64
  /// The signatures behind its columns of numbers, by column.
  let sources: [String: String]

  var recipe: FeatureRecipe { features.recipe }

  /// The class that the probability of two classes is of; nil when there are not two.
  var positive: String? {
    guard let classes = model.classes, classes.count == 2 else { return nil }
    return rule.positiveClass(among: classes)
  }

  var file: [UInt8] {
    var sections = Sections()
    sections.merge(features.union.sections, under: "features")
    sections.merge(model.sections, under: "model")
    return ModelFile.encode(metadata: metadata, sections: sections)
  }

  var metadata: [String: String] {
    var metadata = recipe.metadata
    metadata["kind"] = kind.rawValue
    metadata["target"] = model.classes == nil ? "number" : "classes"
    metadata["label"] = rule.text
    metadata["positive"] = rule.positive
    if !rule.order.isEmpty { metadata["order"] = rule.order.joined(separator: ",") }
    metadata["options"] = PluginOptions(options).canonical
    metadata["rows"] = String(rows)
    metadata["seed"] = String(seed)
    metadata["program"] = "pe \(Version.number)"
    for (column, digest) in sources { metadata["source.\(column)"] = digest }
    return metadata
  }

  /// Reads a file. Throws a sentence for one that is damaged, foreign, or of something else.
  init(file: [UInt8]) throws {
    let (metadata, sections) = try ModelFile.decode(file)
    guard let kind = ModelKind(rawValue: metadata["kind"] ?? ""), let label = metadata["label"],
      let rows = metadata["rows"].flatMap({ Int($0) }),
      let seed = metadata["seed"].flatMap({ UInt64($0) })
    else { throw Sections.damaged("it does not say what it was trained on") }
    self.kind = kind
    self.rows = rows
    self.seed = seed
    let recipe: FeatureRecipe
    do {
      rule = try LabelRule(
        label, positive: metadata["positive"],
        order: metadata["order"]?.split(separator: ",").map(String.init) ?? [])
      recipe = try FeatureRecipe(metadata: metadata)
    } catch let failure as Failure {
      throw Sections.damaged(failure.message)
    }
    features = FittedFeatures(
      recipe: recipe, union: try FeatureUnion(sections: sections.under("features")))
    model = try FittedModel(
      kind, ofClasses: metadata["target"] == "classes", sections: sections.under("model"))
    guard model.featureCount == features.union.columnCount, features.fitsRecipe else {
      throw Sections.damaged("its model and its features have different columns")
    }
    let given = PluginOptions(canonical: metadata["options"] ?? "")
    options = Dictionary(
      uniqueKeysWithValues: given.names.compactMap { name in given[name].map { (name, $0) } })
    sources = Dictionary(
      uniqueKeysWithValues: metadata.compactMap { name, digest in
        name.hasPrefix("source.") ? (String(name.dropFirst(7)), digest) : nil
      })
  }

  init(
    kind: ModelKind, rule: LabelRule, options: [String: String], features: FittedFeatures,
    model: FittedModel, rows: Int, seed: UInt64, sources: [String: String]
  ) {
    self.kind = kind
    self.rule = rule
    self.options = options
    self.features = features
    self.model = model
    self.rows = rows
    self.seed = seed
    self.sources = sources
  }
}

extension FittedFeatures {
  /// Whether the blocks are those that the recipe makes, so that rows made by it have their columns.
  var fitsRecipe: Bool {
    let expected = recipe.parts.flatMap { part -> [String] in
      if case .counts = part { return [part.block] }
      return [part.block] + (recipe.span == .turns ? ["before \(part.block)"] : [])
    }
    let numbers = union.blocks.flatMap { block -> [String] in
      if case .numbers(let numbers) = block.features { numbers.names } else { [] }
    }
    return union.blocks.map(\.name) == expected && numbers == recipe.columns
  }
}
