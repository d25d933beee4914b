public import PluginKit

/// Conversations to try plugins on: ordinary ones, hostile ones, random ones.
public enum ConversationFactory {
  /// A conversation from turns; who speaks is `user` for `true`.
  public static func make(_ id: String, _ turns: [(isUser: Bool, text: String)]) -> Conversation {
    Conversation(
      id: id,
      messages: turns.map { Message(role: $0.isUser ? .user : .assistant, text: $0.text) })
  }

  /// Four ordinary conversations: a good session, a poor one, a post with a reply, a disclosure.
  public static let sample: [Conversation] = [
    make(
      "sample-reflective",
      [
        (true, "I keep putting off the exams and then I lie awake all night worrying."),
        (false, "The exams follow you into the night. What worries you most about them?"),
        (true, "That my father will think I wasted the money he saved for me."),
        (false, "So your father's savings make it feel like you are failing him as well."),
        (true, "Yes. He never says it, but I can tell he is disappointed."),
        (false, "It sounds like his disappointment weighs on you even when nothing is said."),
        (true, "Exactly. I want to show him I can do it."),
        (false, "You want him to be proud. How might the next week look if you began small?"),
        (true, "I could study with my cousin on Tuesday."),
        (false, "Studying with your cousin on Tuesday sounds like a plan you believe in."),
      ]),
    make(
      "sample-directive",
      [
        (true, "I have been drinking more since the divorce."),
        (false, "You need to stop drinking. It is bad for you and you know that."),
        (true, "It helps me sleep."),
        (false, "That's just an excuse. If you don't stop you will end up in hospital."),
        (true, "Maybe."),
        (false, "You should go to a meeting and throw the bottles out. Don't wait."),
        (true, "I will think about it."),
        (false, "You have to do it now. Research shows that alcohol damages the liver."),
      ]),
    make(
      "sample-post",
      [
        (true, "Nobody at my new school talks to me and I eat lunch in the library every day."),
        (
          false,
          "I'm so sorry, that sounds really lonely. I ate alone for a year after we moved. "
            + "What is the library like?"
        ),
      ]),
    make(
      "sample-disclosure",
      [
        (true, "I can't see a way forward. Some nights I want to kill myself."),
        (
          false,
          "Thank you for telling me. Are you safe right now? You can call a crisis line any time, "
            + "and I am here to listen."
        ),
        (true, "I am safe tonight. I just needed to say it."),
        (false, "You needed to say it out loud to someone. What made tonight so hard?"),
        (true, "The anniversary of my brother's accident."),
        (false, "Your brother's anniversary brought it all back."),
      ]),
  ]

  /// Words of a small English-looking vocabulary in random order, with marks; the same for the
  /// same seed on every machine.
  public static func random(seed: UInt64, count: Int, turns: Range<Int> = 0..<24) -> [Conversation]
  {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { number in
      let messages = (0..<Int.random(in: turns, using: &random)).map { _ in
        let length = Int.random(in: 0..<30, using: &random)
        var text = ""
        for _ in 0..<length {
          text += vocabulary[Int.random(in: 0..<vocabulary.count, using: &random)]
          text += Int.random(in: 0..<7, using: &random) == 0 ? ". " : " "
        }
        let role = Role.allCases[Int.random(in: 0..<Role.allCases.count, using: &random)]
        return Message(role: role, text: text)
      }
      return Conversation(id: "random-\(seed)-\(number)", messages: messages)
    }
  }

  private static let vocabulary = [
    "you", "I", "feel", "it", "sounds", "like", "sad", "work", "mother", "don't", "should", "what",
    "how", "the", "a", "sleep?", "never", "night!", "because", "you're", "so", "tired", "school",
    "kill", "myself", "help", "talk", "to", "me", "okay", "hmm", "\u{1F622}", "café", "naïve",
    "don’t", "12", "…",
  ]
}
