import Corpus
import PluginKit

/// An export whose talk is no list: a tree of messages, or two talks side by side.
enum ExportForm: String, Sendable, CaseIterable {
  /// ChatGPT's export: messages by id under `mapping`, of which one branch is current.
  case chatgpt
  /// OpenAssistant's trees: a `prompt` and its `replies`, each branch of which is a conversation.
  case tree
  /// Two conversations that were compared, such as `conversation_a` and `conversation_b`.
  case arena
  /// Two answers to one prompt that were compared: `response_a` and `response_b`.
  case answers

  var summary: String {
    switch self {
    case .chatgpt: "an export of ChatGPT: the current branch of each conversation"
    case .tree: "a prompt with replies to replies: each branch a conversation, in one group"
    case .arena: "two conversations that were compared: conversation_a and conversation_b"
    case .answers: "a prompt and two answers that were compared: response_a and response_b"
    }
  }

  /// The form of a record; nil for all usual ones.
  init?(_ record: JSONValue) {
    if let mapping = record["mapping"], mapping.isObject,
      mapping.members.contains(where: { $0.value["message"] != nil })
    {
      self = .chatgpt
    } else if let prompt = record["prompt"], prompt.isObject, prompt["replies"]?.isArray == true,
      prompt["text"]?.isString == true
    {
      self = .tree
    } else if ExportForm.sides(of: record) != nil {
      self = .arena
    } else if ComparedAnswers.members(of: record) != nil {
      self = .answers
    } else {
      return nil
    }
  }

  /// The name of both lists without their last letter.
  static func sides(of record: JSONValue) -> String? {
    for member in record.members.prefix(64) where member.value.isArray {
      let name = member.key.string
      guard name.hasSuffix("_a"), let other = record[name.dropLast() + "b"], other.isArray,
        member.value.elements.first(where: \.isObject) != nil,
        other.elements.first(where: \.isObject) != nil
      else { continue }
      return String(name.dropLast())
    }
    return nil
  }

  /// Members of the record that hold talk.
  func members(of record: JSONValue) -> [String] {
    switch self {
    case .chatgpt: ["mapping"]
    case .tree: ["prompt"]
    case .arena: ExportForm.sides(of: record).map { [$0 + "a", $0 + "b"] } ?? []
    case .answers:
      ComparedAnswers.members(of: record).map { [$0.prompt] + $0.answers.map(\.name) } ?? []
    }
  }
}

extension JSONValue {
  fileprivate subscript(name: Substring) -> JSONValue? { self[String(name)] }
}

/// Reads records of an ``ExportForm``.
struct ExportReader {
  let form: ExportForm
  private var turns: TurnReader
  /// Of lists within strings: the record's own parser holds the record.
  private let parser = JSONParser()

  init(_ form: ExportForm) {
    self.form = form
    switch form {
    case .chatgpt: turns = TurnReader(TurnKeys(role: "author", text: "content"), isMapped: false)
    case .tree:
      turns = TurnReader(
        TurnKeys(role: "role", text: "text"), isMapped: false, leavingOut: "replies")
    case .arena, .answers:
      turns = TurnReader(TurnKeys(role: "role", text: "content"), isMapped: false)
    }
  }

  /// One of the record's conversations: its messages, what is added to the record's id, and what it
  /// alone has as metadata.
  struct Part {
    let suffix: String
    let messages: [Message]
    var metadata: [(key: String, value: MetadataValue)] = []
  }

  /// Throws ``BrokenReason`` when the record is not of the form. Notes are those of the turns, and
  /// what was left out of the tree.
  mutating func parts(
    of record: JSONValue, id: String, notes: inout [TurnReader.Note]
  ) throws(BrokenReason) -> [Part] {
    defer { notes += turns.notes }
    switch form {
    case .chatgpt: return [try currentBranch(record, &notes)]
    case .tree: return try branches(record, id)
    case .arena: return try sides(record, id)
    case .answers:
      notes.append((.kept, ComparedAnswers.told))
      return try answers(record, id, &notes)
    }
  }

  // ChatGPT

  private mutating func currentBranch(
    _ record: JSONValue, _ notes: inout [TurnReader.Note]
  ) throws(BrokenReason) -> Part {
    guard let mapping = record["mapping"], mapping.isObject else {
      throw BrokenReason("there is no 'mapping'")
    }
    var nodes: [String: JSONValue] = [:]
    var leaves = 0
    var last: String?
    for member in mapping.members {
      let name = member.key.string
      nodes[name] = member.value
      if (member.value["children"]?.count ?? 0) == 0 {
        leaves += 1
        last = name
      }
    }
    var path: [JSONValue] = []
    var next = record["current_node"]?.text?.string ?? last
    // A tree that bites its tail ends after all its nodes.
    while let name = next, let node = nodes[name], path.count < nodes.count {
      path.append(node)
      next = node["parent"]?.text?.string
    }
    if leaves > 1 {
      notes.append((.leftOut, "branches of a conversation that were given up"))
    }
    let spoken = path.reversed().compactMap { node -> JSONValue? in
      guard let message = node["message"], message.isObject, message["content"] != nil else {
        return nil
      }
      return message
    }
    let messages = try turns.messages(of: spoken)
    // The roots of the trees are messages of nobody without a text.
    return Part(suffix: "", messages: messages.filter { !($0.text.isEmpty && $0.role == .system) })
  }

  // OpenAssistant

  private mutating func branches(
    _ record: JSONValue, _ id: String
  ) throws(BrokenReason) -> [Part] {
    guard let prompt = record["prompt"], prompt.isObject else {
      throw BrokenReason("there is no 'prompt'")
    }
    var paths: [[JSONValue]] = []
    func walk(_ node: JSONValue, _ above: [JSONValue]) {
      let path = above + [node]
      var isLeaf = true
      for reply in node.list("replies") where reply.isObject {
        isLeaf = false
        walk(reply, path)
      }
      if isLeaf { paths.append(path) }
    }
    walk(prompt, [])
    var parts: [Part] = []
    for (number, path) in paths.enumerated() {
      parts.append(
        Part(
          suffix: paths.count == 1 ? "" : "/\(number + 1)", messages: try turns.messages(of: path),
          metadata: [("group", .text(id))]))
    }
    return parts
  }

  // Arena

  private mutating func sides(
    _ record: JSONValue, _ id: String
  ) throws(BrokenReason) -> [Part] {
    guard let stem = ExportForm.sides(of: record) else {
      throw BrokenReason("there are no two conversations to compare")
    }
    var parts: [Part] = []
    for side in ["a", "b"] {
      guard let list = record[stem + side] else { continue }
      parts.append(try part(record, id, side, try turns.messages(in: list)))
    }
    return parts
  }

  private func part(
    _ record: JSONValue, _ id: String, _ side: String, _ messages: [Message]
  ) throws(BrokenReason) -> Part {
    var metadata: [(key: String, value: MetadataValue)] = [
      ("group", .text(id)), ("side", .text(side)),
    ]
    if let model = record["model_" + side]?.text {
      metadata.append(("model", .text(try MetadataReader.checked(model))))
    }
    return Part(suffix: "/\(side)", messages: messages, metadata: metadata)
  }

  private mutating func answers(
    _ record: JSONValue, _ id: String, _ notes: inout [TurnReader.Note]
  ) throws(BrokenReason) -> [Part] {
    guard let names = ComparedAnswers.members(of: record), let prompt = record[names.prompt] else {
      throw BrokenReason("there is no prompt with two answers")
    }
    var parts: [Part] = []
    for (side, name) in names.answers {
      guard let answer = record[name] else { continue }
      var messages: [Message] = []
      if prompt.isTalk || answer.isTalk {
        for value in [prompt, answer] {
          if value.isTalk {
            messages += try turns.messages(in: value)
          } else {
            let texts = try ComparedAnswers.texts(of: value, parser)
            messages += ComparedAnswers.talk(texts, []).map {
              Message(role: messages.isEmpty ? .user : .assistant, text: $0.text)
            }
          }
        }
      } else {
        let answered = try ComparedAnswers.texts(of: answer, parser)
        if answered.contains(where: { $0 == nil || $0 == "" }),
          !notes.contains(where: { $0.what == ComparedAnswers.missing })
        {
          notes.append((.leftOut, ComparedAnswers.missing))
        }
        messages = ComparedAnswers.talk(
          try ComparedAnswers.texts(of: prompt, parser), answered)
      }
      parts.append(try part(record, id, side, messages))
    }
    return parts
  }
}
