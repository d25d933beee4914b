import Corpus
import Formats
package import Outcomes
import PluginHost
package import PluginKit
private import Synchronization
import Validation

/// Scores the conversations of a file or of standard input and writes an assessment of each: no
/// workspace is read or written.
///
/// Answers come in the order of the conversations, in bounded memory. A record that gives no
/// conversation, and one that lost a turn, is an answer with `error` and no score.
package struct AssessFile: Operation {
  package enum Form: String, Sendable, Codable, CaseIterable {
    /// A JSON object a line, as the gateway answers `quality/validate`.
    case jsonl
    /// A row a conversation: id, tier, error, then a column a metric, `overall` with its interval.
    case csv
  }

  /// A file of any format that is read; `-` is standard input, chat messages a JSON line each, which
  /// are answered as they come.
  package var input: String
  /// `-` is standard output.
  package var output: String
  package var form: Form
  /// The built-in validators when nil.
  package var validators: [String]?
  /// The session's when nil.
  package var profile: String?
  package var withEvidence: Bool
  /// Whether a file that this program did not write gives way.
  package var overwrites: Bool

  package init(
    input: String, output: String, form: Form = .jsonl, validators: [String]? = nil,
    profile: String? = nil, withEvidence: Bool = false, overwrites: Bool = false
  ) {
    self.input = input
    self.output = output
    self.form = form
    self.validators = validators
    self.profile = profile
    self.withEvidence = withEvidence
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    /// That were scored.
    package internal(set) var conversations = 0
    /// Answers with an error in place of scores.
    package internal(set) var broken = 0
    package internal(set) var tiers: [String: Int] = [:]
    /// Of those that have an overall score.
    package var meanOverall: Double? { overalls > 0 ? sum / Double(overalls) : nil }
    /// How the file was read; nil for standard input.
    package internal(set) var report: ReadReport?
    /// Nil for standard output.
    package internal(set) var artifact: Artifact?
    var overalls = 0
    var sum = 0.0
  }

  private enum Item: Sendable {
    case conversation(Conversation)
    case broken(id: String?, line: Int, reason: String)
  }

  private struct Answers: Sendable {
    var bytes: [UInt8] = []
    var part = Result()
  }

  /// Throws ``ChoiceFault``, ``NameFault``, ``ValueFault``, ``FileFault`` and ``FormatError``.
  package func run(in run: Run) throws -> Result {
    let scoring = try run.adHocScoring(validators, profile: profile)
    let metrics = scoring.metrics
    // Before anything is read it is clear that it can be written.
    let mark = form == .csv ? Self.header(metrics) : nil
    let file =
      OutputFile.isStandardOutput(output)
      ? nil
      : try OutputFile(
        output, compression: Compression(path: output),
        isCancelled: { run.cancellation.isRaised },
        ownedWhen: { overwrites || Self.isOwn($0) })
    let sink = { (bytes: [UInt8]) throws in
      if let file { try file.write(bytes) } else { try ConversationStream.write(bytes) }
    }
    var result = Result()
    var waiting: [Int: Answers] = [:]
    var next = 0
    do {
      if let mark { try sink(Array(mark.utf8)) }
      let source = try source(run)
      try runPipeline(
        workers: run.settings.workers, produce: source.produce,
        transform: { (batch: (number: Int, items: [Item])) in
          (batch.number, try self.answers(to: batch.items, scoring, metrics, run.cancellation))
        },
        consume: { (answer: (number: Int, Answers)) in
          waiting[answer.number] = answer.1
          while let ready = waiting.removeValue(forKey: next) {
            next += 1
            result.add(ready.part)
            try sink(ready.bytes)
          }
        })
      result.report = source.report()
      result.artifact = try file?.finish(rows: result.conversations + result.broken)
    } catch is OutputFile.ReaderLeft {
    } catch is ConversationStream.ReaderLeft {
    }
    return result
  }

  private struct Source {
    let produce: @Sendable (_ emit: ((number: Int, items: [Item])) throws -> Void) throws -> Void
    let report: () -> ReadReport?
  }

  private func source(_ run: Run) throws -> Source {
    let cancellation = run.cancellation
    guard input != CorpusFile.standardInput else {
      return Source(
        produce: { emit in
          var number = 0
          try ConversationStream.batches(of: 64, isCancelled: { cancellation.isRaised }) { batch in
            let items = batch.map { entry in
              switch entry.conversation {
              case .success(let conversation): Self.item(conversation, line: entry.line)
              case .failure(let reason):
                Item.broken(
                  id: nil, line: entry.line, reason: "line \(entry.line): \(reason.reason)")
              }
            }
            try emit((number, items))
            number += 1
          }
          try cancellation.check()
        }, report: { nil })
    }
    let file = try LoadFile(path: input).open(input, in: run)
    let reading = Reading()
    return Source(
      produce: { emit in
        var number = 0
        let read = try file.read { batch in
          try cancellation.check()
          var items = batch.conversations.map { Self.item($0, line: 0) }
          items += batch.broken.map {
            .broken(id: nil, line: $0.line, reason: "line \($0.line): \($0.reason)")
          }
          for start in stride(from: 0, to: items.count, by: 64) {
            try emit((number, Array(items[start..<min(start + 64, items.count)])))
            number += 1
          }
        }
        reading.report.withLock { $0 = read.report }
      }, report: { reading.report.withLock { $0 } })
  }

  private static func item(_ conversation: Conversation, line: Int) -> Item {
    DamageMark.isSet(in: conversation.metadata)
      ? .broken(id: conversation.id, line: line, reason: "a turn or more of it is lost")
      : .conversation(conversation)
  }

  private func answers(
    to items: [Item], _ scoring: AdHocScoring, _ metrics: [String], _ cancellation: Cancellation
  ) throws -> Answers {
    var answers = Answers()
    for item in items {
      try cancellation.check()
      switch item {
      case .broken(let id, _, let reason):
        answers.part.broken += 1
        answers.bytes +=
          form == .csv ? Self.row(id ?? "", reason, metrics) : Self.line(id, reason)
      case .conversation(let conversation):
        let assessed = try scoring.assess(conversation, cancellation)
        answers.part.conversations += 1
        if let tier = assessed.tier { answers.part.tiers[tier, default: 0] += 1 }
        if let overall = assessed.lines.first(where: { $0.metric == Overall.metric })?.value {
          answers.part.overalls += 1
          answers.part.sum += overall
        }
        answers.bytes +=
          form == .csv
          ? Self.row(conversation.id, assessed, metrics)
          : line(conversation, assessed, scoring)
      }
    }
    return answers
  }

  private func line(
    _ conversation: Conversation, _ assessed: Assessed, _ scoring: AdHocScoring
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", conversation.id)
      json.member("messages", conversation.messages.count)
      json.member("signature", scoring.signature)
      json.members(of: assessed, evidence: withEvidence)
    }
    json.newline()
    return json.bytes
  }

  private static func line(_ id: String?, _ reason: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      if let id { json.member("id", id) }
      json.member("error", reason)
    }
    json.newline()
    return json.bytes
  }
}
