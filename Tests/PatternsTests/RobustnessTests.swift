import Corpus
import Patterns
import PluginKit
import PluginTesting
import Testing

let variety = [
  #"w = density("you feel", "tired"*2, /s[oa]d?/, "night*"*-0.5) role:any"#,
  #"w = share("feel*", /\bc\w+\b/, "?"*0.25) role:any"#,
  #"w = count(/[^a-z\s]+/, "don't", "i", /\p{Mn}|\p{So}/) role:any turns:last5"#,
  #"w = density("sle*", "kill my*", "a* b*") role:user"#,
]

/// Everything that has to hold of an assessment, whatever the text.
func check(_ assessment: Assessment, _ definition: PatternDefinition, on conversation: Conversation)
{
  #expect(assessment.scores.count == 1)
  guard let value = assessment[definition.name]?.value else {
    #expect(assessment.evidence.isEmpty)
    return
  }
  let range = definition.metrics[0].range
  #expect(range.contains(value))
  let sum = assessment.evidence.reduce(0) { $0 + $1.contribution }
  let cut = min(max(sum, range.lowerBound), range.upperBound)
  #expect(abs(cut - value) <= 1e-9 * max(1, abs(value)), "\(conversation.id)")
  var last = (message: -1, end: 0)
  var isSound = true
  for evidence in assessment.evidence {
    let text = conversation.messages[evidence.message].text
    let start = text.utf8.index(text.startIndex, offsetBy: evidence.range.lowerBound)
    let end = text.utf8.index(text.startIndex, offsetBy: evidence.range.upperBound)
    if evidence.message > last.message { last = (evidence.message, 0) }
    isSound =
      isSound && !evidence.range.isEmpty && start.samePosition(in: text) != nil
      && end.samePosition(in: text) != nil && evidence.message == last.message
      && evidence.range.lowerBound >= last.end && !evidence.label.isEmpty
    last.end = evidence.range.upperBound
  }
  #expect(isSound, "evidence of \(conversation.id)")
}

@Test(arguments: variety)
func `evidence of random text is in order, in whole characters and adds up`(text: String) throws {
  let definition = try PatternDefinition(parsing: text)
  let validator = try PatternValidator(definition)
  let again = try PatternValidator(PatternDefinition(parsing: definition.canonical))
  let joints = ["\u{200D}", "\u{301}", "\u{1F3FD}", "\r\n", "\u{1F1E9}", "’", "é"]
  var random = SeededRandom(seed: 11)
  for conversation in ConversationFactory.random(seed: 5, count: 60) {
    var conversation = conversation
    for index in conversation.messages.indices {
      let words = conversation.messages[index].text.split(separator: " ")
      conversation.messages[index].text = words.reduce(into: "") { text, word in
        let joint = Int.random(in: 0..<20, using: &random)
        text += word + (joint < joints.count ? joints[joint] : " ")
      }
    }
    let assessment = try validator.assess(conversation)
    check(assessment, definition, on: conversation)
    #expect(assessment == (try again.assess(conversation)))
  }
}

@Test(arguments: variety)
func `hostile conversations are survived, segmented or not`(text: String) throws {
  let definition = try PatternDefinition(parsing: text)
  let validator = try PatternValidator(definition)
  for conversation in ConversationFactory.hostile + ConversationFactory.sample {
    let assessment = try validator.assess(conversation)
    check(assessment, definition, on: conversation)
    #expect(assessment == (try validator.assess(conversation.segmented())))
  }
}

@Test(arguments: [
  #"(a+)+$"#, #"^(\w+\s?)*$"#, #"(a|aa)+$"#, #"(?:a*)*b"#, #"(a|b|ab)*\1c"#,
])
func `a pattern with too many ways ends in a failure, not a hang`(source: String) throws {
  let definition = try PatternDefinition(parsing: "w = count(/x\(source)|\(source)z/) role:any")
  let validator = try PatternValidator(definition)
  let hostile = ConversationFactory.make(
    "c", [(true, "fine"), (false, String(repeating: "a", count: 20_000) + "!")])
  let clock = ContinuousClock()
  var failure: PatternFailure?
  let time = clock.measure {
    do throws(PatternFailure) { _ = try validator.assess(hostile) } catch { failure = error }
  }
  #expect(time < .seconds(5))
  if let failure {
    #expect(failure.description.hasSuffix("has too many ways to match message 1"))
    #expect(!failure.description.contains("aaaa"))
  }
  // The next conversation is none the worse for it.
  let fine = ConversationFactory.make("d", [(false, "fine")])
  #expect(try validator.assess(fine)["w"]?.value == 0)
}

@Test func `the classic catastrophe fails`() throws {
  let validator = try PatternValidator(PatternDefinition(parsing: "w = count(/(a+)+$/)"))
  let text = String(repeating: "a", count: 40) + "!"
  let failure = #expect(throws: PatternFailure.self) {
    try validator.assess(ConversationFactory.make("c", [(false, text)]))
  }
  #expect(failure?.description == "item 1, /(a+)+$/, has too many ways to match message 0")
}

@Test func `many costly places in a long text end in a failure too`() throws {
  let validator = try PatternValidator(PatternDefinition(parsing: #"w = count(/(\w+ )+x/)"#))
  // No place comes near its own limit; all of them would take minutes.
  let word = String(repeating: "a", count: 250) + " "
  let text = String(repeating: word, count: 4000)
  #expect(throws: PatternFailure.self) {
    try validator.assess(ConversationFactory.make("c", [(false, text)]))
  }
}

@Test(arguments: 0..<6)
func `a match in a long text is found wherever it stands`(shift: Int) throws {
  let definition = #"w = count(/é+z/, /(?<=q)w+/)"#
  let before = String(repeating: "o", count: 1019 + shift)
  let text = before + "éééz" + before + "qw" + before + String(repeating: "w", count: 3000)
  #expect(try found(definition, in: text) == ["éééz", "w"])
}

@Test func `many marks on one letter cost no more than their number`() throws {
  let definition = try PatternDefinition(parsing: #"w = count(/\x{301}/, /\x{1F1E9}/)"#)
  let text =
    "e" + String(repeating: "\u{301}", count: 50_000) + " "
    + String(repeating: "\u{1F1E9}", count: 50_000)
  let conversation = ConversationFactory.make("c", [(false, text)])
  let clock = ContinuousClock()
  var assessment = Assessment()
  let time = try clock.measure {
    assessment = try PatternValidator(definition).assess(conversation)
  }
  #expect(assessment["w"]?.value == 25_001)
  #expect(time < .seconds(5))
}

@Test func `eight threads at once see what one sees`() async throws {
  let validator = try PatternValidator(PatternDefinition(parsing: variety[0]))
  let conversations =
    ConversationFactory.sample + ConversationFactory.random(seed: 3, count: 40)
  let alone = try conversations.map { try validator.assess($0) }
  let together = try await withThrowingTaskGroup(of: [Assessment].self) { group in
    for _ in 0..<8 {
      group.addTask { @concurrent in try conversations.map { try validator.assess($0) } }
    }
    return try await group.reduce(into: [[Assessment]]()) { $0.append($1) }
  }
  #expect(together.count == 8)
  for other in together { #expect(other == alone) }
}
