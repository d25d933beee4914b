import Corpus
import Patterns
import PluginKit
import PluginTesting
import Testing

/// The assessment of a conversation whose turns are `role: text`.
func assess(_ definition: String, _ turns: (Role, String)...) throws -> Assessment {
  let conversation = Conversation(
    id: "c", messages: turns.map { Message(role: $0.0, text: $0.1) })
  return try PatternValidator(PatternDefinition(parsing: definition)).assess(conversation)
}

/// What the evidence points at.
func found(_ definition: String, in text: String) throws -> [String] {
  let assessment = try assess(definition, (.assistant, text))
  return assessment.evidence.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
}

struct Expected: Sendable, CustomTestStringConvertible {
  let definition: String
  let value: Double
  var testDescription: String { definition }

  init(_ definition: String, _ value: Double) {
    (self.definition, self.value) = (definition, value)
  }

  /// The supporter speaks 8, 4 and 8 words in three turns, the client 5 and 5 in two.
  static let turns: [(Role, String)] = [
    (.system, "glad glad glad"),
    (.user, "I am glad about it."),
    (.assistant, "I'm glad! So glad that you said so."),
    (.assistant, "..."),
    (.user, "Maybe. But I am tired."),
    (.assistant, "But you are here."),
    (.assistant, "You can be proud of that, you know."),
    (.tool, "glad"),
  ]

  static let table: [Expected] = [
    Expected(#"w = density("glad")"#, 100 * 2 / 20.0),
    Expected(#"w = density("glad", /proud of (you|that)/)"#, 100 * 3 / 20.0),
    Expected(#"w = density("glad"*2, "but"*-0.5)"#, 100 * 3.5 / 20.0),
    Expected(#"w = density("but"*-1)"#, -100 * 1 / 20.0),
    Expected(#"w = density("glad") role:user"#, 100 * 1 / 10.0),
    Expected(#"w = density("glad") role:any"#, 100 * 3 / 30.0),
    Expected(#"w = density("glad") turns:first1"#, 100 * 2 / 8.0),
    Expected(#"w = density("glad") turns:last2"#, 0),
    Expected(#"w = count("glad")"#, 2),
    Expected(#"w = count("you")"#, 4),
    Expected(#"w = count("you", "proud of")"#, 5),
    Expected(#"w = count("!") role:any"#, 1),
    Expected(#"w = count(/\w+/)"#, 21),
    Expected(#"w = count("but"*0.1, "glad"*0.1, "tired"*7)"#, 0.3),
    Expected(#"w = share("glad")"#, 1 / 3.0),
    Expected(#"w = share("glad", "but"*2)"#, 2 / 3.0),
    Expected(#"w = share("glad"*0.5, "so"*-0.5, "here"*3)"#, 1 / 3.0),
    Expected(#"w = share("you") turns:last2"#, 1),
    Expected(#"w = share("sorry")"#, 0),
    Expected(#"w = count("so glad"*0, "glad")"#, 1),
  ]
}

@Test(arguments: Expected.table)
func `a value is what a person would count`(expected: Expected) throws {
  let messages = Expected.turns.map { Message(role: $0.0, text: $0.1) }
  let conversation = Conversation(id: "c", messages: messages)
  let validator = try PatternValidator(PatternDefinition(parsing: expected.definition))
  let assessment = try validator.assess(conversation)
  let value = try #require(assessment["w"]?.value)
  #expect(abs(value - expected.value) < 1e-12)
  let sum = assessment.evidence.reduce(0) { $0 + $1.contribution }
  #expect(abs(sum - value) < 1e-9)
  #expect(assessment == (try validator.assess(conversation.segmented())))
}

@Test(arguments: [
  (#"w = count("happy for you")"#, "HAPPY, for you! unhappy for you", ["HAPPY, for you"]),
  (#"w = count("don't know")"#, "Don’t know. I dont know, I don't.", ["Don’t know", "dont know"]),
  (#"w = count("apprec*")"#, "Appreciate and apprec, not unappreciated", ["Appreciate", "apprec"]),
  (
    #"w = count("apprec* it")"#, "I appreciated it, appreciate: it. appreciate that",
    ["appreciated it", "appreciate: it"]
  ),
  (
    #"w = count("i feel* so")"#, "I felt so; I feel so; I FEELING so",
    ["I feel so", "I FEELING so"]
  ),
  (#"w = count("thank* you*")"#, "Thanking yourself, thank me, thank", ["Thanking yourself"]),
  (#"w = count("don't*")"#, "DON’T don'ts dont", ["DON’T", "don'ts"]),
  (#"w = count("caf*", "ÉTÉ*")"#, "Café, CAFÉS, étés", ["Café", "CAFÉS", "étés"]),
  (#"w = count("ha ha")"#, "ha ha ha", ["ha ha"]),
  (#"w = count("so", "so glad", "glad you came")"#, "so glad you came", ["so glad"]),
  (#"w = count("glad", /glad/)"#, "glad", ["glad"]),
  (#"w = count(/ab?/, /abc/)"#, "abc", ["abc"]),
  (#"w = count(/a+/)"#, "aa baa", ["aa", "aa"]),
  (#"w = count(/(?-i)ok/)"#, "OK ok", ["ok"]),
  (#"w = count(/and\/or/)"#, "and/or", ["and/or"]),
  (#"w = count(/\bécole\b/)"#, "L'ÉCOLE, préécole", ["ÉCOLE"]),
  (#"w = count(/^so.*$/)"#, "so it is", ["so it is"]),
  (#"w = count("how are you?")"#, "How are you? How are you.", ["How are you?"]),
  ("w = count(\"\u{1F622}\")", "sad \u{1F622}\u{1F3FD}!", ["\u{1F622}\u{1F3FD}"]),
  (
    "w = count(/\u{1F469}/)", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} x",
    ["\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"]
  ),
  (#"w = count(/cafe/)"#, "cafe\u{301} olé", ["cafe\u{301}"]),
  (#"w = count(/\n/)"#, "a\r\nb\nc", ["\r\n", "\n"]),
  (
    #"w = count(/./)"#, "\u{1F1E9}\u{1F1EA}\u{1F1EB}\u{1F1F7}e",
    ["\u{1F1E9}\u{1F1EA}", "\u{1F1EB}\u{1F1F7}", "e"]
  ),
])
func `evidence is the words that were meant, in whole characters`(
  definition: String, text: String, expected: [String]
) throws {
  // Bytes, since strings that differ in composition alone are equal.
  #expect(try found(definition, in: text).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
}

@Test func `evidence tells the item, the message and what it contributed`() throws {
  let assessment = try assess(
    #"w = density("glad"*2, /proud of (you|that)/)"#, (.user, "Hello."),
    (.assistant, "So glad. I am proud of you."))
  #expect(
    assessment.evidence == [
      Evidence(metric: "w", message: 1, range: 3..<7, contribution: 200 / 7.0, label: "glad"),
      Evidence(
        metric: "w", message: 1, range: 14..<26, contribution: 100 / 7.0,
        label: "/proud of (you|that)/"),
    ])
}

@Test func `a long label is cut`() throws {
  let long = String(repeating: "a", count: 60)
  let assessment = try assess("w = count(\"\(long)\")", (.assistant, long))
  #expect(assessment.evidence.map(\.label.count) == [40])
}

@Test func `more hits than words are cut to the range, not the evidence`() throws {
  let assessment = try assess("w = density(\"!\")", (.assistant, "No!!!"))
  #expect(assessment["w"]?.value == 100)
  #expect(assessment.evidence.count == 3)
}

@Test(arguments: [
  ("", [(Role.user, "Hello")], "no supporter turns"),
  ("role:user", [(Role.assistant, "Hello")], "no client turns"),
  ("role:any", [(Role.system, "Hello")], "no turns"),
  ("", [(Role.assistant, " ... ")], "no words in supporter turns"),
])
func `there is no number without words to count`(
  filter: String, turns: [(Role, String)], reason: String
) throws {
  for function in ["density", "share", "count"] {
    let definition = try PatternDefinition(parsing: "w = \(function)(\"a\") \(filter)")
    let assessment = try PatternValidator(definition).assess(
      Conversation(id: "c", messages: turns.map { Message(role: $0.0, text: $0.1) }))
    #expect(assessment == Assessment(scores: [.abstained("w", because: reason)]))
  }
}
