import Estimators
import PluginKit
import Workspace

/// What a model of turns said of each turn, as it is stored, beside the turn's label.
package struct ListTurnPredictions: Operation {
  package var name: String
  package var query: String

  package init(name: String, query: String = "") {
    self.name = name
    self.query = query
  }

  package struct Row: Sendable {
    package let dataset: String
    package let id: String
    package let turn: Int
    /// Nil where the turn has none.
    package let label: String?
    /// Nil for numbers.
    package let predicted: String?
    /// The predicted word's probability, or the number.
    package let value: Double
    package let text: String
  }

  package struct Result: Sendable {
    /// The first of them.
    package let rows: [Row]
    package let total: Int
  }

  private static let mostRows = 10_000

  /// Throws ``ModelFault``.
  package func run(in run: Run) throws -> Result {
    let model = try run.model(named: name)
    let scores = try model.scores(name)
    guard model.recipe.span == .turns else { throw ModelFault.isOfConversations(name) }
    let places = Dictionary(uniqueKeysWithValues: zip(scores.names, scores.names.indices))
    var rows: [Row] = []
    var total = 0
    try run.workspace.conversations(try run.workspace.query(query), withTurns: true) { stored in
      try run.cancellation.check()
      var best: [Int: (place: Int, value: Double)] = [:]
      for turn in stored.turns {
        guard let place = places[turn.metric] else { continue }
        if let known = best[turn.message], known.value >= turn.value { continue }
        best[turn.message] = (place, turn.value)
      }
      total += best.count
      for (message, found) in best.sorted(by: { $0.key < $1.key })
      where rows.count < Self.mostRows {
        let said = stored.conversation.messages[message]
        rows.append(
          Row(
            dataset: stored.dataset, id: stored.conversation.id, turn: message,
            label: said.metadata[model.rule.column].flatMap { LabelValue($0).plainText },
            predicted: model.classes?[found.place], value: found.value, text: said.text))
      }
      return true
    }
    return Result(rows: rows, total: total)
  }
}
