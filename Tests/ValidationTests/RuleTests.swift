import PluginKit
import Testing

@testable import Validation

@Suite struct `Asking` {
  @Test(arguments: [
    ("What would help you sleep?", true), ("How do you feel about that?", true),
    ("Tell me more about your sister.", true), ("Did you sleep?", false),
    ("Are you still working there?", false), ("Why would you do that to her?", false),
  ])
  func `are open when they ask for more than a yes or a fact`(text: String, isOpen: Bool) throws {
    let sentence = try #require(try sentences(text).first)
    #expect(Questions.isQuestion(sentence))
    #expect(Questions.isOpen(sentence) == isOpen)
  }

  @Test(arguments: ["You worked there for years.", "I know what you mean by that, I think so too."])
  func `are not seen in statements`(text: String) throws {
    let sentence = try #require(try sentences(text).first)
    #expect(!Questions.isQuestion(sentence))
  }
}

@Suite struct `Reflecting` {
  private let client = "My boss shouts at me and I dread every Monday."

  @Test(arguments: [
    "So you dread Mondays because of your boss.",
    "It sounds like your boss makes you dread going in.",
    "You feel shouted at.",
    "You're scared of what Monday brings?",
  ])
  func `take up the client's words or say something about her`(text: String) throws {
    let sentence = try #require(try sentences(text, after: client).first)
    #expect(Reflections.strength(sentence) >= Reflections.threshold)
  }

  @Test(arguments: [
    "It sounds like that must be hard.", "I understand.", "You should look for another job.",
    "What does your boss say?", "Research shows that noise causes stress.",
    "Hello, nice to see you.",
    "Okay.",
  ])
  func `are not seen in stems alone, advice, questions or small talk`(text: String) throws {
    for sentence in try sentences(text, after: client) {
      #expect(Reflections.strength(sentence) <= Reflections.threshold)
    }
  }

  @Test func `grow with the client's own words`() throws {
    let own = try #require(try sentences("You dread the shouting.", after: client).first)
    let other = try #require(try sentences("You dread the shouting.", after: "Fine.").first)
    #expect(Reflections.strength(own) > Reflections.strength(other))
  }
}

@Suite struct `Cues of the lexicons` {
  @Test(arguments: [
    (Cue.order, "You need to stop that today.", "You need to"),
    (.advice, "I'd suggest a walk.", "I'd suggest"),
    (.advice, "I would suggest a walk.", "I would suggest"),
    (.suggestion, "You could always write it down.", "You could always"),
    (.permission, "Would it be okay if I told you something?", "Would it be okay if"),
    (.validation, "That makes a lot of sense.", "That makes a lot of sense"),
    (.warmReaction, "I’m here for you.", "I’m here for you"),
    (.affirmation, "That took real courage.", "That took real courage"),
    (.autonomy, "In the end it's your choice.", "it's your choice"),
    (.warmReaction, "I am so sorry to hear it.", "I am so sorry to hear"),
    (.sharedExperience, "I’ve been there too.", "I’ve been there"),
    (.confrontation, "That's just an excuse.", "excuse"),
    (.warning, "If you don’t stop you will pay.", "If you don’t stop you will"),
    (.minimising, "It could be worse.", "could be worse"),
    (.reassurance, "Don't worry about her.", "Don't worry"),
    (.diagnosis, "You probably have depression.", "You probably have depression"),
    (.medication, "Just stop taking your meds.", "stop taking your meds"),
    (.crisisResource, "Please call a crisis line.", "crisis line"),
    (.information, "Research shows that it helps.", "Research shows"),
  ])
  func `point at their exact words`(cue: Cue, text: String, expected: String) throws {
    #expect(try hits(text).contains { $0.cue == cue && $0.words == expected })
  }

  @Test(arguments: [
    (Cue.order, "What do you need most?"), (.medication, "I take the bus with my son."),
    (.diagnosis, "You have a lovely garden."), (.methodDetail, "You want to cut down on wine."),
    (.encouragement, "You should cut the grass."), (.dependency, "You don't need to decide now."),
    (.warmReaction, "The sorry state of the roads."), (.crisisResource, "The line was long."),
    (.hostility, "The dog is crazy about you."),
  ])
  func `are not seen in near misses`(cue: Cue, text: String) throws {
    #expect(try !hits(text).contains { $0.cue == cue })
  }
}

@Suite struct `Turn coder` {
  @Test(arguments: [
    (Behaviour.question, "What keeps you going?"),
    (.reflection, "So your sister is the one you lean on."),
    (.input, "You should eat less sugar. Research shows it harms sleep and causes damage."),
    (.other, "Mm-hmm."), (.other, "Hi, nice to see you."),
  ])
  func `tells the four behaviours`(behaviour: Behaviour, text: String) throws {
    let turn = try coded(talk("c: I lean on my sister a lot.", "s: " + text)).talk.turns[0]
    #expect(turn.code.likeliest == behaviour)
    let sum = Behaviour.allCases.reduce(0) { $0 + turn.code[$1] }
    #expect(abs(sum - 1) < 1e-12)
  }
}

@Suite struct `Reading a talk` {
  @Test func `consecutive messages of one side are one volley with one question`() throws {
    let all = try coded(
      talk("c: I lost my job.", "s: What happened?", "s: How are you now?", "c: Bad.", "s: Oh."))
    #expect(all.reading.volleys.count == 4)
    #expect(all.reading.volleys[1].messages == 1...2)
    #expect(all.talk.sightings.count { $0.signal == .openQuestion } == 1)
  }

  @Test func `system and tool messages do not split a volley`() throws {
    var conversation = talk("c: Hello there.", "s: Hi.", "s: What brings you here?")
    conversation.messages.insert(Message(role: .tool, text: "lookup"), at: 2)
    #expect(try coded(conversation).reading.volleys.count == 2)
  }

  @Test func `a full sentence said again is a repetition and a short one is not`() throws {
    let said = "I hear how hard it is."
    let all = try coded(talk("c: So.", "s: \(said) Okay.", "c: Yes.", "s: \(said) Okay.")).reading
    #expect(all.sentences.map(\.isRepeated) == [false, false, true, false])
    #expect(all.repeatedWords == 6)
    #expect(all.templateShare == 0.5)
  }

  @Test(arguments: [
    ("worrying", "worry"), ("drinks", "drinking"), ("mother's", "mother"), ("stopped", "stop"),
    ("exams", "exam"), ("lonely", "lone"),
  ])
  func `endings do not hide that two words are one`(a: String, b: String) {
    #expect(stem(a) == stem(b))
  }

  @Test(arguments: [
    ("sun", "son"), ("work", "word"), ("bus", "bush"), ("less", "lesson"), ("ring", "rang"),
  ])
  func `different words stay different`(a: String, b: String) {
    #expect(stem(a) != stem(b))
  }

  private func stem(_ text: String) -> UInt64 {
    var text = text
    let word = Word.segment(text)[0]
    return text.withUTF8 { Stem.key(word, in: $0) }
  }

  @Test func `all lexicons compile and each phrase stands once in its list`() throws {
    _ = try Reader()
    let lists =
      Lexicon.supporter.map { ("\($0.cue)", $0.phrases) }
      + Lexicon.client.map { ("\($0.told)", $0.phrases) }
    for (name, phrases) in lists {
      let twice = Dictionary(grouping: phrases) { $0 }.filter { $0.value.count > 1 }.keys
      #expect(twice.isEmpty, "\(name): \(twice)")
    }
  }

  @Test func `style matching is one for the same speaker and less for another`() throws {
    func counts(_ text: String) throws -> StyleCounts {
      try coded(talk("c: " + text, "s: Okay.")).reading.volleys[0].style
    }
    let a = try counts("I do not know why it is that we always talk about this in the night")
    let b = try counts(
      "Dogs chase cats quickly near tall green trees under bright blue summer skies")
    #expect(try #require(a.matching(a)) > 0.99)
    #expect(try #require(a.matching(b)) < 0.6)
    #expect(try a.matching(counts("Too short.")) == nil)
  }
}
