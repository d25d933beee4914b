import Corpus
import Estimators
private import Foundation
import Learning
package import Outcomes
import Workspace

extension Run {
  package func models() throws -> Outcome {
    var table = Table(
      "models",
      [
        .init("model", .text), .init("kind", .text), .init("label", .text),
        .init("features", .text), .init("bytes", .integer),
        // Its last bits follow the machine's mathematical library.
        .init("digest", .text, isVolatile: true),
        .init("made", .text, isVolatile: true),
      ])
    table.rows = try workspace.models().map { model in
      [
        .text(model.name), .text(model.kind), .text(model.label), .text(model.features),
        .integer(model.bytes), .text(String(model.digest.prefix(8))), .text(model.createdAt),
      ]
    }
    var outcome = Outcome(command: "models")
    outcome.measures = [Measure("models", table.rows.count)]
    if table.rows.isEmpty {
      outcome.notes = ["there are none; 'train' makes one, 'model import' reads one"]
    } else {
      outcome.tables = [table]
    }
    return outcome
  }

  /// What a model was made of, and the features that matter most to it.
  package func modelInfo(_ name: String, limit: Int) throws -> Outcome {
    guard limit > 0 else { throw Failure(.usage, "--limit takes a number above 0") }
    let model = try model(named: name)
    var outcome = Outcome(command: "model info")
    outcome.measures = [
      Measure("rows", model.provenance.rows),
      Measure("features", model.fitted.features.union.columnCount),
    ]
    outcome.tables = [facts(model, name)]
    if let classes = model.classes, !model.provenance.classCounts.isEmpty {
      var table = Table(
        "classes", [.init("class", .text), .init(model.recipe.span.rows, .integer)])
      table.rows = zip(classes, model.provenance.classCounts).map { [.text($0), .integer($1)] }
      outcome.tables.append(table)
    }
    if let terms = model.terms(limit) { outcome.tables.append(terms) }
    return outcome
  }

  private func facts(_ model: TrainedModel, _ name: String) -> Table {
    let from = model.provenance
    var facts = Table.facts("model")
    facts.add("name", name)
    facts.add("kind", model.kind)
    if !model.options.isEmpty { facts.add("options", model.options) }
    facts.add("tells", model.rule.text + (model.positive.map { ", '\($0)'" } ?? ""))
    facts.add("features", model.recipe.text)
    facts.add("text", model.recipe.span.rawValue)
    if model.recipe.limitsFeatures { facts.add("max features", "\(model.recipe.maxFeatures)") }
    if let ngrams = model.recipe.ngrams {
      facts.add("ngrams", "\(ngrams.lowerBound)-\(ngrams.upperBound)")
    }
    facts.add(
      "trained on",
      "\(from.rows) \(model.recipe.span.rows) of " + (from.query.isEmpty ? "all" : from.query))
    if let group = from.group { facts.add("grouped by", group) }
    facts.add("calibrated", model.estimator.calibrates ? "yes" : "no")
    for (column, digest) in from.sources.sorted(by: { $0.key < $1.key }) {
      facts.add("reads \(column)", digest.shortened)
    }
    facts.add("seed", "\(from.seed)")
    facts.add("program", from.program)
    return facts
  }

  package func exportModel(_ name: String, to path: String, overwrites: Bool) throws -> Outcome {
    let bytes = try workspace.modelFile(name)
    let file = try OutputFile(path) { overwrites || Run.isModelFile($0) }
    try file.write(bytes)
    let artifact = try file.finish(rows: 1)
    var outcome = Outcome(command: "model export")
    outcome.measures = [Measure("bytes", Double(bytes.count), .bytes)]
    outcome.artifacts = [artifact]
    return outcome
  }

  private static func isModelFile(_ path: String) -> Bool {
    let head = try? FileHandle(forReadingAtPath: path)?.read(upToCount: 9)
    return head.flatMap { $0 } == Data("pe model ".utf8)
  }

  /// Reads a model's file. Nothing of it is run; a damaged or foreign one is refused.
  package func importModel(_ path: String, name: String?) throws -> Outcome {
    let name = name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    try checkModelName(name)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.precondition, "\(path): no such file, or it cannot be read")
    }
    let model: TrainedModel
    do {
      model = try TrainedModel(file: Array(data))
    } catch let error as LearningError {
      throw Failure(.failed, "\(path): \(error.message)", hint: error.hint ?? "")
    } catch is EstimatorFault {
      throw Failure(.failed, "\(path): the model is damaged", hint: "train or import it again")
    }
    let known = try workspace.models()
    let digester = Digester()
    digester.update(Array(data))
    let digest = digester.finish().hex
    if let other = known.first(where: { $0.name == name }), other.digest != digest {
      throw Failure(
        .usage, "there is another model named '\(name)'",
        hint: "give this one a name with --name, or 'model remove \(name)'")
    }
    try workspace.keep(
      model: name, kind: model.kind, label: model.rule.text, features: model.recipe.text,
      digest: digest, file: Array(data))
    var outcome = Outcome(command: "model import")
    outcome.measures = [
      Measure("features", model.fitted.features.union.columnCount),
      Measure("digest", text: String(digest.prefix(8))),
    ]
    outcome.notes = ["\(name) is a \(model.kind) for \(model.rule.text)"]
    return outcome
  }

  package func removeModel(_ name: String) throws -> Outcome {
    try workspace.remove(model: name)
    // Nobody could tell any more that a score of its is no validator's.
    try workspace.retire(validator: name)
    var outcome = Outcome(command: "model remove")
    outcome.notes = ["\(name) is removed; what it predicted stays, out of sight"]
    return outcome
  }
}

extension String {
  /// The first eight digits of a digest.
  fileprivate var shortened: String { isEmpty ? "a field" : String(prefix(8)) }
}

extension TrainedModel {
  /// What speaks most for each class, raises and lowers the number most, or divides best.
  fileprivate func terms(_ limit: Int) -> Table? {
    func cells(_ terms: [FeatureWeight]) -> [[Table.Cell]] {
      terms.map { [.text($0.name), .number($0.weight)] }
    }
    switch fitted.model.explanation(limit, names: fitted.features.union.names) {
    case .classes(let classes):
      return Table(
        "terms", [.init("class", .text), .init("term", .text), .init("weight", .number)],
        rows: classes.flatMap { name, terms in cells(terms).map { [.text(name)] + $0 } })
    case .number(let terms):
      return Table("terms", [.init("term", .text), .init("weight", .number)], rows: cells(terms))
    case .importances(let terms):
      return Table(
        "importances", [.init("term", .text), .init("importance", .number)], rows: cells(terms))
    case nil: return nil
    }
  }
}
