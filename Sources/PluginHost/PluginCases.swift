import Corpus
import Formats
private import Foundation
package import PluginKit
private import PluginTesting

/// A plugin's own test: a table of conversations with what is expected of each, a line each.
///
/// `{"id": …, "messages": […], "expect": {"warmth": 0.5}}`, where a metric is a number (compared to
/// the precision that is written), `[low, high]` or `"abstained"`; for an exporter
/// `"expect": {"contains": ["text"]}` or `{"refuses": "part of the reason"}`. A reader's are told at
/// ``ReaderCase``.
package struct PluginCases: Sendable {
  package struct Result: Sendable {
    package let id: String
    /// Nil when all is as expected.
    package let problem: String?
  }

  /// The file of a plugin's cases, whether it is there or not.
  package static func path(for plugin: String) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: plugin, isDirectory: &isFolder)
    if exists && isFolder.boolValue {
      return plugin + "/" + (plugin as NSString).lastPathComponent + ".cases.jsonl"
    }
    return (plugin as NSString).deletingPathExtension + ".cases.jsonl"
  }

  private let path: String
  private let lines: [Substring]

  /// Nil when there is no file.
  package init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.path = path
    lines = String(decoding: data, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// Runs every case. Throws when the file or the plugin cannot be used at all.
  package func run(_ plugin: Plugin) throws -> [Result] {
    let parser = JSONParser()
    var reader = ConversationLine.Reader()
    var results: [Result] = []
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      do throws(BrokenReason) {
        if case .reader(_, let make) = plugin.kind {
          let test = try parser.parse(copying: line.utf8) { value throws(BrokenReason) in
            try ReaderCase(value, number: index + 1)
          }
          results.append(
            Result(id: test.id, problem: test.problem { try make(PluginOptions()) }))
          continue
        }
        let test = try parser.parse(copying: line.utf8) { value throws(BrokenReason) in
          try Case(value, &reader, number: index + 1)
        }
        results.append(Result(id: test.conversation.id, problem: test.problem(plugin)))
      } catch {
        throw PluginFailure(
          "\((path as NSString).lastPathComponent):\(index + 1): \(error.reason)")
      }
    }
    return results
  }
}

private struct Case {
  enum Expected {
    /// A number and half a unit of its last written digit.
    case number(Double, tolerance: Double)
    case range(ClosedRange<Double>)
    case abstained
  }

  struct Expectation {
    let metric: String
    let expected: Expected

    /// What is wrong with the metric's score, or nil.
    func problem(of assessment: Assessment) -> String? {
      guard let place = assessment.scores.firstIndex(where: { $0.metric == metric }) else {
        return "it gives no metric '\(metric)'"
      }
      let found: String
      switch assessment.scores[place].outcome {
      case .measured(let value, _):
        if expected.accepts(value) { return nil }
        found = "\(value)"
      case .abstained(let reason):
        if expected.accepts(nil) { return nil }
        found = "abstained (\(reason))"
      }
      return "\(metric) is \(found), expected \(expected.words)"
    }
  }

  var conversation: Conversation
  var metrics: [Expectation] = []
  /// What is expected of each message, by metric; nil for no number.
  var turns: [(metric: String, values: [Expected?])] = []
  var words: [String] = []
  var contains: [String] = []
  var refusal: String?
  var scores: [(name: String, value: Double)] = []
  var tier: String?

  init(
    _ value: JSONValue, _ reader: inout ConversationLine.Reader, number: Int
  ) throws(BrokenReason) {
    conversation = try reader.read(value, number: number)
    for own in ["expect", "evidence", "scores", "tier", "turns"] {
      conversation.metadata[own] = nil
    }
    guard let expect = value["expect"], expect.isObject else {
      throw BrokenReason("there is no object 'expect'")
    }
    for member in expect.members {
      let name = member.key.string
      if name == "contains" {
        contains = Self.texts(member.value)
      } else if name == "refuses" {
        refusal = member.value.text?.string ?? ""
      } else {
        metrics.append(
          Expectation(metric: name, expected: try Self.expected(name, member.value)))
      }
    }
    if let list = value["evidence"] { words = Self.texts(list) }
    if let given = value["turns"] {
      for member in given.members {
        var values: [Expected?] = []
        for element in member.value.elements {
          values.append(
            element.isNull ? nil : try Self.expected(member.key.string, element))
        }
        turns.append((member.key.string, values))
      }
    }
    if let given = value["scores"] {
      for member in given.members {
        scores.append((member.key.string, member.value.double ?? 0))
      }
    }
    tier = value["tier"]?.text?.string
  }

  private static func texts(_ list: JSONValue) -> [String] {
    var texts: [String] = []
    for element in list.elements { texts.append(element.text?.string ?? "") }
    return texts
  }

  private static func expected(
    _ name: String, _ value: JSONValue
  ) throws(BrokenReason) -> Expected {
    if value.text?.string == "abstained" { return .abstained }
    if let number = value.double {
      let fraction = value.compact.split(separator: ".").dropFirst().last?.count ?? 0
      // A whole number is compared to the tenth, as 1 is written for 1.0.
      let places = number == number.rounded() ? 1 : fraction
      return .number(number, tolerance: 0.5 * pow(10, Double(-places)) + 1e-9)
    }
    var bounds: [Double] = []
    for bound in value.elements { bounds.append(bound.double ?? .nan) }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw BrokenReason(
        "'\(name)' is expected to be neither a number, [low, high] nor \"abstained\"")
    }
    return .range(bounds[0]...bounds[1])
  }

  func problem(_ plugin: Plugin) -> String? {
    do {
      switch plugin.kind {
      case .validator(_, let make):
        return try problem(of: make(PluginOptions()).assess(conversation.segmented()))
      case .exporter(_, let make):
        return problem(exported: try written(by: make(PluginOptions())))
      case .reader: return "it is a reader"
      }
    } catch let error as ExportRefusal {
      if let refusal, error.description.contains(refusal) { return nil }
      return "it refused: \(error.description)"
    } catch {
      return "it failed: \(error)"
    }
  }

  private func problem(of assessment: Assessment) -> String? {
    metrics.lazy.compactMap { $0.problem(of: assessment) }.first ?? turnProblem(of: assessment)
      ?? words.first { !isCovered($0, by: assessment.evidence) }.map {
        "no evidence covers '\($0)'"
      }
  }

  private func turnProblem(of assessment: Assessment) -> String? {
    for (metric, expected) in turns {
      var found = [Double?](repeating: nil, count: conversation.messages.count)
      for turn in assessment.turns where turn.metric == metric { found[turn.message] = turn.value }
      guard expected.count <= found.count else {
        return "'turns' of \(metric) expects more messages than there are"
      }
      for (message, value) in found.enumerated() {
        let wanted = message < expected.count ? expected[message] : nil
        if let wanted, wanted.accepts(value) { continue }
        if wanted == nil, value == nil { continue }
        return "\(metric) of message \(message) is \(value.map { "\($0)" } ?? "not given"), "
          + "expected \(wanted?.words ?? "none")"
      }
    }
    return nil
  }

  private func isCovered(_ words: String, by evidence: [Evidence]) -> Bool {
    evidence.contains { piece in
      let bytes = Array(conversation.messages[piece.message].text.utf8)
      return String(decoding: bytes[piece.range], as: UTF8.self).contains(words)
    }
  }

  private func problem(exported text: String) -> String? {
    if let refusal { return "it did not refuse for '\(refusal)'" }
    return contains.first { !text.contains($0) }.map { "what it wrote does not contain '\($0)'" }
  }

  private func written(by writer: any ExportWriter) throws -> String {
    func write(_ writer: some ExportWriter) throws -> String {
      var writer = writer
      var sink = MemorySink()
      var keys: [String] = []
      for entry in conversation.messages.flatMap(\.metadata.entries) where !keys.contains(entry.key)
      {
        keys.append(entry.key)
      }
      let fields =
        conversation.metadata.entries.map {
          ExportField($0.key, isOfMessages: false, isText: false)
        } + keys.map { ExportField($0, isOfMessages: true, isText: false) }
      try writer.begin(
        metrics: scores.map(\.name), turnMetrics: [], fields: fields, into: &sink)
      try writer.write(
        ScoredConversation(
          dataset: "cases", conversation: conversation, scores: scores.map(\.value), tier: tier),
        into: &sink)
      try writer.finish(into: &sink)
      return String(decoding: sink.bytes, as: UTF8.self)
    }
    return try write(writer)
  }
}

extension Case.Expected {
  /// Nil is an abstention.
  fileprivate func accepts(_ value: Double?) -> Bool {
    guard let value else {
      if case .abstained = self { return true }
      return false
    }
    switch self {
    case .number(let number, let tolerance): return abs(value - number) <= tolerance
    case .range(let range): return range.contains(value)
    case .abstained: return false
    }
  }

  fileprivate var words: String {
    switch self {
    case .number(let number, _): "\(number)"
    case .range(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .abstained: "an abstention"
    }
  }
}
