import ArgumentParser
import Engine
import Outcomes
import PluginKit

struct PluginTrialCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin trial",
    abstract: "Show on a sample what a new build of a validator moves.",
    discussion: """
      Beside the build that was accepted last: which conversations moved most, the distribution, \
      abstentions, tier flips, time. Nothing is stored.
      """)
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin trial hedging --sample 50", "on fifty conversations")
  ]
  static let traits: Traits = .looksOnly
  private static let shownMoves = 10

  @Argument(help: "A plugin.") var name: Plain
  @Option(help: "How many conversations; always the same ones.") var sample = 200

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(TrialPlugin(name: name.text, sample: sample)))
  }

  private func tell(_ trial: TrialPlugin.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", trial.conversations)]
    outcome.tables = [builds(now: trial.now, before: trial.comparison?.before)]
    if let comparison = trial.comparison {
      outcome.measures.append(Measure("moved", comparison.moves.count))
      if let flips = comparison.tierFlips { outcome.measures.append(Measure("tier_flips", flips)) }
      if comparison.moves.isEmpty {
        outcome.notes.append("no conversation moved")
      } else {
        outcome.tables.append(moved(comparison.moves))
      }
      if comparison.tierFlips != nil {
        outcome.notes.append("a tier flips where \(trial.metric.name) crosses a cut of the profile")
      }
      outcome.notes.append(
        "'plugin promote \(name.text)' keeps the new build, 'plugin reject' goes back")
    } else {
      outcome.notes.append("there is no build before this one to compare with")
    }
    outcome.exhibits =
      [.table("builds"), .histogram(Histogram(trial.distribution, title: trial.metric.name))]
      + outcome.tables.dropFirst().map { .table($0.name) }
    return outcome
  }

  private func builds(now: TrialPlugin.Build, before: TrialPlugin.Build?) -> Table {
    var table = Table(
      "builds",
      [
        .init("build", .text), .init("mean", .number), .init("sd", .number),
        .init("median", .number), .init("abstained", .integer), .init("failed", .integer),
        .init("ms each", .number, isVolatile: true),
      ])
    for (name, build) in [("before", before), ("now", now)] {
      guard let build else { continue }
      table.rows.append([
        .text(name), .optional(build.summary?.mean), .optional(build.summary?.deviation),
        .optional(build.summary?.median), .integer(build.abstained), .integer(build.failed),
        .number(build.secondsEach * 1000),
      ])
    }
    return table
  }

  private func moved(_ moves: [TrialPlugin.Move]) -> Table {
    Table(
      "moved",
      [
        .init("conversation", .text), .init("before", .number), .init("now", .number),
        .init("change", .number),
      ],
      rows: moves.prefix(Self.shownMoves).map {
        [.text($0.conversation), .optional($0.before), .optional($0.now), .optional($0.change)]
      })
  }
}

extension TrialFault: Worded {
  var failure: Failure {
    switch self {
    case .emptySample: Failure(.usage, "--sample takes a number above 0")
    case .noConversations:
      Failure(.usage, "there is no conversation to try it on", hint: "'load FILE' first")
    case .noMetric(let name): Failure(.failed, "\(name) has no metric")
    }
  }
}
