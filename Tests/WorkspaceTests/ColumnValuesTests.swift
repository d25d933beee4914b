import PluginKit
import Testing

@testable import Workspace

@Suite struct ColumnValuesTests {
  /// Twenty talks in two datasets; overall and tier for those with even numbers.
  private func workspace() throws -> (Workspace, Signature) {
    let workspace = try Workspace(path: ":memory:")
    let talks = (0..<20).map { number in
      Fixture.talk(
        "t\(number)", [(.user, "text \(number)")],
        [("rank", .integer(number)), ("place", .text(number < 10 ? "here" : "there"))])
    }
    for name in ["d", "e"] { try Fixture.load(talks, as: name, into: workspace) }
    let signature = try Fixture.signature(workspace)
    try workspace.makeCurrent([signature])
    try workspace.store(
      (1...20).filter { $0.isMultiple(of: 2) }.map { content in
        ScoreRow(
          contentID: Int64(content),
          assessment: Assessment(scores: [.measured("overall", Double(content))]),
          labels: [content < 11 ? "low" : nil])
      }, signature: signature)
    return (workspace, signature)
  }

  @Test(arguments: ["", "rank>=8", "rank<3", "place:here", "overall>4", "-all"])
  func `columns hold what their rows say`(text: String) throws {
    let (workspace, _) = try workspace()
    let query = try workspace.query(text)
    let names = ["overall", "tier", "rank", "place", "overall_share", "messages"]
    var expected = [ColumnValues](repeating: ColumnValues(), count: names.count)
    try workspace.values(names, query) { row in
      for (index, value) in row.enumerated() {
        switch value {
        case .text(let text): expected[index].texts[text, default: 0] += 1
        case .null, .blob: expected[index].missing += 1
        default: expected[index].numbers.append(value.number ?? 0)
        }
      }
    }
    let found = try workspace.columnValues(names, query)
    for (index, name) in names.enumerated() {
      #expect(found[index].numbers.sorted() == expected[index].numbers.sorted(), "\(name)")
      #expect(found[index].texts == expected[index].texts, "\(name)")
      #expect(found[index].missing == expected[index].missing, "\(name)")
    }
  }

  @Test func `what is scored is told by counts, by looks and by a pass alike`() throws {
    let (workspace, signature) = try workspace()
    func lacking(_ signature: Signature) throws -> [Bool] {
      try workspace.read { db in
        var scored = try ScoredContents(signature, isComplete: false, greatest: 20, db)
        return try (1...20).map { try scored.contains($0) }
      }
    }
    #expect(try lacking(signature) == (1...20).map { $0.isMultiple(of: 2) })
    try workspace.read { db in
      var scored = try ScoredContents(signature, isComplete: false, greatest: 20, db)
      for _ in 0...1_001 {
        for content in 1...20 {
          #expect(try scored.contains(content) == content.isMultiple(of: 2))
        }
      }
    }
    func isComplete() throws -> Bool {
      try workspace.read {
        try ScoredContents.isComplete(
          signature, contents: $0.integer("SELECT count(*) FROM content"), $0)
      }
    }
    #expect(try !isComplete())
    try workspace.store(
      (1...20).filter { !$0.isMultiple(of: 2) }.map {
        ScoreRow(contentID: Int64($0), outcome: .failed("no"))
      }, signature: signature)
    #expect(try isComplete())
    #expect(try workspace.unscoredCount([signature], .all) == 0)
    let other = try Fixture.signature(workspace, "other", metric: "more")
    #expect(try workspace.unscoredCount([signature, other], .all) == 20)
    #expect(try lacking(other) == [Bool](repeating: false, count: 20))
    // A content more: counts do not tell, and it alone is found.
    try Fixture.load([Fixture.talk("new", [(.user, "new")])], as: "more", into: workspace)
    #expect(try !isComplete())
    #expect(try workspace.unscoredCount([signature], .all) == 1)
    try workspace.forgetFailures([signature], workspace.query("rank<4"))
    #expect(try workspace.unscoredCount([signature], .all) == 3)
  }

  @Test func `a column is told by its name`() throws {
    let (workspace, _) = try workspace()
    #expect(try workspace.column("overall")?.isNumber == true)
    #expect(try workspace.column("tier")?.isNumber == false)
    #expect(try workspace.column("place")?.isNumber == false)
    #expect(try workspace.column("messages")?.isNumber == true)
    #expect(try workspace.column("nothing") == nil)
  }
}
