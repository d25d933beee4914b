private import Corpus
package import Formats
package import PluginKit

/// What makes an answer of `score` one that can be stored elsewhere: the content that was scored, and
/// by what.
package struct AnswerStamp: Sendable, Equatable {
  /// See ``Corpus/Conversation/contentKey(_:)``.
  package let content: Int64
  /// Validators in their order, with the digests of their signatures.
  package let signatures: [Signed]

  package struct Signed: Sendable, Equatable {
    package let validator: String
    package let digest: String

    package init(_ validator: String, _ digest: String) {
      self.validator = validator
      self.digest = digest
    }
  }

  package init(content: Int64, signatures: [Signed]) {
    self.content = content
    self.signatures = signatures
  }

  /// Nil where the answer has none, or not one that ``write(to:)`` makes.
  package init?(_ value: JSONValue) {
    guard let text = value["content"]?.plain, text.utf8.count == 16,
      let content = UInt64(text, radix: 16), let names = value["signatures"], names.isObject
    else { return nil }
    self.content = Int64(bitPattern: content)
    var signatures: [Signed] = []
    for member in names.members {
      guard let digest = member.value.plain else { return nil }
      signatures.append(Signed(member.key.string, digest))
    }
    self.signatures = signatures
  }

  func write(to json: inout JSONWriter) {
    let digits = String(UInt64(bitPattern: content), radix: 16)
    json.member("content", String(repeating: "0", count: 16 - digits.utf8.count) + digits)
    json.key("signatures")
    json.object { json in
      for one in signatures { json.member(one.validator, one.digest) }
    }
  }
}

/// Reads the scores of a signed answer.
package enum SignedAnswer {
  /// Why there are no scores, where the answer tells it.
  package static func refusal(_ value: JSONValue) -> String? { value["error"]?.plain }

  /// What the validators of `infos` gave, in their order.
  package static func assessments(
    _ value: JSONValue, _ infos: [ValidatorInfo]
  ) throws(AssessmentFailure) -> [Assessment] {
    if let error = refusal(value) { throw .refused(error) }
    guard let scores = value["scores"], scores.isObject else {
      throw .nonsense("its answer has no object 'scores'")
    }
    let turns = AssessmentLine.turns(value)
    var result: [Assessment] = []
    for info in infos {
      var assessment = Assessment()
      for metric in info.metrics {
        guard let given = scores[metric.name] else {
          throw .nonsense("it gave no '\(metric.name)'")
        }
        assessment.scores.append(try AnswerReader.score(metric.name, given))
      }
      try AssessmentLine.check(scores: assessment.scores, info.metrics)
      for turn in turns {
        guard let metric = info.metrics.first(where: { $0.name == turn.metric && $0.turns != nil })
        else { continue }
        guard metric.range.contains(turn.value) else {
          throw .nonsense("\(turn.metric) of a turn is \(turn.value), outside its range")
        }
        assessment.turns.append(turn)
      }
      result.append(assessment)
    }
    return result
  }
}
