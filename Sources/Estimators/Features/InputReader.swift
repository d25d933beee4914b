package import Corpus
import Validation

/// What a recipe takes of conversations and of their turns.
package struct InputReader: Sendable {
  private let recipe: FeatureRecipe
  private let cues: TurnCues?

  package init(_ recipe: FeatureRecipe) throws {
    self.recipe = recipe
    cues = recipe.hasCues ? try TurnCues() : nil
  }

  /// `numbers` are the values of the recipe's columns.
  package func conversation(_ conversation: Conversation, numbers: [Double]) -> FeatureInput {
    FeatureInput(
      text: recipe.readsText ? recipe.span.text(of: conversation) : nil, numbers: numbers)
  }

  /// The turns at `positions`, with the message before each.
  package func turns(_ positions: [Int], of conversation: Conversation) -> [FeatureInput] {
    let cues = positions.isEmpty ? nil : cues?.rows(of: conversation.segmented())
    let messages = conversation.messages
    return positions.map { position in
      FeatureInput(
        text: recipe.readsText ? messages[position].text : nil,
        before: recipe.readsText ? (position > 0 ? messages[position - 1].text : "") : nil,
        numbers: cues?[position] ?? [])
    }
  }
}

extension FeatureRecipe.Span {
  /// The words of a conversation that count, a message a line.
  func text(of conversation: Conversation) -> String {
    var text = ""
    text.reserveCapacity(conversation.textBytes + conversation.messages.count)
    for message in conversation.messages where includes(message.role) {
      text += message.text
      text += "\n"
    }
    return text
  }

  private func includes(_ role: Role) -> Bool {
    switch self {
    case .all, .turns: true
    case .user: role == .user
    case .assistant: role == .assistant
    }
  }
}
