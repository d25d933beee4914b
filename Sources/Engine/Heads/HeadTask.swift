import Corpus
import Estimators
private import Foundation
import Validation

/// A head, or a set of them, that a person trains on her own copy of a corpus whose licence does not let its
/// weights be passed on.
package struct HeadTask: Sendable {
  package let name: String
  /// The file or folder that it wants.
  package let wants: String
  let says: String
  let domain: String
  let source: String
  let grouping: String
  let reads: Head.Reads
  /// Examples for each class, by the class's name; one under the task's own name where there are no classes.
  let examples: @Sendable (String) throws -> [(label: String, examples: [HeadExample])]

  package static let all: [HeadTask] = [
    HeadTask(
      name: "behaviours", wants: "AnnoMI-full.csv", says: "is coded as",
      domain: "motivational interviewing",
      source:
        "AnnoMI (no licence stated, research use): Wu et al. (2022), ICASSP; keep the weights to yourself",
      grouping: "by video", reads: .supporterAfterClient, examples: { try behaviours($0) }),
    HeadTask(
      name: "quality", wants: "AnnoMI-full.csv", says: "is of a session that experts call good",
      domain: "motivational interviewing",
      source:
        "AnnoMI (no licence stated, research use): Wu et al. (2022), ICASSP; keep the weights to yourself",
      grouping: "by video", reads: .supporterAfterClient, examples: { try quality($0) }),
    HeadTask(
      name: "epitome", wants: "the folder of the three tables", says: "shows",
      domain: "peer support",
      source:
        "EPITOME (academic, non-commercial): Sharma et al. (2020), EMNLP; keep the weights to yourself",
      grouping: "by post", reads: .supporterAfterClient, examples: { try epitome($0) }),
    HeadTask(
      name: "strategies", wants: "a file of ESConv", says: "uses the strategy",
      domain: "emotional support",
      source: "ESConv (CC BY-NC 4.0): Liu et al. (2021), ACL; not for commercial use",
      grouping: "by conversation", reads: .supporterAfterClient, examples: { try strategies($0) }),
    HeadTask(
      name: "outcome", wants: "the folder of ESConv with its failed conversations",
      says: "is of a conversation that helped", domain: "emotional support",
      source: "ESConv (CC BY-NC 4.0): Liu et al. (2021), ACL; not for commercial use",
      grouping: "by conversation", reads: .supporterAfterClient, examples: { try outcome($0) }),
    HeadTask(
      name: "ratings", wants: "ieval_data.json",
      says: "is of a chat that its user found empathetic",
      domain: "chats with programs",
      source:
        "iEval (CC BY 4.0; openings from EmpatheticDialogues, CC BY-NC 4.0): Svikhnushina et al. (2022)",
      grouping: "by participant", reads: .supporterAfterClient, examples: { try ratings($0) }),
  ]

  /// The card of one class's head.
  func card(_ label: String) -> Head.Card {
    Head.Card(
      name: label == name ? name : "\(name)_\(label)",
      says: label == name ? says : "\(says) \(label)",
      domain: domain, sources: [source], grouping: grouping, quiet: "all other turns")
  }

  // Readers

  private static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw HeadSourceFault.unreadable(path)
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func turns(
    _ session: CodedSession, _ isPositive: (Int) -> Bool
  ) -> [HeadExample] {
    var context = ""
    return session.conversation.messages.indices.compactMap { index in
      let message = session.conversation.messages[index]
      guard message.role == .assistant else {
        context = message.text
        return nil
      }
      return HeadExample(
        text: message.text, context: context, isPositive: isPositive(index), group: session.series,
        conversation: session.conversation.id)
    }
  }

  private static func behaviours(_ path: String) throws -> [(String, [HeadExample])] {
    let sessions = try CodedSession.sessions(try text(path), path)
    let codes: [(String, RuleFirings.Coded)] = [
      ("question", .question), ("reflection", .reflection), ("input", .input),
    ]
    return codes.map { name, code in
      (name, sessions.flatMap { session in turns(session) { session.codes[$0].contains(code) } })
    }
  }

  private static func quality(_ path: String) throws -> [(String, [HeadExample])] {
    let sessions = try CodedSession.sessions(try text(path), path)
    return [("quality", sessions.flatMap { session in turns(session) { _ in session.isGood } })]
  }

  private static func epitome(_ folder: String) throws -> [(String, [HeadExample])] {
    try ["emotional-reactions", "interpretations", "explorations"].map { name in
      let file = "\(folder)/\(name)-reddit.csv"
      let rows = CellRows(try text(file)).rows
      guard let header = rows.first, let post = header.firstIndex(of: "seeker_post"),
        let reply = header.firstIndex(of: "response_post"),
        let level = header.firstIndex(of: "level")
      else { throw HeadSourceFault.lacks(file: file, what: "seeker_post, response_post, level") }
      let examples = rows.dropFirst().filter { $0.count == header.count }.map { row in
        HeadExample(
          text: row[reply], context: row[post], isPositive: row[level] != "0", group: row[post])
      }
      return (name.replacing("-", with: "_"), examples)
    }
  }

  private struct Support: Decodable {
    struct Turn: Decodable {
      struct Annotation: Decodable { let strategy: String? }
      let speaker: String
      let text: String?
      let content: String?
      let strategy: String?
      let annotation: Annotation?

      /// Some copies part words from their apostrophes; a head shall not learn whose copy it is.
      var words: String { (text ?? content ?? "").replacing(" ' ", with: "'") }
      var isSupporter: Bool { ["sys", "supporter", "listener"].contains(speaker) }
      var used: String? { strategy ?? annotation?.strategy }
    }
    let dialog: [Turn]
  }

  /// An array of conversations, or one a line.
  private static func supports(_ path: String) throws -> [Support] {
    let content = try text(path)
    if content.hasPrefix("[") {
      guard let all = try? JSONDecoder().decode([Support].self, from: Data(content.utf8)) else {
        throw HeadSourceFault.lacks(file: path, what: "dialog")
      }
      return all
    }
    return try content.split(whereSeparator: isLineEnd).map { line in
      guard let one = try? JSONDecoder().decode(Support.self, from: Data(line.utf8)) else {
        throw HeadSourceFault.lacks(file: path, what: "dialog")
      }
      return one
    }
  }

  private static func turns(
    _ support: Support, _ id: String, _ isPositive: (Support.Turn) -> Bool
  ) -> [HeadExample] {
    var context = ""
    return support.dialog.compactMap { turn in
      guard turn.isSupporter else {
        context = turn.words
        return nil
      }
      return HeadExample(
        text: turn.words, context: context, isPositive: isPositive(turn), group: id,
        conversation: id)
    }
  }

  private static func strategies(_ path: String) throws -> [(String, [HeadExample])] {
    let all = try supports(path)
    let used = all.flatMap { $0.dialog.compactMap { $0.isSupporter ? $0.used : nil } }
    let common = Dictionary(grouping: used) { $0 }.filter { $0.value.count >= 30 }.keys.sorted()
    guard common.count > 1 else {
      throw HeadSourceFault.lacks(file: path, what: "strategy, each thirty times")
    }
    return common.map { strategy in
      let examples = all.enumerated().flatMap { number, support in
        turns(support, "\(number)") { $0.used == strategy }
      }
      let name = strategy.lowercased().map { $0.isLetter ? String($0) : "_" }.joined()
      return (name.split(separator: "_").joined(separator: "_"), examples)
    }
  }

  private static func outcome(_ folder: String) throws -> [(String, [HeadExample])] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { $0.hasSuffix(".json") || $0.hasSuffix(".jsonl") }
    let failed = names.filter { $0.lowercased().contains("fail") }
    guard !failed.isEmpty, failed.count < names.count else {
      throw HeadSourceFault.lacks(file: folder, what: "a file of failed conversations and another")
    }
    let examples = try names.flatMap { name in
      try supports("\(folder)/\(name)").enumerated().flatMap { number, support in
        turns(support, "\(name)-\(number)") { _ in !failed.contains(name) }
      }
    }
    return [("outcome", examples)]
  }

  private static func ratings(_ path: String) throws -> [(String, [HeadExample])] {
    guard
      let people = try JSONSerialization.jsonObject(with: Data(try text(path).utf8))
        as? [[String: Any]]
    else { throw HeadSourceFault.lacks(file: path, what: "participants") }
    var examples: [HeadExample] = []
    for (number, person) in people.enumerated() {
      for situation in ["positive", "negative"] {
        for (bot, value) in (person[situation] as? [String: Any] ?? [:]).sorted(by: {
          $0.key < $1.key
        }) {
          guard let chat = value as? [String: Any], let log = chat["chat_log"] as? String,
            let emotional = chat["ER"] as? Int, let understood = chat["EU"] as? Int
          else { continue }
          var context = ""
          for (place, line) in log.split(whereSeparator: isLineEnd).enumerated() {
            let words = String(line.drop { $0 == "-" || $0 == " " })
            if place.isMultiple(of: 2) {
              context = words
            } else {
              examples.append(
                HeadExample(
                  text: words, context: context, isPositive: emotional + understood >= 8,
                  group: "\(number)", conversation: "\(number) \(situation) \(bot)"))
            }
          }
        }
      }
    }
    guard !examples.isEmpty else {
      throw HeadSourceFault.lacks(file: path, what: "chat_log, ER, EU")
    }
    return [("ratings", examples)]
  }
}
