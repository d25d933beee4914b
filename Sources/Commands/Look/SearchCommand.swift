import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct SearchCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find messages by words and by meaning, the best first.",
    discussion: """
      By words, messages are ranked by BM25 and shown with the words found; the first search builds \
      the index of what is not indexed yet. Behind ~ stands a text to be like, whatever the words: \
      ~"nobody would notice". role: and all else of a query restrict both.

      Where vectors are there ('embed' makes them), words are searched by their meaning as well, and \
      each hit says its place in either ranking and how near its meaning is, 1 at most; --words or \
      --meaning has one ranking alone. Where there are none, ~ takes the best \
      \(Workspace.usualDepth) by any of its words and compares these ('encoder install').

      --judge measures this: a table of queries and the turns that answer them (query, id, turn from \
      0, grade from 1) gives, for words, meaning and both, nDCG and recall of the first ten and the \
      time a query takes. The words of the command restrict all of them.
      """)
  static let examples = [
    Example("search sleep role:user", "what seekers say of sleep"),
    Example("search \"my mother\" or \"my father\" --limit 5", "either phrase"),
    Example("search ~\"nobody would notice if I were gone\" role:user", "those who say the like"),
    Example("search sleep --words", "by words alone, whatever vectors there are"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "Hits at most, or all; eyes get 10, JSON and CSV all, unless this says else.")
  var limit: RowLimit?
  @Flag(help: "Rank by words alone.") var words = false
  @Flag(help: "Rank by meaning alone.") var meaning = false
  @Option(help: "A table of queries with their answers, to measure with.", completion: .file())
  var judge: Plain?

  private static let usual = 10

  func outcome(in context: Context) async throws -> Outcome {
    guard !(words && meaning) else {
      throw Failure(.usage, "--words and --meaning exclude each other")
    }
    if let judge {
      guard !words, !meaning, limit == nil else {
        throw Failure(.usage, "--judge ranks in every way, and looks at the first ten")
      }
      return tell(
        try await context.perform(
          JudgeSearch(path: context.file(judge.text), query: query.joined(separator: " "))))
    }
    let limit = context.limit(limit, usual: Self.usual).count
    let found = try await context.perform(
      SearchMessages(
        query: query.joined(separator: " "), limit: limit,
        ranking: words ? .words : meaning ? .meaning : nil))
    return tell(found, limit: limit)
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard limit == nil, judge == nil else { return line }
    let limit = context.limit(nil, usual: Self.usual)
    return context.recorded(line, limit: limit, exceeds: Self.usual, in: outcome)
  }

  private func tell(_ judged: JudgeSearch.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("queries", judged.queries), Measure("answers", judged.answers)]
    outcome.measures += judged.figures.map {
      Measure("\($0.ranking.rawValue).ndcg", $0.gain, .score, isTabled: true)
    }
    var table = Table(
      "rankings",
      [
        .init("ranking", .text), .init("nDCG@10", .number), .init("recall@10", .number),
        .init("recall@100", .number), .init("answer first", .integer),
        .init("ms a query", .number, isVolatile: true),
      ])
    table.rows = judged.figures.map { figures in
      [
        .text(figures.ranking.rawValue), .number(figures.gain), .number(figures.recall),
        .number(figures.deepRecall), .integer(figures.first),
        .number((figures.seconds * 10_000).rounded() / 10),
      ]
    }
    outcome.tables = [table]
    if !judged.apart.isEmpty {
      var apart = Table(
        "what words miss",
        [.init("query", .text), .init("nDCG by words", .number), .init("by meaning", .number)])
      apart.rows = judged.apart.map { [.text($0.query), .number($0.words), .number($0.meaning)] }
      outcome.tables.append(apart)
    }
    outcome.notes = ["of a query any word counts; the answers are its author's judgement"]
    if let lacks = judged.lacks {
      outcome.notes.append("by words alone: \(lacks.failure.message); \(lacks.failure.hint)")
    }
    return outcome
  }

  private func tell(_ found: SearchMessages.Result, limit: Int?) -> Outcome {
    var table = Table.hits(found.hits, isRanked: found.basis.isRanked)
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
    if let sentence = found.basis.sentence { outcome.notes.append(sentence) }
    if let doubt = found.doubt { outcome.notes.append(doubt.sentence) }
    if found.hits.isEmpty {
      outcome.notes.append("nothing matches \(found.query.description)")
    }
    return outcome
  }
}

extension Table {
  /// Messages, with their places by words and by meaning where they were ranked by both.
  static func hits(_ hits: [SearchHit], isRanked: Bool) -> Table {
    var table = Table(
      "hits",
      [
        .init("number", .integer, isVolatile: true), .init("id", .text), .init("dataset", .text),
        .init("turn", .integer), .init("role", .text), .init("text", .text),
      ]
        + (isRanked
          ? [
            .init("by words", .integer), .init("by meaning", .integer),
            .init("similarity", .number),
          ] : []))
    table.rows = hits.map { hit in
      [
        .integer(Int(hit.conversationID)), .text(hit.externalID), .text(hit.dataset),
        .integer(hit.message), .text(hit.role.rawValue), .text(hit.snippet.text),
      ] + (isRanked ? hit.ranks.cells : [])
    }
    return table
  }
}

extension SearchMessages.Basis {
  fileprivate var isRanked: Bool { self != .words && self != .anyWord }
}

extension SearchHit.Ranks {
  fileprivate var cells: [Table.Cell] {
    [
      words.map { .integer($0) } ?? .null, meaning.map { .integer($0) } ?? .null,
      similarity.map { .similarity($0) } ?? .null,
    ]
  }

  /// Quietly, beside the place.
  var reason: String {
    var parts: [String] = []
    if let meaning {
      let near = similarity.map { " (\(($0 * 100).rounded() / 100))" } ?? ""
      parts.append("meaning \(meaning)\(near)")
      if let words { parts.append("words \(words)") }
    } else if let words, similarity == nil {
      parts.append("words \(words)")
    }
    return parts.joined(separator: ", ")
  }
}

extension Hit {
  private static let cut = "…"

  init(_ hit: SearchHit) {
    self.init(
      number: Int(hit.conversationID), dataset: hit.dataset, id: hit.externalID,
      turn: hit.message, role: hit.role,
      // A line end is one byte, as a space is: the marks stay where they are.
      snippet: (hit.snippet.isCutBefore ? Hit.cut : "")
        + hit.snippet.text.replacing("\n", with: " ") + (hit.snippet.isCutAfter ? Hit.cut : ""),
      marks: hit.snippet.ranges.map { range in
        let shift = hit.snippet.isCutBefore ? Hit.cut.utf8.count : 0
        return range.lowerBound + shift..<range.upperBound + shift
      }, reason: hit.ranks.reason)
  }
}
