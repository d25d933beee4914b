package import Corpus
import Formats
import PluginKit
import Workspace

/// Joins the columns of a table to conversations, or to turns of theirs, by id: they become metadata,
/// which queries, agreement and statistics know as any other. All of it or nothing.
///
/// Where a column names raters, each rater's labels are fields of their own, as `quality.ann`, and how
/// far the raters agree is told for each label.
///
/// Labels come back when their dataset is read anew, to conversations whose texts are the same.
package struct ImportLabels: Operation {
  package var path: String
  /// The column of conversations' ids.
  package var id: String
  /// The column of turns' numbers; nil for labels of whole conversations.
  package var turn: String?
  /// What the turns' numbers are counted from, 0 or 1; nil where the table says it.
  package var from: Int?
  /// The column of raters' names; nil where each row is the one word on its conversation or turn.
  package var rater: String?
  /// The datasets that are meant; all when empty.
  package var datasets: [String]
  /// Whether fields of the same names give way.
  package var replaces: Bool
  package var encoding: String?

  package init(
    path: String, id: String, turn: String? = nil, from: Int? = nil, rater: String? = nil,
    datasets: [String] = [], replaces: Bool = false, encoding: String? = nil
  ) {
    self.path = path
    self.id = id
    self.turn = turn
    self.from = from
    self.rater = rater
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
    /// Joined rows of turns, by the turn's role.
    package var roles: [(role: Role, rows: Int)] = []
    /// Labels whose names mean something else in a query and to agree and train.
    package var clashes: [String] = []
    /// In the order in which they come.
    package var raters: [String] = []
    /// Ratings that the same rater gave twice: the last counts.
    package var repeated = Unmatched()
    /// Rows of one conversation or turn that say different things without raters: the last counts.
    package var differing = Unmatched()
    /// How far the raters agree, by label.
    package var agreement: [RaterAgreement] = []
    package var noConversation = Unmatched()
    package var noTurn = Unmatched()
    package var several = Unmatched()
    /// Without the name of a rater.
    package var noRater = Unmatched()
    /// Rows of a rater's sheet in which nothing was filled in.
    package var unfilled = 0
    package var broken = Unmatched()
  }

  package func run(in run: Run) throws -> Result {
    let cancellation = run.cancellation
    let table = try LabelTable(
      path, options: ReadOptions(encoding: encoding), isInterrupted: { cancellation.isRaised })
    let idColumn = try place(of: id, in: table)
    let turnColumn = try turn.map { try place(of: $0, in: table) }
    let raterColumn = try rater.map { try place(of: $0, in: table) }
    let isSheet = id == RatingSheet.itemColumn
    let labels = table.header.indices.filter { place in
      ![idColumn, turnColumn, raterColumn].contains(place)
        && !(isSheet && RatingSheet.columns.contains(table.header[place]))
    }
    var result = Result(labels: labels.map { table.header[$0] })
    guard !labels.isEmpty else { throw LabelFault.noLabels(path) }
    if let raterColumn { result.raters = try raters(table, raterColumn, run) }
    let items = isSheet ? try items(table, idColumn, run) : nil
    let fields =
      raterColumn == nil
      ? result.labels
      : result.labels.flatMap { label in
        result.raters.map { RaterAgreement.field(label, rater: $0) }
      }
    try checkFree(fields, run)
    result.clashes = run.clashes(fields)
    if let from, !(0...1).contains(from) {
      throw ValueFault.outOfRange(parameter: "from", value: Double(from), least: 0, most: 1)
    }
    var ratings = Ratings(labels: result.labels, raters: result.raters)
    var given = GivenLabels(width: labels.count)
    let level = turnColumn == nil ? FieldRecord.Level.conversation : .message
    try run.workspace.join(fields, to: datasets, level: level) { join in
      if let turnColumn {
        result.firstTurn =
          try from
          ?? firstTurn(table, turnColumn, isSheet: isSheet) { row in
            try cancellation.check()
            let item = row.cells[idColumn]
            return try join.turns(of: items?[item]?.id ?? item, in: items?[item]?.dataset)
          }
      }
      let first = result.firstTurn ?? 0
      try table.read { row in
        try cancellation.check()
        result.rows += 1
        let item = row.cells[idColumn]
        let id = items.map { $0[item]?.id ?? item } ?? item
        let turn = turnColumn.map { Int(row.cells[$0]) }
        if case .some(nil) = turn { return result.noTurn.add(row.line, id) }
        let rater = raterColumn.map { row.cells[$0] }
        if rater == "" { return result.noRater.add(row.line, id) }
        let values = labels.compactMap { column in
          row.values[column].map { value in
            let label = table.header[column]
            return (
              key: rater.map { RaterAgreement.field(label, rater: $0) } ?? label, value: value
            )
          }
        }
        // A sheet's row that nobody filled in says nothing.
        if isSheet, values.isEmpty {
          result.unfilled += 1
          return
        }
        let position = (turn ?? nil).map { $0 - first }
        let joined = try join.add(
          id: id, in: items?[item]?.dataset, position: position, labels: values)
        switch joined {
        case .joined:
          result.joined += 1
          guard let rater else {
            let isAlike = given.add(
              id, in: items?[item]?.dataset, position, labels.map { row.values[$0] })
            if !isAlike { result.differing.add(row.line, id) }
            return
          }
          let isNew = ratings.add(
            id, position, rater, labels.map { row.values[$0] })
          if !isNew { result.repeated.add(row.line, id) }
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
      result.roles = Role.allCases.compactMap { role in join.roles[role].map { (role, $0) } }
    }
    result.agreement = try ratings.agreement(seed: run.settings.seed, run.isCancelled)
    return result
  }

  /// The most raters that get fields of their own.
  private static let mostRaters = 200

  private func raters(_ table: LabelTable, _ column: Int, _ run: Run) throws -> [String] {
    var raters: [String] = []
    var seen: Set<String> = []
    try table.read { row in
      try run.cancellation.check()
      let rater = row.cells[column]
      guard !rater.isEmpty, seen.insert(rater).inserted else { return }
      guard raters.count < Self.mostRaters else {
        throw LabelFault.tooManyRaters(table.header[column], most: Self.mostRaters)
      }
      raters.append(rater)
    } broken: { _ in
    }
    guard !raters.isEmpty else { throw LabelFault.noRaters(table.header[column]) }
    return raters
  }

  /// What the items of a rater's sheet stand for.
  private func items(
    _ table: LabelTable, _ column: Int, _ run: Run
  ) throws -> [String: (dataset: String, id: String)] {
    var wanted: Set<String> = []
    try table.read { row in
      wanted.insert(row.cells[column])
    } broken: { _ in
    }
    var items: [String: (dataset: String, id: String)] = [:]
    for name in try datasets.isEmpty ? run.workspace.datasets().map(\.name) : datasets {
      try run.workspace.forEachID(dataset: name) { id in
        try run.cancellation.check()
        let item = RatingSheet.item(dataset: name, id: id)
        if wanted.contains(item) { items[item] = (name, id) }
      }
    }
    return items
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

  /// What the numbers are counted from, where that is certain: 0 where a turn of that number is named,
  /// and in a column called as this program calls its own; 1 in its own sheets, and where a number is
  /// that of all turns, past the last counted from 0.
  ///
  /// Throws where it is not: labels would be on the turn beside theirs, of the other speaker.
  private func firstTurn(
    _ table: LabelTable, _ column: Int, isSheet: Bool,
    turns: (LabelTable.Row) throws -> Int?
  ) throws -> Int {
    if table.header[column].lowercased() == "position" { return 0 }
    var (hasZero, isPast) = (false, false)
    try table.read { row in
      guard !hasZero, let number = Int(row.cells[column]) else { return }
      hasZero = number == 0
      if !isSheet, !isPast, number > 0 { isPast = try turns(row) == number }
    } broken: { _ in
    }
    if hasZero { return 0 }
    guard isSheet || isPast else { throw LabelFault.unknownFirstTurn(table.header[column]) }
    return 1
  }
}

/// Labels that were given so far, in hashes, so that what is given twice is told where it differs: 8
/// bytes a label and 16 a conversation or turn.
private struct GivenLabels {
  private let width: Int
  private var places: [Int: Int] = [:]
  /// Zero where nothing was given.
  private var values: [Int] = []

  init(width: Int) { self.width = width }

  /// False where another value was given before.
  mutating func add(
    _ id: String, in dataset: String?, _ position: Int?, _ given: [MetadataValue?]
  ) -> Bool {
    var hasher = Hasher()
    hasher.combine(id)
    hasher.combine(dataset)
    hasher.combine(position)
    let key = hasher.finalize()
    let place = places[key] ?? values.count
    if places.updateValue(place, forKey: key) == nil {
      values += repeatElement(0, count: width)
    }
    var isAlike = true
    for (index, value) in given.enumerated() {
      guard let hash = value?.hashValue else { continue }
      if values[place + index] != 0, values[place + index] != hash { isAlike = false }
      values[place + index] = hash
    }
    return isAlike
  }
}

/// Labels that were not joined.
package enum LabelFault: Fault {
  case noColumn(String, String, known: [String])
  /// The table has no column beside those that say where its rows belong.
  case noLabels(String)
  /// A column that is to name raters names more than so many, or none.
  case tooManyRaters(String, most: Int)
  case noRaters(String)
  /// Nothing in a column of turns' numbers says whether they are counted from 0 or from 1.
  case unknownFirstTurn(String)
  /// A dataset has a field of that name.
  case taken(String, dataset: String)
  /// No row was of a conversation that is loaded, or each of several.
  case nothingJoined(String, column: String, isAmbiguous: Bool)
}
