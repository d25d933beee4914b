public import PluginKit

/// What every validator has to keep, as checks that any test library or program can run.
///
///     #expect(ValidatorContract<Warmth>().check().isEmpty)
public struct ValidatorContract<V: Validator>: Sendable {
  public init() {}

  /// The rules that `V` breaks, in order; empty when it keeps the contract.
  ///
  /// Each conversation is assessed twice, once as it is and once segmented.
  ///
  /// - Parameters:
  ///   - options: what `V` is made with.
  ///   - conversations: what it has to survive; the factory's samples and hostile set by default.
  public func check(
    options: PluginOptions = PluginOptions(),
    on conversations: [Conversation] = ConversationFactory.sample + ConversationFactory.hostile
  ) -> [ContractViolation] {
    var list = ViolationList()
    checkInfo(&list)
    list.require(
      (try? V(options: unknownOption)) == nil, "an unknown option is refused",
      "it was accepted")
    let validator: V
    do {
      validator = try V(options: options)
    } catch {
      list.require(false, "the validator starts with the given options", "\(error)")
      return list.violations
    }
    for conversation in conversations { check(validator, on: conversation, &list) }
    return list.violations
  }

  private func checkInfo(_ list: inout ViolationList) {
    let info = V.info
    list.require(isPlainName(info.name), "the name is plain", "'\(info.name)'")
    list.require(!info.version.isEmpty, "there is a version", "it is empty")
    list.require(!info.summary.isEmpty, "there is a summary", "it is empty")
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

  private func check(_ validator: V, on conversation: Conversation, _ list: inout ViolationList) {
    let id = conversation.id
    let assessment: Assessment
    let again: Assessment
    do {
      assessment = try validator.assess(conversation)
      again = try validator.assess(conversation.segmented())
    } catch {
      list.require(false, "a conversation is survived", on: id, "it threw \(type(of: error))")
      return
    }
    list.require(
      assessment == again, "the same conversation gives the same assessment", on: id,
      "two runs differ")
    checkScores(assessment, id, &list)
    for evidence in assessment.evidence { check(evidence, conversation, &list) }
  }

  private func checkScores(_ assessment: Assessment, _ id: String, _ list: inout ViolationList) {
    let declared = V.info.metrics
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

  private func check(
    _ evidence: Evidence, _ conversation: Conversation, _ list: inout ViolationList
  ) {
    let id = conversation.id
    list.require(
      V.info.metrics.contains { $0.name == evidence.metric }, "evidence names a declared metric",
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
