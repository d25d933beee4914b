import Corpus

/// Turns of a text that marks its speakers as prompts of language models do: `<|im_start|>user`,
/// `[INST]`, `### Human:`, a blank line and `Human:`, and their like.
enum ChatMarkup {
  /// A mark that begins a turn, or ends one where it has no role.
  private struct Mark {
    let bytes: [UInt8]
    /// The speaker whose turn begins; nil at an end.
    let speaker: String?
    /// Whether the speaker's name stands behind the mark, up to ``nameEnd``.
    var nameEnd: [UInt8] = []
    /// Whether it counts at the start of the text or behind a line break alone.
    var isLineStart = false

    init(_ text: String, _ speaker: String?, isLineStart: Bool = false) {
      bytes = Array(text.utf8)
      self.speaker = speaker
      self.isLineStart = isLineStart
    }

    init(_ text: String, nameUpTo end: String) {
      bytes = Array(text.utf8)
      speaker = ""
      nameEnd = Array(end.utf8)
    }
  }

  /// One way of marking; a text is read by the first whose `sign` it holds.
  private struct Style {
    let sign: [UInt8]
    let marks: [Mark]

    init(sign: String, _ marks: [Mark]) {
      self.sign = Array(sign.utf8)
      self.marks = marks
    }
  }

  private static let styles = [
    Style(
      sign: "<|im_start|>",
      [.init("<|im_start|>", nameUpTo: "\n"), .init("<|im_end|>", nil)]),
    Style(
      sign: "<|start_header_id|>",
      [
        .init("<|start_header_id|>", nameUpTo: "<|end_header_id|>"), .init("<|eot_id|>", nil),
        .init("<|begin_of_text|>", nil), .init("<|end_of_text|>", nil),
      ]),
    Style(
      sign: "<start_of_turn>",
      [
        .init("<start_of_turn>", nameUpTo: "\n"), .init("<end_of_turn>", nil), .init("<bos>", nil),
        .init("<eos>", nil),
      ]),
    Style(
      sign: "[INST]",
      [
        .init("[INST]", "user"), .init("[/INST]", "assistant"), .init("<<SYS>>", "system"),
        .init("<</SYS>>", "user"), .init("<s>", nil), .init("</s>", nil),
      ]),
    Style(
      sign: "<|user|>",
      [
        .init("<|user|>", "user"), .init("<|assistant|>", "assistant"),
        .init("<|system|>", "system"), .init("<|end|>", nil), .init("</s>", nil),
        .init("<|endoftext|>", nil),
      ]),
    Style(
      sign: "<|prompter|>",
      [
        .init("<|prompter|>", "prompter"), .init("<|assistant|>", "assistant"),
        .init("<|system|>", "system"), .init("<|endoftext|>", nil),
      ]),
    Style(
      sign: "<human>:",
      [.init("<human>:", "human"), .init("<bot>:", "bot")]),
    Style(
      sign: "### Human:",
      [
        .init("### Human:", "Human"), .init("### Assistant:", "Assistant"),
        .init("### System:", "System"),
      ]),
    Style(
      sign: "### User:",
      [
        .init("### User:", "User"), .init("### Assistant:", "Assistant"),
        .init("### System:", "System"),
      ]),
    Style(
      sign: "### Instruction:",
      [
        .init("### Instruction:", "Instruction"), .init("### Input:", "Input"),
        .init("### Response:", "Response"), .init("### System:", "System"),
      ]),
    // A "Frank:" inside a reply is no new speaker: these two alone speak, behind an empty line.
    Style(
      sign: "\n\nAssistant:",
      [
        .init("\n\nHuman:", "Human"), .init("\n\nAssistant:", "Assistant"),
        .init("Human:", "Human", isLineStart: true),
      ]),
    Style(
      sign: " ASSISTANT:",
      [.init("USER:", "USER"), .init("ASSISTANT:", "ASSISTANT"), .init("</s>", nil)]),
  ]

  /// The turns of a text that is marked; nil when it is not, or has no speaker. What stands before
  /// the first mark is the system's. Linear.
  static func turns(_ text: String) -> [Message]? {
    var text = text
    return text.withUTF8 { bytes in
      guard
        bytes.contains(where: {
          $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[")
            || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ":")
        })
      else { return nil }
      guard let style = styles.first(where: { find($0.sign, in: bytes, from: 0) != nil }) else {
        return nil
      }
      return turns(of: bytes, style)
    }
  }

  private static func turns(
    of bytes: UnsafeBufferPointer<UInt8>, _ style: Style
  ) -> [Message]? {
    var messages: [Message] = []
    var speaker: String?
    var start = 0
    var index = 0
    var hasMark = false
    func close(_ end: Int) {
      let piece = trimmed(bytes, start..<end)
      // An answer that is still to come has no text.
      guard !piece.isEmpty else { return }
      if let speaker {
        messages.append(message(speaker, piece))
      } else if messages.isEmpty {
        messages.append(Message(role: .system, text: piece))
      } else {
        messages[messages.count - 1].text += "\n" + piece
      }
    }
    while index < bytes.count {
      guard let mark = style.marks.first(where: { matches($0, bytes, at: index) }) else {
        index += 1
        continue
      }
      close(index)
      hasMark = hasMark || mark.speaker != nil
      index += mark.bytes.count
      if mark.nameEnd.isEmpty {
        speaker = mark.speaker
      } else {
        let end = find(mark.nameEnd, in: bytes, from: index) ?? bytes.count
        speaker = trimmed(bytes, index..<min(end, index + 64))
        index = min(end + mark.nameEnd.count, bytes.count)
      }
      start = index
    }
    close(bytes.count)
    return hasMark && !messages.isEmpty ? messages : nil
  }

  private static func message(_ speaker: String, _ text: String) -> Message {
    let role: Role =
      switch speaker {
      case "Instruction", "Input": .user
      case "Response": .assistant
      default: Role(speaker: speaker) ?? .other
      }
    return Message(role: role, speaker: speaker, text: text)
  }

  private static func matches(
    _ mark: Mark, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    guard bytes[index] == mark.bytes[0], index + mark.bytes.count <= bytes.count else {
      return false
    }
    for offset in mark.bytes.indices where bytes[index + offset] != mark.bytes[offset] {
      return false
    }
    return !mark.isLineStart || index == 0
  }

  private static func find(
    _ sign: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard let first = sign.first, start <= bytes.count - sign.count else { return nil }
    var index = start
    while index <= bytes.count - sign.count {
      if bytes[index] == first, sign.indices.allSatisfy({ bytes[index + $0] == sign[$0] }) {
        return index
      }
      index += 1
    }
    return nil
  }

  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> String {
    var range = range
    while let first = range.first, isSpace(bytes[first]) { range.removeFirst() }
    while let last = range.last, isSpace(bytes[last]) { range.removeLast() }
    return String(decoding: bytes[range], as: UTF8.self)
  }
}
