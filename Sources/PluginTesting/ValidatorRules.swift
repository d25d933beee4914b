import PluginKit

extension PluginContract {
  func checkValidator(
    _ info: ValidatorInfo, _ make: (PluginOptions) throws -> any Assessor, _ options: PluginOptions,
    on conversations: [Conversation], _ list: inout ViolationList
  ) {
    checkMetrics(info, &list)
    let first: [Outcome]
    let second: [Outcome]
    do {
      let assessor = try make(options)
      first = Self.outcomes(assessor, conversations)
      guard first.count == conversations.count else {
        for (outcome, conversation) in zip(first, conversations) {
          guard case .failed(let error) = outcome else { continue }
          list.require(false, "a conversation is survived", on: conversation.id, error)
        }
        return
      }
      // Another one, the other way round, on what is segmented and with the defaults said aloud: so
      // it meets conversations in other company, as it does on several workers.
      let other = try make(options.filled(with: info.options))
      second = conversations.reversed().map { Outcome(other, $0.segmented()) }.reversed()
    } catch {
      list.require(false, "it starts with the given options and with its defaults", "\(error)")
      return
    }
    for (index, conversation) in conversations.enumerated() {
      let id = conversation.id
      switch first[index] {
      case .failed(let error):
        list.require(false, "a conversation is survived", on: id, error)
      case .assessed(let assessment):
        list.require(
          first[index] == second[index], "the same conversation gives the same assessment", on: id,
          "two runs differ")
        checkScores(assessment, info, id, &list)
        checkTurns(assessment, info, conversation, &list)
        for evidence in assessment.evidence { check(evidence, conversation, info, &list) }
      }
    }
  }

  private static let hopeless = 3

  /// In order; fewer when the first few all fail, for which nobody need wait.
  private static func outcomes(
    _ assessor: some Assessor, _ conversations: [Conversation]
  ) -> [Outcome] {
    var outcomes: [Outcome] = []
    for conversation in conversations {
      outcomes.append(Outcome(assessor, conversation))
      if outcomes.count == hopeless, outcomes.allSatisfy(\.isFailure) { break }
    }
    return outcomes
  }

  private enum Outcome: Equatable {
    case assessed(Assessment)
    case failed(String)

    var isFailure: Bool {
      if case .failed = self { true } else { false }
    }

    init(_ assessor: some Assessor, _ conversation: Conversation) {
      do {
        self = .assessed(try assessor.assess(conversation))
      } catch {
        self = .failed("\(error)")
      }
    }
  }

  private func checkMetrics(_ info: ValidatorInfo, _ list: inout ViolationList) {
    list.require(!info.metrics.isEmpty, "there is at least one metric", "there is none")
    var names: Set<String> = []
    for metric in info.metrics {
      list.require(isPlainName(metric.name), "metric names are plain", "'\(metric.name)'")
      list.require(
        names.insert(metric.name).inserted, "metric names are unique", "'\(metric.name)'")
      list.require(
        metric.range.lowerBound.isFinite && metric.range.upperBound.isFinite,
        "metric ranges are finite", "'\(metric.name)'")
    }
  }

  private func checkScores(
    _ assessment: Assessment, _ info: ValidatorInfo, _ id: String, _ list: inout ViolationList
  ) {
    let declared = info.metrics
    let given = assessment.scores.map(\.metric)
    list.require(
      given.count == declared.count && Set(given) == Set(declared.map(\.name)),
      "each declared metric has one score", on: id, "given are \(given.joined(separator: ", "))")
    for score in assessment.scores {
      guard let metric = declared.first(where: { $0.name == score.metric }) else { continue }
      switch score.outcome {
      case .measured(let value, let interval):
        list.require(
          metric.range.contains(value), "a value is within its range", on: id,
          "\(metric.name) is \(value)")
        guard let interval else { continue }
        list.require(
          interval.contains(value), "an interval contains its value", on: id,
          "\(metric.name) is \(value), not in \(interval)")
        list.require(
          metric.range.contains(interval.lowerBound) && metric.range.contains(interval.upperBound),
          "an interval is within the range", on: id, "\(metric.name) has \(interval)")
      case .abstained(let reason):
        list.require(
          !reason.isEmpty && reason.utf8.count <= 200, "an abstention has a short reason", on: id,
          "the reason of \(metric.name) has \(reason.utf8.count) bytes")
      }
    }
  }

  private func checkTurns(
    _ assessment: Assessment, _ info: ValidatorInfo, _ conversation: Conversation,
    _ list: inout ViolationList
  ) {
    let id = conversation.id
    var last: [String: Int] = [:]
    for turn in assessment.turns {
      guard let metric = info.metrics.first(where: { $0.name == turn.metric }),
        let scope = metric.turns
      else {
        list.require(
          false, "a turn's score names a metric that is declared for turns", on: id,
          "'\(turn.metric)'")
        return
      }
      guard conversation.messages.indices.contains(turn.message),
        scope.contains(conversation.messages[turn.message].role)
      else {
        list.require(
          false, "a turn's score is of a turn that its metric is declared for", on: id,
          "message \(turn.message) with \(turn.metric)")
        return
      }
      list.require(
        metric.range.contains(turn.value), "a turn's value is within the range", on: id,
        "\(turn.metric) is \(turn.value)")
      list.require(
        turn.message > last.updateValue(turn.message, forKey: turn.metric) ?? -1,
        "turns are scored in their order, each once", on: id,
        "message \(turn.message) with \(turn.metric)")
    }
  }

  private func check(
    _ evidence: Evidence, _ conversation: Conversation, _ info: ValidatorInfo,
    _ list: inout ViolationList
  ) {
    let id = conversation.id
    list.require(
      info.metrics.contains { $0.name == evidence.metric }, "evidence names a declared metric",
      on: id, "'\(evidence.metric)'")
    list.require(
      evidence.contribution.isFinite, "a contribution is a finite number", on: id,
      "\(evidence.contribution) for \(evidence.metric)")
    list.require(!evidence.label.isEmpty, "evidence has a label", on: id, "it is empty")
    guard conversation.messages.indices.contains(evidence.message) else {
      list.require(false, "evidence points at a message", on: id, "message \(evidence.message)")
      return
    }
    let text = conversation.messages[evidence.message].text
    let bytes = text.utf8
    guard evidence.range.lowerBound >= 0, evidence.range.upperBound <= bytes.count else {
      list.require(
        false, "evidence lies within its message", on: id,
        "\(evidence.range) of \(bytes.count) bytes")
      return
    }
    list.require(!evidence.range.isEmpty, "evidence is not empty", on: id, "\(evidence.range)")
    for offset in [evidence.range.lowerBound, evidence.range.upperBound] {
      let index = bytes.index(bytes.startIndex, offsetBy: offset)
      list.require(
        index == bytes.endIndex || bytes[index] & 0xC0 != 0x80,
        "evidence lies on character boundaries", on: id, "offset \(offset)")
    }
  }
}
