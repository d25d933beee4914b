import Corpus
import Formats
package import PluginKit

/// An exporter in a worker process. The bytes come back to the host, which alone touches the file.
package struct WorkerExportWriter: ExportWriter {
  private let worker: WorkerProcess
  private let name: String
  private let options: PluginOptions
  private var metrics: [String] = []

  package init(
    _ launch: WorkerLaunch, _ description: PluginDescription, _ options: PluginOptions
  ) throws {
    worker = try WorkerProcess(launch)
    name = description.name
    self.options = options
    guard worker.description == description else {
      throw PluginFailure(
        "'\(name)' says other things of itself than when it was added",
        hint: "add it again with 'plugin add'")
    }
  }

  package mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws {
    self.metrics = metrics
    var json = JSONWriter()
    json.start(options) { json in
      json.key("metrics")
      json.array { json in for metric in metrics { json.string(metric) } }
      if !turnMetrics.isEmpty {
        json.key("turn_metrics")
        json.array { json in for metric in turnMetrics { json.string(metric) } }
      }
      guard !fields.isEmpty else { return }
      json.key("fields")
      json.array { json in
        for field in fields {
          json.object { json in
            json.key("key")
            json.string(field.key)
            json.key("of_messages")
            json.flag(field.isOfMessages)
            json.key("is_text")
            json.flag(field.isText)
          }
        }
      }
    }
    try ask(json.bytes, about: nil, &sink)
  }

  package mutating func write(
    _ item: ScoredConversation, into sink: inout some ExportSink
  ) throws {
    var json = JSONWriter()
    ExportLine.write(item, metrics, to: &json)
    try ask(json.bytes, about: item.conversation.id, &sink)
  }

  package mutating func finish(into sink: inout some ExportSink) throws {
    var json = JSONWriter()
    json.object { json in
      json.key("finish")
      json.flag(true)
    }
    try ask(json.bytes, about: nil, &sink)
    worker.close()
  }

  private func ask(_ line: [UInt8], about id: String?, _ sink: inout some ExportSink) throws {
    let isStart = id == nil
    let exchange = worker.exchange(LineBatch([line]), window: 1) {
      _, answer throws(AssessmentFailure) -> (String?, String?, String) in
      let text = answer["text"]?.text?.string
      let (refusal, error) = (answer["refuse"]?.plain, answer["error"]?.plain)
      let isReady = isStart && answer["ready"]?.kind == .yes && answer["text"] == nil
      guard text != nil || refusal != nil || error != nil || isReady else {
        throw .nonsense("answered without 'text', 'refuse' or 'error'")
      }
      return (refusal, error, text ?? "")
    }
    let (refusal, error, text) = exchange.answers.first ?? (nil, nil, "")
    if let refusal { throw ExportRefusal(refusal) }
    if let reason = error ?? exchange.stop.map({ "it \($0.reason)" }) {
      if exchange.stop?.isCancelled == true { throw WorkersInterrupted() }
      let place = id.map { " on conversation \($0)" } ?? ""
      throw PluginFailure("exporter '\(name)' failed\(place): \(reason)")
    }
    if !text.isEmpty { try sink.write(text) }
  }
}

/// A conversation beside its scores as one JSON object, on its way to an exporter's process.
enum ExportLine {
  static func write(_ item: ScoredConversation, _ metrics: [String], to json: inout JSONWriter) {
    json.object { json in
      json.member("dataset", item.dataset)
      json.key("conversation")
      ConversationLine.write(item.conversation, to: &json)
      json.key("assessment")
      AssessmentLine.write(
        Assessment(
          scores: zip(metrics, item.scores).map { metric, score in
            score.map { .measured(metric, $0) } ?? .abstained(metric, because: "no score")
          }, evidence: item.evidence, turns: item.turns),
        id: item.conversation.id, withEvidence: true, to: &json)
      json.key("tier")
      if let tier = item.tier { json.string(tier) } else { json.null() }
    }
  }

  /// Reads them in the process.
  struct Reader {
    let metrics: [String]
    private var conversations = ConversationLine.Reader()

    init(metrics: [String]) { self.metrics = metrics }

    /// Nil for the line that ends the export.
    mutating func read(_ value: JSONValue) throws(BrokenReason) -> ScoredConversation? {
      if value["finish"] != nil { return nil }
      guard let object = value["conversation"] else {
        throw BrokenReason("there is no conversation in it")
      }
      let conversation = try conversations.read(object, number: 1)
      let scores = value["assessment"]?["scores"]
      return ScoredConversation(
        dataset: value["dataset"]?.text?.string ?? "", conversation: conversation,
        scores: metrics.map { scores?[$0]?.double }, tier: value["tier"]?.text?.string,
        evidence: value["assessment"].map(AssessmentLine.evidence) ?? [],
        turns: value["assessment"].map(AssessmentLine.turns) ?? [])
    }
  }
}
