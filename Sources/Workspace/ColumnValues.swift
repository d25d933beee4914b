import GRDB
import PluginKit

/// What a column holds over some conversations, in no order.
package struct ColumnValues: Sendable {
  /// Of those that have a number.
  package internal(set) var numbers: [Double] = []
  /// How many have each text.
  package internal(set) var texts: [String: Int] = [:]
  /// How many have nothing.
  package internal(set) var missing = 0

  fileprivate mutating func add(_ value: SQLValue) {
    switch value {
    case .integer(let number): numbers.append(Double(number))
    case .real(let number): numbers.append(number)
    case .text(let text): texts[text, default: 0] += 1
    case .null, .blob: missing += 1
    }
  }
}

extension Workspace {
  /// What each column holds over the query's conversations; columns as in ``values(_:_:_:)``.
  ///
  /// Where the query finds many conversations, their contents are counted first, and then each table
  /// of scores is read once from its begin to its end, without the conversations. Memory: 4 bytes a
  /// content and 8 a number.
  package func columnValues(_ names: [String], _ query: Query) throws -> [ColumnValues] {
    try columnValues(names, query) { $1 }
  }

  /// The same, of which `body` keeps what it wants of each column, by its place among the names: so
  /// that few columns are in memory at once. It is called on several threads.
  package func columnValues<Kept: Sendable>(
    _ names: [String], _ query: Query, _ body: @Sendable (Int, ColumnValues) throws -> Kept
  ) throws -> [Kept] {
    let begun = try searching(query) { db in try begin(names, query, db) }
    let (tables, uses, found) = (begun.tables, begun.uses, begun.found)
    let swept = try onSeveralThreads(tables.count) { place in
      let table = tables[place]
      let values = try self.read { try Self.sweep(table, uses, found, $0) }
      return try zip(table.columns, values).map { try body($0.place, $1) }
    }
    var kept: [Int: Kept] = [:]
    for (table, columns) in zip(tables, swept) {
      for (column, found) in zip(table.columns, columns) { kept[column.place] = found }
    }
    return try names.indices.map { try kept[$0] ?? body($0, begun.values[$0]) }
  }

  /// Columns of one table of scores, with their places among those that are asked for.
  private struct ScoreTable: Sendable {
    let signature: Int64
    var columns: [(place: Int, column: QueryCatalog.ScoreColumn)] = []
  }

  /// Reads what is not to be read by tables, and tells what is.
  private func begin(
    _ names: [String], _ query: Query, _ db: Database
  ) throws -> (values: [ColumnValues], tables: [ScoreTable], uses: [UInt32], found: Int) {
    let catalog = catalog(db)
    var values = [ColumnValues](repeating: ColumnValues(), count: names.count)
    var tables: [Int64: ScoreTable] = [:]
    var others: [Int] = []
    for (place, name) in names.enumerated() {
      if case .score(let column) = try catalog.meaning(of: name) {
        tables[column.signature, default: ScoreTable(signature: column.signature)]
          .columns.append((place, column))
      } else {
        others.append(place)
      }
    }
    let found = try count(query)
    let contents = try db.integer("SELECT count(*) FROM content")
    let greatest = try Self.greatestNumber(in: "content", db)
    // Few conversations are looked up; so are those of a file whose numbers somebody else wrote.
    if found < contents / 8 || greatest > 8 * contents {
      others += tables.values.flatMap { $0.columns.map(\.place) }
      tables = [:]
    }
    if !others.isEmpty {
      try self.values(others.map { names[$0] }, query) { row in
        for (index, place) in others.enumerated() { values[place].add(row[index]) }
      }
    }
    let uses = tables.isEmpty ? [] : try contentUses(query, through: greatest, db)
    return (values, tables.values.sorted { $0.signature < $1.signature }, uses, found)
  }

  /// How many of the query's conversations have each content, by its number.
  private func contentUses(
    _ query: Query, through greatest: Int, _ db: Database
  ) throws -> [UInt32] {
    var uses = [UInt32](repeating: 0, count: greatest + 1)
    let statement = try Prepared(db, query.resolved.select(SQLFragment("c.content_id")))
    while try statement.step() {
      let content = statement.count(0)
      if uses.indices.contains(content) { uses[content] &+= 1 }
    }
    return uses
  }

  private static func sweep(
    _ table: ScoreTable, _ uses: [UInt32], _ found: Int, _ db: Database
  ) throws -> [ColumnValues] {
    let columns = table.columns
    let list = columns.map { "\"\($0.column.name)\"" }.joined(separator: ", ")
    let statement = try Prepared(db, "SELECT content_id, \(list) FROM scores_\(table.signature)")
    var numbers = [[Double]](repeating: [], count: columns.count)
    var tallies = [LabelTally](repeating: LabelTally(), count: columns.count)
    let isLabel = columns.map { $0.column.kind == .label }
    for index in columns.indices where !isLabel[index] { numbers[index].reserveCapacity(found) }
    while try statement.step() {
      let content = statement.count(0)
      guard uses.indices.contains(content), uses[content] > 0 else { continue }
      let uses = Int(uses[content])
      for index in columns.indices {
        let column = Int32(index + 1)
        if isLabel[index] {
          if !statement.isNull(column) {
            statement.withBytes(column) { tallies[index].add($0, times: uses) }
          }
        } else if let number = statement.real(column) {
          for _ in 0..<uses { numbers[index].append(number) }
        }
      }
    }
    return columns.indices.map { index in
      let texts = tallies[index].counts
      return ColumnValues(
        numbers: numbers[index], texts: texts,
        missing: found - numbers[index].count - texts.values.reduce(0, +))
    }
  }
}

/// Counts labels, of which few are different, without a text for each row.
private struct LabelTally {
  private var known: [(bytes: [UInt8], count: Int)] = []
  private var others: [String: Int] = [:]

  mutating func add(_ label: UnsafeBufferPointer<UInt8>, times: Int) {
    if let place = known.firstIndex(where: { $0.bytes.elementsEqual(label) }) {
      known[place].count += times
    } else if known.count < 16 {
      known.append((Array(label), times))
    } else {
      others[String(decoding: label, as: UTF8.self), default: 0] += times
    }
  }

  var counts: [String: Int] {
    var counts = others
    for (bytes, count) in known {
      counts[String(decoding: bytes, as: UTF8.self), default: 0] += count
    }
    return counts
  }
}
