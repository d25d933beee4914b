import Corpus
package import Engine
private import Foundation
package import Outcomes

/// Makes conversations of support from a seed, for measuring: the same on every machine.
///
/// The sentences are plain and repeat; they are for load and not for study. Conversation `n` does
/// not depend on how many are made. About 10 messages and 1.26 kB of JSON Lines each.
struct ConversationGenerator {
  private let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  func conversation(_ number: Int) -> Conversation {
    var random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    let topic = Phrases.topics[Int.random(in: 0..<Phrases.topics.count, using: &random)]
    let quality = Int.random(in: 0..<4, using: &random)
    let count = 6 + Int.random(in: 0...8, using: &random)
    let messages = (0..<count).map { index in
      Message(
        role: index % 2 == 0 ? .user : .assistant,
        text: text(isSeeker: index % 2 == 0, topic: topic, quality: quality, &random))
    }
    return Conversation(
      id: "g\(number)", messages: messages, metadata: Metadata([("topic", .text(topic.name))]))
  }

  private func text(
    isSeeker: Bool, topic: Phrases.Topic, quality: Int, _ random: inout SeededRandom
  ) -> String {
    func pick<Item>(_ list: [Item]) -> Item { list[Int.random(in: 0..<list.count, using: &random)] }
    let noun = pick(topic.nouns)
    let feeling = pick(Phrases.feelings)
    let pool =
      isSeeker
      ? Phrases.seeker
      : quality == 0 ? Phrases.poor : quality == 3 ? Phrases.good : Phrases.supporter
    let count = Int.random(in: 0..<3, using: &random) == 0 ? 2 : 1
    let sentences = (0..<count).map { _ in pick(pool)(noun, feeling) }
    return (sentences + [pick(Phrases.endings)]).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

private enum Phrases {
  struct Topic {
    let name: String
    let nouns: [String]
  }

  static let topics = [
    Topic(name: "sleep", nouns: ["the nights", "my alarm", "waking at four", "the dark hours"]),
    Topic(name: "work", nouns: ["my manager", "the deadline", "the team meeting", "overtime"]),
    Topic(name: "family", nouns: ["my brother", "the holidays", "my mother", "the phone calls"]),
    Topic(name: "exams", nouns: ["the finals", "my notes", "the library", "that one course"]),
    Topic(name: "grief", nouns: ["the empty chair", "her garden", "the anniversary", "his voice"]),
    Topic(name: "money", nouns: ["the rent", "that letter", "the car repair", "my account"]),
    Topic(name: "moving", nouns: ["the new city", "the flat", "my old friends", "the language"]),
    Topic(name: "health", nouns: ["the pain", "the waiting room", "my back", "the results"]),
  ]
  static let feelings = [
    "tired", "anxious", "angry", "numb", "ashamed", "hopeful", "lost", "lonely", "torn", "calmer",
  ]
  /// A sentence about a noun and a feeling.
  typealias Sentence = @Sendable (_ noun: String, _ feeling: String) -> String

  static let seeker: [Sentence] = [
    { noun, feeling in "I keep thinking about \(noun) and I feel \(feeling) most of the day." },
    { noun, _ in "Since last month \(noun) has been too much for me, and nobody seems to notice it."
    },
    { noun, feeling in "I tried to talk about \(noun) yesterday but I only got more \(feeling)." },
    { noun, feeling in "Maybe it is silly, but \(noun) makes me so \(feeling) that I cannot eat." },
    { noun, _ in "It was a bit better on Sunday, until \(noun) came up again." },
    { _, feeling in
      "Yes, that is what it is like, and then I feel \(feeling) about being \(feeling)."
    },
    { noun, _ in "I do not know, I never told anyone about \(noun) before." },
  ]
  static let supporter: [Sentence] = [
    { noun, feeling in "You feel \(feeling), and \(noun) is where it shows the most." },
    { noun, _ in "What is it about \(noun) that weighs on you?" },
    { noun, _ in "How long has \(noun) been on your mind like this?" },
    { noun, _ in "Thank you for telling me about \(noun)." },
    { noun, feeling in
      "So with \(noun) there is a part of you that is \(feeling) and a part that wants a way out."
    },
    { _, feeling in "Many people find that a short walk helps when they are \(feeling)." },
  ]
  static let good: [Sentence] = [
    { noun, feeling in "You have carried \(noun) alone for a while, and it left you \(feeling)." },
    { noun, _ in "What would a slightly easier day with \(noun) look like for you?" },
    { _, feeling in "It took something to say that, and I can see why you would be \(feeling)." },
    { noun, _ in "Would it be all right if I told you what has helped others with \(noun)?" },
  ]
  static let poor: [Sentence] = [
    { noun, _ in "You should just stop thinking about \(noun)." },
    { _, feeling in "Everybody is \(feeling) now and then, it will pass." },
    { noun, _ in "I had the same with \(noun) once and I simply ignored it." },
    { noun, _ in "Have you tried yoga? You need to get over \(noun)." },
  ]
  static let endings = [
    "", "", "", "", "", "", "I mean it.", "That is all I can say just now.",
    "It comes and goes in the evenings.",
    "Take your time.", "There is no hurry with any of this.",
  ]
}

extension Run {
  /// Writes generated conversations as chat messages, JSON Lines.
  package func generate(to path: String, count: Int, seed: UInt64, overwrites: Bool) throws
    -> Outcome
  {
    guard count > 0 else { throw Failure(.usage, "--conversations takes a number above 0") }
    let generator = ConversationGenerator(seed: seed)
    let file = try OutputFile(path, ownedWhen: { _ in overwrites })
    var json = JSONWriter()
    for number in 1...count {
      if number % 1024 == 0 {
        try cancellation.check()
        reportProgress(
          Progress(label: "generate", done: number, total: count, unit: .conversations))
      }
      let conversation = generator.conversation(number)
      json.reset()
      json.object { json in
        json.key("id")
        json.string(conversation.id)
        json.key("messages")
        json.array { json in
          for message in conversation.messages {
            json.object { json in
              json.key("role")
              json.string(message.role.rawValue)
              json.key("content")
              json.string(message.text)
            }
          }
        }
        for entry in conversation.metadata.entries {
          json.key(entry.key)
          json.value(entry.value)
        }
      }
      json.newline()
      try file.write(json.bytes)
    }
    let artifact = try file.finish(rows: count)
    var outcome = Outcome(command: "generate")
    outcome.measures = [Measure("conversations", count)]
    outcome.artifacts = [artifact]
    return outcome
  }
}
