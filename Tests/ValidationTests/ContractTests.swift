import PluginKit
import PluginTesting
import Testing

@testable import Validation

@Suite struct `Built-in validators keep the contract` {
  private func check<V: Validator>(_: V.Type) {
    let violations = ValidatorContract<V>().check(
      on: ConversationFactory.sample + ConversationFactory.hostile
        + ConversationFactory.random(seed: 7, count: 40))
    #expect(violations.isEmpty, "\(violations)")
  }

  @Test func `empathy`() { check(Empathy.self) }
  @Test func `therapeutic language`() { check(TherapeuticLanguage.self) }
  @Test func `response appropriateness`() { check(ResponseAppropriateness.self) }
  @Test func `conversation flow`() { check(ConversationFlow.self) }
  @Test func `safety compliance`() { check(SafetyCompliance.self) }

  @Test func `all five register together and give their names to their main metrics`() throws {
    var registry = Registry()
    try BuiltIns.register(in: &registry)
    #expect(registry.validators.count == 5)
    for entry in registry.validators {
      #expect(entry.info.metrics.first?.name == entry.info.name)
      #expect(!entry.info.manual.whatItDoes.isEmpty)
      #expect(!entry.info.manual.knownProblems.isEmpty)
      #expect(!entry.info.manual.references.isEmpty)
    }
  }
}

@Suite struct `The contract finds what breaks it` {
  private struct Careless: Validator {
    static let info = ValidatorInfo(
      name: "Careless", version: "1", summary: "breaks rules", metrics: [Metric("loud", "x")])

    init(options: PluginOptions) {}

    func assess(_ conversation: Conversation) -> Assessment {
      Assessment(
        scores: [.measured("loud", Double(conversation.messages.count), interval: 0...0.5)],
        evidence: [
          Evidence(metric: "other", message: 0, range: 1..<2, contribution: .infinity, label: "")
        ])
    }
  }

  @Test func `a careless validator is told each rule that it breaks`() {
    let conversation = ConversationFactory.make("é", [(true, "é"), (false, "yes")])
    let rules = Set(ValidatorContract<Careless>().check(on: [conversation]).map(\.rule))
    let expected: Set = [
      "an unknown option is refused", "the name is plain", "a value is within its range",
      "an interval contains its value", "evidence names a declared metric",
      "a contribution is a finite number", "evidence has a label",
      "evidence lies on character boundaries",
    ]
    #expect(rules == expected)
  }

  private struct Shouting: Exporter {
    static let info = ExporterInfo(
      name: "shout", version: "1", summary: "writes ids", fileExtensions: ["txt"])

    init(options: PluginOptions) throws { try options.check(against: []) }

    func begin(metrics: [String], into sink: inout some ExportSink) {}

    func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
      if item.conversation.messages.isEmpty { throw ExportRefusal("it is empty") }
      try sink.write(item.conversation.id + "\n")
    }

    func finish(into sink: inout some ExportSink) {}
  }

  @Test func `an exporter that refuses or writes alike keeps its contract`() {
    #expect(ExporterContract<Shouting>().check().isEmpty)
  }

  @Test func `random conversations are the same for the same seed`() {
    let first = ConversationFactory.random(seed: 3, count: 5)
    #expect(first == ConversationFactory.random(seed: 3, count: 5))
    #expect(first != ConversationFactory.random(seed: 4, count: 5))
  }
}
