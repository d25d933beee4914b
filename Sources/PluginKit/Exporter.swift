/// Writes conversations in a format of its own, one at a time, in constant memory.
public protocol ExportWriter: Sendable {
  /// Called once before the first conversation. `metrics` are the score columns, in order.
  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws

  /// The same with the metrics that turns have numbers of, in the order of those before. Empty unless
  /// ``ExporterInfo/needsTurns``.
  mutating func begin(
    metrics: [String], turnMetrics: [String], into sink: inout some ExportSink
  ) throws

  /// The same with the fields of metadata that conversations of the export may have, and their
  /// messages; the one that is called. Empty unless ``ExporterInfo/needsFields``.
  mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws

  /// Throws ``ExportRefusal`` to refuse the conversation, which ends the export and leaves nothing.
  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws

  /// Called once after the last conversation.
  mutating func finish(into sink: inout some ExportSink) throws

  /// What was left out or changed, with the first conversations of each kind; asked at the end.
  var notes: [ReadNote] { get }
}

extension ExportWriter {
  public var notes: [ReadNote] { [] }
  public mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {}
  public mutating func begin(
    metrics: [String], turnMetrics: [String], into sink: inout some ExportSink
  ) throws { try begin(metrics: metrics, into: &sink) }
  public mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws { try begin(metrics: metrics, turnMetrics: turnMetrics, into: &sink) }
  public mutating func finish(into sink: inout some ExportSink) throws {}
}

/// An export writer that says which files it writes.
public protocol Exporter: ExportWriter {
  static var info: ExporterInfo { get }
}

/// A field of metadata, for an exporter that gives it a column.
public struct ExportField: Sendable, Hashable {
  public let key: String
  /// Whether messages have it, rather than conversations.
  public let isOfMessages: Bool
  /// Whether all its values are texts.
  public let isText: Bool

  public init(_ key: String, isOfMessages: Bool, isText: Bool) {
    self.key = key
    self.isOfMessages = isOfMessages
    self.isText = isText
  }
}

/// Which files an exporter writes and which options it takes.
public struct ExporterInfo: Sendable, Equatable {
  public let summary: String
  /// Endings of file names, without the dot; the first is the usual one.
  public let fileExtensions: [String]
  public let options: [OptionInfo]
  /// Whether a file written so loads again as the same corpus.
  public let readsBack: Bool
  /// Whether ``ScoredConversation/evidence`` is filled, for which every conversation is assessed
  /// again.
  public let needsEvidence: Bool
  /// Whether ``ScoredConversation/turns`` is filled.
  public let needsTurns: Bool
  /// Whether it is told which fields there are before the first conversation.
  public let needsFields: Bool
  /// Whether it writes a folder of several files, each of which it selects.
  public let writesFolder: Bool
  public let manual: Manual

  public init(
    summary: String, fileExtensions: [String], options: [OptionInfo] = [],
    readsBack: Bool = false, needsEvidence: Bool = false, needsTurns: Bool = false,
    needsFields: Bool = false, writesFolder: Bool = false, manual: Manual = Manual()
  ) {
    self.summary = summary
    self.fileExtensions = fileExtensions
    self.options = options
    self.readsBack = readsBack
    self.needsEvidence = needsEvidence
    self.needsTurns = needsTurns
    self.needsFields = needsFields
    self.writesFolder = writesFolder
    self.manual = manual
  }
}

/// A conversation beside its stored scores.
public struct ScoredConversation: Sendable {
  public let dataset: String
  public let conversation: Conversation
  /// In the order of the metrics given to ``ExportWriter/begin(metrics:into:)``; nil where abstained
  /// or not computed.
  public let scores: [Double?]
  public let tier: String?
  /// In order of message and place; empty unless ``ExporterInfo/needsEvidence``.
  public let evidence: [Evidence]
  /// The stored scores of its turns; empty unless ``ExporterInfo/needsTurns``.
  public let turns: [TurnScore]

  public init(
    dataset: String, conversation: Conversation, scores: [Double?], tier: String?,
    evidence: [Evidence] = [], turns: [TurnScore] = []
  ) {
    self.turns = turns
    self.dataset = dataset
    self.conversation = conversation
    self.scores = scores
    self.tier = tier
    self.evidence = evidence
  }
}

/// Where an exporter's bytes go. The host writes to a temporary name and renames at the end.
public protocol ExportSink {
  mutating func write(_ bytes: [UInt8]) throws

  /// Makes what is written from here go to the end of this file of the folder, for an exporter that
  /// says ``ExporterInfo/writesFolder``. Throws for any other.
  mutating func select(file name: String) throws
}

extension ExportSink {
  public mutating func select(file name: String) throws {
    throw ExportRefusal("only an exporter that writes a folder can select a file")
  }

  public mutating func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// An exporter's "no", with a sentence for the person who asked.
public struct ExportRefusal: Error, CustomStringConvertible {
  public let description: String
  public init(_ reason: String) { description = reason }
}
