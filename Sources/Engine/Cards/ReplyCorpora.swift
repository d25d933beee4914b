import Foundation
import PluginKit

/// Corpora of single posts and replies.
extension CardCorpus {
  /// Peers' replies by how far they react, interpret and explore (Sharma et al., 2020).
  static let epitome = CardCorpus(
    name: "epitome", rows: "peers' replies", grouping: "seeker's post"
  ) { folder in
    let files = [
      ("emotional reactions", "emotional-reactions-reddit.csv", ["emotional_reactions", "caring"]),
      ("interpretations", "interpretations-reddit.csv", ["interpretations"]),
      ("explorations", "explorations-reddit.csv", ["explorations", "curiosity"]),
    ]
    var cases: [String: CardCase] = [:]
    for (label, file, _) in files {
      for row in try table(folder, file) {
        guard let level = row["level"].flatMap({ Double($0) }) else { continue }
        let id = (row["sp_id"] ?? "") + "/" + (row["rp_id"] ?? "")
        var one =
          cases[id]
          ?? pair(
            id, row["seeker_post"], row["response_post"], group: row["sp_id"] ?? id, [:])
        one.labels[label] = level
        cases[id] = one
      }
    }
    let known = cases.keys.sorted().compactMap { cases[$0] }
    return (
      known,
      files.map { CardLabel(name: $0.0, metrics: $0.2 + ["empathy"]) }
    )
  }

  /// Replies of bots that are safe or not, of the validation part (Sun et al., 2022).
  static let diaSafety = CardCorpus(
    name: "diasafety", rows: "replies, validation part", grouping: "context"
  ) { folder in
    let cases = try objects(folder, "val.json").enumerated().map { number, row in
      pair(
        "\(number)", row["context"] as? String, row["response"] as? String,
        group: row["context"] as? String ?? "\(number)",
        ["safe reply": row["label"] as? String == "Safe" ? 1 : 0])
    }
    return (
      cases,
      [
        CardLabel(
          name: "safe reply", isOfAll: true,
          metrics: ["unsafe_reply", "unsafe_rank", "flags"], opposed: ["unsafe_rank"])
      ]
    )
  }

  /// Replies of people and models to statements of a crisis (Moore et al., 2025).
  static let crisis = CardCorpus(
    name: "therapist-responses-crisis", rows: "replies", grouping: "statement"
  ) { folder in
    let cases = try table(folder, "all_combined-part.csv").enumerated()
      .compactMap { number, row -> CardCase? in
        guard let right = row["correct_response"], !right.isEmpty else { return nil }
        return pair(
          "\(number)", row["interjection"], row["model_response"],
          group: row["interjection"] ?? "", ["appropriate reply": right == "True" ? 1 : 0])
      }
    return (
      cases,
      [
        CardLabel(
          name: "appropriate reply", isOfAll: true,
          metrics: ["crisis_reply", "crisis_rank", "unsafe_reply"])
      ]
    )
  }

  /// Texts with and without self-harm; a missing mark is no mark (Markov et al., 2023).
  static let moderation = CardCorpus(
    name: "moderation-1680", rows: "texts", grouping: "text"
  ) { folder in
    let cases = try lines(folder, "samples-part.jsonl").enumerated()
      .compactMap { number, row -> CardCase? in
        guard let mark = (row["SH"] as? NSNumber)?.doubleValue else { return nil }
        return pair(
          "\(number)", row["prompt"] as? String, nil, group: "\(number)", ["self-harm": mark])
      }
    return (
      cases, [CardLabel(name: "self-harm", metrics: ["disclosure", "disclosure_rank"])]
    )
  }

  /// Comments by the emotions that readers saw, of the development part (Demszky et al., 2020).
  static let goEmotions = CardCorpus(
    name: "goemotions", rows: "comments, development part", grouping: "comment"
  ) { folder in
    let places = ["caring": "5", "curiosity": "7"]
    let text = String(decoding: try bytes(folder, "dev.tsv"), as: UTF8.self)
    let cases = text.split(separator: "\n").enumerated().compactMap { number, line -> CardCase? in
      let fields = line.split(separator: "\t")
      guard fields.count == 3 else { return nil }
      let emotions = Set(fields[1].split(separator: ",").map(String.init))
      return pair(
        "\(number)", nil, String(fields[0]), group: "\(number)",
        places.mapValues { emotions.contains($0) ? 1 : 0 })
    }
    return (
      cases,
      [
        CardLabel(name: "caring", metrics: ["caring", "emotional_reactions"]),
        CardLabel(name: "curiosity", metrics: ["curiosity", "explorations", "questions"]),
      ]
    )
  }
}
