import PluginKit
import Testing
import Validation

private let talk = Conversation(
  id: "cues",
  messages: [
    Message(role: .assistant, speaker: "", text: "What brings you here today?"),
    Message(role: .user, speaker: "", text: "My boss shouts at me and I cannot sleep."),
    Message(
      role: .assistant, speaker: "",
      text: "It sounds like the shouting follows you home and takes your sleep."),
    Message(role: .user, speaker: "", text: "Yes."),
    Message(role: .assistant, speaker: "", text: "You should try to go to bed at ten every night."),
    Message(role: .assistant, speaker: "", text: "Mm-hmm."),
  ])

@Suite struct TurnCuesTests {
  private func cue(_ name: String) throws -> [Double] {
    let place = try #require(TurnCues.names.firstIndex(of: name))
    return try TurnCues().rows(of: talk.segmented()).map { $0[place] }
  }

  @Test func `each turn has a number for every name`() throws {
    let rows = try TurnCues().rows(of: talk)
    #expect(rows.count == 6 && rows.allSatisfy { $0.count == TurnCues.names.count })
    #expect(try TurnCues().rows(of: talk.segmented()) == rows)
  }

  @Test(arguments: [
    ("cue_question", 0), ("cue_ends_asking", 0), ("cue_open_question", 0), ("cue_first_turn", 0),
    ("cue_reflection", 2), ("cue_reflection_stem", 2), ("cue_echo", 2), ("cue_advice", 4),
  ])
  func `a cue is greatest where it belongs`(name: String, turn: Int) throws {
    let values = try cue(name)
    #expect(
      values[turn] == values.max() && values[turn] > (values.sorted().dropLast().last ?? 1),
      "\(name) \(values)")
  }

  @Test func `words are counted, and those of the turn before`() throws {
    let words = try cue("cue_words")
    #expect(words[1] > words[0] && words[3] < words[0])
    #expect(Array(try cue("cue_words_before").dropFirst()) == Array(words.dropLast()))
    #expect(try cue("cue_minimal") == [0, 0, 0, 1, 0, 1])
  }
}

@Suite struct StockPhrasesTests {
  @Test func `what every list has is counted, in the supporter's turns alone`() throws {
    let phrases = try StockPhrases()
    let stuffed = Message(
      role: .assistant, speaker: "", text: "I understand. It sounds like that must be hard.")
    #expect(phrases.counts(in: stuffed) == [1, 1, 1, 0])
    let talk = Conversation(
      id: "p",
      messages: [
        Message(role: .user, speaker: "", text: "I understand, you're not alone."), stuffed,
        Message(role: .assistant, speaker: "", text: "You are not alone, I'm here for you."),
      ])
    #expect(phrases.shares(in: talk) == [0.5, 0.5, 0.5, 1])
    #expect(phrases.shares(in: Conversation(id: "e", messages: [])) == [0, 0, 0, 0])
  }
}
