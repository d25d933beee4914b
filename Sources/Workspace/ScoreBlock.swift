import GRDB
package import PluginKit

/// Scores of some contents under one signature, laid out as they are stored. Made on any thread, so
/// that the one that stores has little to do.
package struct ScoreBlock: Sendable {
  package let signature: Signature
  private(set) var contents: [Int64] = []
  /// By content and column of numbers; NaN where there is none.
  private(set) var numbers: [Double] = []
  /// By content and column of labels.
  private(set) var labels: [String?] = []
  /// Places in ``reasonSets`` by content; -1 where every metric has a number.
  private(set) var reasons: [Int32] = []
  /// The reasons why metrics have no number, as JSON: few different sets stand for all contents.
  private(set) var reasonSets: [String] = []
  /// Why contents have no scores.
  private(set) var failures: [(content: Int64, reason: String)] = []

  /// Turns that have a number, by content and position.
  private(set) var turns: [(content: Int64, position: Int64)] = []
  /// By turn and column; NaN where there is none.
  private(set) var turnNumbers: [Double] = []

  private let metrics: [MetricColumns]
  private let labelCount: Int
  private var reasonPlaces: [[String]: Int32] = [:]

  /// Where a metric's numbers stand.
  private struct MetricColumns {
    let name: String
    let hasInterval: Bool
  }

  package init(_ signature: Signature) {
    self.signature = signature
    let columns = signature.columns
    metrics = columns.indices.filter { columns[$0].kind == .metric }.map { place in
      MetricColumns(
        name: columns[place].name,
        hasInterval: place + 1 < columns.count && columns[place + 1].kind == .low)
    }
    labelCount = columns.count { $0.kind == .label }
  }

  /// How many contents it has something of.
  package var count: Int { contents.count + failures.count }

  package mutating func append(contentID: Int64, failure reason: String) {
    failures.append((contentID, reason))
  }

  /// `given` may come in any order, and lack metrics; a number that is not finite is kept as none.
  /// `texts` stand in the order of the signature's labels. Scores of turns come in any order.
  package mutating func append(
    contentID: Int64, scores given: [Score], labels texts: [String?], turns: [TurnScore] = []
  ) {
    contents.append(contentID)
    if !turns.isEmpty { append(turns, of: contentID) }
    var isWhole = true
    for place in metrics.indices {
      // Validators give their metrics in order, so the next one is nearly always it.
      var score: Score?
      if place < given.count, given[place].metric == metrics[place].name {
        score = given[place]
      } else {
        score = given.first { $0.metric == metrics[place].name }
      }
      var value = Double.nan
      var interval: ClosedRange<Double>?
      switch score?.outcome {
      case .measured(let number, let range)?:
        value = number
        interval = range
      case .abstained?: isWhole = false
      case nil: break
      }
      add(value)
      if metrics[place].hasInterval {
        add(interval?.lowerBound ?? .nan)
        add(interval?.upperBound ?? .nan)
      }
    }
    for place in 0..<labelCount { labels.append(place < texts.count ? texts[place] : nil) }
    reasons.append(isWhole && given.count <= metrics.count ? -1 : reasonPlace(given))
  }

  /// Lays a conversation's turns out in rows. Linear in its last scored message.
  private mutating func append(_ given: [TurnScore], of content: Int64) {
    let columns = signature.turns
    let width = columns.count
    guard width > 0, let last = given.map(\.message).max() else { return }
    var rows = [Double](repeating: .nan, count: (last + 1) * width)
    var column = 0
    for turn in given where turn.message >= 0 && turn.value.isFinite {
      // A validator goes through its metrics or through its turns.
      if columns[column].name != turn.metric {
        guard let found = columns.firstIndex(where: { $0.name == turn.metric }) else { continue }
        column = found
      }
      rows[turn.message * width + column] = turn.value
    }
    for message in 0...last {
      let row = rows[message * width..<(message + 1) * width]
      guard row.contains(where: { !$0.isNaN }) else { continue }
      turns.append((content, Int64(message)))
      turnNumbers += row
    }
  }

  private mutating func add(_ number: Double) { numbers.append(number.isFinite ? number : .nan) }

  /// The place of the set of reasons that these scores abstain with.
  private mutating func reasonPlace(_ given: [Score]) -> Int32 {
    var words: [String] = []
    for score in given {
      guard let reason = score.reason else { continue }
      words.append(score.metric)
      words.append(reason)
    }
    guard !words.isEmpty else { return -1 }
    if let known = reasonPlaces[words] { return known }
    var json = JSONWriter()
    json.object { json in
      for place in stride(from: 0, to: words.count, by: 2) {
        json.key(words[place])
        json.string(words[place + 1])
      }
    }
    let place = Int32(reasonSets.count)
    reasonSets.append(json.string)
    reasonPlaces[words] = place
    return place
  }
}

/// Writes blocks of scores of one signature.
struct ScoreWriter {
  private enum Column { case number, label }

  private let signature: Signature
  private let db: Database
  private let columns: [Column]
  private let insert: Prepared
  private let findReasons: Prepared
  private let insertReasons: Prepared
  private let fail: Prepared
  private let clear: [Prepared]
  private let overlaps: Prepared
  /// Nil where the signature has no scores of turns.
  private let insertTurns: Prepared?
  private var knownReasons: [String: Int64] = [:]

  /// Rows of one statement.
  private static let rows = 16

  init(_ db: Database, _ signature: Signature) throws {
    self.db = db
    self.signature = signature
    columns = signature.columns.map { $0.kind == .label ? .label : .number }
    insert = try Self.insertion(db, signature, rows: Self.rows)
    findReasons = try Prepared(db, "SELECT id FROM abstention WHERE reasons = ?")
    insertReasons = try Prepared(db, "INSERT OR IGNORE INTO abstention(reasons) VALUES (?)")
    fail = try Prepared(db, "INSERT INTO failure VALUES (\(signature.id), ?, ?)")
    let mine = "WHERE signature_id = \(signature.id) AND content_id"
    var clear = [
      try Prepared(db, "DELETE FROM failure \(mine) = ?"),
      try Prepared(db, "DELETE FROM \(signature.table) WHERE content_id = ?"),
    ]
    if signature.turns.isEmpty {
      insertTurns = nil
    } else {
      insertTurns = try Self.turnInsertion(db, signature, rows: Self.rows)
      clear.append(try Prepared(db, "DELETE FROM \(signature.turnTable) WHERE content_id = ?"))
    }
    self.clear = clear
    overlaps = try Prepared(
      db,
      """
      SELECT EXISTS (SELECT 1 FROM \(signature.table) WHERE content_id BETWEEN ?1 AND ?2)
        OR EXISTS (SELECT 1 FROM failure \(mine) BETWEEN ?1 AND ?2)
      """)
  }

  mutating func write(_ block: ScoreBlock) throws {
    try clearOld(block)
    for failure in block.failures {
      fail.bind(1, failure.content)
      fail.bind(2, failure.reason)
      try fail.run()
    }
    var reasons: [Int64] = []
    for set in block.reasonSets { reasons.append(try id(ofReasons: set)) }
    var start = 0
    while start < block.contents.count {
      let end = min(start + Self.rows, block.contents.count)
      let statement =
        end - start == Self.rows ? insert : try Self.insertion(db, signature, rows: end - start)
      bind(block, start..<end, reasons, to: statement)
      try statement.run()
      start = end
    }
    try writeTurns(of: block)
  }

  private func writeTurns(of block: ScoreBlock) throws {
    guard let insertTurns else { return }
    let width = signature.turns.count
    var start = 0
    while start < block.turns.count {
      let end = min(start + Self.rows, block.turns.count)
      let statement =
        end - start == Self.rows
        ? insertTurns : try Self.turnInsertion(db, signature, rows: end - start)
      var parameter: Int32 = 1
      for row in start..<end {
        statement.bind(parameter, block.turns[row].content)
        statement.bind(parameter + 1, block.turns[row].position)
        parameter += 2
        for value in block.turnNumbers[row * width..<(row + 1) * width] {
          if value.isNaN { statement.bindNull(parameter) } else { statement.bind(parameter, value) }
          parameter += 1
        }
      }
      try statement.run()
      start = end
    }
  }

  /// Contents come nearly in order, so an empty range of the tables is the usual case.
  private func clearOld(_ block: ScoreBlock) throws {
    let ids = block.contents + block.failures.map(\.content)
    guard let first = ids.min(), let last = ids.max() else { return }
    overlaps.bind(1, first)
    overlaps.bind(2, last)
    let hasOld = try overlaps.step() && overlaps.count(0) != 0
    overlaps.reset()
    guard hasOld else { return }
    for id in ids {
      for statement in clear {
        statement.bind(1, id)
        try statement.run()
      }
    }
  }

  private func bind(
    _ block: ScoreBlock, _ rows: Range<Int>, _ reasons: [Int64], to statement: Prepared
  ) {
    let labelCount = columns.count { $0 == .label }
    var number = rows.lowerBound * (columns.count - labelCount)
    var label = rows.lowerBound * labelCount
    var parameter: Int32 = 1
    for row in rows {
      statement.bind(parameter, block.contents[row])
      parameter += 1
      for column in columns {
        switch column {
        case .number:
          let value = block.numbers[number]
          if value.isNaN { statement.bindNull(parameter) } else { statement.bind(parameter, value) }
          number += 1
        case .label:
          if let text = block.labels[label] {
            statement.bind(parameter, text)
          } else {
            statement.bindNull(parameter)
          }
          label += 1
        }
        parameter += 1
      }
      let set = Int(block.reasons[row])
      if set < 0 { statement.bindNull(parameter) } else { statement.bind(parameter, reasons[set]) }
      parameter += 1
    }
  }

  private mutating func id(ofReasons reasons: String) throws -> Int64 {
    if let id = knownReasons[reasons] { return id }
    insertReasons.bind(1, reasons)
    try insertReasons.run()
    findReasons.bind(1, reasons)
    defer { findReasons.reset() }
    guard try findReasons.step() else {
      throw WorkspaceError(.damaged, "an abstention was not kept")
    }
    let id = findReasons.integer(0)
    knownReasons[reasons] = id
    return id
  }

  private static func insertion(
    _ db: Database, _ signature: Signature, rows: Int
  ) throws -> Prepared {
    try insertion(db, signature.table, width: signature.columns.count + 2, rows: rows)
  }

  private static func turnInsertion(
    _ db: Database, _ signature: Signature, rows: Int
  ) throws -> Prepared {
    try insertion(db, signature.turnTable, width: signature.turns.count + 2, rows: rows)
  }

  private static func insertion(
    _ db: Database, _ table: String, width: Int, rows: Int
  ) throws -> Prepared {
    let row = "(" + repeatElement("?", count: width).joined(separator: ", ") + ")"
    let values = repeatElement(row, count: rows).joined(separator: ", ")
    return try Prepared(db, "INSERT INTO \(table) VALUES \(values)")
  }
}
