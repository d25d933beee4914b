import Corpus

/// Two answers to one prompt that were compared: `prompt` beside `response_a` and `response_b`.
enum ComparedAnswers {
  static let prompts = [
    "prompt", "prompts", "question", "instruction", "query", "input", "user_prompt", "context",
  ]
  private static let stems = ["response", "answer", "completion", "output", "reply", "assistant"]
  private static let sides = [["a", "b"], ["1", "2"], ["0", "1"], ["A", "B"]]

  /// The two names of members that `has` knows, and what tells them apart.
  static func names(_ has: (String) -> Bool) -> [(side: String, name: String)]? {
    for stem in stems {
      for mark in ["_", "", " "] {
        for pair in sides where pair.allSatisfy({ has(stem + mark + $0) }) {
          return pair.map { ($0, stem + mark + $0) }
        }
      }
    }
    return nil
  }

  /// What is told of them.
  static let told = "two answers to one prompt, a conversation each, in one group"

  static let missing = "answers that are missing"

  /// The members of a record that hold them; nil where there are none.
  static func members(
    of record: JSONValue
  ) -> (prompt: String, answers: [(side: String, name: String)])? {
    func holdsText(_ name: String) -> Bool {
      record[name].map { $0.isString || $0.isArray } ?? false
    }
    guard let prompt = prompts.first(where: holdsText), let answers = names(holdsText) else {
      return nil
    }
    return (prompt, answers)
  }

  /// The texts of a value: a list's, those of a list that was written into a string, or one. An
  /// answer that is null is nil.
  static func texts(of value: JSONValue, _ parser: JSONParser) throws(BrokenReason) -> [String?] {
    if value.isNull { return [nil] }
    if value.isArray {
      var texts: [String?] = []
      for element in value.elements {
        if element.isNull {
          texts.append(nil)
        } else if let text = element.text {
          texts.append(try MetadataReader.checked(text))
        } else {
          throw BrokenReason("a list of texts holds \(element.article)")
        }
      }
      return texts
    }
    guard let text = value.text else { throw BrokenReason("the text is \(value.article)") }
    return self.texts(in: try MetadataReader.checked(text), parser)
  }

  /// The same for a cell of a table.
  static func texts(in cell: String, _ parser: JSONParser) -> [String?] {
    list(in: cell, parser) ?? [cell]
  }

  /// A list of strings that was written into a string; nil for other text.
  static func list(in cell: String, _ parser: JSONParser) -> [String?]? {
    guard cell.utf8.first == UInt8(ascii: "["), cell.utf8.last == UInt8(ascii: "]") else {
      return nil
    }
    let texts = try? parser.parse(copying: cell.utf8) { value throws(BrokenReason) in
      guard value.elements.allSatisfy({ $0.isString || $0.isNull }) else {
        throw BrokenReason("no list of texts")
      }
      return value.elements.map { $0.text?.string }
    }
    return texts?.isEmpty == false ? texts : nil
  }

  /// The talk of prompts and the answers to them, in turn; what is missing is left out.
  static func talk(_ asked: [String?], _ answered: [String?]) -> [Message] {
    var messages: [Message] = []
    for place in 0..<max(asked.count, answered.count) {
      if place < asked.count, let text = asked[place], !text.isEmpty {
        messages.append(Message(role: .user, text: text))
      }
      if place < answered.count, let text = answered[place], !text.isEmpty {
        messages.append(Message(role: .assistant, text: text))
      }
    }
    return messages
  }
}
