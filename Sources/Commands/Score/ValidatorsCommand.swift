import ArgumentParser
import Engine
import Outcomes
import PluginKit

struct ValidatorsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "validators", abstract: "List validators and their metrics.")
  static let examples = [Example("validators", "all; 'help empathy' tells about one")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    var validators = Table(
      "validators",
      [
        .init("validator", .text), .init("version", .text), .init("from", .text),
        .init("summary", .text),
      ])
    var metrics = Table(
      "metrics",
      [
        .init("metric", .text), .init("range", .text), .init("better", .text),
        .init("summary", .text),
      ])
    for entry in try await context.perform(ListValidators()) {
      validators.rows.append([
        .text(entry.name), .text(entry.version), .text(entry.origin), .text(entry.info.summary),
      ])
      metrics.rows += entry.info.metrics.map { metric in
        let range = "\(shortest(metric.range.lowerBound))–\(shortest(metric.range.upperBound))"
        return [
          .text(metric.name), .text(range), .text(metric.direction.word), .text(metric.summary),
        ]
      }
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("validators", validators.rows.count), Measure("metrics", metrics.rows.count),
    ]
    outcome.tables = [validators, metrics]
    let marked = try await context.perform(ListMarkedLabels())
    if !marked.isEmpty { outcome.tables.append(.precision(marked)) }
    outcome.notes = ["'help empathy' tells what a validator does, why, and where it fails"]
    return outcome
  }
}

extension Metric.Direction {
  /// `higher`, `lower`, or nothing for a description.
  fileprivate var word: String {
    switch self {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .descriptive: ""
    }
  }
}
