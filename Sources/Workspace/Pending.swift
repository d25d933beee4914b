import GRDB
package import PluginKit

/// A content that some signatures have not scored, by one of the conversations that have it.
package struct PendingConversation: Sendable {
  package let contentID: Int64
  /// The conversation's number.
  package let id: Int64
  package let dataset: String
  package let conversation: Conversation
  /// Places, in the list that was asked about, of the signatures that lack it; never empty.
  package let missing: [Int]
}

/// Some of the conversations that are to be scored, by number.
package struct PendingBatch: Sendable {
  fileprivate let places: [(id: Int64, missing: [Int])]
  /// Of all batches together.
  package let total: Int
  package var count: Int { places.count }
}

extension Workspace {
  /// Calls `body` with up to `batch` conversations at a time, fewer when they are long, whose
  /// contents some of the signatures lack, as they were loaded; a content that several
  /// conversations share comes once. ``conversations(of:)`` reads them, on any thread.
  ///
  /// `batch` is asked for each batch anew. A failure counts as scored. No transaction is open while `body`
  /// runs, so that it may store as it goes. Memory: a bit for each conversation, content and
  /// signature of the workspace.
  package func unscored(
    _ signatures: [Signature], _ query: Query, batch: @autoclosure () -> Int,
    _ body: (PendingBatch) throws -> Void
  ) throws {
    let lacking = try lacking(signatures, query)
    let interruption = Interruption(self)
    var next = lacking.wanted.first(from: 0)
    while next != nil {
      try interruption.check()
      let places = try read { try Self.places(from: &next, in: lacking, batch(), $0) }
      if !places.isEmpty { try body(PendingBatch(places: places, total: lacking.wanted.count)) }
    }
  }

  /// How many contents of the query some of the signatures lack.
  package func unscoredCount(_ signatures: [Signature], _ query: Query) throws -> Int {
    try lacking(signatures, query).wanted.count
  }

  /// The conversations of a batch; those that are gone since are left out.
  package func conversations(of batch: PendingBatch) throws -> [PendingConversation] {
    try read { db in
      let statement = try Prepared(
        db, "SELECT \(StoredReader.columns) FROM conversation c WHERE c.id = ?")
      let reader = try StoredReader(db)
      var pending: [PendingConversation] = []
      pending.reserveCapacity(batch.places.count)
      for place in batch.places {
        statement.bind(1, place.id)
        defer { statement.reset() }
        guard try statement.step() else { continue }
        let stored = try reader.read(statement, columns: 0)
        pending.append(
          PendingConversation(
            contentID: stored.contentID, id: stored.id, dataset: stored.dataset,
            conversation: stored.conversation, missing: place.missing))
      }
      return pending
    }
  }

  /// Bytes of text in a batch, about.
  private static let mostBytes = 2 << 20

  private static func places(
    from next: inout Int?, in lacking: Lacking, _ batch: Int, _ db: Database
  ) throws -> [(id: Int64, missing: [Int])] {
    let size = try Prepared(db, "SELECT text_bytes FROM conversation WHERE id = ?")
    var places: [(id: Int64, missing: [Int])] = []
    var bytes = 0
    while let id = next, places.count < max(1, batch), bytes < mostBytes {
      next = lacking.wanted.first(from: id + 1)
      size.bind(1, id)
      if try size.step() { bytes += size.count(0) }
      size.reset()
      places.append((Int64(id), lacking.signatures(of: id)))
    }
    return places
  }

  /// The first conversation of each content that some signature lacks.
  private func lacking(_ signatures: [Signature], _ query: Query) throws -> Lacking {
    // Before other tables are read: what is complete stays so but for contents that come meanwhile.
    let contents = try read { try $0.integer("SELECT count(*) FROM content") }
    let complete = try onSeveralThreads(signatures.count) { place in
      try self.read {
        try ScoredContents.isComplete(signatures[place], contents: contents, $0)
      }
    }
    guard complete.contains(false) else { return Lacking(signatures: 0, through: 0) }
    return try searching(query) {
      try Self.lacking(signatures, complete: complete, query, $0)
    }
  }

  private static func lacking(
    _ signatures: [Signature], complete: [Bool], _ query: Query, _ db: Database
  ) throws -> Lacking {
    let greatest = try greatestNumber(in: "conversation", db)
    let greatestContent = try greatestNumber(in: "content", db)
    var lacking = Lacking(signatures: signatures.count, through: greatest)
    var scored = try zip(signatures, complete).map {
      try ScoredContents($0, isComplete: $1, greatest: greatestContent, db)
    }
    var seen = BitSet(through: greatestContent)
    let statement = try Prepared(
      db,
      query.resolved.select(
        SQLFragment("c.id, c.content_id"), ending: SQLFragment(" ORDER BY c.id")))
    while try statement.step() {
      let content = statement.count(1)
      var missing: [Int] = []
      for place in scored.indices where try !scored[place].contains(content) {
        missing.append(place)
      }
      guard !missing.isEmpty, seen.insert(content) else { continue }
      lacking.insert(statement.count(0), missing)
    }
    return lacking
  }

  /// Numbers are given one after the other: beyond any count, they are not this program's.
  static func greatestNumber(in table: String, _ db: Database) throws -> Int {
    let greatest = try db.integer("SELECT max(id) FROM \(table)")
    guard greatest < 1 << 33 else {
      throw WorkspaceError(
        .damaged, "the numbers in the table '\(table)' are beyond any count",
        hint: "load the data into a new workspace")
    }
    return max(0, greatest)
  }
}

/// Conversations by number, with the signatures that have not scored them.
private struct Lacking {
  private(set) var wanted: BitSet
  private var bySignature: [BitSet]

  init(signatures: Int, through greatest: Int) {
    wanted = BitSet(through: greatest)
    bySignature = Array(repeating: BitSet(through: greatest), count: signatures)
  }

  mutating func insert(_ id: Int, _ missing: [Int]) {
    wanted.insert(id)
    for place in missing { bySignature[place].insert(id) }
  }

  /// Places in the list of signatures, ascending.
  func signatures(of id: Int) -> [Int] {
    bySignature.indices.filter { bySignature[$0].contains(id) }
  }
}

/// Small positive numbers, a bit each.
struct BitSet {
  private var words: [UInt64]
  private(set) var count = 0

  init(through greatest: Int) { words = Array(repeating: 0, count: greatest / 64 + 1) }

  /// False when it was there, or is out of range.
  @discardableResult
  mutating func insert(_ number: Int) -> Bool {
    let word = number / 64
    let bit = UInt64(1) << UInt64(number % 64)
    guard number >= 0, word < words.count, words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }

  func contains(_ number: Int) -> Bool {
    let word = number / 64
    return word < words.count && words[word] >> UInt64(number % 64) & 1 == 1
  }

  /// The least number from `start` on.
  func first(from start: Int) -> Int? {
    var word = start / 64
    guard word < words.count else { return nil }
    var rest = words[word] & (~0 << UInt64(start % 64))
    while rest == 0 {
      word += 1
      guard word < words.count else { return nil }
      rest = words[word]
    }
    return word * 64 + rest.trailingZeroBitCount
  }
}
