import Corpus
import Formats
import PluginHost
import PluginKit
import Workspace

/// Scores conversations from standard input to standard output, a JSON line each, in order and in
/// constant memory.
package struct ScoreStream: Operation {
  /// The built-in validators when nil.
  package var validators: [String]?
  /// `NAME.OPTION` to its value.
  package var options: [String: String]
  package var withEvidence: Bool
  /// Whether answers say what was scored and by what, for ``ImportScores``.
  package var isSigned: Bool

  package init(
    validators: [String]? = nil, options: [String: String] = [:], withEvidence: Bool = false,
    isSigned: Bool = false
  ) {
    self.validators = validators
    self.options = options
    self.withEvidence = withEvidence
    self.isSigned = isSigned
  }

  package struct Result: Sendable {
    /// Lines that were answered.
    package internal(set) var lines = 0
    /// Of those, lines that hold no conversation; each was answered with an error.
    package internal(set) var broken = 0
    /// Whether whoever read the answers had seen enough.
    package internal(set) var isReaderGone = false
  }

  /// Throws ``ChoiceFault``, ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let scorers = try run.scorers(validators, options: options)
    let cancellation = run.cancellation
    let withEvidence = withEvidence
    let signatures =
      isSigned ? scorers.map { AnswerStamp.Signed($0.name, $0.signature.digest) } : nil
    var result = Result()
    var waiting: [Int: [UInt8]] = [:]
    var next = 0
    do {
      try runPipeline(
        workers: run.settings.workers,
        produce: { emit in
          var number = 0
          try ConversationStream.batches(of: 256, isCancelled: { cancellation.isRaised }) { batch in
            try emit((number, batch))
            number += 1
          }
          try cancellation.check()
        },
        transform: { (number: Int, batch: [ConversationStream.Entry]) in
          try cancellation.check()
          let answers = try Self.answers(to: batch, scorers, withEvidence, signatures)
          try cancellation.check()
          return (number, answers)
        },
        consume: { (answer: (number: Int, (bytes: [UInt8], total: Int, broken: Int))) in
          waiting[answer.number] = answer.1.bytes
          result.lines += answer.1.total
          result.broken += answer.1.broken
          while let bytes = waiting.removeValue(forKey: next) {
            try ConversationStream.write(bytes)
            next += 1
          }
        })
    } catch is ConversationStream.ReaderLeft {
      result.isReaderGone = true
    }
    return result
  }

  private static func answers(
    to batch: [ConversationStream.Entry], _ scorers: [Scorer], _ withEvidence: Bool,
    _ signatures: [AnswerStamp.Signed]?
  ) throws -> (bytes: [UInt8], total: Int, broken: Int) {
    var json = JSONWriter()
    var broken = 0
    let digester = Digester()
    let conversations = batch.compactMap { try? $0.conversation.get().segmented() }
    let columns = try scorers.map { scorer in
      withEvidence
        ? conversations.map { conversation in
          Swift.Result { try scorer.assessor.assess(conversation) }
        }
        : try scorer.assessor.results(of: conversations).map { $0.mapError { $0 as any Error } }
    }
    var index = 0
    for entry in batch {
      switch entry.conversation {
      case .failure(let reason):
        broken += 1
        ConversationStream.write(
          failure: "line \(entry.line): \(reason.reason)", id: nil, to: &json)
      case .success(let conversation):
        var assessment = Assessment()
        var failure: String?
        for (column, scorer) in zip(columns, scorers) {
          switch column[index] {
          case .success(let part):
            assessment.scores += part.scores
            assessment.evidence += part.evidence
            assessment.turns += part.turns
          case .failure(let error): failure = "\(scorer.name): \(error)"
          }
        }
        index += 1
        if let failure {
          ConversationStream.write(failure: failure, id: conversation.id, to: &json)
        } else {
          ConversationStream.write(
            assessment, id: conversation.id, withEvidence: withEvidence,
            stamp: signatures.map {
              AnswerStamp(content: conversation.contentKey(digester), signatures: $0)
            }, to: &json)
        }
      }
    }
    return (json.bytes, batch.count, broken)
  }
}
