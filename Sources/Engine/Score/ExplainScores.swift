import PluginKit
import Validation
package import Workspace

/// The evidence behind a conversation's scores, computed anew from its text: validators are pure.
package struct ExplainScores: Operation {
  /// Its number in the workspace, its id, or dataset/id.
  package var reference: String
  /// A validator or a metric, alone.
  package var metric: String?
  /// Index of a message: its evidence alone.
  package var turn: Int?

  package init(reference: String, metric: String? = nil, turn: Int? = nil) {
    self.reference = reference
    self.metric = metric
    self.turn = turn
  }

  package struct Result: Sendable {
    package let stored: StoredConversation
    package let assessed: Assessed
  }

  package func run(in run: Run) throws -> Result {
    let stored = try run.workspace.conversation(reference)
    if let turn, !stored.conversation.messages.indices.contains(turn) {
      throw ValueFault.outOfRange(
        parameter: "turn", value: Double(turn), least: 0,
        most: Double(max(0, stored.conversation.messages.count - 1)))
    }
    var assessed = try run.assess(stored, by: metric)
    if let turn { assessed.evidence.removeAll { $0.message != turn } }
    if let metric, metric != Overall.metric {
      let names = try metrics(named: metric, run)
      assessed.lines.removeAll { !names.contains($0.metric) }
      assessed.evidence.removeAll { !names.contains($0.metric) }
      assessed.turns.removeAll { !names.contains($0.metric) }
    }
    return Result(stored: stored, assessed: assessed)
  }

  /// The metrics of a validator, or one metric by its own name.
  private func metrics(named name: String, _ run: Run) throws -> [String] {
    let registry = run.registry
    if let model = try run.modelEntries(of: name).first {
      return model.name == name ? model.info.metrics.map(\.name) : [name]
    }
    if let entry = registry.validators.first(where: { $0.name == name }) {
      return entry.info.metrics.map(\.name)
    }
    let metrics = registry.validators.flatMap { $0.info.metrics.map(\.name) }
    guard metrics.contains(name) else {
      throw NameFault.unknown(.explanation, name, known: metrics.sorted())
    }
    return [name]
  }
}
