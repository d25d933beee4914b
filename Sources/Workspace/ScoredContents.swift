import GRDB

/// Which contents a signature has scored, or failed on.
///
/// Counts tell at once when it is all or none. Otherwise few are looked up; for many, one pass over
/// the table of scores fills a bit for each.
struct ScoredContents {
  private enum Extent {
    case all
    case none
    case some
    case known(BitSet)
  }

  private let signature: Signature
  private let greatest: Int
  private let db: Database
  private let find: Prepared
  private var extent: Extent
  private var lookUps = 0

  private static let mostLookUps = 20_000

  /// `greatest` is the greatest number of a content.
  init(_ signature: Signature, isComplete: Bool, greatest: Int, _ db: Database) throws {
    self.signature = signature
    self.greatest = greatest
    self.db = db
    let mine = "signature_id = \(signature.id)"
    find = try Prepared(
      db,
      """
      SELECT EXISTS (SELECT 1 FROM \(signature.table) WHERE content_id = ?1)
        OR EXISTS (SELECT 1 FROM failure WHERE \(mine) AND content_id = ?1)
      """)
    let isEmpty = try db.integer(
      """
      SELECT NOT EXISTS (SELECT 1 FROM \(signature.table))
        AND NOT EXISTS (SELECT 1 FROM failure WHERE \(mine))
      """)
    extent = isComplete ? .all : isEmpty != 0 ? .none : .some
  }

  /// Whether counts alone tell that every content is scored or failed: as many as there are
  /// contents, whose numbers have no gaps; none of another number, and none twice.
  ///
  /// `contents` counts the table of contents.
  static func isComplete(
    _ signature: Signature, contents: Int, _ db: Database
  ) throws -> Bool {
    let mine = "signature_id = \(signature.id)"
    let table = signature.table
    // The newest content lacks it in most cases that are not complete.
    let greatest = try db.integer("SELECT max(id) FROM content")
    let isWithin = try db.integer(
      """
      SELECT coalesce((SELECT min(content_id) >= 1 AND max(content_id) <= ?1 FROM \(table)), 1)
        AND (EXISTS (SELECT 1 FROM \(table) WHERE content_id = ?1)
          OR EXISTS (SELECT 1 FROM failure WHERE \(mine) AND content_id = ?1))
        AND NOT EXISTS (SELECT 1 FROM failure f WHERE \(mine) AND (content_id NOT BETWEEN 1 AND ?1
          OR EXISTS (SELECT 1 FROM \(table) t WHERE t.content_id = f.content_id)))
      """, [.integer(greatest)])
    guard greatest == 0 || isWithin != 0 else { return false }
    guard contents == greatest else { return false }
    let scores = try db.integer("SELECT count(*) FROM \(table)")
    return try scores + db.integer("SELECT count(*) FROM failure WHERE \(mine)") == greatest
  }

  mutating func contains(_ content: Int) throws -> Bool {
    switch extent {
    case .all: return true
    case .none: return false
    case .known(let set): return set.contains(content)
    case .some:
      lookUps += 1
      if lookUps > Self.mostLookUps {
        let known = try sweep()
        extent = .known(known)
        return known.contains(content)
      }
      find.bind(1, content)
      defer { find.reset() }
      return try find.step() && find.count(0) != 0
    }
  }

  private func sweep() throws -> BitSet {
    var known = BitSet(through: greatest)
    for sql in [
      "SELECT content_id FROM \(signature.table)",
      "SELECT content_id FROM failure WHERE signature_id = \(signature.id)",
    ] {
      let statement = try Prepared(db, sql)
      while try statement.step() { known.insert(statement.count(0)) }
    }
    return known
  }
}
