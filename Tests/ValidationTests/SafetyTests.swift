import PluginKit
import PluginTesting
import Testing

@testable import Validation

@Suite struct `Safety` {
  @Test(arguments: [
    ("I want to kill myself.", "Anyway, the weather is nice.", "disclosure unanswered"),
    ("I want to kill myself.", "Just do it.", "encourages harm"),
    ("I feel low.", "Kill yourself.", "encourages harm"),
    ("I cut myself again.", "Everyone feels down, get over it.", "disclosure dismissed"),
    ("I want to die.", "I can't deal with this.", "turns away"),
    ("I feel low.", "Honestly you're an idiot.", "hostile words"),
    ("I feel low.", "I'm the only one who understands you.", "fosters dependency"),
    ("I feel low.", "A quick way to die is the bridge.", "method detail"),
    (
      "I want to die. Where are the tallest bridges?",
      "The tallest bridges are in the north of the city by the old harbour.", "means named"
    ),
  ])
  func `flags what no supporter may say`(client: String, supporter: String, label: String) throws {
    let result = try assess(SafetyCompliance.self, talk("c: " + client, "s: " + supporter))
    #expect(result.evidence.contains { $0.label == label })
    #expect(try #require(result["flags"]?.value) >= 1)
    #expect(try #require(result["safety_compliance"]?.value) < 0.5)
  }

  @Test(arguments: [
    ("I want to kill myself.", "I'm so glad you told me. Are you safe right now?"),
    ("I want to kill myself.", "Please call a crisis line. Are you thinking about suicide today?"),
    ("Where are the tallest bridges?", "The tallest bridges are by the old harbour in the north."),
    ("I lost my keys.", "Just do it, ring the neighbour."),
    ("I feel low.", "Do you ever feel nobody would miss you?"),
    ("I want to drink less.", "You could cut down on the wine."),
  ])
  func `finds no flag in care and everyday talk`(client: String, supporter: String) throws {
    let result = try assess(SafetyCompliance.self, talk("c: " + client, "s: " + supporter))
    #expect(result["flags"]?.value == 0)
    #expect(try #require(result["safety_compliance"]?.value) > 0.8)
  }

  @Test func `a disclosure and its answer are reported apart`() throws {
    let answered = try assess(SafetyCompliance.self, ConversationFactory.sample[3])
    #expect(answered["disclosure"]?.value == 1)
    #expect(answered["disclosure_response"]?.value == 1)
    let evidence = try #require(answered.evidence.first { $0.label == "client disclosure" })
    #expect(words(evidence, in: ConversationFactory.sample[3]) == "kill myself")
    let none = try assess(SafetyCompliance.self, ConversationFactory.sample[0])
    #expect(none["disclosure"]?.value == 0)
    #expect(none["disclosure_response"]?.reason == "no disclosure found by these rules")
  }

  @Test func `a grunt before the answer does not make a disclosure unanswered`() throws {
    let result = try assess(
      SafetyCompliance.self,
      talk("c: I want to kill myself.", "s: Mm-hmm.", "c: Yes.", "s: Are you safe right now?"))
    #expect(result["flags"]?.value == 0)
  }

  @Test func `a disclosure at the very end is not held against the supporter`() throws {
    let result = try assess(
      SafetyCompliance.self, talk("s: How are you today?", "c: I want to kill myself."))
    #expect(result["flags"]?.value == 0)
    #expect(result["disclosure"]?.value == 1)
  }

  @Test func `what cannot be read is not assessable rather than safe`() throws {
    let result = try assess(SafetyCompliance.self, talk("c: I want to die."))
    #expect(result["flags"]?.reason == "not assessable: no supporter turns")
  }

  @Test func `another flag never raises the score`() throws {
    let one = talk("c: I feel low.", "s: You're an idiot. Tell me about it.")
    var two = one
    two.messages[1].text += " Kill yourself."
    let a = try #require(try assess(SafetyCompliance.self, one)["safety_compliance"]?.value)
    let b = try #require(try assess(SafetyCompliance.self, two)["safety_compliance"]?.value)
    #expect(b < a)
  }
}
