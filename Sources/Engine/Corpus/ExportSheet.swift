package import Corpus
import Formats
package import Outcomes
import PluginKit
import Workspace

/// Writes a table for people to fill in: conversations, or turns, in an order drawn by the seed, without
/// anything that was said of them. ``ImportLabels`` reads it back by its column of items.
package struct ExportSheet: Operation {
  package var path: String
  package var query: String
  /// The columns to fill in.
  package var labels: [String]
  /// The roles whose turns are a row each; nil for a row a conversation.
  package var turnsOf: Set<Role>?
  /// How many conversations are drawn; nil for all.
  package var sample: Int?
  /// The session's when nil.
  package var seed: UInt64?
  package var overwrites: Bool

  package init(
    path: String, query: String, labels: [String], turnsOf: Set<Role>? = nil,
    sample: Int? = nil, seed: UInt64? = nil, overwrites: Bool = false
  ) {
    self.path = path
    self.query = query
    self.labels = labels
    self.turnsOf = turnsOf
    self.sample = sample
    self.seed = seed
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    package internal(set) var conversations = 0
    package internal(set) var rows = 0
    /// How many there were to draw from.
    package internal(set) var population = 0
    package internal(set) var artifact: Artifact?
  }

  /// Throws ``SheetFault``, ``ValueFault`` and ``FileFault``.
  package func run(in run: Run) throws -> Result {
    guard !labels.isEmpty, Set(labels).count == labels.count else { throw SheetFault.labels }
    if let label = labels.first(where: { RatingSheet.columns.contains($0) || $0.isEmpty }) {
      throw SheetFault.taken(label)
    }
    if let sample, sample < 1 {
      throw ValueFault.outOfRange(
        parameter: "sample", value: Double(sample), least: 1, most: nil)
    }
    let query = try run.workspace.query(query)
    var ids = try run.workspace.ids(query)
    var result = Result(population: ids.count)
    var random = SeededRandom(
      seed: seed ?? run.settings.seed, step: "labels export \(query.description)")
    // Drawn and put in an order that tells nothing, in one.
    let drawn = min(sample ?? ids.count, ids.count)
    for place in 0..<drawn {
      ids.swapAt(place, Int.random(in: place..<ids.count, using: &random))
    }
    guard drawn > 0 else { throw SheetFault.nothing }
    let file = try OutputFile(path) { overwrites || OutputFile.hasManifest($0) }
    let sheet = RatingSheet(labels: labels, turnsOf: turnsOf)
    try file.write(sheet.header)
    try run.workspace.conversations(ids: Array(ids[..<drawn])) { stored in
      try run.cancellation.check()
      let item = RatingSheet.item(dataset: stored.dataset, id: stored.conversation.id)
      let rows = sheet.rows(of: stored.conversation, item: item)
      guard !rows.bytes.isEmpty else { return true }
      try file.write(rows.bytes)
      result.rows += rows.count
      result.conversations += 1
      return true
    }
    result.artifact = try file.finish(rows: result.rows)
    return result
  }
}

package enum SheetFault: Fault {
  /// No column to fill in was named, or one twice.
  case labels
  /// It is a column that each sheet has.
  case taken(String)
  case nothing
}
