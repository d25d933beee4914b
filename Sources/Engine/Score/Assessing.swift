import Corpus
package import PluginKit
import Validation
import Workspace

/// A conversation's scores and evidence, computed for display.
package struct Assessed: Sendable {
  package struct Line: Sendable {
    package let metric: String
    package let value: Double?
    package let interval: ClosedRange<Double>?
    /// Why there is no value.
    package let absence: Absence?
    /// Whether it counts things: its range goes beyond 1.
    package internal(set) var isCount = false
  }

  package enum Absence: Sendable {
    /// In the validator's words.
    case abstained(String)
    case failed(validator: String, any Error)
  }

  /// Overall first, then in the order of the validators.
  package internal(set) var lines: [Line] = []
  /// In order of message and place.
  package internal(set) var evidence: [Evidence] = []
  /// Of the metrics that turns have numbers of, in the order of the validators.
  package internal(set) var turns: [TurnScore] = []
  package internal(set) var tier: String?
  /// What the profile left out, capped or reached, in sentences.
  package internal(set) var remarks: [String] = []
  /// Each message's text, to cut the evidence from.
  package internal(set) var texts: [String] = []
  /// What each metric counts for in the overall score.
  package internal(set) var weights: [String: Double] = [:]
}

extension Run {
  /// Runs the validators on one conversation, for its evidence.
  ///
  /// Validators are pure, so this gives the stored scores again, and nothing of the evidence needs
  /// to be kept for millions of conversations.
  func assess(_ stored: StoredConversation, by name: String? = nil) throws -> Assessed {
    try assess(stored, with: try explainers(of: name))
  }

  /// The validators that explain stored scores: the built-in ones and of the users' those that were
  /// run; or the one that `name` or its metric asks for, alone.
  func explainers(of name: String? = nil) throws -> [Explainer] {
    let current = try workspace.currentSignatures()
    let asked = registry.validators.filter { $0.name == name || name.map($0.gives) == true }
    let models = asked.isEmpty ? try modelEntries(of: name) : []
    let known = asked + (name == nil ? [] : models)
    return (known.isEmpty ? registry.validators + models : known).compactMap { entry in
      let signature = current.first { $0.validator == entry.name }
      guard entry.origin == "built-in" || signature != nil || !known.isEmpty else { return nil }
      // As it was run last, so that the numbers are the stored ones. A model has no options of its
      // own, but says there how it was kept from what it has seen.
      let isModel = entry.origin == Run.modelOrigin
      let options = PluginOptions(canonical: isModel ? "" : signature?.options ?? "")
      return Explainer(entry: entry, assessor: Result { try entry.make(options) })
    }
  }

  /// The same with validators that are made once for many conversations.
  func assess(_ stored: StoredConversation, with explainers: [Explainer]) throws -> Assessed {
    try Assessed(of: stored.conversation, by: explainers, try storedProfile(), cancellation)
  }

  /// The profile that the stored overall scores were made with; the session's before there are any.
  func storedProfile() throws -> Profile {
    let signature = try workspace.currentSignatures().first { $0.validator == Overall.metric }
    return try signature.flatMap { profile(of: $0) } ?? profile()
  }
}

extension Assessed {
  /// Runs the validators on a conversation and makes overall of what they give.
  init(
    of conversation: Conversation, by explainers: [Explainer], _ profile: Profile,
    _ cancellation: Cancellation
  ) throws {
    let conversation = conversation.segmented()
    texts = conversation.messages.map(\.text)
    var scores: [String: Score] = [:]
    for explainer in explainers {
      let assessment: Assessment
      do {
        assessment = try explainer.assessor.get().assess(conversation)
      } catch {
        try cancellation.check()
        lines += explainer.lines(for: error)
        continue
      }
      for score in assessment.scores { scores[score.metric] = score }
      lines += assessment.scores.map { score in
        var line = Assessed.Line(score)
        let metric = explainer.entry.info.metrics.first { $0.name == score.metric }
        line.isCount = metric.map { $0.range.upperBound > 1 } ?? false
        return line
      }
      turns += assessment.turns.filter { texts.indices.contains($0.message) }
      evidence += assessment.evidence.filter { texts.indices.contains($0.message) }
    }
    let overall = profile.combine(scores)
    tier = overall.tier
    remarks = overall.value == nil ? [] : overall.reasons
    weights = Dictionary(uniqueKeysWithValues: profile.weights.map { ($0.metric, $0.weight) })
    lines.insert(
      Assessed.Line(
        metric: Overall.metric, value: overall.value, interval: overall.interval,
        absence: overall.value == nil
          ? .abstained(overall.reasons.joined(separator: "; ")) : nil),
      at: 0)
    evidence.sort { ($0.message, $0.range.lowerBound) < ($1.message, $1.range.lowerBound) }
  }
}

/// A validator that is ready to explain, or why it is not.
struct Explainer: Sendable {
  let entry: RegisteredValidator
  let assessor: Result<any Assessor, any Error>

  /// Its metrics without values, when it failed.
  func lines(for error: any Error) -> [Assessed.Line] {
    entry.info.metrics.map {
      Assessed.Line(
        metric: $0.name, value: nil, interval: nil,
        absence: .failed(validator: entry.name, error))
    }
  }
}

extension Assessed.Line {
  init(_ score: Score) {
    self.init(
      metric: score.metric, value: score.value, interval: score.interval,
      absence: score.reason.map { .abstained($0) })
  }
}
