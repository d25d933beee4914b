import Corpus
import Formats
import PluginKit
import Workspace

/// Joins the columns of a table to conversations, or to turns of theirs, by id: they become metadata,
/// which queries, agreement and statistics know as any other. All of it or nothing.
///
/// Labels go with their dataset: one that is loaded anew from a changed file has to be joined again.
package struct ImportLabels: Operation {
  package var path: String
  /// The column of conversations' ids.
  package var id: String
  /// The column of turns' numbers; nil for labels of whole conversations.
  package var turn: String?
  /// The datasets that are meant; all when empty.
  package var datasets: [String]
  /// Whether fields of the same names give way.
  package var replaces: Bool
  package var encoding: String?

  package init(
    path: String, id: String, turn: String? = nil, datasets: [String] = [],
    replaces: Bool = false, encoding: String? = nil
  ) {
    self.path = path
    self.id = id
    self.turn = turn
    self.datasets = datasets
    self.replaces = replaces
    self.encoding = encoding
  }

  package struct Result: Sendable {
    /// Rows that could not be joined, of one reason.
    package struct Unmatched: Sendable {
      package private(set) var count = 0
      /// The first of them: their lines and ids.
      package private(set) var first: [(line: Int, id: String)] = []

      mutating func add(_ line: Int, _ id: String) {
        count += 1
        if first.count < 5 { first.append((line, id)) }
      }
    }

    package var rows = 0
    package var joined = 0
    package var labels: [String] = []
    /// What the table counts turns from, 0 or 1.
    package var firstTurn: Int?
    package var noConversation = Unmatched()
    package var noTurn = Unmatched()
    package var several = Unmatched()
    package var broken = Unmatched()
  }

  package func run(in run: Run) throws -> Result {
    let cancellation = run.cancellation
    let table = try LabelTable(
      path, options: ReadOptions(encoding: encoding), isInterrupted: { cancellation.isRaised })
    let idColumn = try place(of: id, in: table)
    let turnColumn = try turn.map { try place(of: $0, in: table) }
    let labels = table.header.indices.filter { $0 != idColumn && $0 != turnColumn }
    var result = Result(labels: labels.map { table.header[$0] })
    guard !labels.isEmpty else { throw LabelFault.noLabels(path) }
    try checkFree(result.labels, run)
    if let turnColumn { result.firstTurn = try firstTurn(table, turnColumn) }
    let level = turnColumn == nil ? FieldRecord.Level.conversation : .message
    let first = result.firstTurn ?? 0
    try run.workspace.join(result.labels, to: datasets, level: level) { join in
      try table.read { row in
        try cancellation.check()
        result.rows += 1
        let id = row.cells[idColumn]
        let turn = turnColumn.map { Int(row.cells[$0]) }
        if case .some(nil) = turn { return result.noTurn.add(row.line, id) }
        let values = labels.compactMap { column in
          row.values[column].map { (key: table.header[column], value: $0) }
        }
        switch try join.add(id: id, position: (turn ?? nil).map { $0 - first }, labels: values) {
        case .joined: result.joined += 1
        case .noConversation: result.noConversation.add(row.line, id)
        case .noTurn: result.noTurn.add(row.line, id)
        case .several: result.several.add(row.line, id)
        }
      } broken: { line in
        result.rows += 1
        result.broken.add(line, "")
      }
      guard result.joined > 0 else {
        throw LabelFault.nothingJoined(path, column: id, isAmbiguous: result.several.count > 0)
      }
    }
    return result
  }

  private func place(of name: String, in table: LabelTable) throws -> Int {
    if let place = table.header.firstIndex(of: name) { return place }
    throw LabelFault.noColumn(name, path, known: table.header)
  }

  /// Refuses labels whose names are taken, unless they may be.
  private func checkFree(_ labels: [String], _ run: Run) throws {
    guard !replaces else { return }
    let names = try datasets.isEmpty ? run.workspace.datasets().map(\.name) : datasets
    for name in names {
      let level = turn == nil ? FieldRecord.Level.conversation : .message
      let taken = Set(
        try run.workspace.fields(dataset: name).filter { $0.level == level }.map(\.key))
      if let label = labels.first(where: taken.contains) {
        throw LabelFault.taken(label, dataset: name)
      }
    }
  }

  /// 0 where a turn of that number is named, else 1.
  private func firstTurn(_ table: LabelTable, _ column: Int) throws -> Int {
    var hasZero = false
    try table.read { row in
      if row.cells[column] == "0" { hasZero = true }
    } broken: { _ in
    }
    return hasZero ? 0 : 1
  }
}

/// Labels that were not joined.
package enum LabelFault: Fault {
  case noColumn(String, String, known: [String])
  /// The table has no column beside those that say where its rows belong.
  case noLabels(String)
  /// A dataset has a field of that name.
  case taken(String, dataset: String)
  /// No row was of a conversation that is loaded, or each of several.
  case nothingJoined(String, column: String, isAmbiguous: Bool)
}
