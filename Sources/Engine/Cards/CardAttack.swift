import PluginKit

/// What is done to every turn of a supporter, to see whether a score can be had for nothing.
enum CardAttack: String, CaseIterable, Sendable {
  /// One stock sentence.
  case stock
  /// Another stock sentence each time.
  case varied
  /// The client's own words back.
  case echo

  private static let phrases = [
    "I understand. It sounds like that must be hard.", "Thank you for sharing that with me.",
    "I hear how heavy this is for you.", "It makes sense that you feel this way.",
    "You are not alone in this.", "That must have taken a lot of courage to say.",
    "It sounds as if you have been carrying this for a long time.", "I am here for you.",
    "What you feel is completely valid.", "I can see how much this matters to you.",
    "It is okay to feel overwhelmed.", "You are doing the best you can.",
  ]

  func applied(to conversation: Conversation) -> Conversation {
    var attacked = conversation
    var number = 0
    var said = ""
    for place in attacked.messages.indices {
      let message = attacked.messages[place]
      guard message.role == .assistant else {
        if message.role == .user { said = message.text }
        continue
      }
      attacked.messages[place] = Message(
        role: message.role, speaker: message.speaker,
        text: message.text + " " + sentence(number, after: said), metadata: message.metadata)
      number += 1
    }
    return attacked
  }

  private func sentence(_ number: Int, after said: String) -> String {
    switch self {
    case .stock: return CardAttack.phrases[0]
    case .varied: return CardAttack.phrases[number % CardAttack.phrases.count]
    case .echo:
      let words = said.split { !$0.isLetter && $0 != "'" }.filter { $0.count > 4 }.suffix(4)
      return words.isEmpty
        ? CardAttack.phrases[0] : "So you are saying \(words.joined(separator: " "))."
    }
  }
}
