import GRDB
package import PluginKit

/// What makes scores comparable: two runs with one spec may share a table.
package struct SignatureSpec: Sendable {
  package let validator: String
  package let version: String
  /// ``PluginOptions/canonical``.
  package let options: String
  /// Digest of the code or weights.
  package let codeHash: String
  package let metrics: [Metric]
  /// Metrics whose 95 % interval is kept, as `NAME_low` and `NAME_high`.
  package let intervals: [String]
  /// Words beside the numbers, such as `tier`: column and what it says.
  package let labels: [Label]

  package struct Label: Sendable, Hashable {
    package let name: String
    package let summary: String

    package init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// `intervals` nil keeps the interval of the first metric.
  package init(
    validator: String, version: String, options: String, codeHash: String, metrics: [Metric],
    intervals: [String]? = nil, labels: [Label] = []
  ) {
    self.validator = validator
    self.version = version
    self.options = options
    self.codeHash = codeHash
    self.metrics = metrics
    self.intervals = intervals ?? metrics.prefix(1).map(\.name)
    self.labels = labels
  }

  /// SHA-256 over all of it, hexadecimal.
  package var digest: String {
    var writer = JSONWriter()
    writer.array { writer in
      for text in [validator, version, options, codeHash] { writer.string(text) }
      for column in columns + turns {
        writer.string(column.kind.rawValue)
        writer.string(column.name)
        writer.number(column.range?.lowerBound ?? 0)
        writer.number(column.range?.upperBound ?? 0)
      }
    }
    return Digest(of: writer.string).hex
  }

  /// Metrics with their intervals, then labels.
  var columns: [SignatureColumn] {
    metrics.flatMap { metric in
      let name = metric.name
      var columns = [
        SignatureColumn(
          name: name, kind: .metric, summary: metric.summary, range: metric.range,
          direction: metric.direction)
      ]
      if intervals.contains(name) {
        columns.append(
          SignatureColumn(name: name + "_low", kind: .low, summary: "lower end of \(name)"))
        columns.append(
          SignatureColumn(name: name + "_high", kind: .high, summary: "upper end of \(name)"))
      }
      return columns
    } + labels.map { SignatureColumn(name: $0.name, kind: .label, summary: $0.summary) }
  }

  /// Of the metrics that turns have numbers of.
  var turns: [SignatureColumn] {
    metrics.filter { $0.turns != nil }.map {
      SignatureColumn(
        name: $0.name, kind: .turn, summary: $0.summary, range: $0.range, direction: $0.direction)
    }
  }
}

/// A column of a table of scores.
package struct SignatureColumn: Sendable, Equatable {
  package enum Kind: String, Sendable { case metric, low, high, label, turn }

  package let name: String
  package let kind: Kind
  package let summary: String
  package var range: ClosedRange<Double>?
  package var direction: Metric.Direction?
}

/// A spec that the workspace has a table of scores for.
package struct Signature: Sendable, Equatable {
  /// The table is `scores_<id>`.
  package let id: Int64
  package let validator: String
  package let version: String
  package let options: String
  package let codeHash: String
  package let digest: String
  package let createdAt: String
  /// Whether queries and the view `conversation_scores` read it.
  package let isCurrent: Bool
  package let columns: [SignatureColumn]
  /// Columns of its table of turns, `turns_<id>`, which is there when there are some.
  package let turns: [SignatureColumn]

  var table: String { "scores_\(id)" }
  var turnTable: String { "turns_\(id)" }

  /// The statement that makes the table.
  static func definition(of id: Int64, columns: [SignatureColumn]) -> String {
    let columns = columns.map { ", \"\($0.name)\" \($0.kind == .label ? "TEXT" : "REAL")" }
    return """
      CREATE TABLE scores_\(id) (
        content_id INTEGER PRIMARY KEY\(columns.joined()), abstention_id INTEGER
      ) STRICT
      """
  }

  /// The statement that makes the table of turns.
  static func turnDefinition(of id: Int64, columns: [SignatureColumn]) -> String {
    let columns = columns.map { "\"\($0.name)\" REAL, " }
    return """
      CREATE TABLE turns_\(id) (
        content_id INTEGER NOT NULL, position INTEGER NOT NULL,
        \(columns.joined())PRIMARY KEY (content_id, position)
      ) STRICT, WITHOUT ROWID
      """
  }
}

extension Workspace {
  /// The signature of a spec, with its table made when it is new.
  package func signature(_ spec: SignatureSpec) throws -> Signature {
    let digest = spec.digest
    if let known = try read({ try Self.signatures($0, where: "digest = ?", [.text(digest)]) }).first
    {
      return known
    }
    try Self.check(spec.columns)
    return try write { db in
      // Another process may have made it since.
      if let known = try Self.signatures(db, where: "digest = ?", [.text(digest)]).first {
        return known
      }
      let id = try Self.freeNumber(db)
      try db.run(
        """
        INSERT INTO signature(
          id, validator, version, options, code_hash, digest, created_at, current)
        VALUES (?, ?, ?, ?, ?, ?, \(Self.now), 0)
        """,
        [.integer(Int(id))]
          + [spec.validator, spec.version, spec.options, spec.codeHash, digest].map { .text($0) })
      for (position, column) in (spec.columns + spec.turns).enumerated() {
        try db.run(
          "INSERT INTO score_column VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          [
            .integer(Int(id)), .integer(position), .text(column.name), .text(column.kind.rawValue),
            .text(column.summary), column.range.map { .real($0.lowerBound) } ?? .null,
            column.range.map { .real($0.upperBound) } ?? .null,
            column.direction.map { .text($0.rawValue) } ?? .null,
          ])
      }
      try db.execute(sql: Signature.definition(of: id, columns: spec.columns))
      if !spec.turns.isEmpty {
        try db.execute(sql: Signature.turnDefinition(of: id, columns: spec.turns))
      }
      guard let made = try Self.signatures(db, where: "digest = ?", [.text(digest)]).first else {
        throw WorkspaceError(.damaged, "a new signature was not kept")
      }
      return made
    }
  }

  /// The next number whose table's name nobody took.
  private static func freeNumber(_ db: Database) throws -> Int64 {
    var id = try db.integer("SELECT max(id) FROM signature") + 1
    while try db.first(
      "SELECT 1 FROM sqlite_master WHERE lower(name) IN (?, ?)",
      [.text("scores_\(id)"), .text("turns_\(id)")], { _ in true }) != nil
    {
      id += 1
    }
    return Int64(id)
  }

  /// Those that queries and the view read, oldest first.
  package func currentSignatures() throws -> [Signature] {
    try read { try Self.signatures($0, where: "current = 1", []) }
  }

  /// Lets queries and the view read these, each instead of the one of its validator before.
  ///
  /// Throws when two validators would give one column.
  package func makeCurrent(_ signatures: [Signature]) throws {
    try write { db in
      for signature in signatures {
        try db.run(
          "UPDATE signature SET current = (id = ?) WHERE validator = ?",
          [.integer(Int(signature.id)), .text(signature.validator)])
      }
      try Self.makeView(db)
    }
    for signature in signatures {
      effectLog.changes(.scores(signature.validator))
      effectLog.reads(.plugin(signature.validator))
    }
  }

  /// Takes a validator's scores out of queries and of the view; they stay stored.
  package func retire(validator: String) throws {
    try write { db in
      try db.run("UPDATE signature SET current = 0 WHERE validator = ?", [.text(validator)])
      try Self.makeView(db)
    }
    effectLog.changes(.scores(validator))
  }

  /// Lets queries read the scores of a validator's build, or with its options, that were made last, or
  /// none where there are none. Returns whether there are some.
  package func bringBack(
    validator: String, code: String? = nil, options: String? = nil
  ) throws -> Bool {
    let isThere = try write { db in
      try db.run(
        """
        UPDATE signature SET current = (id = coalesce(
          (SELECT max(id) FROM signature WHERE validator = ?1
            AND coalesce(?2, code_hash) = code_hash AND coalesce(?3, options) = options), -1))
        WHERE validator = ?1
        """,
        [
          .text(validator), code.map { .text($0) } ?? .null, options.map { .text($0) } ?? .null,
        ])
      try Self.makeView(db)
      return try db.first(
        "SELECT 1 FROM signature WHERE validator = ? AND current = 1", [.text(validator)]
      ) { _ in true } ?? false
    }
    effectLog.changes(.scores(validator))
    return isThere
  }

  /// Makes the view anew from the current signatures. Throws when two give one column.
  static func makeView(_ db: Database) throws {
    let current = try Self.signatures(db, where: "current = 1", [])
    var owners: [String: String] = [:]
    for signature in current {
      for column in signature.columns {
        if let owner = owners.updateValue(signature.validator, forKey: column.name) {
          throw WorkspaceError(
            .taken,
            "validators '\(owner)' and '\(signature.validator)' both give '\(column.name)'",
            hint: "rename it in one of them")
        }
      }
    }
    // SQLite joins 64 tables and gives 2,000 columns.
    guard current.count <= 60, owners.count <= 1_900 else {
      throw WorkspaceError(
        .taken, "queries would read \(owners.count) columns of \(current.count) validators",
        hint: "60 validators with 1,900 columns together are the most; remove one")
    }
    try db.execute(sql: "DROP VIEW IF EXISTS conversation_scores")
    try db.execute(sql: ScoreView.definition(of: current))
  }

  static func signatures(
    _ db: Database, where condition: String, _ arguments: [SQLValue]
  ) throws -> [Signature] {
    let columns = try Prepared(
      db,
      """
      SELECT name, kind, summary, lower, upper, direction FROM score_column
      WHERE signature_id = ? ORDER BY position
      """)
    return try db.rows(
      """
      SELECT id, validator, version, options, code_hash, digest, created_at, current
      FROM signature WHERE \(condition) ORDER BY id
      """, arguments
    ) { row in
      columns.bind(1, row.integer(0))
      defer { columns.reset() }
      var found: [SignatureColumn] = []
      while try columns.step() { found.append(SignatureColumn(columns)) }
      return Signature(
        id: row.integer(0), validator: row.text(1), version: row.text(2), options: row.text(3),
        codeHash: row.text(4), digest: row.text(5), createdAt: row.text(6),
        isCurrent: row.count(7) != 0, columns: found.filter { $0.kind != .turn },
        turns: found.filter { $0.kind == .turn })
    }
  }

  /// Names become columns, so they must be plain, new to each other and to the view.
  static func check(_ columns: [SignatureColumn]) throws {
    var seen = Set(
      SchemaDoc.tables.first { $0.name == ScoreView.name }?.columns.map(\.name) ?? [])
    seen.formUnion(
      QueryCatalog.reserved + ["content_id", "abstention_id", "rowid", "oid", "position"])
    for column in columns {
      let name = column.name
      let isPlain = name.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      }
      guard isPlain, let first = name.utf8.first, first >= UInt8(ascii: "a") else {
        throw WorkspaceError(
          .taken, "'\(name)' cannot name a metric",
          hint: "use lower-case letters, digits and '_', a letter first")
      }
      guard seen.insert(name).inserted else {
        throw WorkspaceError(.taken, "the name '\(name)' is taken", hint: "rename the metric")
      }
    }
  }
}

extension SignatureColumn {
  fileprivate init(_ row: Prepared) {
    name = row.text(0)
    kind = Kind(rawValue: row.text(1)) ?? .metric
    summary = row.text(2)
    if let lower = row.real(3), let upper = row.real(4), lower <= upper { range = lower...upper }
    direction = row.optionalText(5).flatMap(Metric.Direction.init(rawValue:))
  }
}

/// The view with one row for each conversation and the current scores as columns.
enum ScoreView {
  static let name = "conversation_scores"

  static func definition(of signatures: [Signature]) -> String {
    let columns = signatures.flatMap { signature in
      signature.columns.map { ", s\(signature.id).\"\($0.name)\"" }
    }
    return """
      CREATE VIEW conversation_scores AS
      SELECT c.id AS conversation_id, d.name AS dataset, c.external_id, c.messages,
        c.text_bytes\(columns.joined())
      FROM conversation c JOIN dataset d ON d.id = c.dataset_id\
      \(signatures.map { QueryCatalog.join($0.id) }.joined())
      """
  }
}

extension Signature {
  /// `empathy 1.0 · 3f2a9c01`, with options where there are any.
  package var title: String {
    "\(validator) \(version)\(options.isEmpty ? "" : " (\(options))") · \(digest.prefix(8))"
  }
}
