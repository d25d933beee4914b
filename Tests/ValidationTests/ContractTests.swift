import PluginKit
import PluginTesting
import Synchronization
import Testing

@testable import Validation

@Suite struct `Built-in validators keep the contract` {
  @Test(arguments: BuiltIns.all.map(\.name))
  func `on ordinary, hostile and random conversations`(name: String) throws {
    let plugin = try #require(BuiltIns.all.first { $0.name == name })
    let violations = PluginContract(plugin).check(
      on: ConversationFactory.sample + ConversationFactory.hostile
        + ConversationFactory.random(seed: 7, count: 40))
    #expect(violations.isEmpty, "\(violations)")
  }

  @Test func `all five register together and give their names to their main metrics`() throws {
    var registry = Registry()
    try BuiltIns.register(in: &registry)
    #expect(registry.validators.count == 5)
    for entry in registry.validators {
      #expect(entry.info.metrics.first?.name == entry.name)
      #expect(!entry.info.manual.whatItDoes.isEmpty)
      #expect(!entry.info.manual.knownProblems.isEmpty)
      #expect(!entry.info.manual.references.isEmpty)
    }
  }
}

@Suite struct `The contract finds what breaks it` {
  private struct Careless: Validator {
    static let info = ValidatorInfo(
      summary: "breaks rules", metrics: [Metric("loud", "x")],
      options: [OptionInfo("limit", "unused", default: "3")])

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
    let plugin = Plugin("Careless", version: "1") { Careless() }
    let rules = Set(PluginContract(plugin).check(on: [conversation]).map(\.rule))
    let expected: Set = [
      "the name is plain", "a value is within its range",
      "an interval contains its value", "evidence names a declared metric",
      "a contribution is a finite number", "evidence has a label",
      "evidence lies on character boundaries", "its names can be kept",
    ]
    #expect(rules == expected)
  }

  /// Scores turns, and as its option says wrongly.
  private struct Turning: Validator {
    static let info = ValidatorInfo(
      summary: "length of turns",
      metrics: [
        Metric("length", "bytes", range: 0...1e9, turns: .supporter), Metric("whole", "one"),
      ], options: [OptionInfo("wrong", "how", default: "no")])
    let wrong: String

    func assess(_ conversation: Conversation) -> Assessment {
      var turns = conversation.turns(of: .supporter).map {
        TurnScore("length", of: $0, Double(conversation.messages[$0].text.utf8.count))
      }
      switch wrong {
      case "seeker": turns = conversation.turns(of: .seeker).map { TurnScore("length", of: $0, 1) }
      case "other": turns = turns.map { TurnScore("whole", of: $0.message, 1) }
      case "twice": turns += turns
      case "range": turns = turns.map { TurnScore("length", of: $0.message, -1) }
      default: break
      }
      return Assessment(scores: [.measured("whole", 1)], turns: turns)
    }
  }

  @Test(arguments: [
    ("no", nil), ("seeker", "a turn's score is of a turn that its metric is declared for"),
    ("other", "a turn's score names a metric that is declared for turns"),
    ("twice", "turns are scored in their order, each once"),
    ("range", "a turn's value is within the range"),
  ])
  func `scores of turns are held to what is declared`(_ wrong: String, _ rule: String?) {
    let plugin = Plugin("turning", version: "1") { Turning(wrong: $0["wrong"] ?? "no") }
    let talk = ConversationFactory.make(
      "two", [(true, "Hello?"), (false, "Hi."), (false, "Go on.")])
    let rules = Set(
      PluginContract(plugin).check(options: PluginOptions(["wrong": wrong]), on: [talk]).map(\.rule)
    )
    #expect(rule.map { rules.contains($0) } ?? rules.isEmpty, "\(rules)")
  }

  @Test func `the conversation's score is the mean of its turns, and an abstention without any`()
    throws
  {
    guard
      case .validator(_, let make) = Plugin("turning", version: "1", { Turning(wrong: "no") }).kind
    else { return }
    let assessor = try make(PluginOptions())
    let talk = ConversationFactory.make("two", [(true, "Hello?"), (false, "ab"), (false, "abcd")])
    let assessment = try assessor.assess(talk)
    #expect(assessment.scores.map(\.metric) == ["length", "whole"])
    #expect(assessment["length"]?.value == 3)
    // Two turns on a scale without a prior: 1.96 standard errors of 2 and 4.
    let half = 1.96 * (2.0 / 2).squareRoot()
    #expect(assessment["length"]?.interval?.upperBound == 3 + half)
    let silent = try assessor.assess(ConversationFactory.make("none", [(true, "Hello?")]))
    #expect(silent["length"]?.reason == "no supporter turns")
  }

  private struct Shouting: Exporter {
    static let info = ExporterInfo(
      summary: "writes ids", fileExtensions: ["txt"])

    func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
      if item.conversation.messages.isEmpty { throw ExportRefusal("it is empty") }
      try sink.write(item.conversation.id + "\n")
    }
  }

  /// Remembers what it saw, and so scores by what came before.
  private final class Forgetful: Validator {
    static let info = ValidatorInfo(
      summary: "counts", metrics: [Metric("seen", "x", range: 0...100)])
    private let seen = Mutex(0)

    func assess(_ conversation: Conversation) -> Assessment {
      let count = seen.withLock { seen in
        seen += 1
        return seen
      }
      return Assessment(scores: [.measured("seen", Double(count))])
    }
  }

  @Test func `a validator that remembers is found by the order of conversations`() {
    let plugin = Plugin("seen", version: "1") { Forgetful() }
    let rules = Set(PluginContract(plugin).check().map(\.rule))
    #expect(rules == ["the same conversation gives the same assessment"])
  }

  private struct Strict: Validator {
    static let info = ValidatorInfo(
      summary: "has a default that it refuses", metrics: [Metric("strict", "x")],
      options: [OptionInfo("limit", "a number", default: "many")])

    func assess(_ conversation: Conversation) -> Assessment {
      Assessment(scores: [.abstained("strict", because: "always")])
    }
  }

  @Test func `a default that the plugin itself refuses is found`() {
    let plugin = Plugin("strict", version: "1") { options in
      _ = try options.number("limit", default: 1, in: 0...9)
      return Strict()
    }
    let rules = PluginContract(plugin).check().map(\.rule)
    #expect(rules == ["it starts with the given options and with its defaults"])
  }

  @Test func `an exporter that refuses or writes alike keeps its contract`() {
    #expect(PluginContract(Plugin("shout", version: "1") { Shouting() }).check().isEmpty)
  }

  @Test func `random conversations are the same for the same seed`() {
    let first = ConversationFactory.random(seed: 3, count: 5)
    #expect(first == ConversationFactory.random(seed: 3, count: 5))
    #expect(first != ConversationFactory.random(seed: 4, count: 5))
  }
}
