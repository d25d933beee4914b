import GRDB
import PluginKit

/// A text that messages must have, of one role where it is given; a statement gets it as bits, one
/// for each message, which `pe_holds` looks at.
struct WordMatch: Sendable, Hashable {
  let text: WordText
  let role: Role?

  /// The bits by message id. Linear in the messages that have the words; of a phrase, those that
  /// have all of them are read.
  func bits(_ db: Database) throws -> [UInt8] {
    let lookup = try WordLookup(db)
    let places = try WordPlaces(text, role, lookup)
    let last = lookup.segments.last?.last ?? 0
    guard last < Self.most else { throw WordPostings.damaged }
    var bits = [UInt8](repeating: 0, count: Int(max(0, last)) / 8 + 1)
    let seen = text.isPhrase ? MessageScratch<UInt8>(0) : nil
    for (index, segment) in lookup.segments.enumerated() where places.mayStand(in: index) {
      if let seen {
        try read(places, index, segment, seen, lookup, db, &bits)
      } else {
        for (word, classes) in places.entries[0][index] {
          try lookup.withPostings(word, segment) { bytes in
            for one in classes {
              try WordPostings.forEachMessage(bytes, one) {
                let id = Int(segment.first) + $0
                if id >> 3 < bits.count, id >= 0 { bits[id >> 3] |= 1 << UInt8(id & 7) }
              }
            }
          }
        }
      }
    }
    return bits
  }

  /// Ids of messages that a workspace may have: bits for them take half a gigabyte.
  private static let most: Int64 = 1 << 32

  private func read(
    _ places: WordPlaces, _ index: Int, _ segment: WordLookup.Segment,
    _ seen: MessageScratch<UInt8>, _ lookup: WordLookup, _ db: Database, _ bits: inout [UInt8]
  ) throws {
    seen.clear(segment.count)
    for part in places.parts.indices {
      let before = UInt8(truncatingIfNeeded: part)
      for (word, classes) in places.entries[part][index] {
        try lookup.withPostings(word, segment) { bytes in
          for one in classes {
            try WordPostings.forEachMessage(bytes, one) {
              if seen.values[$0] == before { seen.values[$0] = before + 1 }
            }
          }
        }
      }
    }
    let whole = UInt8(truncatingIfNeeded: places.parts.count)
    let ids = (0..<segment.count).filter { seen.values[$0] == whole }
      .map { String(segment.first + Int64($0)) }
    guard !ids.isEmpty else { return }
    // One statement, which an interruption ends.
    let texts = try Prepared(
      db,
      SQLFragment(
        "SELECT id, text FROM message WHERE id IN (SELECT value FROM json_each(?))",
        [.text("[\(ids.joined(separator: ","))]")]))
    let finder = TextFinder(phrase: text)
    while try texts.step() {
      let id = texts.count(0)
      if id >= 0, id >> 3 < bits.count, finder.finds(in: texts.text(1)) {
        bits[id >> 3] |= 1 << UInt8(id & 7)
      }
    }
  }
}
