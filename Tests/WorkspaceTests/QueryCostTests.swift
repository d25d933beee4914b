import GRDB
import PluginKit
import Testing

@testable import Workspace

/// What a query costs is counted in the statement that is made of it, not in seconds.
@Suite struct QueryCostTests {
  private func statement(_ workspace: Workspace, _ text: String) throws -> String {
    try workspace.query(text).resolved.select(SQLFragment("c.id")).text
  }

  @Test func `selections that double each other cost what they say`() throws {
    let workspace = try Fixture.workspace()
    try workspace.name(workspace.query("sleep"), as: "d0")
    for level in 1...40 {
      try workspace.name(
        workspace.query("@d\(level - 1) or (@d\(level - 1) @d\(level - 1))"), as: "d\(level)")
    }
    #expect(try Fixture.ids(workspace, "@d40") == ["a1", "a2"])
    #expect(try statement(workspace, "@d40").count == statement(workspace, "sleep").count)
    #expect(try workspace.search(workspace.query("@d40"), limit: 9).hits.count == 2)
  }

  @Test func `a chain of selections is one row of conditions`() throws {
    let workspace = try Fixture.workspace()
    try workspace.name(workspace.query("messages>=0"), as: "c0")
    for level in 1..<100 {
      try workspace.name(workspace.query("@c\(level - 1) messages!=\(level + 9)"), as: "c\(level)")
    }
    #expect(try workspace.count(workspace.query("@c99")) == 4)
    #expect(try !statement(workspace, "@c99").contains("WITH"))
    let deep = try failure {
      try workspace.name(workspace.query("@c99 sleep"), as: "c100")
      _ = try workspace.query("@c100")
    }
    #expect(deep.description.contains("100 deep"))
  }

  @Test func `selections that cannot be shared are refused in our own words`() throws {
    let workspace = try Fixture.workspace()
    try workspace.name(workspace.query("sleep"), as: "e0")
    let error = try failure {
      for level in 1...40 {
        try workspace.name(
          workspace.query("(@e\(level - 1) messages>\(level)) or (@e\(level - 1) work)"),
          as: "e\(level)")
      }
    }
    #expect(error.description.contains("more than 2000 conditions"))
    #expect(try !workspace.selections().isEmpty)
  }

  @Test func `long and deep queries are answered`() throws {
    let workspace = try Fixture.workspace()
    let words = (0..<1_900).map { "w\($0)" }
    #expect(try Fixture.ids(workspace, (words + ["sleep"]).joined(separator: " or ")).count == 2)
    let counts = (0..<1_900).map { "messages!=\($0 + 10)" }
    #expect(try workspace.count(workspace.query(counts.joined(separator: " "))) == 4)
    var nested = "sleep"
    for level in 0..<48 {
      nested = level.isMultiple(of: 2) ? "not (\(nested) tea)" : "(\(nested) or coffee\(level))"
    }
    let expected = try Fixture.ids(workspace, "not (sleep tea)")
    #expect(expected.count == 4)
    #expect(try workspace.count(workspace.query(nested)) <= 4)
    let many = try failure {
      _ = try workspace.query((0..<3_000).map { "messages!=\($0)" }.joined(separator: " or "))
    }
    #expect(many.description.contains("more than 2000 conditions"))
  }

  @Test func `what is written in groups and tables means the same`() throws {
    let workspace = try Fixture.workspace()
    var random = SeededRandom(seed: 11)
    let leaves = ["sleep", "work", "messages>2", "role:system", "rating>3", "topic:sleep", "all"]
    // Truth of each leaf by conversation, from queries of one term.
    let truth = try leaves.map { Set(try Fixture.ids(workspace, $0)) }
    let all = Set(["a1", "a2", "a3", "a4"])
    func make(_ depth: Int) -> (String, Set<String>) {
      if depth == 0 {
        let leaf = Int.random(in: 0..<leaves.count, using: &random)
        // Alone in its group, so that roles narrow nothing.
        return ("(\(leaves[leaf]) or -all)", truth[leaf])
      }
      let (a, inA) = make(depth - 1)
      let (b, inB) = make(Int.random(in: 0..<depth, using: &random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return ("not (\(a) or \(b))", all.subtracting(inA.union(inB)))
      case 1: return ("(-(\(a)) or \(b))", all.subtracting(inA).union(inB))
      default: return ("(-(\(a)) or -(\(b)))", all.subtracting(inA).union(all.subtracting(inB)))
      }
    }
    for _ in 0..<60 {
      let (text, expected) = make(Int.random(in: 1...14, using: &random))
      guard text.utf8.count < 20_000 else { continue }
      #expect(Set(try Fixture.ids(workspace, text)) == expected, "\(text)")
    }
  }

  @Test func `all is counted without a condition`() throws {
    let workspace = try Fixture.workspace()
    #expect(try !statement(workspace, "").contains("WHERE"))
    #expect(try statement(workspace, "messages>1").contains("WHERE"))
  }
}
