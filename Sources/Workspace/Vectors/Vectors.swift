import CVectors
import GRDB
import PluginKit

/// Vectors of messages beside the workspace.
package struct Vectors: Sendable, Equatable {
  /// Of the encoder that made them.
  package let signature: String
  /// Numbers of each.
  package let width: Int
  /// Different texts that have one.
  package let texts: Int
  /// Messages about which there is nothing more to do, of all that there are.
  package let messages: Int
  package let allMessages: Int
  /// Bytes of the file.
  package let bytes: Int
}

/// What there is of them.
package enum VectorState: Sendable, Equatable {
  case none
  case ready(Vectors)
  /// The file is not what it was, or not there any more.
  case damaged
}

/// A text that has no vector yet.
package struct UnencodedText: Sendable {
  package let key: Int64
  package let text: String
}

extension Workspace {
  /// The file of vectors.
  package var vectorPath: String { path + VectorIndex.suffix }

  package func vectorState() throws -> VectorState {
    let links = try read { db in
      try db.first(
        "SELECT file, (SELECT total(messages) FROM dataset) FROM vector_links LIMIT 1"
      ) { ($0.text(0), $0.count(1)) }
    }
    switch try VectorFile.find(vectorPath) {
    case .nothing: return links == nil ? .none : .damaged
    case .damaged: return .damaged
    case .file(let file):
      guard let links else { return .none }
      let header = file.header
      guard links.0 == header.identity else { return .damaged }
      let done = try read { db in
        try db.integer(
          "SELECT total(done) FROM vector_links WHERE file = ?", [.text(header.identity)])
      }
      return .ready(
        Vectors(
          signature: header.signature, width: header.width, texts: header.count, messages: done,
          allMessages: links.1, bytes: VectorHeader.both + header.count * header.stride))
    }
  }

  /// Opens the file of vectors for more of them, by one process at a time. One of another encoder, or
  /// damaged, is made anew.
  package func vectorWriter(signature: String, width: Int) throws -> VectorWriter {
    guard !isReadOnly else { throw refusal }
    guard (1...VectorHeader.widest).contains(width) else {
      throw WorkspaceError(
        .refused, "vectors have 1 to \(VectorHeader.widest) numbers, not \(width)")
    }
    let writer = try VectorWriter(vectorPath, signature: signature, width: width)
    try write { db in
      try db.run(
        "DELETE FROM vector_links WHERE file <> ?", [.text(writer.header.identity)])
    }
    writer.mended = try mendLinks(writer)
    return writer
  }

  /// Takes out the links of messages to records that are not of their texts, as those of a file that
  /// is older than the workspace are not; how many. Reads the texts that have links.
  private func mendLinks(_ writer: VectorWriter) throws -> Int {
    guard let stretches = try vectorStretches() else { return 0 }
    let identity = writer.header.identity
    let interruption = Interruption(self)
    var mended = 0
    for stretch in stretches {
      try interruption.check()
      let wrong = try read { db -> VectorLinks? in
        guard let links = try VectorIndex.links(stretch, identity, db) else { return nil }
        let sound = try links.sound(stretch, db) { writer.isVector($0, of: $1) }
        return sound.words == links.words ? nil : sound
      }
      guard wrong != nil else { continue }
      try write { db in
        guard let links = try VectorIndex.links(stretch, identity, db) else { return }
        let sound = try links.sound(stretch, db) { writer.isVector($0, of: $1) }
        mended += links.done - sound.done
        try VectorIndex.write(sound, stretch, identity, db)
      }
    }
    return mended
  }

  /// Notes that vectors were made: of all messages, or of some beside those that were there.
  package func noteVectors(ofAll isWhole: Bool) {
    if !isWhole { effectLog.reads(.vectors) }
    effectLog.makes(.vectors)
  }

  /// The stretches of ids in which messages stand, in order.
  package func vectorStretches() throws -> ClosedRange<Int64>? {
    try read { db in
      let ends = try db.first("SELECT min(id), max(id) FROM message") {
        $0.isNull(0) ? nil : ($0.integer(0), $0.integer(1))
      }
      guard let (first, last) = ends ?? nil else { return nil }
      return VectorIndex.stretch(first)...VectorIndex.stretch(last)
    }
  }

  /// Texts of the stretch's messages, of the query's conversations, that have no vector, each once;
  /// how many messages of these lack one, and how many there are.
  package func unencoded(
    _ stretch: Int64, _ query: Query, _ writer: VectorWriter
  ) throws -> (texts: [UnencodedText], lacking: Int, messages: Int) {
    try searching(query) { db in
      let links =
        try VectorIndex.links(stretch, writer.header.identity, db) ?? VectorLinks()
      let first = stretch * VectorLinks.span
      let range = SQLFragment(
        "m.id BETWEEN ? AND ?",
        [.integer(Int(first)), .integer(Int(first + VectorLinks.span - 1))])
      let statement = try Prepared(
        db,
        query.resolved.isEverything
          ? SQLFragment("SELECT m.id, m.text FROM message m WHERE ") + range
          : query.resolved.selectMessages(
            SQLFragment("m.id, m.text"), from: "message m", where: range,
            ending: SQLFragment("")))
      let digester = Digester()
      var seen: Set<Int64> = []
      var texts: [UnencodedText] = []
      var lacking = 0
      var messages = 0
      while try statement.step() {
        messages += 1
        guard links.isMissing(Int(statement.integer(0) - first)) else { continue }
        lacking += 1
        let key = statement.withBytes(1) { VectorIndex.key($0, digester) }
        if !writer.has(key), seen.insert(key).inserted {
          texts.append(UnencodedText(key: key, text: statement.text(1)))
        }
      }
      return (texts, lacking, messages)
    }
  }

  /// Links the stretch's messages to the vectors that their texts have now. `empty` are keys of texts
  /// without a word.
  package func linkVectors(
    _ stretch: Int64, _ writer: VectorWriter, empty: Set<Int64>
  ) throws {
    try write { db in
      let identity = writer.header.identity
      var links = try VectorIndex.links(stretch, identity, db) ?? VectorLinks()
      let before = links.words
      let first = stretch * VectorLinks.span
      let digester = Digester()
      let statement = try Prepared(
        db, "SELECT id, role, text FROM message WHERE id BETWEEN ? AND ?")
      statement.bind(1, first)
      statement.bind(2, first + VectorLinks.span - 1)
      while try statement.step() {
        let place = Int(statement.integer(0) - first)
        guard links.isMissing(place) else { continue }
        let key = statement.withBytes(2) { VectorIndex.key($0, digester) }
        let row = writer.row(key)
        guard row != nil || empty.contains(key) else { continue }
        links.link(place, statement.withBytes(1) { Role(stored: $0) }, to: row)
      }
      if links.words != before { try VectorIndex.write(links, stretch, identity, db) }
    }
  }
}

extension VectorLinks {
  /// Without the links that `isVector` of a record and a text's key says are wrong, of a stretch.
  fileprivate func sound(
    _ stretch: Int64, _ db: Database, _ isVector: (Int, Int64) -> Bool
  ) throws -> VectorLinks {
    var sound = self
    let first = stretch * Self.span
    let digester = Digester()
    let statement = try Prepared(db, "SELECT id, text FROM message WHERE id BETWEEN ? AND ?")
    statement.bind(1, first)
    statement.bind(2, first + Self.span - 1)
    while try statement.step() {
      let place = Int(statement.integer(0) - first)
      guard let row = row(place, nil) else { continue }
      let key = statement.withBytes(1) { VectorIndex.key($0, digester) }
      if !isVector(row, key) { sound.unlink(place) }
    }
    return sound
  }
}

/// Vectors as a search reads them, of one snapshot of the workspace.
struct VectorLookup {
  let file: VectorFile

  init(_ path: String) throws {
    guard case .file(let file) = try VectorFile.find(path) else { throw VectorIndex.damaged }
    self.file = file
  }

  /// The messages whose vectors are nearest, best first; of that role if one is given.
  func best(
    _ products: [Float], _ role: Role?, _ limit: Int, _ db: Database
  ) throws -> [RankedMessage] {
    var best = BestMessages(limit)
    let number = role.map(VectorLinks.number)
    try VectorIndex.forEachStretch(file.header.identity, db) { first, links in
      for place in links.words.indices {
        guard let row = links.row(place, number) else { continue }
        guard row < products.count else { throw VectorIndex.damaged }
        best.offer(RankedMessage(id: first + Int64(place), score: products[row]))
      }
    }
    let ranked = best.sorted()
    try check(ranked.map(\.id), db)
    return ranked
  }

  /// Throws where the vector of one of the messages is that of another text.
  func check(_ messages: [Int64], _ db: Database) throws {
    var stretches: [Int64: VectorLinks] = [:]
    let statement = try Prepared(db, "SELECT text FROM message WHERE id = ?")
    let digester = Digester()
    for id in messages {
      let stretch = VectorIndex.stretch(id)
      let links = try stretches[stretch] ?? VectorIndex.links(stretch, file.header.identity, db)
      stretches[stretch] = links
      guard let row = links?.row(Int(id - stretch * VectorLinks.span), nil) else { continue }
      statement.bind(1, id)
      defer { statement.reset() }
      guard try statement.step() else { continue }
      let key = statement.withBytes(0) { VectorIndex.key($0, digester) }
      guard row < file.header.count, file.key(row) == key else { throw VectorIndex.ofOtherTexts }
    }
  }
}

extension Query {
  /// Whether it finds all that there is.
  package var isEverything: Bool { resolved.isEverything }

  /// The text to be like, where one stands in it.
  package var meaning: String? { resolved.meaning?.text }

  /// Its words outside of *not*, as one text; nil where there is none.
  package var soughtWords: String? {
    let words = resolved.texts.map { text in
      switch text.text {
      case .indexed(let words, _), .contained(let words): words
      }
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

extension Workspace {
  /// A search for any word of `text`, where `query` allows.
  package func anyWord(of text: String, in query: String) throws -> Query {
    var seen: Set<[UInt8]> = []
    let words = WordScanner.words(text).filter { seen.insert($0).inserted }
      .map { "\"\(String(decoding: $0, as: UTF8.self))\"" }
    guard !words.isEmpty else {
      throw WorkspaceError(.badQuery(offset: 0), "'\(text)' has no word to search for")
    }
    let any = "(\(words.joined(separator: " or ")))"
    return try self.query(query.isEmpty ? any : "(\(query)) \(any)", isSearch: true)
  }

  /// How many messages the query's conversations have.
  package func messageCount(_ query: Query) throws -> Int {
    try searching(query) { db in
      let statement = try Prepared(db, query.resolved.select(SQLFragment("total(c.messages)")))
      return try statement.step() ? statement.count(0) : 0
    }
  }
}
