import Corpus
private import Foundation
package import Validation

/// How far the rules of the built-in validators agree with people's codes of the same turns.
package struct CheckRules: Operation {
  /// A table with a row an utterance and the columns of AnnoMI.
  package var file: String

  package init(file: String) { self.file = file }

  package struct Figure: Sendable {
    package let rule: String
    package let coded: RuleFirings.Coded?
    package var firings = 0
    /// Firings on turns that people coded so.
    package var right = 0
    /// Turns that people coded so.
    package var codedTurns = 0
    package var inGood = 0
    package var inPoor = 0

    /// For a rule without a code, the share of firings that are not on a question or reflection of a
    /// session that experts call good.
    package var precision: Double? { firings > 0 ? Double(right) / Double(firings) : nil }
    package var recall: Double? { codedTurns > 0 ? Double(right) / Double(codedTurns) : nil }
  }

  package struct Result: Sendable {
    package let sessions: Int
    package let turns: Int
    package let figures: [Figure]
  }

  /// Throws ``HeadSourceFault`` for a file that is no such table.
  package func run(in run: Run) throws -> Result {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw HeadSourceFault.unreadable(file)
    }
    let sessions = try CodedSession.sessions(String(decoding: data, as: UTF8.self), file)
    let rules = try RuleFirings()
    var figures = RuleFirings.rules.map { Figure(rule: $0.label, coded: $0.coded) }
    figures.append(Figure(rule: RuleFirings.confrontation, coded: nil))
    var turns = 0
    for session in sessions {
      try run.cancellation.check()
      for turn in rules.turns(of: session.conversation) {
        turns += 1
        let codes = turn.messages.reduce(into: Set<RuleFirings.Coded>()) {
          $0.formUnion(session.codes[$1])
        }
        for index in figures.indices {
          let isCoded = figures[index].coded.map(codes.contains) ?? false
          if isCoded { figures[index].codedTurns += 1 }
          guard turn.labels.contains(figures[index].rule) else { continue }
          figures[index].firings += 1
          if session.isGood { figures[index].inGood += 1 } else { figures[index].inPoor += 1 }
          let isWrong = session.isGood && !codes.isDisjoint(with: [.question, .reflection])
          if isCoded || figures[index].coded == nil && !isWrong { figures[index].right += 1 }
        }
      }
    }
    return Result(sessions: sessions.count, turns: turns, figures: figures)
  }
}

/// A session with what people coded of each message.
struct CodedSession {
  var conversation: Conversation
  var isGood: Bool
  /// The video that it is of: several sessions may be.
  var series: String
  var codes: [Set<RuleFirings.Coded>]

  /// One for each `transcript_id`, in the order of the table. A row that several people coded counts once,
  /// with all that any of them saw.
  static func sessions(_ text: String, _ file: String) throws -> [CodedSession] {
    let rows = CellRows(text).rows
    func column(_ name: String) throws -> Int {
      guard let place = rows.first?.firstIndex(of: name) else {
        throw HeadSourceFault.lacks(file: file, what: name)
      }
      return place
    }
    let (id, number) = (try column("transcript_id"), try column("utterance_id"))
    let (speaker, words) = (try column("interlocutor"), try column("utterance_text"))
    let quality = try column("mi_quality")
    let title = rows.first?.firstIndex(of: "video_title") ?? id
    let seen: [(place: Int, code: RuleFirings.Coded)] = [
      (try column("question_exists"), .question), (try column("reflection_exists"), .reflection),
      (try column("therapist_input_exists"), .input),
    ]
    let width = rows.first?.count ?? 0
    var sessions: [CodedSession] = []
    var last: (session: String, utterance: String)?
    for row in rows.dropFirst() where row.count == width {
      if last?.session != row[id] {
        sessions.append(
          CodedSession(
            conversation: Conversation(id: row[id], messages: []), isGood: row[quality] == "high",
            series: row[title], codes: []))
      }
      let place = sessions.count - 1
      if last?.session != row[id] || last?.utterance != row[number] {
        sessions[place].conversation.messages.append(
          Message(role: row[speaker] == "therapist" ? .assistant : .user, text: row[words]))
        sessions[place].codes.append([])
      }
      last = (row[id], row[number])
      for (cell, code) in seen where row[cell].lowercased() == "true" {
        sessions[place].codes[sessions[place].codes.count - 1].insert(code)
      }
    }
    return sessions
  }
}
