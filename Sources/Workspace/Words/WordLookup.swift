import GRDB
import PluginKit

/// Reads the index of words. It must not outlive its connection's turn.
final class WordLookup {
  struct Segment {
    let first: Int64
    let last: Int64

    /// Places of messages, from 0 on.
    var count: Int { Int(max(0, min(Int64(WordPostings.span), (last &- first) &+ 1))) }
  }

  let segments: [Segment]
  private let db: Database
  private let classes: Prepared
  private let postings: Prepared
  private let beginnings: Prepared

  init(_ db: Database) throws {
    self.db = db
    segments = try db.rows("SELECT first, last FROM word_segment ORDER BY first") {
      Segment(first: $0.integer(0), last: $0.integer(1))
    }
    classes = try Prepared(db, "SELECT classes FROM word_posting WHERE segment = ? AND word = ?")
    postings = try Prepared(db, "SELECT postings FROM word_posting WHERE segment = ? AND word = ?")
    beginnings = try Prepared(
      db, "SELECT word, classes FROM word_posting WHERE segment = ? AND word >= ? AND word < ?")
  }

  /// Messages of the roles, and their words.
  func totals(_ role: Role?) throws -> (messages: Int, words: Int) {
    let condition = role == nil ? "TRUE" : "role = ?"
    return try db.first(
      "SELECT total(messages), total(words) FROM word_total WHERE \(condition)",
      role.map { [.text($0.rawValue)] } ?? [], { ($0.count(0), $0.count(1)) }) ?? (0, 0)
  }

  /// The classes of a word in a segment, of one role where it is given; none where it is not there.
  func classes(_ word: IndexedWord, _ segment: Segment, _ role: Role?) throws -> [WordClass] {
    try word.bytes.withUnsafeBufferPointer { bytes in
      classes.bind(1, segment.first)
      classes.bind(2, borrowedBlob: bytes)
      defer { classes.reset() }
      guard try classes.step() else { return [] }
      return try Self.ofRole(role, classes.withBlob(0) { try WordPostings.classes($0) })
    }
  }

  /// The words of a segment that begin so, with their classes.
  func words(
    beginningWith start: IndexedWord, _ segment: Segment, _ role: Role?
  ) throws -> [(word: IndexedWord, classes: [WordClass])] {
    // No byte of UTF-8 is 255.
    try start.bytes.withUnsafeBufferPointer { lower in
      try (start.bytes + [255]).withUnsafeBufferPointer { upper in
        beginnings.bind(1, segment.first)
        beginnings.bind(2, borrowedBlob: lower)
        beginnings.bind(3, borrowedBlob: upper)
        defer { beginnings.reset() }
        var found: [(IndexedWord, [WordClass])] = []
        while try beginnings.step() {
          let classes = try Self.ofRole(
            role, beginnings.withBlob(1) { try WordPostings.classes($0) })
          if !classes.isEmpty {
            found.append((beginnings.withBlob(0) { IndexedWord($0) }, classes))
          }
        }
        return found
      }
    }
  }

  /// The bytes of a word's messages in a segment, for ``WordPostings/forEachMessage(_:_:_:)``.
  func withPostings<T>(
    _ word: IndexedWord, _ segment: Segment, _ body: (UnsafeBufferPointer<UInt8>) throws -> T
  ) throws -> T {
    try word.bytes.withUnsafeBufferPointer { bytes in
      postings.bind(1, segment.first)
      postings.bind(2, borrowedBlob: bytes)
      defer { postings.reset() }
      guard try postings.step() else { throw WordPostings.damaged }
      return try postings.withBlob(0, body)
    }
  }

  private static func ofRole(_ role: Role?, _ classes: [WordClass]) -> [WordClass] {
    guard let role else { return classes }
    let number = WordRoles.number(role)
    return classes.filter { Int($0.role) == number }
  }
}
