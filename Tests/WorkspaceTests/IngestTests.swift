import PluginKit
import Testing
import Workspace

@Suite struct IngestTests {
  @Test func `what was loaded comes back as it was`() throws {
    let workspace = try Fixture.workspace()
    let stored = try Fixture.all(workspace)
    #expect(stored.map(\.conversation) == Fixture.talks)
    #expect(stored.map(\.dataset) == Array(repeating: "first", count: 4))
    #expect(stored.map(\.id) == [1, 2, 3, 4])
  }

  @Test(arguments: [
    MetadataValue.text(""), .text("é\u{0}🙂"), .text("12"), .integer(0), .integer(.min),
    .integer(.max), .number(0.1), .number(-3.0), .number(1e300), .flag(true), .flag(false),
    .json(#"{"a":[1,null]}"#), .null,
  ])
  func `metadata comes back in its own kind`(value: MetadataValue) throws {
    let workspace = try Workspace(path: ":memory:")
    var talk = Fixture.talk("x", [(.user, "hi")], [("key", value)])
    talk.messages[0].metadata = Metadata([("key", value), ("more", .integer(1))])
    try Fixture.load([talk], as: "one", into: workspace)
    #expect(try workspace.conversation("1").conversation == talk)
  }

  @Test func `metadata keeps the order of the file`() throws {
    let workspace = try Workspace(path: ":memory:")
    let talk = Fixture.talk(
      "x", [], [("z", .integer(1)), ("a", .integer(2)), ("m", .integer(3))])
    try Fixture.load([talk], as: "one", into: workspace)
    let back = try workspace.conversation("1").conversation
    #expect(back.metadata.entries.map(\.key) == ["z", "a", "m"])
  }

  @Test func `speakers, empty texts and many messages come back`() throws {
    let workspace = try Workspace(path: ":memory:")
    let talks = (0..<50).map { number in
      Conversation(
        id: "n\(number)",
        messages: (0..<number).map {
          Message(
            role: Role.allCases[$0 % 5], speaker: "speaker \($0)",
            text: $0 % 3 == 0 ? "" : String(repeating: "long ", count: $0 * 20))
        })
    }
    try Fixture.load(talks, as: "many", into: workspace)
    #expect(try Fixture.all(workspace).map(\.conversation) == talks)
  }

  @Test func `a load that throws leaves what was`() throws {
    let workspace = try Fixture.workspace()
    let digester = Digester()
    #expect(throws: Failed.self) {
      _ = try workspace.ingest(Fixture.plan("first", mode: .replace, bytes: 1 << 30)) { ingest in
        for talk in Fixture.talks {
          _ = try ingest.append(
            Fixture.talk("new " + talk.id, [(.user, "new")]), digest: talk.contentDigest(digester))
        }
        throw Failed("the file ends here")
      }
    }
    #expect(try Fixture.all(workspace).map(\.conversation) == Fixture.talks)
    #expect(try workspace.datasets().map(\.name) == ["first"])
    #expect(try workspace.count(workspace.query("topic:sleep")) == 1)
  }

  @Test func `a dataset is counted and described`() throws {
    let workspace = try Workspace(path: ":memory:")
    let record = try workspace.ingest(Fixture.plan("first")) { ingest in
      let digester = Digester()
      for talk in Fixture.talks {
        #expect(try ingest.append(talk, digest: talk.contentDigest(digester)))
      }
      try ingest.append(brokenLine: 7, reason: "not JSON")
    }
    #expect(record.conversations == 4)
    #expect(record.messages == 8)
    #expect(record.broken == 1)
    #expect(record.fileDigest == "digest of first")
    #expect(record.loadedAt.hasSuffix("Z"))
    #expect(try workspace.dataset(named: "first") == record)
    #expect(try workspace.dataset(fileDigest: "digest of first") == record)
    #expect(try workspace.dataset(fileDigest: "other") == nil)
    #expect(try workspace.brokenRecords(dataset: "first").map(\.line) == [7])
  }

  @Test func `an id that is there already is not added twice`() throws {
    let workspace = try Fixture.workspace()
    let record = try Fixture.load(
      [Fixture.talks[0], Fixture.talks[0]], as: "twice", into: workspace)
    #expect(record.conversations == 1)
    #expect(record.broken == 1)
    #expect(record.messages == 2)
  }

  @Test func `the fingerprint depends on conversations and ids, not on their order`() throws {
    let workspace = try Fixture.workspace()
    let first = try workspace.dataset(named: "first").fingerprint
    #expect(first.count == 32)
    let turned = try Fixture.load(Fixture.talks.reversed(), as: "turned", into: workspace)
    #expect(turned.fingerprint == first)
    var other = Fixture.talks
    other[0].id = "other"
    #expect(try Fixture.load(other, as: "other", into: workspace).fingerprint != first)
  }

  @Test func `replacing takes the old conversations out`() throws {
    let workspace = try Fixture.workspace()
    try Fixture.load([Fixture.talks[1]], as: "first", into: workspace, mode: .replace)
    #expect(try Fixture.ids(workspace, "") == ["a2"])
    #expect(try workspace.fields().map(\.key) == ["topic", "rating", "urgent"])
  }

  @Test func `a name that is taken, unknown or odd is told`() throws {
    let workspace = try Fixture.workspace()
    #expect(
      try failure { try Fixture.load([], as: "first", into: workspace) }.kind == .taken)
    let unknown = try failure { _ = try workspace.dataset(named: "frist") }
    #expect(unknown.kind == .missing)
    #expect(unknown.description.contains("did you mean 'first'?"))
    #expect(throws: WorkspaceError.self) { try Fixture.load([], as: "a/b", into: workspace) }
  }

  @Test func `datasets are removed with all that belongs to them`() throws {
    let workspace = try Fixture.workspace()
    try Fixture.load([Fixture.talks[0]], as: "second", into: workspace)
    try workspace.remove(dataset: "first")
    #expect(try workspace.datasets().map(\.name) == ["second"])
    #expect(try Fixture.all(workspace).map(\.dataset) == ["second"])
    #expect(try Fixture.all(workspace).map(\.conversation) == [Fixture.talks[0]])
    try workspace.remove(dataset: "second")
    #expect(
      try workspace.sql("SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM metadata)")
        .rows == [[.integer(0)]])
  }

  @Test func `fields say where, of what kind and how many`() throws {
    let workspace = try Fixture.workspace()
    let fields = try workspace.fields(dataset: "first")
    let ratings = fields.filter { $0.key == "rating" }
    #expect(Set(ratings.map(\.kind)) == [.integer, .number])
    #expect(fields.first { $0.key == "code" }?.level == .message)
    #expect(fields.first { $0.key == "code" }?.count == 2)
  }

  @Test func `an interrupt stops a load and leaves what was`() throws {
    let workspace = try Fixture.workspace()
    let error = try failure {
      _ = try workspace.ingest(Fixture.plan("second")) { ingest in
        let digester = Digester()
        for (number, talk) in Fixture.talks.enumerated() {
          if number == 2 { workspace.interrupt() }
          _ = try ingest.append(talk, digest: talk.contentDigest(digester))
        }
      }
    }
    #expect(error.kind == .interrupted)
    #expect(try workspace.datasets().map(\.name) == ["first"])
  }
}
