import PluginKit

/// JSONL in the dialect of chat models.
struct MessagesExporter: Exporter {
  static let info = ExporterInfo(
    summary: "JSONL, a conversation a line as messages of role and content",
    fileExtensions: ["jsonl", "ndjson"],
    options: [
      OptionInfo("scores", "whether each line has its scores and tier", default: "false")
    ],
    readsBack: true,
    manual: Manual(
      whatItDoes: """
        Writes `{"id": …, "messages": [{"role": …, "content": …}], …}` on a line for each \
        conversation. Metadata stands beside them under its own names; the speaker's name is \
        `name` where it is not the role.
        """,
      why: "Programs that train and serve chat models read this dialect.",
      knownProblems: """
        Metadata whose name or form would be mistaken for a part of the conversation is kept under \
        `pe_metadata`. With scores=true a file does not load as the same corpus: the scores come \
        back as metadata.
        """,
      example: "export good.jsonl where overall>=0.8"))

  private let withScores: Bool
  private var metrics: [String] = []
  private let names: ChatNames

  init(options: PluginOptions) throws {
    withScores = try options.flag("scores", default: false)
    names = .messages(besides: withScores ? ["scores", "tier"] : [])
  }

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    self.metrics = metrics
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var writer = JSONWriter()
    names.write(item.conversation, to: &writer) {
      $0.role.rawValue
    } extra: { writer in
      guard withScores else { return }
      writer.key("scores")
      writer.object { writer in
        for (metric, score) in zip(metrics, item.scores) {
          writer.key(metric)
          if let score { writer.number(score) } else { writer.null() }
        }
      }
      writer.key("tier")
      if let tier = item.tier { writer.string(tier) } else { writer.null() }
    }
    writer.newline()
    try sink.write(writer.bytes)
  }

}

/// JSONL in the dialect that ShareGPT made common.
struct ShareGPTExporter: Exporter {
  static let info = ExporterInfo(
    summary: "JSONL, a conversation a line as conversations of from and value",
    fileExtensions: ["sharegpt.jsonl", "jsonl"], readsBack: true,
    manual: Manual(
      whatItDoes: """
        Writes `{"id": …, "conversations": [{"from": "human", "value": …}], …}` on a line for each \
        conversation. `from` is human, gpt, system, tool or other; the speaker's name is `name` \
        where it is another.
        """,
      why: "Many programs for fine-tuning read this dialect.",
      knownProblems: """
        Metadata whose name or form would be mistaken for a part of the conversation is kept under \
        `pe_metadata`.
        """,
      example: "export talk.jsonl --format sharegpt"))

  private let names = ChatNames(
    list: "conversations", role: "from", text: "value",
    structuralTurn: Set(KnownNames.roles + KnownNames.texts + [KnownNames.envelope]),
    structuralRecord: [])

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var writer = JSONWriter()
    names.write(item.conversation, to: &writer) { message in
      let isKnown =
        ShareGPTNames.known.contains(message.speaker)
        && Role(speaker: message.speaker) == message.role
      return isKnown ? message.speaker : ShareGPTNames.name(for: message.role)
    } extra: { _ in
    }
    writer.newline()
    try sink.write(writer.bytes)
  }

}
