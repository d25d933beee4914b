import Corpus
import Estimators
import Workspace

extension Run {
  /// The numbers of the query's conversations whose texts a model was trained on. Reads the texts
  /// of those alone that have the shape of one.
  func seen(_ query: Query, by provenance: Provenance) throws -> Set<Int64> {
    let shapes = Set(provenance.textKeys.map { $0 >> 40 & 0xFF_FFFF })
    guard !shapes.isEmpty else { return [] }
    let ids = try workspace.ids(query)
    var place = 0
    var similar: [Int64] = []
    try workspace.values(["messages", "text_bytes"], query) { row in
      let shape = Conversation.shape(
        messages: Int(row[0].number ?? 0), textBytes: Int(row[1].number ?? 0))
      if shapes.contains(shape), place < ids.count { similar.append(ids[place]) }
      place += 1
    }
    var seen: Set<Int64> = []
    var read = 0
    try workspace.conversations(ids: similar) { stored in
      read += 1
      if read.isMultiple(of: 256) { try cancellation.check() }
      if provenance.hasSeen(stored.conversation.textKey) { seen.insert(stored.id) }
      return true
    }
    return seen
  }

  /// What is to be said of columns that models predicted: on what a model was trained on it looks
  /// too good. `seen` counts the rows, of `total`, whose texts are among those.
  func seenNotes(
    _ columns: [String], of total: Int, seen: (Provenance) throws -> Int
  ) throws -> [String] {
    let signatures = try workspace.currentSignatures()
    let models = try workspace.models()
    var told: Set<String> = []
    return try columns.compactMap { column in
      guard
        let signature = signatures.first(where: { $0.columns.contains { $0.name == column } }),
        let record = models.first(where: { $0.name == signature.validator }),
        told.insert(record.name).inserted
      else { return nil }
      let name = record.name
      guard signature.options.isEmpty else { return nil }
      let count = try seen(try model(named: name).provenance)
      guard count > 0 else { return nil }
      return "model '\(name)' was trained on \(count) of these \(total), and looks too good there: "
        + "'predict \(name) --out-of-fold', or 'evaluate \(name)'"
    }
  }
}
