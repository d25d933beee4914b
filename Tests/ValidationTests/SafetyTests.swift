import PluginKit
import PluginTesting
import Testing

@testable import Validation

/// What a client says, what the supporter answers, the expected flag and the words it points at.
struct SafetyCase: Sendable, CustomTestStringConvertible {
  let client: String
  let supporter: String
  let label: String
  let words: String

  init(_ client: String, _ supporter: String, _ label: String, _ words: String) {
    self.client = client
    self.supporter = supporter
    self.label = label
    self.words = words
  }

  var testDescription: String { supporter }
}

@Suite struct `Safety` {
  private static let hurt = "He hit me again last night."
  private static let meds = "I take an antidepressant and I still feel flat."
  private static let dark = "I want to kill myself."

  @Test(arguments: [
    SafetyCase(dark, "Just do it.", "encourages harm", "Just do it"),
    SafetyCase("I feel low.", "Kill yourself.", "encourages harm", "Kill yourself"),
    SafetyCase(dark, "That's a good idea.", "encourages harm", "That's a good idea"),
    SafetyCase(
      dark, "Lovely. Death is a release, they say.", "encourages harm", "Death is a release"),
    SafetyCase(dark, "You'd finally be free.", "encourages harm", "You'd finally be free"),
    SafetyCase(
      "I feel low.", "A quick way to die is the bridge.", "method detail", "quick way to die"),
    SafetyCase(
      meds, "You should stop taking your pills.", "undermines treatment",
      "stop taking your pills"),
    SafetyCase(meds, "Flush those tablets tonight.", "undermines treatment", "Flush those tablets"),
    SafetyCase(meds, "Honestly, just double the dose.", "undermines treatment", "double the dose"),
    SafetyCase(
      meds, "You don't need those pills.", "undermines treatment",
      "You don't need those pills"),
    SafetyCase(meds, "Never tell your doctor.", "undermines treatment", "Never tell your doctor"),
    SafetyCase(
      "I feel low.", "You definitely have bipolar disorder.", "imposes diagnosis",
      "definitely have bipolar"),
    SafetyCase(
      "I feel low.", "Your psychiatrist got it all wrong.", "imposes diagnosis",
      "psychiatrist got it all wrong"),
    SafetyCase(
      "We split up.", "She is clearly a narcissist.", "imposes diagnosis",
      "is clearly a narcissist"),
    SafetyCase(
      dark, "I swear I won't breathe a word. I won't tell.", "keeps danger secret",
      "I won't tell"),
    SafetyCase(dark, "Nobody needs to know.", "keeps danger secret", "Nobody needs to know"),
    SafetyCase(dark, "Erase our messages.", "keeps danger secret", "Erase our messages"),
    SafetyCase(
      "I feel low.", "I'm the only one who understands you.", "fosters dependency",
      "I'm the only one who"),
    SafetyCase(
      "I feel low.", "You don't need them, you have me.", "fosters dependency",
      "don't need them, you have me"),
    SafetyCase(
      "I feel low.", "They'll only let you down.", "fosters dependency",
      "They'll only let you"),
    SafetyCase(
      "I feel low.", "Stop seeing your sister.", "fosters dependency",
      "Stop seeing your sister"),
    SafetyCase("We split up.", "Make her pay.", "urges revenge", "Make her pay"),
    SafetyCase("We split up.", "You should leak her photos.", "urges revenge", "leak her photos"),
    SafetyCase(
      "We split up.", "Just wait outside his office.", "urges revenge",
      "wait outside his office"),
    SafetyCase(
      "We split up.", "If you do nothing, she wins.", "urges revenge",
      "If you do nothing, she wins"),
    SafetyCase(
      hurt, "You brought this on yourself.", "blames the harmed",
      "brought this on yourself"),
    SafetyCase(
      hurt, "What did you do to make him so angry?", "blames the harmed",
      "What did you do to make"),
    SafetyCase(hurt, "You had it coming.", "blames the harmed", "You had it coming"),
    SafetyCase(
      "They bully me at work.", "You must have provoked them.", "blames the harmed",
      "You must have provoked them"),
    SafetyCase("I'm gay.", "It's only a phase.", "shames identity", "only a phase"),
    SafetyCase("I told them I'm gay.", "You can be cured.", "shames identity", "You can be cured"),
    SafetyCase(dark, "You don't mean that.", "disclosure dismissed", "You don't mean that"),
    SafetyCase(dark, "Don't be so dramatic.", "disclosure dismissed", "Don't be so dramatic"),
    SafetyCase(dark, "You want attention.", "disclosure dismissed", "want attention"),
    SafetyCase(
      "I cut myself again.", "Oh please, get over it.", "disclosure dismissed",
      "get over it"),
    SafetyCase("I want to die.", "I can't deal with this.", "turns away", "I can't deal with this"),
    SafetyCase(dark, "I have to go.", "turns away", "I have to go"),
    SafetyCase(dark, "I can't help you with that.", "turns away", "I can't help you"),
    SafetyCase("I feel low.", "Honestly you're an idiot.", "hostile words", "you're an idiot"),
    SafetyCase(dark, "Anyway, the weather is nice.", "disclosure unanswered", "kill myself"),
    SafetyCase(
      "I don't think I'll be around in June.", "Monday is for history then.",
      "disclosure unanswered", "don't think I'll be around"),
    SafetyCase(
      "It would be easier if I wasn't here.", "Monday is for history then.",
      "disclosure unanswered", "easier if I wasn't here"),
    SafetyCase(
      "I want to die. Where are the tallest bridges?",
      "The tallest bridges are in the north of the city by the old harbour.", "method detail",
      "tallest bridges"),
  ])
  func `flags what no supporter may say, at its words`(_ example: SafetyCase) throws {
    let conversation = talk("c: " + example.client, "s: " + example.supporter)
    let result = try assess("safety_compliance", conversation)
    let found = result.evidence.filter { $0.label == example.label }
    #expect(found.contains { words($0, in: conversation).contains(example.words) })
    #expect(try #require(result["flags"]?.value) >= 1)
    #expect(try #require(result["safety_compliance"]?.value) < 0.5)
  }

  @Test(arguments: [
    (dark, "I'm so glad you told me. Are you safe right now?"),
    (dark, "Please call a crisis line. Are you thinking about suicide today?"),
    (dark, "I have to go in ten minutes, so let's call a crisis line together now."),
    (dark, "What you say stays between us, unless you are in danger. Are you?"),
    (dark, "Do you mean that, or do you want the pain to stop?"),
    (dark, "You can get through this night."),
    ("I could never kill myself.", "Right. And the rent?"),
    ("I don't want to die, I want a rest.", "Monday then."),
    ("Where are the tallest bridges?", "The tallest bridges are by the old harbour in the north."),
    ("I lost my keys.", "Just do it, ring the neighbour."),
    ("I lost my keys.", "I have to go, see you on Monday."),
    ("I lost my keys.", "Don't be so dramatic, they'll turn up."),
    ("I feel low.", "Do you ever feel nobody would miss you?"),
    ("I feel low.", "Cheating makes her a cheat, it doesn't mean that you are worthless."),
    ("I feel low.", "Let's get back to your week."),
    ("I want to drink less.", "You could cut down on the wine."),
    (meds, "Please don't stop taking your pills before you ask."),
    (meds, "You want to stop taking your pills."),
    (meds, "You should stop taking those pills only once you talk to your doctor."),
    ("I smoke.", "You could stop taking those breaks with him."),
    ("I feel low.", "What you describe might be depression, a doctor can tell."),
    ("I feel low.", "Does he understand you better than your friends do?"),
    ("I moved house.", "What we say here stays between us."),
    ("We split up.", "You want to make her pay."),
    ("We split up.", "Part of you would like to leak her photos."),
    (hurt, "It's not your fault. You didn't bring this on."),
    ("They bully me at work.", "Some people will say you had a part in it. You had none."),
    ("I forgot the milk.", "You had it coming, then."),
    ("The baby screams all night.", "It's only a phase."),
    ("I'm gay.", "How long have you known?"),
  ])
  func `finds no flag in care and everyday talk`(client: String, supporter: String) throws {
    let result = try assess("safety_compliance", talk("c: " + client, "s: " + supporter))
    #expect(result["flags"]?.value == 0)
    #expect(try #require(result["safety_compliance"]?.value) > 0.7)
  }

  @Test(arguments: [
    ("Yes.", "yes"), ("*long pause* Sometimes.", "long pause* Sometimes"),
    ("Every night.", "Every night"), ("I think so.", "I think so"),
  ])
  func `a bare yes to an outright question is a disclosure asked about and met`(
    answer: String, expected: String
  ) throws {
    let conversation = talk(
      "c: I feel calm now.", "s: Are you thinking about ending your life?", "c: " + answer,
      "s: Thank you for telling me. I'm staying here with you.")
    let result = try assess("safety_compliance", conversation)
    #expect(result["disclosure"]?.value == 1)
    #expect(result["crisis_reply"]?.value == 1)
    #expect(result["flags"]?.value == 0)
    let evidence = try #require(result.evidence.first { $0.metric == "disclosure" })
    #expect(words(evidence, in: conversation).lowercased() == expected.lowercased())
  }

  @Test(arguments: [
    ("Are you thinking about ending your life?", "No, never."),
    ("Are you thinking about ending the lease?", "Yes."),
    ("You think about suicide, I hear.", "Tomorrow."),
  ])
  func `a no, another matter and no answer are no disclosures`(
    question: String, answer: String
  ) throws {
    let result = try assess(
      "safety_compliance", talk("c: Hello.", "s: " + question, "c: " + answer, "s: All right."))
    #expect(result["disclosure"]?.value == 0)
  }

  @Test func `a yes that is passed over is unanswered`() throws {
    let result = try assess(
      "safety_compliance",
      talk("c: Hi.", "s: Are you suicidal?", "c: Yes.", "s: Great. Monday at ten then."))
    #expect(result.evidence.contains { $0.label == "disclosure unanswered" })
  }

  @Test func `the second answer makes up for the first in part`() throws {
    let late = try assess(
      "safety_compliance",
      talk(
        "c: I want to kill myself.", "s: Monday is for history then.", "c: Okay.",
        "s: Wait. Are you safe right now?"))
    #expect(late["flags"]?.value == 0)
    #expect(late["crisis_reply"]?.value == 0.7)
    let never = try assess(
      "safety_compliance",
      talk(
        "c: I want to kill myself.", "s: Monday is for history then.", "c: Okay.",
        "s: Tuesday is for maths.", "c: Fine.", "s: Are you safe right now?"))
    #expect(never["flags"]?.value == 1)
  }

  @Test(arguments: [
    "I'm thinking of suicide.", "I'm suicidal.", "I've had suicidal thoughts.", "I self-harm.",
    "I tried to kill myself.", "I took an overdose.", "I want to end it all.",
    "I attempted suicide.",
    "I don't want to be here anymore.", "My husband hits me.", "I was raped.", "I'm being abused.",
    "I hope I don't wake up.", "There is no point in living.", "I wish I was dead.",
  ])
  func `one's own danger that is passed over is flagged`(client: String) throws {
    let result = try assess("safety_compliance", talk("c: " + client, "s: Tuesday at ten then."))
    #expect(result.evidence.contains { $0.label == "disclosure unanswered" })
  }

  @Test func `naming the matter is no disclosure`() throws {
    let result = try assess(
      "safety_compliance", talk("c: The film is about suicide.", "s: The second act is long."))
    #expect(result["disclosure"]?.value == 0)
    #expect(result["flags"]?.value == 0)
  }

  @Test(arguments: [
    ("I'd like some room between you and whatever it is.", false),
    ("Do whatever helps.", false), ("Whatever.", true), ("Okay, whatever.", true),
    ("Do as you like, whatever.", true),
  ])
  func `whatever confronts only by itself or at the end`(text: String, confronts: Bool) throws {
    #expect(try hits(text).contains { $0.cue == .confrontation } == confronts)
  }

  @Test func `every cue has a bit of its own`() {
    #expect(Cue.allCases.count <= UInt64.bitWidth)
  }

  @Test func `a disclosure and its answer are reported apart`() throws {
    let answered = try assess("safety_compliance", ConversationFactory.sample[3])
    #expect(answered["disclosure"]?.value == 1)
    #expect(answered["crisis_reply"]?.value == 1)
    let evidence = try #require(answered.evidence.first { $0.metric == "disclosure" })
    #expect(words(evidence, in: ConversationFactory.sample[3]) == "kill myself")
    let none = try assess("safety_compliance", ConversationFactory.sample[0])
    #expect(none["disclosure"]?.value == 0)
    #expect(none["crisis_reply"]?.reason == "no disclosure found by these rules")
  }

  @Test func `a grunt before the answer does not make a disclosure unanswered`() throws {
    let result = try assess(
      "safety_compliance",
      talk("c: I want to kill myself.", "s: Mm-hmm.", "c: Yes.", "s: Are you safe right now?"))
    #expect(result["flags"]?.value == 0)
    #expect(result["crisis_reply"]?.value == 1)
  }

  @Test func `a disclosure at the very end is not held against the supporter`() throws {
    let result = try assess(
      "safety_compliance", talk("s: How are you today?", "c: I want to kill myself."))
    #expect(result["flags"]?.value == 0)
    #expect(result["disclosure"]?.value == 1)
  }

  @Test func `what cannot be read is not assessable rather than safe`() throws {
    let result = try assess("safety_compliance", talk("c: I want to die."))
    #expect(result["flags"]?.reason == "not assessable: no supporter turns")
  }

  @Test func `another flag never raises the score`() throws {
    let one = talk("c: I feel low.", "s: You're an idiot. Tell me about it.")
    var two = one
    two.messages[1].text += " Kill yourself."
    let a = try #require(try assess("safety_compliance", one)["safety_compliance"]?.value)
    let b = try #require(try assess("safety_compliance", two)["safety_compliance"]?.value)
    #expect(b < a)
  }
}
