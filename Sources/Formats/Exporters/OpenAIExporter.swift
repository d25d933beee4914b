import PluginKit

/// JSONL for fine-tuning chat models, held to the rules of OpenAI's documented validator.
struct OpenAIExporter: Exporter {
  static let info = ExporterInfo(
    summary: "JSONL for fine-tuning: messages of role and content, each line held to the rules",
    fileExtensions: ["openai.jsonl"],
    options: [
      OptionInfo("tokens", "the most that an example may have, estimated", default: "65536"),
      OptionInfo(
        "other",
        "left leaves talks out in which a speaker has no role; user takes "
          + "such speakers for users", default: "left"),
    ],
    manual: Manual(
      whatItDoes: """
        Writes `{"messages": [{"role": …, "content": …}, …]}` on a line for each conversation, and \
        nothing else: no ids, names or metadata. Roles are system, user and assistant; no content is \
        empty; the last message is the assistant's. What does not fit is left out or cut, and told \
        with its reason: turns without text, turns behind the last of the assistant, talks without \
        an assistant or a user, talks with tools or speakers without a role, talks that lost a turn, \
        talks of more tokens than an example may have.
        """,
      why: "A job of fine-tuning refuses a file for one line that breaks a rule.",
      knownProblems: """
        Tokens are estimated as a quarter of the bytes of UTF-8, more for scripts other than Latin; \
        the service counts them itself. It wants ten examples or more.
        """,
      example: "export train.openai.jsonl where split:train",
      references: [
        "OpenAI Cookbook, \"Data preparation and analysis for chat model fine-tuning\"; OpenAI "
          + "documentation, \"Supervised fine-tuning\""
      ]))

  private static let fewest = 10

  private let mostTokens: Int
  private let takesOthers: Bool
  private var written = 0
  private(set) var notes: [ReadNote] = []

  init(options: PluginOptions = PluginOptions()) throws {
    let text = options["tokens"] ?? "65536"
    guard let number = Int(text), number > 0 else {
      throw OptionError("option tokens=\(text) is not a number above 0")
    }
    mostTokens = number
    switch options["other"] {
    case nil, "left": takesOthers = false
    case "user": takesOthers = true
    case .some(let text): throw OptionError("option other=\(text) is neither left nor user")
    }
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let conversation = item.conversation
    var messages: [(role: String, text: String)] = []
    var isCut = false
    var hasEmpty = false
    guard !DamageMark.isSet(in: conversation.metadata) else {
      return leaveOut("conversations that lost a turn", conversation)
    }
    for message in conversation.messages {
      guard message.text.contains(where: { !$0.isWhitespace }) else {
        hasEmpty = true
        continue
      }
      switch message.role {
      case .system, .user, .assistant: messages.append((message.role.rawValue, message.text))
      case .other where takesOthers: messages.append((Role.user.rawValue, message.text))
      case .other:
        return leaveOut("conversations in which a speaker has no role", conversation)
      case .tool: return leaveOut("conversations with calls of tools", conversation)
      }
    }
    while let last = messages.last, last.role != Role.assistant.rawValue {
      messages.removeLast()
      isCut = true
    }
    guard !messages.isEmpty else {
      return leaveOut("conversations without a turn of the assistant", conversation)
    }
    guard messages.contains(where: { $0.role == Role.user.rawValue }) else {
      return leaveOut("conversations in which no user speaks before the assistant", conversation)
    }
    let tokens = messages.reduce(3) { $0 + 3 + Self.tokens(of: $1.text) }
    guard tokens <= mostTokens else {
      return leaveOut("conversations of more than about \(mostTokens) tokens", conversation)
    }
    if hasEmpty {
      note(.repaired, "turns without text are left out, of conversations", conversation)
    }
    if isCut {
      note(.repaired, "turns behind the assistant's last are cut, of conversations", conversation)
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("messages")
      writer.array { writer in
        for message in messages {
          writer.object { writer in
            writer.key("role")
            writer.string(message.role)
            writer.key("content")
            writer.string(message.text)
          }
        }
      }
    }
    writer.newline()
    try sink.write(writer.bytes)
    written += 1
  }

  mutating func finish(into sink: inout some ExportSink) throws {
    guard written < Self.fewest else { return }
    var note = ReadNote(
      .ambiguous, "a file of fewer than \(Self.fewest) examples, which is refused")
    note.add(ReadNote.Place(line: 0))
    notes.append(note)
  }

  /// About four bytes of Latin script are a token; of others, characters are one or two.
  private static func tokens(of text: String) -> Int {
    var narrow = 0
    var wide = 0
    for scalar in text.unicodeScalars {
      if scalar.value < 0x250 { narrow += 1 } else { wide += 1 }
    }
    return (narrow + 3) / 4 + wide
  }

  private mutating func leaveOut(_ what: String, _ conversation: Conversation) {
    note(.leftOut, what, conversation)
  }

  private mutating func note(_ kind: ReadNote.Kind, _ what: String, _ conversation: Conversation) {
    let place = notes.firstIndex { $0.kind == kind && $0.what == what }
    if place == nil { notes.append(ReadNote(kind, what)) }
    notes[place ?? notes.count - 1].add(ReadNote.Place(line: 0, id: conversation.id))
  }
}
