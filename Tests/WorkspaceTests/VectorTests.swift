import Foundation
import PluginKit
import Testing

@testable import Workspace

/// Vectors of eight numbers that texts get by their digests: any encoder would do.
private enum Made {
  static let width = 8
  static let signature = String(repeating: "ab", count: 32)

  static func vector(_ text: String) -> [Float] {
    var state = UInt64(bitPattern: Digest(of: text).key)
    let numbers = (0..<width).map { _ -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
    }
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return numbers.map { $0 / length }
  }
}

extension Workspace {
  /// Makes all vectors that lack; how many texts had none.
  @discardableResult
  fileprivate func embed(_ query: String = "", signature: String = Made.signature) throws -> Int {
    let query = try self.query(query)
    let writer = try vectorWriter(signature: signature, width: Made.width)
    var made = 0
    for stretch in try #require(try vectorStretches()) {
      let lacking = try unencoded(stretch, query, writer)
      let texts = lacking.texts.filter { !$0.text.isEmpty }
      try writer.append(texts.map(\.key), texts.flatMap { Made.vector($0.text) })
      let empty = lacking.texts.filter(\.text.isEmpty).map(\.key)
      try linkVectors(stretch, writer, empty: Set(empty))
      made += texts.count
    }
    return made
  }

  fileprivate func near(
    _ query: String, to text: String, limit: Int = 5, signature: String = Made.signature
  ) throws -> [SearchHit] {
    try search(
      self.query(query, isSearch: true),
      meaning: SoughtMeaning(vector: Made.vector(text), signature: signature), withWords: false,
      limit: limit
    ).hits
  }

  fileprivate func ready() throws -> Vectors {
    guard case .ready(let vectors) = try vectorState() else {
      throw WorkspaceError(.missing, "no vectors")
    }
    return vectors
  }
}

/// A workspace that is a file, with what lies beside it.
private struct Place {
  let folder: TemporaryFolder
  let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try Workspace(path: folder.file("w.sqlite"))
  }

  func load(_ talks: [Conversation], as name: String) throws {
    try Fixture.load(talks, as: name, into: workspace)
  }
}

@Suite struct VectorTests {
  private func conversations(_ name: String, _ count: Int) -> [Conversation] {
    (0..<count).map { number in
      Conversation(
        id: "\(name)\(number)",
        messages: (0..<4).map { turn in
          Message(
            role: turn % 2 == 0 ? .user : .assistant,
            text: turn == 3 && number % 3 == 0
              ? "thank you" : "\(name) says \(number) in \(turn)")
        }, metadata: Metadata([("half", .text(number % 2 == 0 ? "even" : "odd"))]))
    }
  }

  @Test func `the nearest are exactly those, of a role and of a query's conversations`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 200), as: "one")
    #expect(try workspace.vectorState() == .none)
    // "thank you" is said in 67 conversations.
    #expect(try workspace.embed() == 800 - 67 + 1)
    let vectors = try workspace.ready()
    #expect(vectors.messages == 800 && vectors.allMessages == 800 && vectors.texts == 734)
    for (query, role, half) in [
      ("~x", Role?.none, String?.none), ("~x role:user", .user, nil),
      ("~x role:assistant half:odd", .assistant, "odd"), ("~x half:even", nil, "even"),
    ] {
      let hits = try workspace.near(query, to: "a says 17 in 2", limit: 9)
      var exact: [(Float, Int, Int)] = []
      for (number, conversation) in conversations("a", 200).enumerated() {
        for (turn, message) in conversation.messages.enumerated()
        where role == nil || message.role == role {
          if let half, half != (number % 2 == 0 ? "even" : "odd") { continue }
          let cosine = zip(Made.vector(message.text), Made.vector("a says 17 in 2"))
            .reduce(0) { $0 + $1.0 * $1.1 }
          exact.append((cosine, number, turn))
        }
      }
      exact.sort { $0.0 > $1.0 }
      #expect(hits.count == 9)
      for (hit, one) in zip(hits, exact) {
        // To the last digits that bytes hold.
        #expect(abs((hit.ranks.similarity ?? 0) - one.0) < 0.02, "\(query)")
      }
      #expect(Set(hits.prefix(1).map(\.externalID)) == ["a\(exact[0].1)"], "\(query)")
      #expect(hits.map(\.ranks.meaning) == (1...9).map { $0 })
    }
  }

  @Test func `what is loaded anew or added has the vectors of its texts`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 30), as: "one")
    try place.load(conversations("b", 30), as: "two")
    let first = try workspace.embed("dataset:one")
    #expect(first > 0)
    #expect(try workspace.ready().messages < 240)
    #expect(try workspace.embed() > 0)
    #expect(try workspace.embed() == 0)
    #expect(try workspace.ready().messages == 240)
    // Ids of messages are given again: nothing may be taken for what stood there before.
    try workspace.remove(dataset: "two")
    try place.load(conversations("c", 30), as: "three")
    #expect(
      try workspace.near("~x", to: "b says 7 in 1").allSatisfy { $0.dataset != "three" })
    #expect(try workspace.embed() > 0)
    #expect(try workspace.near("~x", to: "c says 7 in 1").first?.externalID == "c7")
    try workspace.remove(dataset: "three")
    try place.load(conversations("b", 30), as: "two")
    #expect(try workspace.embed() == 0)
    #expect(try workspace.near("~x", to: "b says 7 in 1").first?.externalID == "b7")
  }

  @Test func `two rankings are one by their places, and roles narrow both`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 40), as: "one")
    try workspace.embed()
    let query = try workspace.query("thank role:assistant", isSearch: true)
    let result = try workspace.search(
      query,
      meaning: SoughtMeaning(vector: Made.vector("a says 5 in 1"), signature: Made.signature),
      withWords: true, limit: 20)
    #expect(result.hits.count == 20)
    #expect(result.hits.allSatisfy { $0.role == .assistant })
    // Found by meaning though it has not the word, and by the word though its meaning is far.
    #expect(result.hits.contains { $0.externalID == "a5" && $0.ranks.words == nil })
    #expect(result.hits.contains { $0.ranks.words == 1 })
    let scores = result.hits.map { hit in
      [hit.ranks.words, hit.ranks.meaning].compactMap { $0 }
        .reduce(0.0) { $0 + 1 / (60 + Double($1)) }
    }
    #expect(scores == scores.sorted(by: >))
  }

  @Test func `a damaged file, or another's, is no answer and is made anew`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 20), as: "one")
    try workspace.embed()
    let path = workspace.vectorPath
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    func put(_ data: Data) throws {
      try? FileManager.default.removeItem(atPath: path)
      try data.write(to: URL(fileURLWithPath: path))
    }
    // In a record: the search ends with an error.
    for spot in [4096 + 8, 4096 + 30, whole.count - 1] {
      var data = whole
      data[spot] ^= 4
      try put(data)
      #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "y") }
    }
    // A header that was torn while it was written: the one before it counts, which is whole.
    var torn = whole
    torn[20] ^= 1
    try put(torn)
    guard case .ready(let before) = try workspace.vectorState() else {
      Issue.record("the header before is lost")
      return
    }
    #expect(before.texts == 0)
    #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "y") }
    // The older one does not matter.
    torn = whole
    torn[2048 + 20] ^= 1
    try put(torn)
    #expect(try workspace.near("~x", to: "a says 5 in 1").first?.externalID == "a5")
    for data in [Data(), Data("no vectors".utf8), whole.prefix(5000), Data(count: 9000)] {
      try put(data)
      #expect(try workspace.vectorState() == .damaged)
      #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "y") }
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(try workspace.vectorState() == .damaged)
    #expect(try workspace.embed() > 0)
    #expect(try workspace.near("~x", to: "a says 5 in 1").first?.externalID == "a5")
    // The file of another workspace.
    let other = try Place()
    try other.load(conversations("b", 20), as: "two")
    try other.workspace.embed()
    try put(Data(contentsOf: URL(fileURLWithPath: other.workspace.vectorPath)))
    #expect(try workspace.vectorState() == .damaged)
  }

  private func copy(_ from: String, _ to: String) throws {
    try? FileManager.default.removeItem(atPath: to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
  }

  private func mended(_ workspace: Workspace) throws -> Int {
    try workspace.vectorWriter(signature: Made.signature, width: Made.width).mended
  }

  /// Each text is nearest to itself, and no other text is taken for it.
  private func checkAll(_ workspace: Workspace, _ names: [String], _ count: Int) throws {
    for name in names {
      for number in stride(from: 0, to: count, by: 4) {
        let hit = try workspace.near("~x", to: "\(name) says \(number) in 1").first
        #expect(hit?.externalID == "\(name)\(number)" && hit?.message == 1)
      }
    }
  }

  @Test func `a file older than its workspace gives no text another's vector`() throws {
    let place = try Place()
    let workspace = place.workspace
    let path = workspace.vectorPath
    try place.load(conversations("a", 9), as: "one")
    try workspace.embed()
    try copy(path, path + ".old")
    try place.load(conversations("b", 9), as: "two")
    try workspace.embed()
    try copy(path + ".old", path)
    // Links stand past the header's count.
    #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "b says 1 in 1") }
    // The records of the third are written where the second's were.
    try place.load(conversations("c", 9), as: "three")
    // Three say thanks as others did before.
    #expect(try mended(workspace) == 33)
    #expect(try workspace.embed() > 0)
    #expect(try workspace.ready().messages == 108)
    try checkAll(workspace, ["a", "b", "c"], 9)
    #expect(try workspace.embed() == 0)
  }

  @Test func `copies that went their own ways do not take each other's vectors`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 9), as: "one")
    try workspace.embed()
    let path = workspace.vectorPath
    try copy(path, path + ".mine")
    try place.load(conversations("b", 9), as: "two")
    try workspace.embed()
    // What the other copy made of other texts, as many.
    let other = try Place()
    try other.load(conversations("a", 9), as: "one")
    try copy(path + ".mine", other.workspace.vectorPath)
    try other.load(conversations("c", 9), as: "two")
    try other.workspace.embed()
    try copy(other.workspace.vectorPath, path)
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.near("~x", to: "c says 5 in 1")
    }
    #expect(error?.message.contains("of other texts") == true)
    let stored = try workspace.conversation("two/b5")
    #expect(throws: WorkspaceError.self) {
      try workspace.alike(stored, try workspace.query(""), limit: 3)
    }
    #expect(throws: WorkspaceError.self) {
      try workspace.alike(
        stored, message: 1, try workspace.query("~turn", isSearch: true), limit: 3)
    }
    #expect(try workspace.embed() > 0)
    try checkAll(workspace, ["a", "b"], 9)
  }

  @Test func `what a torn header does not count any more is made anew`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 9), as: "one")
    let count = try workspace.embed()
    let path = workspace.vectorPath
    var torn = try Data(contentsOf: URL(fileURLWithPath: path))
    torn[20] ^= 1
    try torn.write(to: URL(fileURLWithPath: path))
    #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "a says 5 in 1") }
    #expect(try workspace.embed() == count)
    try checkAll(workspace, ["a"], 9)
  }

  @Test func `vectors of another encoder are told and made anew`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 20), as: "one")
    let count = try workspace.embed()
    let other = String(repeating: "cd", count: 32)
    #expect(throws: WorkspaceError.self) {
      try workspace.near("~x", to: "y", signature: other)
    }
    #expect(try workspace.embed(signature: other) == count)
    #expect(try workspace.ready().signature == other)
    #expect(throws: WorkspaceError.self) { try workspace.near("~x", to: "y") }
  }

  @Test func `what was written before it was killed stays, and no half of it counts`() throws {
    let place = try Place()
    let workspace = place.workspace
    try place.load(conversations("a", 20), as: "one")
    let count = try workspace.embed()
    // Records behind those that count, as of a process that was killed while it wrote.
    let handle = try #require(FileHandle(forWritingAtPath: workspace.vectorPath))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(repeating: 0xA5, count: 1000))
    try handle.close()
    #expect(try workspace.near("~x", to: "a says 5 in 1").first?.externalID == "a5")
    try place.load(conversations("b", 20), as: "two")
    #expect(try workspace.embed() > 0)
    #expect(try workspace.ready().texts > count)
    #expect(try workspace.near("~x", to: "b says 5 in 1").first?.externalID == "b5")
  }

  @Test func `one process at a time makes vectors`() throws {
    let place = try Place()
    try place.load(conversations("a", 3), as: "one")
    let writer = try place.workspace.vectorWriter(signature: Made.signature, width: 8)
    let error = #expect(throws: WorkspaceError.self) {
      try place.workspace.vectorWriter(signature: Made.signature, width: 8)
    }
    #expect(error?.kind == .locked)
    #expect(!writer.has(1))
  }

  @Test func `a text to be like ranks and is no condition`() throws {
    let place = try Place()
    try place.load(conversations("a", 3), as: "one")
    for query in ["~\"a says\"", "half:odd ~a"] {
      #expect(throws: WorkspaceError.self) { try place.workspace.query(query) }
      _ = try place.workspace.query(query, isSearch: true)
    }
    for query in ["not ~a", "~a ~b", "~", "~\"\"", "~ a"] {
      #expect(throws: WorkspaceError.self) {
        try place.workspace.query(query, isSearch: true)
      }
    }
    let query = try place.workspace.query("~\"a b\" role:user", isSearch: true)
    #expect(query.description == "~\"a b\" role:user")
    #expect(query.meaning == "a b" && query.soughtWords == nil)
  }
}
