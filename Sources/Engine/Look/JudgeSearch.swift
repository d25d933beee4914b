import Corpus
import Encoder
import Formats
private import Foundation
import Workspace

/// How well searches rank: by words, by meaning and by both, against queries whose answers are known.
///
/// A table says which turns answer a query: `query`, `id`, `turn` (from 0) and `grade`, 1 or more. A
/// query is taken as a text, of whose words any counts, in all three.
package struct JudgeSearch: Operation {
  package var path: String
  /// What restricts all of them.
  package var query: String

  package init(path: String, query: String) {
    self.path = path
    self.query = query
  }

  package enum Ranking: String, Sendable, CaseIterable { case words, meaning, both }

  package struct Figures: Sendable {
    package let ranking: Ranking
    /// Normalized discounted cumulative gain of the first ten, the mean over queries (Järvelin and
    /// Kekäläinen 2002), with gains 2^grade − 1.
    package let gain: Double
    /// Share of a query's answers among the first ten, and among the first hundred.
    package let recall: Double
    package let deepRecall: Double
    /// Queries with an answer in first place.
    package let first: Int
    /// Seconds a query, the median.
    package let seconds: Double
  }

  package struct Result: Sendable {
    package let queries: Int
    package let answers: Int
    package let figures: [Figures]
    /// Why meaning is not among them; nil where it is.
    package let lacks: SearchFault?
    /// Queries that words find least of what meaning finds: the gain by either.
    package let apart: [(query: String, words: Double, meaning: Double)]
  }

  /// The first that count, and those that are looked at.
  private static let first = 10
  private static let looked = 100

  /// Throws ``JudgementFault``, ``FormatError``, ``EncoderFault``, ``EncoderError`` and
  /// ``WorkspaceError``.
  package func run(in run: Run) throws -> Result {
    let judged = try judgements(run)
    try run.indexText()
    var rankings: [Ranking] = [.words]
    var loaded: LoadedEncoder?
    var lacks: SearchFault?
    switch try run.workspace.vectorState() {
    case .none: lacks = .noVectors
    case .damaged: lacks = .damagedVectors
    case .ready(let vectors):
      loaded = try run.encoderIfInstalled()
      if loaded?.installed.signature == vectors.signature {
        rankings = Ranking.allCases
      } else {
        lacks = .otherVectors
      }
    }
    var gains: [Ranking: [Double]] = [:]
    let figures = try rankings.map { ranking in
      var recalls: [Double] = []
      var deep: [Double] = []
      var times: [Double] = []
      var first = 0
      for one in judged {
        try run.cancellation.check()
        let start = Date()
        let hits = try hits(one.text, ranking, loaded, run)
        times.append(Date().timeIntervalSince(start))
        let grades = hits.map { one.answers[Answer($0.externalID, $0.message)] ?? 0 }
        gains[ranking, default: []].append(Self.gain(grades, one.answers.values))
        let count = Double(one.answers.count)
        recalls.append(Double(grades.prefix(Self.first).count { $0 > 0 }) / count)
        deep.append(Double(grades.count { $0 > 0 }) / count)
        if grades.first ?? 0 > 0 { first += 1 }
      }
      return Figures(
        ranking: ranking, gain: Self.mean(gains[ranking] ?? []), recall: Self.mean(recalls),
        deepRecall: Self.mean(deep), first: first,
        seconds: times.sorted()[times.count / 2])
    }
    let apart = judged.indices.compactMap { index -> (String, Double, Double)? in
      guard let words = gains[.words]?[index], let meaning = gains[.meaning]?[index] else {
        return nil
      }
      return (judged[index].text, words, meaning)
    }
    return Result(
      queries: judged.count, answers: judged.reduce(0) { $0 + $1.answers.count },
      figures: figures, lacks: lacks,
      apart: apart.sorted { $0.2 - $0.1 > $1.2 - $1.1 }.prefix(3)
        .filter { $0.2 > $0.1 }.map { (query: $0.0, words: $0.1, meaning: $0.2) })
  }

  private func hits(
    _ text: String, _ ranking: Ranking, _ loaded: LoadedEncoder?, _ run: Run
  ) throws -> [SearchHit] {
    let sought = try run.workspace.anyWord(of: text, in: query)
    guard ranking != .words, let loaded else {
      return try run.workspace.search(sought, limit: Self.looked).hits
    }
    return try run.workspace.search(
      sought, meaning: try loaded.meaning(of: text), withWords: ranking == .both,
      limit: Self.looked
    ).hits
  }

  private struct Answer: Hashable {
    let id: String
    let turn: Int

    init(_ id: String, _ turn: Int) {
      self.id = id
      self.turn = turn
    }
  }

  private struct Judgement {
    let text: String
    var answers: [Answer: Int] = [:]
  }

  private func judgements(_ run: Run) throws -> [Judgement] {
    let cancellation = run.cancellation
    let table = try LabelTable(path, isInterrupted: { cancellation.isRaised })
    let places = try ["query", "id", "turn", "grade"].map { (name: String) -> Int in
      guard let place = table.header.firstIndex(of: name) else {
        throw LabelFault.noColumn(name, path, known: table.header)
      }
      return place
    }
    var judged: [Judgement] = []
    var known: [String: Int] = [:]
    var messages: [String: Int] = [:]
    var unreadable: JudgementFault?
    try table.read { row in
      let cells: [String] = places.map { row.cells[$0] }
      guard !cells[0].isEmpty, let turn = Int(cells[2]), turn >= 0, let grade = Int(cells[3]),
        (1...10).contains(grade)
      else {
        unreadable = unreadable ?? .unreadable(path: path, line: row.line)
        return
      }
      if messages[cells[1]] == nil {
        let stored = try? run.workspace.conversation(cells[1])
        messages[cells[1]] = stored?.conversation.messages.count ?? 0
      }
      guard turn < messages[cells[1]] ?? 0 else {
        unreadable = unreadable ?? .noTurn(path: path, line: row.line, id: cells[1], turn: turn)
        return
      }
      if known[cells[0]] == nil {
        known[cells[0]] = judged.count
        judged.append(Judgement(text: cells[0]))
      }
      judged[known[cells[0]] ?? 0].answers[Answer(cells[1], turn)] = grade
    } broken: { line in
      unreadable = unreadable ?? .unreadable(path: path, line: line)
    }
    if let unreadable { throw unreadable }
    guard !judged.isEmpty else { throw JudgementFault.none(path) }
    return judged
  }

  private static func gain(_ grades: [Int], _ all: some Collection<Int>) -> Double {
    func sum(_ grades: some Sequence<Int>) -> Double {
      grades.enumerated().reduce(0) {
        $0 + (exp2(Double($1.element)) - 1) / log2(Double($1.offset) + 2)
      }
    }
    return sum(grades.prefix(first)) / sum(all.sorted(by: >).prefix(first))
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }
}

package enum JudgementFault: Fault {
  /// The table has no row.
  case none(String)
  /// A row has no query, or no numbers where turn and grade stand.
  case unreadable(path: String, line: Int)
  /// What a row names as an answer is not in the workspace.
  case noTurn(path: String, line: Int, id: String, turn: Int)
}
