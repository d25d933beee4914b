package import Corpus
private import Foundation
package import Outcomes
package import PluginHost
package import PluginKit
import Validation
import Workspace

extension Run {
  /// Runs a plugin on a sample beside the build that was accepted last, and shows what moved.
  ///
  /// The sample is pinned by the seed and the plugin's name: it is the same until the corpus
  /// changes. Nothing is stored.
  package func trial(_ name: String, sample: Int) throws -> Outcome {
    let record = try pluginRecord(name)
    let entry = try validator(named: name)
    guard let metric = entry.info.metrics.first else { throw Failure(.failed, "no metric") }
    let conversations = try pinnedSample(sample, for: name)
    guard !conversations.isEmpty else {
      throw Failure(.usage, "there is no conversation to try it on", hint: "'load FILE' first")
    }
    let now = try run(try entry.make(), on: conversations)
    let before = try accepted(record).map { try run($0, on: conversations) }

    var outcome = Outcome(command: "plugin trial")
    outcome.measures = [Measure("conversations", conversations.count)]
    outcome.tables = [summary(metric, now, before)]
    let cuts = metric.range == 0...1 ? settings.profile.cuts.map(\.least) : []
    if let before {
      let moved = moves(metric, conversations, before, now)
      outcome.measures.append(Measure("moved", moved.rows.count))
      let flips = zip(before.values(metric), now.values(metric)).count { before, now in
        level(before, cuts) != level(now, cuts)
      }
      if !cuts.isEmpty { outcome.measures.append(Measure("tier_flips", flips)) }
      if moved.rows.isEmpty {
        outcome.notes.append("no conversation moved")
      } else {
        var table = moved
        table.rows = Array(moved.rows.prefix(10))
        outcome.tables.append(table)
      }
      if !cuts.isEmpty {
        outcome.notes.append("a tier flips where \(metric.name) crosses a cut of the profile")
      }
      outcome.notes.append(
        "'plugin promote \(name)' keeps the new build, 'plugin reject' goes back")
    } else {
      outcome.notes.append("there is no build before this one to compare with")
    }
    outcome.exhibits =
      [.table("builds"), histogram(metric, now)]
      + outcome.tables.dropFirst().map { .table($0.name) }
    return outcome
  }

  private func pinnedSample(_ count: Int, for name: String) throws -> [Conversation] {
    let query = try workspace.query("")
    let total = try workspace.count(query)
    var random = SeededRandom(seed: settings.seed, step: "plugin trial \(name)")
    let chosen = Set((0..<total).shuffled(using: &random).prefix(count))
    var index = 0
    var conversations: [Conversation] = []
    try workspace.conversations(query) { stored in
      try cancellation.check()
      if chosen.contains(index) { conversations.append(stored.conversation) }
      index += 1
      return conversations.count < chosen.count
    }
    return conversations
  }

  /// The assessor of the build that was accepted last; nil when it is this one or there is none.
  private func accepted(_ record: PluginRecord) throws -> (any Assessor)? {
    guard let code = record.accepted, code != record.code, host.store.holds(code),
      try shelf.trusts(record), try shelf.trusts(record.with(code: code))
    else { return nil }
    let hosted = try host.host(try host.store.source(code), inProcess: record.isInProcess)
    guard case .validator(_, let make) = hosted.plugin.kind else { return nil }
    return try make(PluginOptions())
  }

  /// What one build gave the sample.
  private struct Run {
    let results: [Result<Assessment, AssessmentFailure>]
    let seconds: Double

    func values(_ metric: Metric) -> [Double?] {
      results.map { try? $0.get()[metric.name]?.value }
    }
  }

  private func run(_ assessor: any Assessor, on conversations: [Conversation]) throws -> Run {
    let start = ContinuousClock.now
    let results = try assessor.results(of: conversations)
    try cancellation.check()
    return Run(results: results, seconds: (ContinuousClock.now - start).seconds)
  }

  private func summary(_ metric: Metric, _ now: Run, _ before: Run?) -> Table {
    var table = Table(
      "builds",
      [
        .init("build", .text), .init("mean", .number), .init("sd", .number),
        .init("median", .number), .init("abstained", .integer), .init("failed", .integer),
        .init("ms each", .number, isVolatile: true),
      ])
    for (name, run) in [("before", before), ("now", now)] {
      guard let run else { continue }
      let values = run.values(metric).compactMap { $0 }
      let failed = run.results.count { (try? $0.get()) == nil }
      let summary = Summary(of: values)
      table.rows.append([
        .text(name), .optional(summary?.mean), .optional(summary?.deviation),
        .optional(summary?.median), .integer(run.results.count - values.count - failed),
        .integer(failed), .number(run.seconds / Double(run.results.count) * 1000),
      ])
    }
    return table
  }

  /// The conversations whose value changed, the most first.
  private func moves(
    _ metric: Metric, _ conversations: [Conversation], _ before: Run, _ now: Run
  ) -> Table {
    var table = Table(
      "moved",
      [
        .init("conversation", .text), .init("before", .number), .init("now", .number),
        .init("change", .number),
      ])
    let pairs = zip(conversations, zip(before.values(metric), now.values(metric)))
    let moved = pairs.filter { $0.1.0 != $0.1.1 }.map { conversation, values in
      (conversation.id, values.0, values.1, change(values.0, values.1))
    }
    // An abstention that comes or goes is the largest change.
    let sorted = moved.sorted { abs($0.3 ?? .infinity) > abs($1.3 ?? .infinity) }
    table.rows = sorted.map { [.text($0.0), .optional($0.1), .optional($0.2), .optional($0.3)] }
    return table
  }

  private func change(_ before: Double?, _ now: Double?) -> Double? {
    guard let before, let now else { return nil }
    return now - before
  }

  /// How many cuts a value passes; nil where there is none.
  private func level(_ value: Double?, _ cuts: [Double]) -> Int? {
    value.map { value in cuts.count { $0 <= value } }
  }

  private func histogram(_ metric: Metric, _ run: Run) -> Exhibit {
    let values = run.values(metric)
    return .histogram(
      Histogram(
        title: metric.name, unit: "conversations", values: values.map { $0 ?? .nan },
        range: range(of: metric.name), bins: 10))
  }
}

extension Table.Cell {
  static func optional(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .null }
}

extension Assessor {
  /// One result for each conversation, in order, evidence left out where that is faster.
  package func results(
    of conversations: [Conversation]
  ) throws -> [Result<Assessment, AssessmentFailure>] {
    if let batch = self as? any BatchAssessor { return try batch.scores(of: conversations) }
    return conversations.map { conversation in
      do {
        return .success(try assess(conversation.segmented()))
      } catch {
        return .failure(.refused("\(error)"))
      }
    }
  }
}
