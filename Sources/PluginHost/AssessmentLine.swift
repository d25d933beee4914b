import Corpus
import Formats
import PluginKit

/// An assessment as one JSON object: what a plugin answers, and `score` writes.
enum AssessmentLine {
  /// The names of metrics in the order in which they mostly come.
  struct Keys {
    fileprivate let names: [String]
    fileprivate let keys: [JSONKey]

    init(_ names: [String] = []) {
      self.names = names
      keys = names.map { JSONKey($0) }
    }
  }

  static func write(
    _ assessment: Assessment, id: String, withEvidence: Bool, stamp: AnswerStamp? = nil,
    keys: Keys = Keys(), to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", id)
      stamp?.write(to: &json)
      json.key("scores")
      json.object { json in
        for (place, score) in assessment.scores.enumerated() {
          if place < keys.names.count, keys.names[place] == score.metric {
            json.key(keys.keys[place])
          } else {
            json.key(score.metric)
          }
          write(score, alike: stamp != nil, to: &json)
        }
      }
      write(turns: assessment.turns, to: &json)
      guard withEvidence else { return }
      json.key("evidence")
      json.array { json in
        for evidence in assessment.evidence {
          json.object { json in
            json.member("metric", evidence.metric)
            json.key("message")
            json.integer(evidence.message)
            json.key("start")
            json.integer(evidence.range.lowerBound)
            json.key("end")
            json.integer(evidence.range.upperBound)
            json.key("contribution")
            json.number(evidence.contribution)
            json.member("label", evidence.label)
          }
        }
      }
    }
  }

  /// `"turns": {"caring": [null, 0.4]}`: a place for each message up to the last that has a number.
  private static func write(turns: [TurnScore], to json: inout JSONWriter) {
    guard !turns.isEmpty else { return }
    json.key("turns")
    json.object { json in
      var names: [String] = []
      for turn in turns where !names.contains(turn.metric) { names.append(turn.metric) }
      for name in names {
        json.key(name)
        json.array { json in
          var next = 0
          for turn in turns where turn.metric == name && turn.message >= next {
            while next < turn.message {
              json.null()
              next += 1
            }
            json.number(turn.value)
            next += 1
          }
        }
      }
    }
  }

  static func write(failure reason: String, id: String, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id)
      json.member("error", reason)
    }
  }

  /// - Parameter alike: whether a score is an object also where it is but a number, as tables want it.
  private static func write(_ score: Score, alike: Bool, to json: inout JSONWriter) {
    switch score.outcome {
    case .measured(let value, nil) where alike:
      json.object { json in
        json.key("value")
        json.number(value)
      }
    case .measured(let value, nil): json.number(value)
    case .measured(let value, let interval?):
      json.object { json in
        json.key("value")
        json.number(value)
        json.key("low")
        json.number(interval.lowerBound)
        json.key("high")
        json.number(interval.upperBound)
      }
    case .abstained(let reason): json.object { $0.member("abstained", reason) }
    }
  }

  /// The evidence that a host wrote.
  static func evidence(_ value: JSONValue) -> [Evidence] {
    var result: [Evidence] = []
    guard let list = value["evidence"] else { return result }
    for element in list.elements {
      if let evidence = Evidence(element, nil) { result.append(evidence) }
    }
    return result
  }

  /// The turns' scores that a host wrote.
  static func turns(_ value: JSONValue) -> [TurnScore] {
    var result: [TurnScore] = []
    guard let metrics = value["turns"], metrics.isObject else { return result }
    for member in metrics.members {
      let name = member.key.string
      var message = 0
      for element in member.value.elements {
        if let number = element.double { result.append(TurnScore(name, of: message, number)) }
        message += 1
      }
    }
    return result
  }

  /// What a host must be able to trust, whoever computed it.
  static func check(
    _ assessment: Assessment, of conversation: Conversation, _ metrics: [Metric]
  ) throws(AssessmentFailure) {
    try check(scores: assessment.scores, metrics)
    try check(assessment.turns, of: conversation, metrics)
    for evidence in assessment.evidence {
      guard metrics.contains(where: { $0.name == evidence.metric }) else {
        throw .nonsense("evidence names '\(evidence.metric)', which it does not declare")
      }
      guard conversation.messages.indices.contains(evidence.message),
        conversation.messages[evidence.message].text.holds(evidence.range),
        evidence.contribution.isFinite
      else {
        throw .nonsense("evidence of \(evidence.metric) lies outside the text")
      }
    }
  }

  /// That each metric has a score in its range.
  static func check(scores: [Score], _ metrics: [Metric]) throws(AssessmentFailure) {
    guard scores.count == metrics.count else {
      throw .nonsense("it gave \(scores.count) scores and declares \(metrics.count)")
    }
    for (index, metric) in metrics.enumerated() {
      // Mostly they come in the order in which they were declared.
      let inOrder = scores[index]
      guard
        let score = inOrder.metric == metric.name
          ? inOrder : scores.first(where: { $0.metric == metric.name })
      else { throw .nonsense("it gave no '\(metric.name)'") }
      guard case .measured(let value, let interval) = score.outcome else { continue }
      guard metric.range.contains(value) else {
        throw .nonsense(
          "\(metric.name) is \(value), outside \(metric.range.lowerBound)…\(metric.range.upperBound)"
        )
      }
      guard interval?.contains(value) ?? true else {
        throw .nonsense("the interval of \(metric.name) does not contain it")
      }
    }
  }
}

extension AssessmentLine {
  private static func check(
    _ turns: [TurnScore], of conversation: Conversation, _ metrics: [Metric]
  ) throws(AssessmentFailure) {
    guard !turns.isEmpty else { return }
    var last: [String: Int] = [:]
    for turn in turns {
      guard let metric = metrics.first(where: { $0.name == turn.metric }), let scope = metric.turns
      else {
        throw .nonsense(
          "it scores turns with '\(turn.metric)', which it does not declare for turns")
      }
      guard conversation.messages.indices.contains(turn.message),
        scope.contains(conversation.messages[turn.message].role)
      else {
        throw .nonsense(
          "\(turn.metric) scores message \(turn.message), which is no turn of \(scope)")
      }
      guard metric.range.contains(turn.value) else {
        throw .nonsense(
          "\(turn.metric) of a turn is \(turn.value), outside "
            + "\(metric.range.lowerBound)…\(metric.range.upperBound)")
      }
      guard turn.message > last.updateValue(turn.message, forKey: turn.metric) ?? -1 else {
        throw .nonsense("\(turn.metric) does not score turns in their order, each once")
      }
    }
  }
}

/// Reads the answers of one plugin.
struct AnswerReader: Sendable {
  private let description: PluginDescription
  private let metrics: [(name: String, key: JSONName)]

  init(_ description: PluginDescription) {
    self.description = description
    metrics = description.metrics.map { ($0.name, JSONName($0.name)) }
  }

  /// Reads an answer about `conversation`. Throws with what is wrong with it, or with what the
  /// plugin itself says went wrong.
  func read(
    _ value: JSONValue, of conversation: Conversation
  ) throws(AssessmentFailure) -> Assessment {
    guard value.isObject else { throw .nonsense("its answer is \(value.article), not an object") }
    let id = value["id"]?.plain
    guard id == conversation.id else {
      throw .nonsense(
        "it answered \(id.map { "'\($0)'" } ?? "without an id") when asked '\(conversation.id)'")
    }
    if let error = value["error"]?.plain { throw .refused(error) }
    let turns = value["turns"]
    let scores = value["scores"]
    guard scores?.isObject ?? (turns?.isObject ?? false) else {
      throw .nonsense("its answer has no object 'scores'")
    }
    var assessment = Assessment()
    assessment.scores.reserveCapacity(metrics.count)
    if let scores {
      for member in scores.members {
        // Mostly they come in the order in which they were declared, whose names are at hand.
        let place = assessment.scores.count
        let isNext = place < metrics.count && member.key.matches(metrics[place].key)
        assessment.scores.append(
          try Self.score(isNext ? metrics[place].name : member.key.string, member.value))
      }
    }
    if let turns {
      for member in turns.members { try read(member.value, of: member.key.string, to: &assessment) }
      assessment = assessment.summingTurns(description.metrics, of: conversation)
    }
    if let list = value["evidence"] {
      let offsets = OffsetReader(conversation, description.offsets)
      for element in list.elements {
        guard let evidence = Evidence(element, offsets) else {
          throw .nonsense("a piece of evidence lacks metric, message, start or end")
        }
        assessment.evidence.append(evidence)
      }
    }
    try AssessmentLine.check(assessment, of: conversation, description.metrics)
    return assessment
  }

  /// A metric's numbers of turns, a place for each message.
  private func read(
    _ values: JSONValue, of metric: String, to assessment: inout Assessment
  ) throws(AssessmentFailure) {
    guard values.isArray else {
      throw .nonsense("'turns' of '\(metric)' is \(values.article), not a list")
    }
    var message = 0
    for value in values.elements {
      if let number = value.double {
        assessment.turns.append(TurnScore(metric, of: message, number))
      } else if !value.isNull {
        throw .nonsense(
          "'\(metric)' of message \(message) is \(value.article), not a number or null")
      }
      message += 1
    }
  }

  static func score(_ metric: String, _ value: JSONValue) throws(AssessmentFailure) -> Score {
    if let number = value.double { return .measured(metric, number) }
    if let reason = value["abstained"]?.plain { return .abstained(metric, because: reason) }
    guard let number = value["value"]?.double else {
      let hint = value.isNull ? " (as NaN is written)" : ""
      throw .nonsense(
        "'\(metric)' is \(value.article)\(hint), not a number, {\"value\": …} or "
          + "{\"abstained\": …}")
    }
    guard let low = value["low"]?.double, let high = value["high"]?.double else {
      return .measured(metric, number)
    }
    guard low <= high else { throw .nonsense("the interval of '\(metric)' is upside down") }
    return .measured(metric, number, interval: low...high)
  }
}

/// Why a conversation has no assessment.
package enum AssessmentFailure: Error, Sendable, CustomStringConvertible {
  /// The plugin said so itself, or threw.
  case refused(String)
  /// It answered what cannot be used.
  case nonsense(String)
  /// Its process ended, took too long or too much.
  case ended(String)

  package var description: String {
    switch self {
    case .refused(let reason), .nonsense(let reason), .ended(let reason): reason
    }
  }
}

extension String {
  /// Whether UTF-8 offsets lie inside the text and on boundaries of characters.
  fileprivate func holds(_ range: Range<Int>) -> Bool {
    let bytes = utf8
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return false }
    return [range.lowerBound, range.upperBound].allSatisfy { offset in
      let index = bytes.index(bytes.startIndex, offsetBy: offset)
      return index == bytes.endIndex || bytes[index] & 0xC0 != 0x80
    }
  }
}

extension Evidence {
  /// Nil when a part is missing. Without `offsets` they are UTF-8.
  fileprivate init?(_ value: JSONValue, _ offsets: OffsetReader?) {
    guard let metric = value["metric"]?.text?.string, let message = value["message"]?.integer,
      let start = value["start"]?.integer, let end = value["end"]?.integer, start <= end
    else { return nil }
    self.init(
      metric: metric, message: message,
      range: offsets?.range(start..<end, of: message) ?? start..<end,
      contribution: value["contribution"]?.double ?? 0,
      label: value["label"]?.text?.string ?? metric)
  }
}

/// Turns a plugin's places in a text into UTF-8 offsets.
private final class OffsetReader {
  private let conversation: Conversation
  private let unit: PluginDescription.Offsets
  /// Of each message that was asked about, where each Unicode scalar begins, and the end.
  private var starts: [Int: [Int]] = [:]

  init(_ conversation: Conversation, _ unit: PluginDescription.Offsets) {
    self.conversation = conversation
    self.unit = unit
  }

  /// What lies outside the text stays outside. Constant after the first of a message.
  func range(_ range: Range<Int>, of message: Int) -> Range<Int> {
    guard unit == .characters, conversation.messages.indices.contains(message) else { return range }
    let starts = starts(of: message)
    guard range.lowerBound >= 0, range.upperBound < starts.count else {
      return Int.max - 1..<Int.max
    }
    return starts[range.lowerBound]..<starts[range.upperBound]
  }

  /// Characters are Unicode scalars, as Python counts them. Linear the first time.
  private func starts(of message: Int) -> [Int] {
    if let known = starts[message] { return known }
    var places: [Int] = []
    var place = 0
    for byte in conversation.messages[message].text.utf8 {
      if byte & 0xC0 != 0x80 { places.append(place) }
      place += 1
    }
    places.append(place)
    starts[message] = places
    return places
  }
}
