import Corpus
import Estimators
import Workspace

extension Run {
  /// The numbers of the query's conversations whose texts a model was trained on. Reads the texts
  /// of those alone that have the shape of one.
  func seen(_ query: Query, by provenance: Provenance) throws -> Set<Int64> {
    let shapes = Set(provenance.textKeys.map { $0 >> 40 & 0xFF_FFFF })
    guard !shapes.isEmpty else { return [] }
    let ids = try workspace.ids(query)
    var place = 0
    var similar: [Int64] = []
    try workspace.values(["messages", "text_bytes"], query) { row in
      let shape = Conversation.shape(
        messages: Int(row[0].number ?? 0), textBytes: Int(row[1].number ?? 0))
      if shapes.contains(shape), place < ids.count { similar.append(ids[place]) }
      place += 1
    }
    var seen: Set<Int64> = []
    var read = 0
    try workspace.conversations(ids: similar) { stored in
      read += 1
      if read.isMultiple(of: 256) { try cancellation.check() }
      if provenance.hasSeen(stored.conversation.textKey) { seen.insert(stored.id) }
      return true
    }
    return seen
  }

  /// The models that predicted `columns` and were trained on some of these rows. `seen` counts the
  /// rows whose texts are among a model's. What was predicted out of fold is left out.
  func models(
    behind columns: [String], seen: (Provenance) throws -> Int
  ) throws -> [SeenByModel] {
    let signatures = try workspace.currentSignatures()
    let models = try workspace.models()
    var told: Set<String> = []
    return try columns.compactMap { column in
      guard
        let signature = signatures.first(where: { $0.gives(column) }),
        let record = models.first(where: { $0.name == signature.validator }),
        told.insert(record.name).inserted, signature.options.isEmpty
      else { return nil }
      let count = try seen(try model(named: record.name).provenance)
      return count > 0 ? SeenByModel(model: record.name, rows: count) : nil
    }
  }
}

extension Signature {
  /// Whether a column is one of its scores, of conversations or, as `turn.NAME`, of turns.
  fileprivate func gives(_ column: String) -> Bool {
    columns.contains { $0.name == column } || turns.contains { "turn.\($0.name)" == column }
  }
}

/// A model whose scores look too good on rows that it was trained on.
package struct SeenByModel: Sendable, Equatable {
  package let model: String
  /// That it was trained on.
  package let rows: Int
}

/// What makes the columns of numbers that are read worth less than they look.
package struct ReadScores: Sendable, Equatable {
  package let seen: [SeenByModel]
  /// Conversations for which validators or models behind the columns were never run.
  package let lacking: Int
}

extension Run {
  func readScores(_ set: LearningSet, _ plan: LearningPlan, _ query: Query) throws -> ReadScores {
    ReadScores(
      seen: try models(behind: plan.recipe.columns) { provenance in
        set.keys.count { provenance.hasSeen($0) }
      },
      lacking: try lackingSources(plan.recipe, query))
  }

  /// Contents of the query for which validators or models that the recipe reads were never run.
  func lackingSources(_ recipe: FeatureRecipe, _ query: Query) throws -> Int {
    guard !recipe.columns.isEmpty else { return 0 }
    let read = Set(recipe.columns)
    let signatures = try workspace.currentSignatures().filter { signature in
      signature.columns.contains { read.contains($0.name) }
    }
    return signatures.isEmpty ? 0 : try workspace.unscoredCount(signatures, query)
  }

  /// The signatures that the recipe's columns of scores are read from, by column; a field's is
  /// empty.
  func sources(of recipe: FeatureRecipe) throws -> [String: String] {
    var sources: [String: String] = [:]
    let current = try workspace.currentSignatures()
    for column in recipe.columns {
      let signature = current.first { $0.columns.contains { $0.name == column } }
      sources[column] = signature?.digest ?? ""
    }
    return sources
  }

  /// Throws when the model reads scores that are no longer those it was trained on.
  func requireSources(of model: TrainedModel, named name: String) throws {
    let known = Set(try workspace.columns().map(\.name))
    let now = try sources(of: model.recipe)
    for column in model.recipe.columns {
      guard known.contains(column) else {
        throw ModelFault.sourceIsMissing(model: name, column: column)
      }
      guard now[column] == model.provenance.sources[column] else {
        throw ModelFault.sourceHasChanged(model: name, column: column)
      }
    }
  }
}
