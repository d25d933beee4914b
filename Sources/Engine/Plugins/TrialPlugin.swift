package import Corpus
import Patterns
package import PluginHost
package import PluginKit
import Validation
import Workspace

/// Runs a validator on a sample beside the build that was accepted last, and shows what moved.
///
/// The sample is pinned by the seed and the plugin's name: it is the same until the corpus changes.
/// Nothing is stored.
package struct TrialPlugin: Operation {
  package var name: String
  /// Conversations to try it on, at most; above 0.
  package var sample: Int

  package init(name: String, sample: Int) {
    self.name = name
    self.sample = sample
  }

  package struct Result: Sendable {
    /// The plugin's first metric, which all figures are of.
    package let metric: Metric
    package let conversations: Int
    package let now: Build
    /// The build in use over the sample.
    package let distribution: Distribution
    /// Nil when there is no other build to compare with.
    package let comparison: Comparison?
  }

  /// What one build gave the sample.
  package struct Build: Sendable {
    /// Nil when it gave no number.
    package let summary: Summary?
    package let abstained: Int
    package let failed: Int
    package let secondsEach: Double
  }

  package struct Comparison: Sendable {
    /// The build that was accepted last.
    package let before: Build
    /// Conversations whose value changed, the most first.
    package let moves: [Move]
    /// How many cross a cut of the profile; nil for a metric that cuts do not divide.
    package let tierFlips: Int?
  }

  /// Nil stands for an abstention or a failure.
  package struct Move: Sendable {
    /// `dataset/id`.
    package let conversation: String
    package let before: Double?
    package let now: Double?
    package var change: Double? {
      guard let before, let now else { return nil }
      return now - before
    }
  }

  /// Throws ``NameFault``, ``TrialFault``.
  package func run(in run: Run) throws -> Result {
    guard sample > 0 else { throw TrialFault.emptySample }
    let record = try run.pluginRecord(name)
    let entry = try run.validator(named: name)
    guard let metric = entry.info.metrics.first else { throw TrialFault.noMetric(name) }
    let sampled = try pinnedSample(in: run)
    let conversations = sampled.map(\.conversation)
    guard !conversations.isEmpty else { throw TrialFault.noConversations }
    let now = try Trying(try entry.make(), on: conversations, by: metric, run.cancellation)
    let before = try acceptedAssessor(record, in: run).map {
      try Trying($0, on: conversations, by: metric, run.cancellation)
    }
    let cuts = metric.range == 0...1 ? try run.profile().cuts.map(\.least) : []
    return Result(
      metric: metric, conversations: conversations.count, now: now.build,
      distribution: Distribution(
        now.values.map { $0 ?? .nan }, range: run.range(of: metric.name), bins: 10),
      comparison: before.map { before in
        Comparison(
          before: before.build, moves: moves(sampled, before, now),
          tierFlips: cuts.isEmpty
            ? nil
            : zip(before.values, now.values).count { level($0, cuts) != level($1, cuts) })
      })
  }

  private func pinnedSample(in run: Run) throws -> [Sampled] {
    let query = try run.workspace.query("")
    let total = try run.workspace.count(query)
    var random = SeededRandom(seed: run.settings.seed, step: "plugin trial \(name)")
    let chosen = Set((0..<total).shuffled(using: &random).prefix(sample))
    var index = 0
    var conversations: [Sampled] = []
    try run.workspace.conversations(query) { stored in
      try run.cancellation.check()
      if chosen.contains(index) {
        conversations.append(
          Sampled(
            name: "\(stored.dataset)/\(stored.conversation.id)", conversation: stored.conversation))
      }
      index += 1
      return conversations.count < chosen.count
    }
    return conversations
  }

  /// The assessor of the build that was accepted last; nil when it is this one or there is none.
  private func acceptedAssessor(_ record: PluginRecord, in run: Run) throws -> (any Assessor)? {
    if record.language == PluginShelf.pattern {
      return try KeptDefinition(record).accepted.map { try PatternValidator($0) }
    }
    let (host, shelf) = (run.host, run.shelf)
    guard let code = record.accepted, code != record.code, host.store.holds(code),
      try shelf.trusts(record), try shelf.trusts(record.with(code: code))
    else { return nil }
    let hosted = try host.host(try host.store.source(code), inProcess: record.isInProcess)
    guard case .validator(_, let make) = hosted.plugin.kind else { return nil }
    return try make(PluginOptions())
  }

  private func moves(
    _ conversations: [Sampled], _ before: Trying, _ now: Trying
  ) -> [Move] {
    zip(conversations, zip(before.values, now.values))
      .filter { $0.1.0 != $0.1.1 }
      .map { Move(conversation: $0.name, before: $1.0, now: $1.1) }
      // An abstention that comes or goes is the largest change.
      .sorted { abs($0.change ?? .infinity) > abs($1.change ?? .infinity) }
  }

  /// How many cuts a value passes; nil where there is none.
  private func level(_ value: Double?, _ cuts: [Double]) -> Int? {
    value.map { value in cuts.count { $0 <= value } }
  }
}

package enum TrialFault: Fault {
  case emptySample
  /// Nothing is loaded to try it on.
  case noConversations
  case noMetric(String)
}

private struct Sampled {
  let name: String
  let conversation: Conversation
}

/// One build on the sample.
private struct Trying {
  /// Of the metric, a conversation each; nil where it abstained or failed.
  let values: [Double?]
  let build: TrialPlugin.Build

  init(
    _ assessor: any Assessor, on conversations: [Conversation], by metric: Metric,
    _ cancellation: Cancellation
  ) throws {
    let start = ContinuousClock.now
    let results = try assessor.results(of: conversations)
    try cancellation.check()
    let seconds = (ContinuousClock.now - start).seconds
    values = results.map { try? $0.get()[metric.name]?.value }
    let present = values.compactMap { $0 }
    let failed = results.count { (try? $0.get()) == nil }
    build = TrialPlugin.Build(
      summary: Summary(of: present), abstained: results.count - present.count - failed,
      failed: failed, secondsEach: seconds / Double(results.count))
  }
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
