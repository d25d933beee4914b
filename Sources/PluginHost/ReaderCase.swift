import Formats
import PluginKit
import PluginTesting

/// A case of a reader: a small file and what is to come of it.
///
/// `{"id": …, "name": "talk.txt", "file": "…", "expect": {"conversations": […], "broken": [3]}}`,
/// or `{"refuses": "part of the reason"}`, or `{"declines": true}`. Of a conversation the id and the
/// messages are compared, and the metadata that is named.
struct ReaderCase {
  let id: String
  private let name: String
  private let bytes: [UInt8]
  private var conversations: [Conversation]?
  private var broken: [Int]?
  private var refusal: String?
  private var declines = false

  init(_ value: JSONValue, number: Int) throws(BrokenReason) {
    id = value["id"]?.plain ?? String(number)
    name = value["name"]?.plain ?? "case"
    guard let text = value["file"]?.text?.string else { throw BrokenReason("there is no 'file'") }
    bytes = Array(text.utf8)
    guard let expect = value["expect"], expect.isObject else {
      throw BrokenReason("there is no object 'expect'")
    }
    if let list = expect["conversations"] {
      var reader = ConversationLine.Reader()
      var found: [Conversation] = []
      for element in list.elements {
        found.append(try reader.read(element, number: found.count + 1))
      }
      conversations = found
    }
    if let list = expect["broken"] {
      var lines: [Int] = []
      for element in list.elements { lines.append(element.integer ?? 0) }
      broken = lines
    }
    refusal = expect["refuses"]?.plain
    declines = expect["declines"]?.kind == .yes
    guard conversations != nil || broken != nil || refusal != nil || declines else {
      throw BrokenReason("'expect' names no conversations, broken, refuses or declines")
    }
  }

  /// What is not as expected, or nil. The file is read whole and in pieces, and cut off.
  func problem(_ make: () throws -> any CorpusReader) -> String? {
    let trial = ReadingTrial(bytes, path: name, .max, make)
    switch trial.end {
    case .declined: return declines ? nil : "it says that the file is none of its own"
    case .failed(let error): return "it failed: \(error)"
    case .refused(let reason):
      guard let refusal else { return "it refused: \(reason)" }
      return reason.contains(refusal) ? nil : "it refused with '\(reason)'"
    case .read: break
    }
    if declines { return "it read a file that is none of its own" }
    if let refusal { return "it did not refuse for '\(refusal)'" }
    if let problem = conversationProblem(trial.conversations) { return problem }
    if let broken, broken != trial.broken {
      return "broken lines are \(trial.broken), expected \(broken)"
    }
    if ReadingTrial(bytes, path: name, 5, make) != trial {
      return "in pieces of 5 bytes it reads as something else"
    }
    let cut = ReadingTrial(Array(bytes.prefix(bytes.count * 2 / 3)), path: name, .max, make)
    if case .failed(let error) = cut.end { return "cut off after two thirds it failed: \(error)" }
    return nil
  }

  private func conversationProblem(_ found: [Conversation]) -> String? {
    guard let conversations else { return nil }
    guard found.count == conversations.count else {
      return "it gives \(found.count) conversations, expected \(conversations.count)"
    }
    for (got, expected) in zip(found, conversations) {
      if got.id != expected.id { return "an id is '\(got.id)', expected '\(expected.id)'" }
      if let problem = missing(expected.metadata, in: got.metadata) {
        return "\(got.id): \(problem)"
      }
      guard got.messages.count == expected.messages.count else {
        return "\(got.id) has \(got.messages.count) messages, expected \(expected.messages.count)"
      }
      for (index, (message, wanted)) in zip(got.messages, expected.messages).enumerated() {
        let place = "message \(index) of \(got.id)"
        if message.role != wanted.role {
          return "\(place) is \(message.role.rawValue)'s, expected \(wanted.role.rawValue)'s"
        }
        if message.speaker != wanted.speaker {
          return "the speaker of \(place) is '\(message.speaker)', expected '\(wanted.speaker)'"
        }
        if message.text != wanted.text {
          return "\(place) is '\(message.text)', expected '\(wanted.text)'"
        }
        if let problem = missing(wanted.metadata, in: message.metadata) {
          return "\(place): \(problem)"
        }
      }
    }
    return nil
  }

  private func missing(_ wanted: Metadata, in found: Metadata) -> String? {
    for entry in wanted.entries where found[entry.key] != entry.value {
      let got = found[entry.key]?.plainText ?? "missing"
      return "\(entry.key) is \(got), expected \(entry.value.plainText)"
    }
    return nil
  }
}
