import PluginKit
import Testing
import Workspace

@Suite struct ScoreTests {
  private func row(_ content: Int64, _ value: Double, _ tier: String? = nil) -> ScoreRow {
    ScoreRow(
      contentID: content,
      assessment: Assessment(scores: [
        .measured("overall", value, interval: value - 0.1...value + 0.1),
        .abstained("overall_share", because: "too short"),
      ]), labels: [tier])
  }

  private func pending(
    _ workspace: Workspace, _ signatures: [Signature]
  ) throws -> [PendingConversation] {
    var all: [PendingConversation] = []
    var total = 0
    try workspace.unscored(signatures, .all, batch: 2) {
      let conversations = try workspace.conversations(of: $0)
      #expect(conversations.count <= 2)
      all += conversations
      total = $0.total
    }
    #expect(total == all.count)
    return all
  }

  @Test func `scores, intervals, labels and abstentions come back`() throws {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    #expect(try Fixture.signature(workspace) == signature)
    try workspace.store([row(1, 0.5, "standard")], signature: signature)
    try workspace.makeCurrent([signature])
    let stored = try #require(try workspace.scores(contentID: 1).first)
    #expect(stored.scores[0] == .measured("overall", 0.5, interval: 0.4...0.6))
    #expect(stored.scores[1] == .abstained("overall_share", because: "too short"))
    #expect(stored.labels == ["standard"])
    try workspace.store([row(1, 0.7, nil)], signature: signature)
    #expect(try workspace.scores(contentID: 1).first?.scores[0].value == 0.7)
    #expect(try workspace.scores(contentID: 1).first?.labels == [nil])
    #expect(try workspace.scores(contentID: 2).first?.scores.isEmpty == true)
  }

  @Test func `queries, orders, values and the view read current scores`() throws {
    let workspace = try Fixture.workspace()
    #expect(
      try failure { _ = try workspace.query("overall>0.5") }.description.contains(
        "after validate"))
    let signature = try Fixture.signature(workspace)
    try workspace.store(
      [row(1, 0.9, "professional"), row(2, 0.4, "basic"), row(3, 0.6)], signature: signature)
    try workspace.makeCurrent([signature])
    #expect(try Fixture.ids(workspace, "overall>=0.6") == ["a1", "a3"])
    #expect(try Fixture.ids(workspace, "tier:PROFESSIONAL") == ["a1"])
    #expect(try Fixture.ids(workspace, "not overall>=0.6") == ["a2", "a4"])
    #expect(try Fixture.ids(workspace, "overall_low>0.75 or tier:basic") == ["a1", "a2"])
    #expect(try Fixture.ids(workspace, "sleep overall<0.5") == ["a2"])
    #expect(try Fixture.ids(workspace, "sql \"overall between 0.5 and 0.7\"") == ["a3"])
    var order: [String] = []
    try workspace.conversations(
      .all, order: .column("overall", ascending: false), columns: ["overall", "tier"]
    ) {
      order.append($0.conversation.id + ($0.values[1] == .text("basic") ? "!" : ""))
      return true
    }
    #expect(order == ["a1", "a3", "a2!", "a4"])
    let view = try workspace.sql("SELECT * FROM conversation_scores ORDER BY conversation_id")
    #expect(
      view.columns == [
        "conversation_id", "dataset", "external_id", "messages", "text_bytes", "overall",
        "overall_low", "overall_high", "overall_share", "tier",
      ])
    #expect(view.rows.count == 4)
    #expect(view.rows[0][5] == .real(0.9))
    #expect(view.rows[3][5] == .null)
  }

  @Test func `a label that no conversation has is told with those there are`() throws {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    try workspace.makeCurrent([signature])
    #expect(try workspace.count(workspace.query("tier:anything")) == 0)
    try workspace.store(
      [row(1, 0.9, "professional"), row(2, 0.4, "basic"), row(3, 0.6)], signature: signature)
    for text in ["sleep tier:profesional", "sleep (tier=profesional or work)"] {
      let error = try failure { _ = try workspace.query(text) }
      #expect(error.kind == .badQuery(offset: text.hasPrefix("sleep (") ? 7 : 6))
      #expect(error.description.contains("tier 'profesional'"))
      #expect(error.hint == "did you mean 'professional'? there are: basic, professional")
    }
    #expect(try Fixture.ids(workspace, "tier!=profesional") == ["a1", "a2"])
    try workspace.name(workspace.query("tier:basic"), as: "plain")
    try workspace.store([row(2, 0.9, "professional")], signature: signature)
    #expect(try workspace.count(workspace.query("@plain")) == 0)
  }

  @Test func `a new signature of a validator takes the place of the old in queries`() throws {
    let workspace = try Fixture.workspace()
    let old = try Fixture.signature(workspace)
    let new = try Fixture.signature(workspace, version: "2")
    #expect(old.digest != new.digest)
    try workspace.store([(old, [row(1, 0.9)]), (new, [row(1, 0.1)])])
    try workspace.makeCurrent([old])
    #expect(try workspace.count(workspace.query("overall>0.5")) == 1)
    try workspace.makeCurrent([new])
    #expect(try workspace.count(workspace.query("overall>0.5")) == 0)
    #expect(try workspace.currentSignatures().map(\.id) == [new.id])
    #expect(
      try workspace.sql("SELECT current FROM signature ORDER BY id").rows
        == [[.integer(0)], [.integer(1)]])
  }

  @Test func `one column from two validators is refused and changes nothing`() throws {
    let workspace = try Fixture.workspace()
    let first = try Fixture.signature(workspace)
    let second = try Fixture.signature(workspace, "other")
    try workspace.makeCurrent([first])
    #expect(try failure { try workspace.makeCurrent([second]) }.kind == .taken)
    #expect(try workspace.currentSignatures().map(\.validator) == ["quality"])
  }

  @Test(arguments: ["Overall", "over all", "1st", "", "messages", "dataset", "x\"y", "rowid"])
  func `a metric name that cannot be a column is refused`(name: String) throws {
    let workspace = try Workspace(path: ":memory:")
    #expect(throws: WorkspaceError.self) { try Fixture.signature(workspace, metric: name) }
  }

  @Test func `unscored gives each content once, and only to who lacks it`() throws {
    let workspace = try Fixture.workspace()
    try Fixture.load(Fixture.talks, as: "copy", into: workspace)
    let first = try Fixture.signature(workspace)
    let second = try Fixture.signature(workspace, "other", metric: "warmth")
    #expect(try pending(workspace, [first]).map(\.contentID) == [1, 2, 3, 4])
    #expect(try pending(workspace, [first]).map(\.conversation) == Fixture.talks)
    try workspace.store([row(1, 0.5), row(3, 0.5)], signature: first)
    #expect(try pending(workspace, [first]).map(\.contentID) == [2, 4])
    let both = try pending(workspace, [first, second])
    #expect(both.map(\.contentID) == [1, 2, 3, 4])
    #expect(both.map(\.missing) == [[1], [0, 1], [1], [0, 1]])
    #expect(try pending(workspace, []).isEmpty)
  }

  @Test func `what is stored while unscored runs is kept, and added data is all that is left`()
    throws
  {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    var batches = 0
    #expect(throws: Failed.self) {
      try workspace.unscored([signature], .all, batch: 2) { batch in
        if batches == 1 { throw Failed("stop") }
        try workspace.store(
          try workspace.conversations(of: batch).map { row($0.contentID, 0.5) },
          signature: signature)
        batches += 1
      }
    }
    #expect(try pending(workspace, [signature]).map(\.id) == [3, 4])
    try workspace.store([row(3, 0.5), row(4, 0.5)], signature: signature)
    try Fixture.load(
      [Fixture.talk("new", [(.user, "new")]), Fixture.talks[0]], as: "first", into: workspace,
      mode: .replace)
    #expect(try pending(workspace, [signature]).map(\.conversation.id) == ["new"])
  }

  @Test func `a failure is told, not tried again, and gives way to scores`() throws {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    try workspace.makeCurrent([signature])
    try workspace.store(
      [ScoreRow(contentID: 2, outcome: .failed("it crashed"))], signature: signature)
    #expect(try workspace.scores(contentID: 2).first?.failure == "it crashed")
    #expect(try pending(workspace, [signature]).map(\.contentID) == [1, 3, 4])
    #expect(try workspace.failureCount([signature], .all) == 1)
    try workspace.forgetFailures([signature], workspace.query("id:a3"))
    #expect(try workspace.failureCount([signature], .all) == 1)
    try workspace.forgetFailures([signature], workspace.query("id:a2"))
    #expect(try pending(workspace, [signature]).map(\.contentID) == [1, 2, 3, 4])
    try workspace.store(
      [ScoreRow(contentID: 2, outcome: .failed("it crashed"))], signature: signature)
    try workspace.store([row(2, 0.5)], signature: signature)
    #expect(try workspace.scores(contentID: 2).first?.failure == nil)
  }

  @Test func `scores outlive their dataset`() throws {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    try workspace.store((1...4).map { row($0, 0.5) }, signature: signature)
    try workspace.remove(dataset: "first")
    try Fixture.load(Fixture.talks.reversed(), as: "again", into: workspace)
    #expect(try pending(workspace, [signature]).isEmpty)
  }

  @Test func `a number that is not finite is kept as none`() throws {
    let workspace = try Fixture.workspace()
    let signature = try Fixture.signature(workspace)
    try workspace.makeCurrent([signature])
    try workspace.store(
      [ScoreRow(contentID: 1, assessment: Assessment(scores: [.measured("overall", .nan)]))],
      signature: signature)
    #expect(try workspace.scores(contentID: 1).first?.scores[0].value == nil)
  }
}
