import GRDB
import PluginKit
import Testing

@testable import Workspace

@Suite struct TurnScoreTests {
  /// `caring` of turns beside a metric of conversations.
  private func signature(_ workspace: Workspace, version: String = "1") throws -> Signature {
    try workspace.signature(
      SignatureSpec(
        validator: "caring", version: version, options: "", codeHash: "c0de",
        metrics: [
          Metric("caring", "care", turns: .supporter), Metric("length", "words", range: 0...1e9),
          Metric("open", "openness", turns: .everyone),
        ]))
  }

  private func row(_ content: Int64, _ turns: [TurnScore]) -> ScoreRow {
    ScoreRow(
      contentID: content,
      assessment: Assessment(
        scores: [
          .measured("caring", 0.5), .measured("length", 3),
          .abstained("open", because: "no turns"),
        ], turns: turns))
  }

  private func scored(_ path: String = ":memory:") throws -> Workspace {
    let workspace = try Fixture.workspace(path)
    let signature = try signature(workspace)
    try workspace.store(
      [
        row(1, [TurnScore("caring", of: 1, 0.9), TurnScore("open", of: 0, 0.1)]),
        row(2, [TurnScore("open", of: 2, 0.8), TurnScore("caring", of: 1, 0.2)]),
        row(3, [TurnScore("caring", of: 1, 0.8), TurnScore("open", of: 1, 0.3)]),
      ], signature: signature)
    try workspace.makeCurrent([signature])
    return workspace
  }

  @Test func `turns come back by content, and anew when they are stored again`() throws {
    let workspace = try scored()
    func turns() throws -> [TurnScore] {
      let stored = try workspace.conversation("a2")
      return try workspace.turnScores(of: stored)
    }
    #expect(try turns() == [TurnScore("caring", of: 1, 0.2), TurnScore("open", of: 2, 0.8)])
    try workspace.store(
      [row(2, [TurnScore("caring", of: 1, 0.6)])], signature: signature(workspace))
    #expect(try turns() == [TurnScore("caring", of: 1, 0.6)])
    #expect(try workspace.turnMetrics() == ["caring", "open"])
    var exported: [String: Int] = [:]
    try workspace.conversations(.all, withTurns: true) {
      exported[$0.conversation.id] = $0.turns.count
      return true
    }
    #expect(exported == ["a1": 2, "a2": 1, "a3": 2, "a4": 0])
    // Of another version, another table.
    let other = try signature(workspace, version: "2")
    try workspace.makeCurrent([other])
    #expect(try turns().isEmpty)
  }

  @Test(arguments: [
    ("turn.caring>=0.8", ["a1", "a3"]), ("turn.caring<0.8", ["a2"]),
    ("not turn.caring>=0.8", ["a2", "a4"]), ("turn.open>0 role:user", ["a1", "a2"]),
    ("turn.caring>=0.8 turn.open<0.5", ["a3"]), ("turn.caring>=0.8 role:user", []),
    ("worry turn.caring>=0.8", ["a3"]), ("worry turn.open<=0.1", ["a1"]),
    ("turn.caring>0.5 code:question", ["a3"]), ("turn.caring>0.5 code:statement", []),
    ("TURN.Caring=0.2 or sql \"caring > 0.4 and messages = 1\"", ["a2"]),
    ("turn.caring!=0.9 rating=2.5", ["a2"]), ("caring>=0.5", ["a1", "a2", "a3"]),
  ])
  func `a score of turns is asked of single turns`(_ query: String, _ ids: [String]) throws {
    #expect(try Fixture.ids(scored(), query) == ids)
  }

  @Test func `what is no score of turns is told with those there are`() throws {
    let workspace = try scored()
    let other = try failure { _ = try workspace.query("turn.length>2") }
    #expect(
      other.message == "'length' scores conversations, not their turns"
        || other.message.contains("no field or score"))
    #expect("\(other.hint ?? "")".contains("turn.caring"))
    #expect(try failure { _ = try workspace.query("turn.caring:much") }.message.contains("number"))
    let column = try failure { try workspace.values(["turn.caring"], .all) { _ in } }
    #expect(column.message.contains("belongs to turns"))
  }

  @Test func `a file with scores of turns opens again, and not with another's table`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("w.sqlite")
    _ = try scored(path)
    #expect(try Fixture.ids(Workspace(path: path), "turn.caring>=0.8") == ["a1", "a3"])
    do {
      let workspace = try Workspace(path: path)
      try workspace.write { try $0.execute(sql: "ALTER TABLE turns_1 RENAME TO mine") }
    }
    #expect(try failure { _ = try Workspace(path: path) }.kind == .foreign)
  }

  @Test func `long batches keep each content's own turns`() throws {
    let workspace = try Workspace(path: ":memory:")
    let talks = (0..<50).map { talk in
      Fixture.talk("t\(talk)", (0...(talk % 7)).map { (.assistant, "turn \($0) of \(talk)") })
    }
    try Fixture.load(talks, as: "many", into: workspace)
    let signature = try signature(workspace)
    var rows: [ScoreRow] = []
    try workspace.conversations(.all) { stored in
      rows.append(
        row(
          stored.contentID,
          stored.conversation.messages.indices.map {
            TurnScore("caring", of: $0, Double(stored.id * 100 + Int64($0)))
          }))
      return true
    }
    try workspace.store(rows, signature: signature)
    try workspace.makeCurrent([signature])
    try workspace.conversations(.all, withTurns: true) { stored in
      #expect(
        stored.turns
          == stored.conversation.messages.indices.map {
            TurnScore("caring", of: $0, Double(stored.id * 100 + Int64($0)))
          })
      return true
    }
  }
}
