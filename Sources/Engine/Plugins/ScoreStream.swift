import Corpus
import Formats
package import Outcomes
import PluginHost
import PluginKit

extension Run {
  /// Scores conversations from standard input to standard output, a JSON line each, in order and in
  /// constant memory.
  package func score(
    using names: [String]?, options: [String: String], withEvidence: Bool
  ) throws -> Outcome {
    let scorers = try scorers(names, options: options)
    let cancellation = cancellation
    var total = 0
    var broken = 0
    var waiting: [Int: [UInt8]] = [:]
    var next = 0
    do {
      try runPipeline(
        workers: settings.workers,
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
          let answers = try Self.answers(to: batch, scorers, withEvidence)
          try cancellation.check()
          return (number, answers)
        },
        consume: { (answer: (number: Int, (bytes: [UInt8], total: Int, broken: Int))) in
          waiting[answer.number] = answer.1.bytes
          total += answer.1.total
          broken += answer.1.broken
          while let bytes = waiting.removeValue(forKey: next) {
            try ConversationStream.write(bytes)
            next += 1
          }
        })
    } catch is ConversationStream.ReaderLeft {
      // It has seen enough.
      return Outcome(command: "score")
    }
    var outcome = Outcome(command: "score")
    if broken > 0 {
      outcome.failure = Failure(
        .failed, "\(broken) of \(total) lines hold no conversation; each was answered with an error"
      )
    }
    return outcome
  }

  private static func answers(
    to batch: [ConversationStream.Entry], _ scorers: [Scorer], _ withEvidence: Bool
  ) throws -> (bytes: [UInt8], total: Int, broken: Int) {
    var json = JSONWriter()
    var broken = 0
    let conversations = batch.compactMap { try? $0.conversation.get().segmented() }
    let columns = try scorers.map { scorer in
      withEvidence
        ? conversations.map { conversation in Result { try scorer.assessor.assess(conversation) } }
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
          case .failure(let error): failure = "\(scorer.name): \(error)"
          }
        }
        index += 1
        if let failure {
          ConversationStream.write(failure: failure, id: conversation.id, to: &json)
        } else {
          ConversationStream.write(
            assessment, id: conversation.id, withEvidence: withEvidence, to: &json)
        }
      }
    }
    return (json.bytes, batch.count, broken)
  }
}
