import ArgumentParser
import Engine
import Estimators
import Learning
import Outcomes

struct ModelInfoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "model info", abstract: "Tell what a model was made of and what matters to it.",
    discussion: """
      The terms that speak most for each class with their weights, or the importances of a forest. \
      Beside hashed terms stand the words of the corpus that fall into them.
      """)
  static let completes: [WordKind] = [.models]
  static let examples = [Example("model info fine --limit 5", "five terms a class")]
  static let traits: Traits = .looksOnly

  @Argument(help: "A model.") var name: Plain
  @Option(help: "Terms of each class.") var limit = DescribeModel.usualLimit

  func outcome(in context: Context) async throws -> Outcome {
    let described = try await context.perform(DescribeModel(name: name.text, limit: limit))
    let model = described.model
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("rows", model.provenance.rows),
      Measure("features", model.fitted.features.union.columnCount),
    ]
    outcome.tables = [facts(model)]
    if model.classes != nil, !model.provenance.classCounts.isEmpty {
      outcome.tables.append(.classes(of: model))
    }
    if let explanation = described.explanation {
      outcome.tables.append(terms(explanation, described.words))
      if !described.words.isEmpty {
        outcome.notes.append(
          "a term behind # is a bucket of hashed terms: the words of it that are said most stand "
            + "beside it")
      }
    }
    return outcome
  }

  private func facts(_ model: TrainedModel) -> Table {
    let from = model.provenance
    var facts = Table.facts("model")
    facts.add("name", name.text)
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
      facts.add("reads \(column)", digest.isEmpty ? "a field" : String(digest.prefix(8)))
    }
    facts.add("seed", "\(from.seed)")
    facts.add("program", from.program)
    return facts
  }

  private func terms(
    _ explanation: FittedModel.Explanation, _ words: [String: [String]]
  ) -> Table {
    func cells(_ terms: [FeatureWeight]) -> [[Table.Cell]] {
      terms.map { term in
        let words = words[term.name].map { " (\($0.joined(separator: ", ")))" } ?? ""
        return [.text(term.name + words), .number(term.weight)]
      }
    }
    switch explanation {
    case .classes(let classes):
      return Table(
        "terms", [.init("class", .text), .init("term", .text), .init("weight", .number)],
        rows: classes.flatMap { name, terms in cells(terms).map { [.text(name)] + $0 } })
    case .number(let terms):
      return Table("terms", [.init("term", .text), .init("weight", .number)], rows: cells(terms))
    case .importances(let terms):
      return Table(
        "importances", [.init("term", .text), .init("importance", .number)], rows: cells(terms))
    }
  }
}
