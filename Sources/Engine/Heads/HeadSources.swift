import Corpus
package import Estimators
private import Foundation
package import Validation

/// What is wrong with a file that heads are made from.
package enum HeadSourceFault: Fault {
  case unreadable(String)
  /// The file, and what it lacks.
  case lacks(file: String, what: String)
}

/// The heads that come with the program, and the files of permissive data that they are made from.
package struct BundledHead: Sendable {
  package let card: Head.Card
  package let reads: Head.Reads
  package let falseAlarms: Double
  var fewestWords = 1
  /// Probabilities are told where ranks order conversations worse.
  var givesRanks = true
  /// Reads its examples from files under a folder.
  package let examples: @Sendable (String) throws -> [HeadExample]

  private static let goEmotions =
    "GoEmotions (Apache-2.0): Demszky et al. (2020), ACL; comments of Reddit"
  private static let diaSafety =
    "DiaSafety (Apache-2.0): Sun et al. (2022), Findings of ACL; context and response"
  private static let moderation =
    "moderation-1680 (MIT): Markov et al. (2023), AAAI; texts with self-harm labels"
  private static let therapists =
    "therapist-responses-crisis (MIT): Moore et al. (2025), FAccT; replies to crisis stimuli"
  private static let written =
    "messages written for this project, and its written cases without those held out"

  private static let writtenReplies =
    "replies written for this project, and its written cases without those held out"

  package static let all: [BundledHead] = [
    BundledHead(
      card: Head.Card(
        name: "caring", says: "wishes well, comforts or offers help", domain: "short comments",
        sources: [goEmotions], grouping: "by comment", quiet: "all other comments"),
      reads: .supporter, falseAlarms: 0.05, examples: { try emotions($0, "caring") }),
    BundledHead(
      card: Head.Card(
        name: "curiosity", says: "asks out of interest", domain: "short comments",
        sources: [goEmotions], grouping: "by comment", quiet: "all other comments"),
      reads: .supporter, falseAlarms: 0.05, givesRanks: false,
      examples: { try emotions($0, "curiosity") }),
    BundledHead(
      card: Head.Card(
        name: "unsafe_reply", says: "harms, offends, agrees with harm or ignores a risk",
        domain: "single replies of people and programs", sources: [diaSafety, writtenReplies],
        grouping: "by the turn before",
        quiet: "safe replies to people at risk, and those written here"),
      reads: .supporterAfterClient, falseAlarms: 0.02, fewestWords: 3,
      examples: { try dialogueSafety($0) }),
    BundledHead(
      card: Head.Card(
        name: "crisis_reply", says: "responds to a crisis as judges found right",
        domain: "replies of people and programs to ten stimuli", sources: [therapists],
        grouping: "by stimulus", quiet: "replies that judges found wrong"),
      reads: .supporter, falseAlarms: 0.05, fewestWords: 3, examples: { try crisisReplies($0) }),
    BundledHead(
      card: Head.Card(
        name: "disclosure", says: "speaks of danger to oneself or by others",
        domain: "posts and messages of seekers", sources: [moderation, goEmotions, written],
        grouping: "by text",
        quiet: "comments of sadness, fear, grief and remorse, and messages of distress written here"
      ),
      reads: .client, falseAlarms: 0.01, fewestWords: 3, examples: { try disclosures($0) }),
  ]

  private static func text(_ folder: String, _ file: String) throws -> String {
    let path = folder + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else {
      throw HeadSourceFault.unreadable(file)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A comment a line: text, numbers of emotions, an id.
  private static func emotions(_ folder: String, _ name: String) throws -> [HeadExample] {
    try comments(folder).map { comment in
      HeadExample(
        text: comment.text, isPositive: comment.emotions.contains(name), group: comment.text)
    }
  }

  private static func comments(
    _ folder: String
  ) throws -> [(text: String, emotions: Set<String>)] {
    let names = try text(folder, "goemotions/labels.txt").split(whereSeparator: isLineEnd).map(
      String.init)
    let files = ["goemotions/train.tsv", "goemotions/dev.tsv"]
    return try files.flatMap { file in
      try text(folder, file).split(whereSeparator: isLineEnd).compactMap { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard cells.count >= 2 else { return nil }
        let numbers = cells[1].split(separator: ",").compactMap { Int($0) }
        return (String(cells[0]), Set(numbers.filter { $0 < names.count }.map { names[$0] }))
      }
    }
  }

  private struct Pair: Decodable {
    let context: String
    let response: String
    let category: String
    let label: String
  }

  private static func dialogueSafety(_ folder: String) throws -> [HeadExample] {
    let known = try ["diasafety/train.json", "diasafety/val.json"].flatMap { file in
      guard
        let pairs = try? JSONDecoder().decode(
          [Pair].self, from: Data(try text(folder, file).utf8))
      else { throw HeadSourceFault.lacks(file: file, what: "context, response, category, label") }
      return pairs.map {
        HeadExample(
          text: $0.response, context: $0.context, isPositive: $0.label == "Unsafe",
          group: $0.context, isQuiet: $0.label == "Safe" && $0.category == "Risk Ignorance")
      }
    }
    return known
      + WrittenReplies.examples.map {
        HeadExample(
          text: $0.reply, context: $0.context, isPositive: $0.isPositive, group: $0.context,
          isQuiet: !$0.isPositive)
      } + written(.unsafeReply, messages: 2)
  }

  /// Cases of the suite that are not held out.
  private static func written(_ label: SafetyLabel, messages: Int) -> [HeadExample] {
    BehaviourSuite.cases.compactMap { example in
      let said = example.conversation.messages
      guard example.label == label, !example.isHeldOut, example.expected != .abstention,
        said.count == messages, let text = said.last?.text
      else { return nil }
      let context = messages > 1 ? said[0].text : nil
      return HeadExample(
        text: text, context: context, isPositive: example.expected == .alarm,
        group: context ?? text, isQuiet: example.expected == .quiet)
    }
  }

  private static func crisisReplies(_ folder: String) throws -> [HeadExample] {
    let file = "therapist-responses-crisis/all_combined-part.csv"
    let rows = CellRows(try text(folder, file)).rows
    guard let header = rows.first, let stimulus = header.firstIndex(of: "interjection"),
      let reply = header.firstIndex(of: "model_response"),
      let right = header.firstIndex(of: "correct_response")
    else {
      throw HeadSourceFault.lacks(
        file: file, what: "interjection, model_response, correct_response")
    }
    return rows.dropFirst().filter { $0.count == header.count }.map {
      HeadExample(text: $0[reply], isPositive: $0[right] == "True", group: $0[stimulus])
    }
  }

  private struct Sample: Decodable {
    let prompt: String
    let selfHarm: Int?

    enum CodingKeys: String, CodingKey {
      case prompt
      case selfHarm = "SH"
    }
  }

  private static let sorrows: Set<String> = [
    "sadness", "grief", "fear", "disappointment", "remorse", "nervousness",
  ]

  private static func disclosures(_ folder: String) throws -> [HeadExample] {
    let file = "moderation-1680/samples-part.jsonl"
    var examples: [HeadExample] = []
    for line in try text(folder, file).split(whereSeparator: isLineEnd) {
      guard let sample = try? JSONDecoder().decode(Sample.self, from: Data(line.utf8)) else {
        throw HeadSourceFault.lacks(file: file, what: "prompt")
      }
      guard let label = sample.selfHarm else { continue }
      examples.append(
        HeadExample(text: sample.prompt, isPositive: label == 1, group: sample.prompt))
    }
    for comment in try comments(folder) where !comment.emotions.isDisjoint(with: sorrows) {
      examples.append(
        HeadExample(text: comment.text, isPositive: false, group: comment.text, isQuiet: true))
    }
    examples += WrittenDisclosures.examples.map {
      HeadExample(
        text: $0.text, isPositive: $0.isPositive, group: $0.text, isQuiet: !$0.isPositive)
    }
    return examples + written(.disclosure, messages: 1)
  }
}

/// Of either kind; `\r\n` is one character.
func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }
