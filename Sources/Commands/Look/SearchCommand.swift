import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct SearchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find messages by their words, the best first.",
    discussion: """
      Ranks messages by BM25 and shows each with the words found. role: restricts the words to \
      messages of that role. The first search builds the index of what is not indexed yet.
      """)
  static let examples = [
    Example("search sleep role:user", "what seekers say of sleep"),
    Example("search \"my mother\" or \"my father\" --limit 5", "either phrase"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String]
  @Option(help: "Hits at most, or all; eyes get 10, JSON and CSV all, unless this says else.")
  var limit: RowLimit?

  private static let usual = 10

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: Self.usual).count
    let found = try await context.perform(
      SearchMessages(query: query.joined(separator: " "), limit: limit))
    return tell(found, limit: limit)
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard limit == nil else { return line }
    let limit = context.limit(nil, usual: Self.usual)
    return context.recorded(line, limit: limit, exceeds: Self.usual, in: outcome)
  }

  private func tell(_ found: SearchMessages.Result, limit: Int?) -> Outcome {
    var table = Table(
      "hits",
      [
        .init("number", .integer, isVolatile: true), .init("id", .text), .init("dataset", .text),
        .init("turn", .integer), .init("role", .text), .init("text", .text),
      ])
    table.rows = found.hits.map { hit in
      [
        .integer(Int(hit.conversationID)), .text(hit.externalID), .text(hit.dataset),
        .integer(hit.message), .text(hit.role.rawValue), .text(hit.snippet.text),
      ]
    }
    var outcome = Outcome(command: Self.name)
    // All hits are counted only where that costs nothing.
    let isWhole = found.total != nil || found.hits.count < limit ?? .max
    let total = found.total ?? found.hits.count
    table.total = total
    outcome.measures = [Measure(found.total == nil ? "shown" : "hits", total)]
    outcome.tables = [table]
    outcome.exhibits = [.hits(found.hits.map(Hit.init))]
    if total > found.hits.count {
      outcome.notes.append(
        "the best \(found.hits.count) of \(total) messages; --limit shows more, or all")
    } else if !isWhole {
      outcome.notes.append("the best \(total); --limit shows more, or all")
    }
    if found.hits.isEmpty {
      outcome.notes.append("nothing matches \(found.query.description)")
    }
    return outcome
  }
}

extension Hit {
  private static let cut = "…"

  fileprivate init(_ hit: SearchHit) {
    self.init(
      number: Int(hit.conversationID), dataset: hit.dataset, id: hit.externalID,
      turn: hit.message, role: hit.role,
      // A line end is one byte, as a space is: the marks stay where they are.
      snippet: (hit.snippet.isCutBefore ? Hit.cut : "")
        + hit.snippet.text.replacing("\n", with: " ") + (hit.snippet.isCutAfter ? Hit.cut : ""),
      marks: hit.snippet.ranges.map { range in
        let shift = hit.snippet.isCutBefore ? Hit.cut.utf8.count : 0
        return range.lowerBound + shift..<range.upperBound + shift
      })
  }
}
