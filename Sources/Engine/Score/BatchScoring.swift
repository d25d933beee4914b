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
    var rows: [(Signature, [ScoreRow])]
    var conversations: Int
    /// Conversations on which some validator failed.
    var failures: Int
    var textBytes: Int
    /// Conversations of the whole run.
    let total: Int
  }

  let scorers: [Scorer]
  let overall: Signature?
  let profile: Profile
  let workspace: Workspace

  /// Reads on the scoring thread too, so that a text is made and freed in one place.
  func score(_ batch: PendingBatch) throws -> Result {
    let conversations = try workspace.conversations(of: batch)
    var columns = [[ScoreRow]](repeating: [], count: scorers.count)
    var totals: [ScoreRow] = []
    var result = Result(
      rows: [], conversations: conversations.count, failures: 0, textBytes: 0, total: batch.total)
    let stored = try conversations.map(stored)
    let answers = try scorers.map { try $0.answers(for: conversations, without: stored) }
    for (index, pending) in conversations.enumerated() {
      let conversation =
        segments ? pending.conversation.segmented() : pending.conversation
      result.textBytes += conversation.textBytes
      var assessed: [Score] = []
      var isWhole = true
      var hasFailed = false
      for (column, scorer) in scorers.enumerated() {
        if let known = stored[index].first(where: { $0.signature.id == scorer.signature.id }) {
          assessed += known.scores
          isWhole = isWhole && known.failure == nil
          continue
        }
        let answer =
          answers[column].map { $0[index] }
          ?? Swift.Result { try scorer.assessor.assess(conversation) }
        switch answer {
        case .success(let assessment):
          columns[column].append(ScoreRow(contentID: pending.contentID, assessment: assessment))
          assessed += assessment.scores
        case .failure(let error):
          columns[column].append(
            ScoreRow(contentID: pending.contentID, outcome: .failed("\(error)")))
          hasFailed = true
          isWhole = false
        }
      }
      if hasFailed { result.failures += 1 }
      if overall != nil {
        totals.append(
          isWhole
            ? ScoreRow(
              contentID: pending.contentID,
              overall: profile.combine(profile.inputs(among: assessed)))
            : ScoreRow(contentID: pending.contentID, outcome: .failed("a dimension failed")))
      }
    }
    result.rows = zip(scorers, columns).map { ($0.signature, $1) }
    if let overall { result.rows.append((overall, totals)) }
    return result
  }

  /// Whether anything here reads a conversation's words; workers segment for themselves.
  private var segments: Bool { scorers.contains { !($0.assessor is any BatchAssessor) } }

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

extension ScoreRow {
  fileprivate init(contentID: Int64, overall: Overall) {
    let score =
      overall.value.map { Score.measured(Overall.metric, $0, interval: overall.interval) }
      ?? .abstained(Overall.metric, because: overall.reasons.joined(separator: "; "))
    self.init(contentID: contentID, outcome: .scored([score], labels: [overall.tier]))
  }
}
