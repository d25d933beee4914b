import ArgumentParser
import Engine
import Outcomes
import Workspace

struct LikeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "like",
    abstract: "Find what is like a conversation, or like a turn of it, by meaning.",
    discussion: """
      A conversation's vector is the mean of its turns' ('embed' makes these); similarity is the \
      cosine, 1 at most. Words behind the conversation are a query that says where to look.
      """)
  static let completes: [WordKind] = [.ids, .query]
  static let examples = [
    Example("like ps-001", "conversations about the same"),
    Example("like ps-001 --turn 0 role:user", "what seekers said alike"),
  ]
  static let traits: Traits = [.takesQuery, .looksOnly]

  @Argument(help: "The conversation: number, id or dataset/id.") var conversation: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "A turn of it, from 0.") var turn: Int?
  @Option(help: "How many at most.") var limit = 10

  func outcome(in context: Context) async throws -> Outcome {
    guard limit > 0 else { throw Failure(.usage, "--limit takes a number above 0, not \(limit)") }
    return tell(
      try await context.perform(
        FindAlike(
          reference: conversation.text, turn: turn, query: query.joined(separator: " "),
          limit: limit)))
  }

  private func tell(_ result: FindAlike.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    switch result.alike {
    case .conversations(let list, let similarities):
      let plain = Table.conversations(list)
      var table = Table("alike", [.init("similarity", .number)] + plain.columns)
      table.rows = zip(similarities, plain.rows).map { [.similarity($0)] + $1 }
      outcome.measures = [Measure("shown", table.rows.count)]
      outcome.tables = [table]
    case .turns(let hits):
      outcome.measures = [Measure("shown", hits.count)]
      outcome.tables = [.hits(hits, isRanked: true)]
      outcome.exhibits = [.hits(hits.map(Hit.init))]
    }
    if !result.vectors.gap.isEmpty {
      outcome.notes.append(String(result.vectors.gap.dropFirst(2)))
    }
    return outcome
  }
}

extension Table.Cell {
  /// Vectors of bytes tell two digits.
  static func similarity(_ value: Float) -> Table.Cell {
    .number((Double(value) * 100).rounded() / 100)
  }
}
