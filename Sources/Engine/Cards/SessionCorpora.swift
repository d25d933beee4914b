import Foundation
import PluginKit

/// Corpora of whole conversations.
extension CardCorpus {
  /// Counselling sessions of videos, coded by their quality and turn by turn (Wu et al., 2022).
  static let annomi = CardCorpus(
    name: "annomi", rows: "sessions", grouping: "video series", attacked: "session quality"
  ) { folder in
    let rows = try table(folder, "AnnoMI-simple.csv")
    let acts = ["reflection", "question", "therapist_input"]
    var cases: [CardCase] = []
    for (id, rows) in grouped(rows, by: "transcript_id") {
      var one = CardCase(
        conversation: Conversation(
          id: id,
          messages: rows.map {
            Message(
              role: $0["interlocutor"] == "therapist" ? .assistant : .user,
              text: $0["utterance_text"] ?? "")
          }),
        group: series(rows[0]["video_title"] ?? id),
        labels: ["session quality": rows[0]["mi_quality"] == "high" ? 1 : 0])
      for act in acts {
        var coded: [Int: Double] = [:]
        for (message, row) in rows.enumerated() where row["interlocutor"] == "therapist" {
          coded[message] = row["main_therapist_behaviour"] == act ? 1 : 0
        }
        one.turnLabels[act] = coded
        if !coded.isEmpty {
          one.labels["share of \(act)"] = coded.values.reduce(0, +) / Double(coded.count)
        }
      }
      cases.append(one)
    }
    let coders = try coderAgreement(folder, acts)
    let metrics = [
      "reflection": ["reflections", "caring"],
      "question": ["questions", "open_questions", "curiosity"],
      "therapist_input": ["information_share", "advice_share"],
    ]
    let counts = try bestOfCounts(cases, acts)
    return (
      cases,
      [CardLabel(name: "session quality", isOfAll: true, human: counts)]
        + acts.flatMap { act in
          [
            CardLabel(name: act, isOfTurns: true, metrics: metrics[act] ?? [], human: coders[act]),
            CardLabel(name: "share of \(act)", metrics: metrics[act] ?? []),
          ]
        }
    )
  }

  /// What comes before a title's number or colon: sessions of one maker and cast.
  private static func series(_ title: String) -> String {
    var title = title.lowercased()
    for start in ["new video: ", "the "] where title.hasPrefix(start) {
      title.removeFirst(start.count)
    }
    let end = title.firstIndex { ":\"(".contains($0) || $0.isNumber } ?? title.endIndex
    return title[..<end].components(separatedBy: " - ")[0].trimmingCharacters(in: .whitespaces)
  }

  /// How far one coder tells another's turns: the mean over pairs of coders of (sensitivity +
  /// specificity) / 2, which is the area under the curve of a yes or no.
  private static func coderAgreement(
    _ folder: String, _ acts: [String]
  ) throws -> [String: Double] {
    var turns: [String: [String: String]] = [:]
    for row in try table(folder, "AnnoMI-full.csv") where row["interlocutor"] == "therapist" {
      let turn = (row["transcript_id"] ?? "") + "/" + (row["utterance_id"] ?? "")
      turns[turn, default: [:]][row["annotator_id"] ?? ""] = row["main_therapist_behaviour"]
    }
    let shared = turns.values.filter { $0.count > 1 }
    var found: [String: Double] = [:]
    for act in acts {
      var areas: [Double] = []
      let coders = Set(shared.flatMap(\.keys)).sorted()
      for first in coders {
        for second in coders where first != second {
          let both = shared.compactMap { turn in
            turn[first].flatMap { one in turn[second].map { (one == act, $0 == act) } }
          }
          let yes = both.filter(\.1)
          let no = both.filter { !$0.1 }
          guard !yes.isEmpty, !no.isEmpty else { continue }
          let right = Double(yes.count(where: \.0)) / Double(yes.count)
          areas.append((right + Double(no.count { !$0.0 }) / Double(no.count)) / 2)
        }
      }
      if !areas.isEmpty { found[act] = areas.reduce(0, +) / Double(areas.count) }
    }
    return found
  }

  /// How well the best of the coders' own shares tells good sessions.
  private static func bestOfCounts(_ cases: [CardCase], _ acts: [String]) throws -> Double? {
    let quality = cases.map { $0.labels["session quality"] == 1 }
    return acts.compactMap { act in
      let shares = cases.map { $0.labels["share of \(act)"] ?? 0 }
      return area(shares, quality)
    }.max()
  }

  /// The share of pairs in order; half for equal ones.
  private static func area(_ scores: [Double], _ positive: [Bool]) -> Double? {
    var sum = 0.0
    var pairs = 0.0
    for (high, isHigh) in zip(scores, positive) where isHigh {
      for (low, isAlsoHigh) in zip(scores, positive) where !isAlsoHigh {
        sum += high > low ? 1 : high == low ? 0.5 : 0
        pairs += 1
      }
    }
    return pairs > 0 ? sum / pairs : nil
  }

  private static func grouped(
    _ rows: [[String: String]], by column: String
  ) -> [(String, [[String: String]])] {
    var order: [String] = []
    var found: [String: [[String: String]]] = [:]
    for row in rows {
      let key = row[column] ?? ""
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(row)
    }
    return order.map { ($0, found[$0] ?? []) }
  }

  /// Support chats that helped, and such as did not (Liu et al., 2021).
  static let esconv = CardCorpus(
    name: "esconv", rows: "support chats", grouping: "chat"
  ) { folder in
    var cases: [CardCase] = []
    let strategies = [
      "question": "question", "questions": "question",
      "reflection of feelings": "reflection of feelings",
      "affirmation and reassurance": "affirmation and reassurance",
      "providing suggestions": "suggestion", "providing suggestions or information": "suggestion",
    ]
    let names = Set(strategies.values).sorted()
    func add(_ id: String, _ dialog: [[String: Any]], _ succeeded: Double, isCoded: Bool) {
      var one = CardCase(
        conversation: Conversation(
          id: id,
          messages: dialog.map { turn in
            let speaker = turn["speaker"] as? String ?? ""
            let isSupporter = ["sys", "supporter", "listener"].contains(speaker)
            return Message(
              role: isSupporter ? .assistant : .user,
              text: (turn["text"] ?? turn["content"]) as? String ?? "")
          }), group: id, labels: ["succeeded": succeeded])
      if isCoded {
        for name in names {
          var coded: [Int: Double] = [:]
          for (message, turn) in dialog.enumerated() {
            guard let strategy = turn["strategy"] as? String else { continue }
            coded[message] = strategies[strategy.lowercased()] == name ? 1 : 0
          }
          one.turnLabels[name] = coded
        }
      }
      cases.append(one)
    }
    for (number, chat) in try lines(folder, "multiesc-valid.jsonl").enumerated() {
      add("helped-\(number)", chat["dialog"] as? [[String: Any]] ?? [], 1, isCoded: true)
    }
    for (number, chat) in try objects(folder, "FailedESConv-part.json").enumerated() {
      add("failed-\(number)", chat["dialog"] as? [[String: Any]] ?? [], 0, isCoded: false)
    }
    return (
      cases,
      [
        CardLabel(name: "succeeded", isOfAll: true),
        CardLabel(name: "question", isOfTurns: true, metrics: ["questions", "curiosity"]),
        CardLabel(
          name: "reflection of feelings", isOfTurns: true, metrics: ["reflections", "caring"]),
        CardLabel(
          name: "affirmation and reassurance", isOfTurns: true, metrics: ["caring", "affirmations"]),
        CardLabel(name: "suggestion", isOfTurns: true, metrics: ["advice_share"]),
      ]
    )
  }

  /// Talks with four bots, rated by who talked; ratings within each bot (Svikhnushina et al., 2022).
  static let ieval = CardCorpus(
    name: "ieval", rows: "talks with bots", grouping: "participant"
  ) { folder in
    var cases: [CardCase] = []
    for (person, participant) in try objects(folder, "ieval_data-part.json").enumerated() {
      for side in ["positive", "negative"] {
        guard let talks = participant[side] as? [String: Any] else { continue }
        for bot in talks.keys.sorted() {
          guard let talk = talks[bot] as? [String: Any], let log = talk["chat_log"] as? String,
            let rating = number(talk["Rating"])
          else { continue }
          let texts = log.split(separator: "\n").map { line in
            String(line.hasPrefix("- ") ? line.dropFirst(2) : line[...])
          }
          cases.append(
            CardCase(
              conversation: Conversation(
                id: "\(person)-\(side)-\(bot)",
                messages: texts.enumerated().map {
                  Message(role: $0.offset % 2 == 0 ? .user : .assistant, text: $0.element)
                }), group: "\(person)",
              labels: [
                "rating within bot": rating,
                "empathy within bot": (number(talk["EU"]) ?? 0) + (number(talk["ER"]) ?? 0),
              ]))
        }
      }
    }
    // A bot's own mean is taken out: that one bot is better than another is not asked here.
    let bots = cases.map { String($0.conversation.id.split(separator: "-").last ?? "") }
    for label in ["rating within bot", "empathy within bot"] {
      var sums: [String: (Double, Double)] = [:]
      for (bot, one) in zip(bots, cases) {
        sums[bot, default: (0, 0)].0 += one.labels[label] ?? 0
        sums[bot, default: (0, 0)].1 += 1
      }
      for place in cases.indices {
        let (sum, count) = sums[bots[place]] ?? (0, 1)
        cases[place].labels[label, default: 0] -= sum / count
      }
    }
    return (
      cases,
      [
        CardLabel(name: "rating within bot", isOfAll: true),
        CardLabel(
          name: "empathy within bot", isOfAll: true, metrics: ["caring", "emotional_reactions"]),
      ]
    )
  }

  private static func number(_ value: Any?) -> Double? {
    (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init)
  }

  /// Sessions with a counselling bot; clients' CARE measure (Mahmood et al., 2025).
  static let mibot = CardCorpus(
    name: "mibot", rows: "sessions with a bot", grouping: "participant"
  ) { folder in
    var cases: [CardCase] = []
    for row in try table(folder, "data.csv") {
      guard let id = row["ParticipantID"] else { continue }
      let care = (1...10).compactMap { row["CAREQ\($0)"].flatMap { Double($0) } }
      let path = "transcripts/\(id).json"
      guard care.count == 10, FileManager.default.fileExists(atPath: folder + "/" + path),
        let session = try json(folder, path) as? [String: Any]
      else { continue }
      var messages: [Message] = []
      for said in session["utterances"] as? [[String: Any]] ?? [] {
        let role: Role = said["speaker"] as? String == "counsellor" ? .assistant : .user
        let text = said["text"] as? String ?? ""
        if let last = messages.last, last.role == role {
          messages[messages.count - 1] = Message(role: role, text: last.text + " " + text)
        } else {
          messages.append(Message(role: role, text: text))
        }
      }
      cases.append(
        CardCase(
          conversation: Conversation(id: id, messages: messages), group: id,
          labels: ["CARE": care.reduce(0, +)]))
    }
    return (cases, [CardLabel(name: "CARE", isOfAll: true)])
  }

  /// The project's own sample, whose quality its writers intended.
  static let sample = CardCorpus(
    name: "sample", rows: "written conversations", grouping: "topic", attacked: "intended quality"
  ) { folder in
    let ranks = ["poor": 0.0, "good": 1.0]
    let cases = try lines(folder, "peer-support.jsonl").compactMap { line -> CardCase? in
      guard let rank = (line["intended_quality"] as? String).flatMap({ ranks[$0] }) else {
        return nil
      }
      let messages = (line["messages"] as? [[String: Any]] ?? []).map {
        Message(
          role: Role(rawValue: $0["role"] as? String ?? "") ?? .other,
          text: $0["content"] as? String ?? "")
      }
      return CardCase(
        conversation: Conversation(id: line["id"] as? String ?? "", messages: messages),
        group: line["topic"] as? String ?? "", labels: ["intended quality": rank])
    }
    return (cases, [CardLabel(name: "intended quality", isOfAll: true)])
  }
}
