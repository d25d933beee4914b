import Corpus
package import Outcomes
import PluginKit
import Validation
import Workspace

extension Run {
  /// One conversation when `text` names one, otherwise a list of what the query finds: all of it
  /// when `limit` is nil.
  package func show(_ text: String, withScores: Bool, limit: Int?) throws -> Outcome {
    if let stored = try conversation(namedBy: text) {
      return try show(stored, namedBy: text, withScores: withScores)
    }
    let query = try workspace.query(text)
    let count = try workspace.count(query)
    var outcome = Outcome(command: "show")
    outcome.measures = [Measure("conversations", count)]
    var table = try conversationTable(query, limit: limit)
    table.total = count
    outcome.tables = [table]
    outcome.tellLimit(of: table)
    if count == 0 && !text.isEmpty { outcome.notes = ["nothing matches \(query.description)"] }
    return outcome
  }

  /// The conversation that one bare word names, or nil when the text is a query.
  private func conversation(namedBy text: String) throws -> StoredConversation? {
    let isQuoted = text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    let name = isQuoted ? String(text.dropFirst().dropLast()) : text
    guard !name.isEmpty, isQuoted || !name.contains(" "), !name.contains("\"") else { return nil }
    do {
      return try workspace.conversation(name)
    } catch let error as WorkspaceError where error.kind == .missing {
      return nil
    }
  }

  private func show(
    _ stored: StoredConversation, namedBy reference: String, withScores: Bool
  ) throws -> Outcome {
    let assessed = withScores ? try assess(stored) : Assessed()
    let conversation = stored.conversation
    var outcome = Outcome(command: "show")
    if reference == String(stored.id) && reference != conversation.id {
      outcome.notes = ["number \(reference) of the workspace; its own id is \(conversation.id)"]
    }
    outcome.measures = [Measure("messages", conversation.messages.count)]
    outcome.exhibits = [.transcript(transcript(stored, assessed))]
    var table = Table(
      "messages",
      [
        .init("position", .integer), .init("role", .text), .init("speaker", .text),
        .init("text", .text),
      ])
    table.rows = conversation.messages.enumerated().map { index, message in
      [.integer(index), .text(message.role.rawValue), .text(message.speaker), .text(message.text)]
    }
    outcome.tables = [table]
    if withScores { outcome.tables += [assessed.scoreTable, assessed.evidenceTable] }
    return outcome
  }

  /// The evidence behind a conversation's scores, computed anew from its text.
  package func why(_ reference: String, metric: String?) throws -> Outcome {
    let stored = try workspace.conversation(reference)
    var assessed = try assess(stored, by: metric)
    if let metric, metric != "overall" {
      let names = try metrics(named: metric)
      assessed.lines.removeAll { !names.contains($0.metric) }
      assessed.evidence.removeAll { !names.contains($0.metric) }
    }
    var outcome = Outcome(command: "why")
    outcome.measures = assessed.lines.compactMap { line in
      line.value.map { Measure(line.metric, $0, .score) }
    }
    outcome.tables = [assessed.scoreTable, assessed.evidenceTable]
    outcome.exhibits = [
      .transcript(transcript(stored, assessed, onlyMarked: true)), .table("evidence"),
    ]
    if assessed.evidence.isEmpty {
      outcome.notes.append("no words of this conversation earned or cost these scores")
    }
    return outcome
  }

  /// The metrics of a validator, or one metric by its own name.
  private func metrics(named name: String) throws -> [String] {
    if let entry = registry.validators.first(where: { $0.name == name }) {
      return entry.info.metrics.map(\.name)
    }
    let metrics = registry.validators.flatMap { $0.info.metrics.map(\.name) }
    guard metrics.contains(name) else {
      throw Failure(
        .usage, unknownName("validator or metric", name, known: metrics.sorted()))
    }
    return [name]
  }

  /// `count` conversations of the query, drawn without return; the seed and the words decide.
  package func sample(_ count: Int, of text: String) throws -> Outcome {
    guard count > 0 else {
      throw Failure(.usage, "sample takes a number above 0, not \(count)")
    }
    let query = try workspace.query(text)
    var ids = try workspace.ids(query)
    var random = SeededRandom(seed: settings.seed, step: "sample \(count) \(query.description)")
    let drawn = min(count, ids.count)
    for place in 0..<drawn {
      ids.swapAt(place, Int.random(in: place..<ids.count, using: &random))
    }
    var outcome = Outcome(command: "sample")
    outcome.measures = [Measure("drawn", drawn), Measure("of", ids.count)]
    outcome.tables = [try conversationTable(ids: Array(ids[..<drawn]))]
    return outcome
  }

  /// Messages that hold the query's words, best first; all of them when `limit` is nil.
  package func search(_ text: String, limit: Int?) throws -> Outcome {
    let query = try workspace.query(text)
    try indexText()
    let result = try workspace.search(query, limit: limit)
    var table = Table(
      "hits",
      [
        .init("number", .integer, isVolatile: true), .init("id", .text), .init("dataset", .text),
        .init("turn", .integer), .init("role", .text), .init("text", .text),
      ])
    table.rows = result.hits.map { hit in
      [
        .integer(Int(hit.conversationID)), .text(hit.externalID), .text(hit.dataset),
        .integer(hit.message), .text(hit.role.rawValue), .text(hit.snippet.text),
      ]
    }
    var outcome = Outcome(command: "search")
    // All hits are counted only where that costs nothing.
    let isWhole = result.total != nil || result.hits.count < limit ?? .max
    let total = result.total ?? result.hits.count
    table.total = total
    outcome.measures = [Measure(result.total == nil ? "shown" : "hits", total)]
    outcome.tables = [table]
    outcome.exhibits = [.hits(result.hits.map(Hit.init))]
    if total > result.hits.count {
      outcome.notes.append(
        "the best \(result.hits.count) of \(total) messages; --limit shows more, or all")
    } else if !isWhole {
      outcome.notes.append("the best \(total); --limit shows more, or all")
    }
    if result.hits.isEmpty { outcome.notes.append("nothing matches \(query.description)") }
    return outcome
  }

  /// Brings the full-text index up to date, with progress.
  func indexText() throws {
    let cancellation = cancellation
    let report = reportProgress
    try workspace.buildIndex { done, total in
      try cancellation.check()
      report(Progress(label: "index", done: done, total: total, unit: .messages))
    }
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
