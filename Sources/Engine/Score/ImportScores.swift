import Corpus
import Formats
import PluginHost
import PluginKit
import Workspace

/// Stores what `score` answered elsewhere, under the signatures that it was computed with: the same
/// scores, bit for bit, as if they had been computed here.
///
/// Answers find their conversations by content, whatever these are called. What was stored before is
/// replaced by the same. One transaction some thousand answers; those before an interruption stay.
package struct ImportScores: Operation {
  /// Files of answers: JSON Lines, packed or not, or Parquet.
  package var paths: [String]
  /// `NAME.OPTION` to its value, as they were when the answers were computed.
  package var options: [String: String]

  package init(paths: [String], options: [String: String] = [:]) {
    self.paths = paths
    self.options = options
  }

  package struct Result: Sendable {
    /// Places in the files of one kind.
    package struct Places: Sendable {
      package private(set) var count = 0
      /// The first of them.
      package private(set) var first: [(path: String, line: Int, what: String)] = []

      mutating func add(_ path: String, _ line: Int, _ what: String) {
        count += 1
        if first.count < 5 { first.append((path, line, what)) }
      }
    }

    package internal(set) var answers = 0
    package internal(set) var stored = 0
    package internal(set) var validators: [String] = []
    /// No conversation here has the content.
    package internal(set) var unknown = Places()
    /// Told by an error instead of scores.
    package internal(set) var failed = Places()
    /// What is no answer.
    package internal(set) var broken = Places()
  }

  /// Throws ``SignedFault``, and ``ChoiceFault``, ``NameFault`` for validators that are not here.
  package func run(in run: Run) throws -> Result {
    let cancellation = run.cancellation
    var result = Result()
    var storing: SignedStoring?
    for path in paths {
      try JSONLines(path, isInterrupted: { cancellation.isRaised }).read { line, value in
        try cancellation.check()
        result.answers += 1
        switch value {
        case .failure(let reason): result.broken.add(path, line, reason.reason)
        case .success(let value):
          if let error = SignedAnswer.refusal(value) { return result.failed.add(path, line, error) }
          guard let stamp = AnswerStamp(value) else { throw SignedFault.unsigned(path, line: line) }
          if storing?.signatures != stamp.signatures {
            try storing?.flush(&result)
            storing = try SignedStoring(stamp.signatures, options, run)
          }
          do {
            try storing?.add(value, stamp.content, path, line, &result)
          } catch let failure as AssessmentFailure {
            result.broken.add(path, line, failure.description)
          }
        }
      }
    }
    try storing?.flush(&result)
    return result
  }
}

/// Answers that cannot be stored at all.
package enum SignedFault: Fault {
  /// It does not say what was scored and by what.
  case unsigned(String, line: Int)
  /// Another version, build or options of the validator.
  case otherBuild(String)
}

/// Stores answers of one set of validators.
private struct SignedStoring {
  let signatures: [AnswerStamp.Signed]
  private let scorers: [Scorer]
  private let workspace: Workspace
  private var waiting: [(content: Int64, path: String, line: Int, answers: [Assessment])] = []

  private static let most = 4096

  init(_ signatures: [AnswerStamp.Signed], _ options: [String: String], _ run: Run) throws {
    scorers = try run.scorers(signatures.map(\.validator), options: options)
    for (scorer, signed) in zip(scorers, signatures)
    where scorer.signature.digest != signed.digest {
      throw SignedFault.otherBuild(signed.validator)
    }
    self.signatures = signatures
    workspace = run.workspace
    try workspace.makeCurrent(scorers.map(\.signature))
  }

  mutating func add(
    _ value: JSONValue, _ content: Int64, _ path: String, _ line: Int,
    _ result: inout ImportScores.Result
  ) throws {
    let answers = try SignedAnswer.assessments(value, scorers.map(\.info))
    waiting.append((content, path, line, answers))
    if waiting.count >= Self.most { try flush(&result) }
  }

  mutating func flush(_ result: inout ImportScores.Result) throws {
    let known = try workspace.contents(withKeys: waiting.map(\.content))
    var blocks = scorers.map { ScoreBlock($0.signature) }
    var seen: Set<Int64> = []
    for (content, path, line, answers) in waiting {
      guard let id = known[content] else {
        result.unknown.add(path, line, "")
        continue
      }
      // Conversations with one content have one score.
      guard seen.insert(id).inserted else {
        result.stored += 1
        continue
      }
      for (place, answer) in answers.enumerated() {
        blocks[place].append(contentID: id, scores: answer.scores, labels: [], turns: answer.turns)
      }
      result.stored += 1
    }
    waiting = []
    try workspace.store(blocks)
    for scorer in scorers where !result.validators.contains(scorer.name) {
      result.validators.append(scorer.name)
    }
  }
}
