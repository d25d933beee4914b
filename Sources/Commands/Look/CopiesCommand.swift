import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct CopiesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: "Show a conversation's copies, and how it differs from the likest.",
    discussion: """
      Shows its group as `dedup` marked it. Words of the conversation alone stand as [-words-], of the \
      other alone as {+words+}; words of both are shortened. Any two are compared by `diff`.
      """)
  static let examples = [
    Example("copies ps-001", "its group, and what differs, once dedup has run")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The conversation: number, id or dataset/id.") var conversation: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(CompareCopies(reference: conversation.text)))
  }

  /// Members of a group that are shown.
  private static let mostShown = 20

  private func tell(_ result: CompareCopies.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    guard let likest = result.likest else {
      outcome.measures = [Measure("group", 0)]
      outcome.notes = ["\(result.reference) was found to be like no other"]
      return outcome
    }
    let turns = likest.alignment.turns
    let different = turns.filter { !$0.isSame }
    outcome.measures = [
      Measure("likeness", likest.likeness, .share),
      Measure("same_turns", turns.count - different.count),
      Measure("different_turns", different.count), Measure("group", result.groupCount),
    ]
    if !different.isEmpty { outcome.tables.append(table(different)) }
    outcome.tables.append(table(result.group))
    outcome.notes = ["[-\(result.reference)-] {+\(likest.reference)+}"]
    if different.isEmpty { outcome.notes.append("roles and texts of all turns are the same") }
    if result.groupCount > Self.mostShown {
      outcome.notes.append("the group has \(result.groupCount); copy_group finds them")
    }
    return outcome
  }

  private func table(_ turns: [TurnAlignment.Turn]) -> Table {
    var table = Table(
      "differences",
      [
        .init("turn", .integer), .init("other turn", .integer), .init("role", .text),
        .init("difference", .text),
      ])
    table.rows = turns.map { turn in
      [
        turn.first.map { .integer($0) } ?? .null, turn.second.map { .integer($0) } ?? .null,
        .text(turn.role.rawValue), .text(turn.words),
      ]
    }
    return table
  }

  private func table(_ group: [MarkedCopy]) -> Table {
    var table = Table(
      "group", [.init("conversation", .text), .init("copy of", .text), .init("likeness", .number)])
    table.rows = group.prefix(Self.mostShown).map { copy in
      [.text(copy.reference), .text(copy.partner ?? ""), .optional(copy.likeness)]
    }
    table.total = group.count
    return table
  }
}

extension TurnAlignment.Turn {
  /// Words of both around each difference.
  private static let around = 4

  fileprivate var words: String {
    pieces.indices.map { index in
      switch pieces[index].side {
      case .first: "[-\(pieces[index].text)-]"
      case .second: "{+\(pieces[index].text)+}"
      case .both:
        shortened(pieces[index].text, hasBefore: index > 0, hasAfter: index < pieces.count - 1)
      }
    }.joined(separator: " ")
  }

  private func shortened(_ text: String, hasBefore: Bool, hasAfter: Bool) -> String {
    let words = text.split(whereSeparator: \.isWhitespace)
    let wanted = (hasBefore ? Self.around : 0) + (hasAfter ? Self.around : 0)
    guard words.count > wanted + 1 else { return words.joined(separator: " ") }
    return
      (words.prefix(hasBefore ? Self.around : 0) + ["…"]
      + words.suffix(hasAfter ? Self.around : 0)).joined(separator: " ")
  }
}
