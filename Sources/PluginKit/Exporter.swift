/// Writes conversations in a format of its own, one at a time, in constant memory.
public protocol Exporter: Sendable {
  static var info: ExporterInfo { get }

  /// Throws ``OptionError`` for an option it does not know or cannot use.
  init(options: PluginOptions) throws

  /// Called once before the first conversation. `metrics` are the score columns, in order.
  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws

  /// Throws ``ExportRefusal`` to refuse the conversation, which ends the export and leaves nothing.
  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws

  /// Called once after the last conversation.
  mutating func finish(into sink: inout some ExportSink) throws
}

/// What an exporter is called and which file names it answers to.
public struct ExporterInfo: Sendable {
  public let name: String
  public let version: String
  public let summary: String
  /// Endings of file names, without the dot; the first is the usual one.
  public let fileExtensions: [String]
  public let options: [OptionInfo]
  /// Whether a file written so loads again as the same corpus.
  public let readsBack: Bool
  public let manual: Manual

  public init(
    name: String, version: String, summary: String, fileExtensions: [String],
    options: [OptionInfo] = [], readsBack: Bool = false, manual: Manual = Manual()
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.fileExtensions = fileExtensions
    self.options = options
    self.readsBack = readsBack
    self.manual = manual
  }
}

/// A conversation beside its stored scores.
public struct ScoredConversation: Sendable {
  public let dataset: String
  public let conversation: Conversation
  /// In the order of the metrics given to ``Exporter/begin(metrics:into:)``; nil where abstained
  /// or not computed.
  public let scores: [Double?]
  public let tier: String?

  public init(dataset: String, conversation: Conversation, scores: [Double?], tier: String?) {
    self.dataset = dataset
    self.conversation = conversation
    self.scores = scores
    self.tier = tier
  }
}

/// Where an exporter's bytes go. The host writes to a temporary name and renames at the end.
public protocol ExportSink {
  mutating func write(_ bytes: [UInt8]) throws
}

extension ExportSink {
  public mutating func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// An exporter's "no", with a sentence for the person who asked.
public struct ExportRefusal: Error, CustomStringConvertible {
  public let description: String
  public init(_ reason: String) { description = reason }
}
