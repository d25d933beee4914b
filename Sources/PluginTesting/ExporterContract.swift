public import PluginKit

/// What every exporter has to keep, as checks that any test library or program can run.
public struct ExporterContract<E: Exporter>: Sendable {
  public init() {}

  /// The rules that `E` breaks, in order; empty when it keeps the contract.
  ///
  /// An exporter may refuse a conversation with ``ExportRefusal``, but always the same ones.
  public func check(
    options: PluginOptions = PluginOptions(),
    on conversations: [Conversation] = ConversationFactory.sample + ConversationFactory.hostile
  ) -> [ContractViolation] {
    var list = ViolationList()
    let info = E.info
    list.require(isPlainName(info.name), "the name is plain", "'\(info.name)'")
    list.require(!info.version.isEmpty, "there is a version", "it is empty")
    list.require(!info.summary.isEmpty, "there is a summary", "it is empty")
    list.require(
      !info.fileExtensions.isEmpty && !info.fileExtensions.contains { $0.hasPrefix(".") },
      "there is a file extension without its dot", "\(info.fileExtensions)")
    list.require(
      (try? E(options: unknownOption)) == nil, "an unknown option is refused", "it was accepted")
    // Each alone, so that one refusal does not hide the rest; then all together.
    for conversation in conversations {
      compare([conversation], options, on: conversation.id, &list)
    }
    compare([], options, on: nil, &list)
    compare(ConversationFactory.sample, options, on: nil, &list)
    return list.violations
  }

  private enum Result: Equatable {
    case written([UInt8])
    case refused(String)
    case failed(String)
  }

  private func compare(
    _ conversations: [Conversation], _ options: PluginOptions, on id: String?,
    _ list: inout ViolationList
  ) {
    let first = export(conversations, options)
    let second = export(conversations, options)
    list.require(first == second, "the same corpus gives the same bytes", on: id, "two runs differ")
    if case .failed(let error) = first {
      list.require(false, "a conversation is written or refused", on: id, "it threw \(error)")
    }
  }

  private func export(_ conversations: [Conversation], _ options: PluginOptions) -> Result {
    var sink = MemorySink()
    do {
      var exporter = try E(options: options)
      try exporter.begin(metrics: ["overall_quality", "empathy"], into: &sink)
      for (index, conversation) in conversations.enumerated() {
        let item = ScoredConversation(
          dataset: "contract", conversation: conversation,
          scores: index.isMultiple(of: 2) ? [0.5, nil] : [nil, 0.25],
          tier: index.isMultiple(of: 2) ? "basic" : nil)
        try exporter.write(item, into: &sink)
      }
      try exporter.finish(into: &sink)
      return .written(sink.bytes)
    } catch let refusal as ExportRefusal {
      return .refused(refusal.description)
    } catch {
      return .failed("\(type(of: error))")
    }
  }
}

/// Keeps what an exporter writes.
public struct MemorySink: ExportSink, Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }
}
