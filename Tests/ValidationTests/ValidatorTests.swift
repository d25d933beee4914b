import PluginKit
import PluginTesting
import Testing

@testable import Validation

private let good = ConversationFactory.sample[0]
private let poor = ConversationFactory.sample[1]

@Suite struct `Scores` {
  @Test(arguments: ["empathy", "therapeutic_language", "response_appropriateness"])
  func `set a reflective session above a directive one`(metric: String) throws {
    let validator = try builtIn(metric)
    let high = try #require(try validator.assess(good)[metric]?.value)
    let low = try #require(try validator.assess(poor)[metric]?.value)
    #expect(high > low + 0.2)
  }

  @Test func `evidence names what was seen and points at its words`() throws {
    let evidence = try assess("therapeutic_language", poor).evidence
    let order = try #require(evidence.first { $0.label == "direct order" })
    #expect(words(order, in: poor) == "You need to")
    #expect(order.contribution < 0)
    let question = try #require(
      try assess("therapeutic_language", good).evidence.first { $0.label == "open question" })
    #expect(words(question, in: good) == "What worries you most about them?")
    #expect(question.contribution > 0)
  }

  @Test func `more turns of the same kind narrow the interval`() throws {
    var long = good
    for round in 1...3 {
      long.messages += good.messages.map { message in
        Message(
          role: message.role, text: message.text.dropLast() + " \(round)" + message.text.suffix(1))
      }
    }
    func width(_ conversation: Conversation) throws -> Double {
      let interval = try #require(try assess("empathy", conversation)["empathy"]?.interval)
      return interval.upperBound - interval.lowerBound
    }
    #expect(try width(long) < width(good))
  }

  @Test func `advice after leave was asked costs nothing`() throws {
    let bare = talk(
      "c: I cannot sleep.", "s: You should try tea.", "c: Hm.", "s: And how is work these days?",
      "c: Bad.", "s: What makes it bad for you?")
    var asked = bare
    asked.messages[1].text = "Would it be okay if I shared an idea? You should try tea."
    let label = "unasked advice"
    #expect(try assess("response_appropriateness", bare).evidence.contains { $0.label == label })
    #expect(
      try !assess("response_appropriateness", asked).evidence.contains { $0.label == label })
  }

  @Test func `a reply under the wrong post is less relevant`() throws {
    let pairs = [
      ("My dog died last night.", "Your dog was family, and now the house is quiet."),
      ("The exam is tomorrow and I have not studied.", "How much of the exam have you studied?"),
      ("My boss shouts at me.", "A boss who shouts would wear anyone down."),
    ]
    for (index, pair) in pairs.enumerated() {
      let other = pairs[(index + 1) % pairs.count].1
      func relevance(_ reply: String) throws -> Double {
        try #require(
          try assess("response_appropriateness", talk("c: " + pair.0, "s: " + reply))[
            "relevance"]?
            .value)
      }
      #expect(try relevance(pair.1) > relevance(other))
    }
  }

  @Test func `a supporter who talks most of the time flows worse`() throws {
    func flow(_ supporter: String, _ client: String) throws -> Double {
      let lines = (0..<5).flatMap { ["c: \(client) \($0) days.", "s: \(supporter) \($0)."] }
      let turns = lines.map { ($0.hasPrefix("c:"), String($0.dropFirst(3))) }
      return try #require(
        try assess("conversation_flow", ConversationFactory.make("t", turns))[
          "conversation_flow"]?
          .value)
    }
    let long =
      "the garden and the weather and the roads in our town were quite a sight that year and"
    #expect(try flow("You miss the sea since", long) > flow(long, "I miss the sea since"))
  }

  @Test func `what a peer says shows in the matching mechanism`() throws {
    func scores(_ reply: String) throws -> Assessment {
      try assess("empathy", talk("c: I lost my job and feel useless.", "s: " + reply))
    }
    let warm = try scores("I'm so sorry, sending hugs.")
    let shared = try scores("I've been there. I lost my job last year and felt the same.")
    let asking = try scores("What happened at your job?")
    func value(_ metric: String, _ assessment: Assessment) -> Double {
      assessment[metric]?.value ?? -1
    }
    #expect(value("emotional_reactions", warm) > value("emotional_reactions", shared))
    #expect(value("interpretations", shared) > value("interpretations", asking))
    #expect(value("explorations", asking) > value("explorations", warm))
  }
}

@Suite struct `Abstentions` {
  @Test(arguments: [
    (["c: Is anyone here?"], "no supporter turns"),
    (
      [
        "c: Ich kann nicht schlafen und weiß nicht weiter.",
        "s: Erzählen Sie mir bitte mehr davon.",
      ],
      "too few English words"
    ),
    (["c: Hello.", "s: What brings you here?"], "insufficient"),
  ])
  func `say why there is no number`(lines: [String], reason: String) throws {
    let turns = lines.map { ($0.hasPrefix("c:"), String($0.dropFirst(3))) }
    let score = try assess("therapeutic_language", ConversationFactory.make("t", turns))[
      "therapeutic_language"]
    #expect(score?.value == nil)
    #expect(score?.reason?.hasPrefix(reason) == true)
  }

  @Test func `a grunt is neither a turn that says something nor a fault`() throws {
    var padded = good
    for index in stride(from: padded.messages.count, to: 0, by: -2) {
      padded.messages.insert(
        contentsOf: [
          Message(role: .assistant, text: "Mm-hmm."), Message(role: .user, text: "Yes."),
        ],
        at: index)
    }
    let a = try assess("therapeutic_language", good)["therapeutic_language"]?.value
    let b = try assess("therapeutic_language", padded)["therapeutic_language"]?.value
    #expect(abs(try #require(a) - #require(b)) < 0.1)
  }

  @Test func `the option minimum_turns moves the limit`() throws {
    let score = try builtIn("empathy", ["minimum_turns": "10"]).assess(good)["empathy"]
    #expect(score?.reason == "insufficient: 5 supporter turns that say something, needs 10")
  }

  @Test(arguments: [["minimum_turns": "0"], ["minimum_turns": "x"], ["domain": "chat"]])
  func `an option that makes no sense is refused`(options: [String: String]) {
    #expect(throws: OptionError.self) { try Empathy(options: PluginOptions(options)) }
  }
}

@Suite struct `Gaming` {
  private let phrase = " I understand. It sounds like that must be hard."

  @Test(arguments: ["empathy", "therapeutic_language", "response_appropriateness"])
  func `a stock phrase behind every turn hardly lifts a poor session`(metric: String) throws {
    let validator = try builtIn(metric)
    var gamed = poor
    for index in gamed.messages.indices where gamed.messages[index].role == .assistant {
      gamed.messages[index].text += phrase
    }
    let before = try #require(try validator.assess(poor)[metric]?.value)
    let after = try #require(try validator.assess(gamed)[metric]?.value)
    #expect(after < before + 0.05)
    #expect(try #require(try validator.assess(good)[metric]?.value) > after)
  }

  @Test func `repetition is reported and lowers the flow`() throws {
    var gamed = good
    for index in gamed.messages.indices where gamed.messages[index].role == .assistant {
      gamed.messages[index].text += phrase
    }
    let before = try assess("conversation_flow", good)
    let after = try assess("conversation_flow", gamed)
    #expect(before["template_share"]?.value == 0)
    #expect(try #require(after["template_share"]?.value) > 0.2)
    #expect(
      try #require(after["conversation_flow"]?.value)
        < #require(before["conversation_flow"]?.value))
  }
}
