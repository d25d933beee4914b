import PluginKit
import Testing

@testable import Workspace

/// What names and values of a query mean.
@Suite struct NameTests {
  private func workspace(_ talks: [(String, [(String, MetadataValue)])]) throws -> Workspace {
    let workspace = try Workspace(path: ":memory:")
    try Fixture.load(
      talks.map { Fixture.talk($0.0, [(.user, "hello \($0.0)")], $0.1) }, as: "d", into: workspace)
    return workspace
  }

  @Test func `a score's name means the score before and after it is computed`() throws {
    let workspace = try workspace([("x", [("overall", .number(0.2)), ("pace", .integer(3))])])
    workspace.setScoreNames(["overall": "overall", "pace": "tempo", "mood": "tempo"])
    let early = try failure { _ = try workspace.query("overall<0.5") }
    #expect(early.description.contains("'validate' computes it"))
    #expect(early.description.contains("metadata.overall"))
    let mood = try failure { _ = try workspace.query("mood>0") }
    #expect(mood.description.contains("validate --using tempo"))
    #expect(!mood.description.contains("metadata.mood"))
    #expect(try Fixture.ids(workspace, "metadata.overall<0.5 metadata.pace=3") == ["x"])
    #expect(try workspace.columns().map(\.name).contains("metadata.pace"))
    #expect(throws: WorkspaceError.self) { try workspace.values(["overall"], .all) { _ in } }

    let signature = try Fixture.signature(workspace, "overall")
    try workspace.makeCurrent([signature])
    try workspace.store(
      [ScoreRow(contentID: 1, assessment: Assessment(scores: [.measured("overall", 0.9)]))],
      signature: signature)
    #expect(try Fixture.ids(workspace, "overall<0.5").isEmpty)
    #expect(try Fixture.ids(workspace, "overall>0.5 metadata.overall<0.5") == ["x"])
  }

  @Test func `a query keeps meaning the scores that it was made with`() throws {
    let workspace = try workspace([("x", []), ("y", [])])
    func score(_ version: String, _ values: [Double]) throws {
      let signature = try Fixture.signature(workspace, "overall", version: version)
      try workspace.makeCurrent([signature])
      try workspace.store(
        values.enumerated().map {
          ScoreRow(
            contentID: Int64($0 + 1),
            assessment: Assessment(scores: [.measured("overall", $1)]))
        }, signature: signature)
    }
    try score("1", [0.2, 0.8])
    let low = try workspace.query("overall<0.5")
    try score("2", [0.8, 0.2])
    #expect(try workspace.ids(low) == [1])
    #expect(try workspace.ids(workspace.query("overall<0.5")) == [2])
  }

  @Test(arguments: [
    ("stars>=3", ["four", "ten", "real"]),
    ("stars<4", ["real", "zero"]),
    ("stars>-1", ["four", "ten", "real", "zero"]),
    ("stars:4", ["four"]),
    ("stars>b", ["none"]),
  ])
  func `texts that are numbers are compared as numbers`(
    query: String, expected: [String]
  ) throws {
    let workspace = try workspace([
      ("four", [("stars", .text("4"))]), ("ten", [("stars", .text(" 10 "))]),
      ("real", [("stars", .number(3.5))]), ("zero", [("stars", .text("0.0"))]),
      ("none", [("stars", .text("n/a"))]), ("void", [("stars", .null)]),
    ])
    #expect(try Fixture.ids(workspace, query) == expected)
  }

  @Test func `a comparison that cannot be made says why`() throws {
    let workspace = try workspace([
      ("x", [("grade", .text("good")), ("age", .integer(4)), ("day", .text("2024-03-01"))])
    ])
    #expect(try failure { _ = try workspace.query("grade>3") }.description.contains("holds text"))
    #expect(try failure { _ = try workspace.query("grade>2023") }.description.contains("letters"))
    #expect(try failure { _ = try workspace.query("day>soon") }.description.contains("is none"))
    #expect(try failure { _ = try workspace.query("age>old") }.description.contains("is a number"))
    #expect(try Fixture.ids(workspace, "day>2023 grade>fair") == ["x"])
  }

  @Test(arguments: [
    ("profile.age>30", ["flat", "nested", "list"]),
    ("profile.age:40", ["nested"]),
    ("profile.age!=40", ["flat", "list"]),
    ("profile.name:ann", ["nested"]),
    ("profile.deep.er=1", ["list"]),
    ("ages>30", ["several"]),
    ("ages:12", ["several"]),
    ("ages>50", []),
    ("profile.open:true", ["nested"]),
  ])
  func `lists and nested values are compared by what is in them`(
    query: String, expected: [String]
  ) throws {
    let workspace = try workspace([
      ("flat", [("profile.age", .integer(34))]),
      ("nested", [("profile", .json(#"{"age":40,"name":"Ann","open":true}"#))]),
      ("list", [("profile", .json(#"{"age":[1,41],"deep":{"er":1}}"#))]),
      ("several", [("ages", .json("[12,31,\"x\"]"))]),
      ("broken", [("profile", .json("{"))]),
    ])
    #expect(try Fixture.ids(workspace, query) == expected)
    let values = try workspace.query(query)
    #expect(try workspace.count(values) == expected.count)
  }

  @Test func `a column follows a nested value`() throws {
    let workspace = try workspace([
      ("flat", [("profile.age", .integer(34))]), ("nested", [("profile", .json(#"{"age":40}"#))]),
      ("none", []),
    ])
    var values: [SQLValue] = []
    try workspace.values(["profile.age"], .all) { values.append($0[0]) }
    #expect(values == [.integer(34), .integer(40), .null])
  }
}
