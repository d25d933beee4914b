package import Corpus
import PluginHost
import PluginKit
import Synchronization
import Validation
import Workspace

/// How many conversations are read, scored and stored at once.
///
/// Many where scoring takes microseconds. A plugin may take seconds for each, and what an interrupt
/// loses is a batch: so workers begin with few, and go on with about half a second's worth.
final class BatchSize: Sendable {
  private static let greatest = 512
  private let size: Atomic<Int>
  private let adapts: Bool

  init(startsSmall: Bool) {
    adapts = startsSmall
    size = Atomic(startsSmall ? 4 : BatchSize.greatest)
  }

  var current: Int { size.load(ordering: .relaxed) }

  /// From any thread.
  func adapt(to count: Int, in seconds: Double) {
    guard adapts, count > 0 else { return }
    let wanted = Double(count) * 0.5 / max(seconds, 1e-6)
    let next = min(wanted, Double(4 * count), Double(BatchSize.greatest))
    size.store(max(1, Int(next)), ordering: .relaxed)
  }
}

/// Scores a batch of conversations; used by several threads at once.
struct BatchScoring: Sendable {
  struct Result: Sendable {
    /// Of the scorers, and then of overall where it is computed.
    var blocks: [ScoreBlock]
    var conversations: Int
    var failures = 0
    var textBytes = 0
    /// Conversations of the whole run.
    let total: Int
  }

  let scorers: [Scorer]
  let overall: Signature?
  let profile: Profile
  let workspace: Workspace
  private let assessors: [any Assessor]
  /// Whether anything here reads a conversation's words; workers segment for themselves.
  private let segments: Bool
  /// What the profile reads: a metric with the scorer that gives it.
  private let inputs: [(metric: String, scorer: Int)]

  init(scorers: [Scorer], overall: Signature?, profile: Profile, workspace: Workspace) {
    self.scorers = scorers
    self.overall = overall
    self.profile = profile
    self.workspace = workspace
    assessors = scorers.map(\.assessor)
    segments = scorers.contains { !($0.assessor is any BatchAssessor) }
    inputs = profile.reads.compactMap { metric in
      scorers.firstIndex { $0.info.metrics.contains { $0.name == metric } }.map { (metric, $0) }
    }
  }

  /// Reads on the scoring thread too, so that a text is made and freed in one place.
  func score(_ batch: PendingBatch) throws -> Result {
    let conversations = try workspace.conversations(of: batch)
    var blocks = scorers.map { ScoreBlock($0.signature) }
    var totals = overall.map { ScoreBlock($0) }
    var result = Result(blocks: [], conversations: conversations.count, total: batch.total)
    let stored = try conversations.map(stored)
    let answers = try scorers.map { try $0.answers(for: conversations, without: stored) }
    var assessed = [[Score]](repeating: [], count: scorers.count)
    for index in conversations.indices {
      let content = conversations[index].contentID
      let conversation =
        segments
        ? conversations[index].conversation.segmented() : conversations[index].conversation
      result.textBytes += conversation.textBytes
      var isWhole = true
      for column in assessors.indices {
        if !stored[index].isEmpty,
          let known = stored[index].first(where: {
            $0.signature.id == scorers[column].signature.id
          })
        {
          assessed[column] = known.scores
          isWhole = isWhole && known.failure == nil
          continue
        }
        do {
          let assessment =
            try answers[column]?[index].get() ?? assessors[column].assess(conversation)
          blocks[column].append(
            contentID: content, scores: assessment.scores, labels: [], turns: assessment.turns)
          assessed[column] = assessment.scores
        } catch {
          blocks[column].append(contentID: content, failure: "\(error)")
          assessed[column] = []
          result.failures += 1
          isWhole = false
        }
      }
      totals?.append(contentID: content, isWhole ? combined(assessed) : nil)
    }
    result.blocks = blocks + (totals.map { [$0] } ?? [])
    return result
  }

  private func combined(_ assessed: [[Score]]) -> Overall {
    var scores: [String: Score] = [:]
    scores.reserveCapacity(inputs.count)
    for (metric, scorer) in inputs {
      scores[metric] = assessed[scorer].first { $0.metric == metric }
    }
    return profile.combine(scores)
  }

  /// What need not be computed again, in the usual case nothing.
  private func stored(_ pending: PendingConversation) throws -> [StoredScores] {
    let isNew = scorers.indices.allSatisfy { pending.missing.contains($0) }
    return isNew
      ? []
      : try workspace.scores(contentID: pending.contentID)
        .filter { !$0.scores.isEmpty || $0.failure != nil }
  }
}

extension Scorer {
  /// What workers say of a batch at once; nil for an assessor that takes one at a time.
  ///
  /// A conversation that has a stored score is not asked about; its place holds a failure.
  fileprivate func answers(
    for conversations: [PendingConversation], without stored: [[StoredScores]]
  ) throws -> [Result<Assessment, any Error>]? {
    guard let assessor = assessor as? any BatchAssessor else { return nil }
    let asked = conversations.indices.filter { index in
      !stored[index].contains { $0.signature.id == signature.id }
    }
    let given = try assessor.scores(of: asked.map { conversations[$0].conversation })
    var answers = [Result<Assessment, any Error>](
      repeating: .failure(CancellationError()), count: conversations.count)
    for (index, answer) in zip(asked, given) { answers[index] = answer.mapError { $0 } }
    return answers
  }
}

extension Conversation {
  /// Bytes of UTF-8 in its messages' texts.
  package var textBytes: Int { messages.reduce(0) { $0 + $1.text.utf8.count } }
}

extension ScoreBlock {
  /// `overall` nil when a dimension failed.
  fileprivate mutating func append(contentID: Int64, _ overall: Overall?) {
    guard let overall else { return append(contentID: contentID, failure: "a dimension failed") }
    let score =
      overall.value.map { Score.measured(Overall.metric, $0, interval: overall.interval) }
      ?? .abstained(Overall.metric, because: overall.reasons.joined(separator: "; "))
    append(contentID: contentID, scores: [score], labels: [overall.tier])
  }
}
