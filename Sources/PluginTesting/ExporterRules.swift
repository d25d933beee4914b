import PluginKit

extension PluginContract {
  func checkExporter(
    _ info: ExporterInfo, _ make: (PluginOptions) throws -> any ExportWriter,
    _ options: PluginOptions, on conversations: [Conversation], _ list: inout ViolationList
  ) {
    list.require(
      !info.fileExtensions.isEmpty && !info.fileExtensions.contains { $0.hasPrefix(".") },
      "there is a file extension without its dot", "\(info.fileExtensions)")
    func write(_ conversations: [Conversation], on id: String?) -> Written {
      let written = Written(conversations) { try make(options) }
      if case .failed(let error) = written {
        list.require(false, "a conversation is written or refused", on: id, error)
      }
      return written
    }
    // Each alone, so that one refusal does not hide the rest.
    let accepted = conversations.filter { conversation in
      if case .bytes = write([conversation], on: conversation.id) { true } else { false }
    }
    _ = write([], on: nil)
    let all = write(accepted, on: nil)
    let again = Written(accepted) { try make(options.filled(with: info.options)) }
    list.require(all == again, "the same corpus gives the same bytes", "two runs differ")
  }
}

private enum Written: Equatable {
  case bytes([UInt8])
  case refused(String)
  case failed(String)

  init(_ conversations: [Conversation], _ make: () throws -> any ExportWriter) {
    var sink = MemorySink()
    do {
      var writer = try make()
      try Self.write(conversations, with: &writer, into: &sink)
      self = .bytes(sink.bytes)
    } catch let refusal as ExportRefusal {
      self = .refused(refusal.description)
    } catch {
      self = .failed("\(error)")
    }
  }

  private static func write(
    _ conversations: [Conversation], with writer: inout some ExportWriter,
    into sink: inout MemorySink
  ) throws {
    let keys = Set(conversations.flatMap { $0.metadata.entries.map { entry in entry.key } })
      .sorted()
    let fields = keys.map { ExportField($0, isOfMessages: false, isText: false) }
    try writer.begin(
      metrics: ["overall", "empathy"], turnMetrics: ["empathy"], fields: fields, into: &sink)
    for (index, conversation) in conversations.enumerated() {
      let isEven = index.isMultiple(of: 2)
      let item = ScoredConversation(
        dataset: "contract", conversation: conversation,
        scores: isEven ? [0.5, nil] : [nil, 0.25],
        tier: isEven ? "basic" : nil,
        turns: conversation.turns(of: .supporter).prefix(2).map {
          TurnScore("empathy", of: $0, 0.25)
        })
      try writer.write(item, into: &sink)
    }
    try writer.finish(into: &sink)
  }
}
