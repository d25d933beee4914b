import Testing
import Workspace

@Suite struct KeepingTests {
  @Test func `settings are set, changed and taken away`() throws {
    let workspace = try Workspace(path: ":memory:")
    #expect(try workspace.setting("colour") == nil)
    try workspace.set("colour", to: "on")
    try workspace.set("colour", to: "off")
    try workspace.set("about", to: "x")
    #expect(try workspace.settings().map(\.name) == ["about", "colour"])
    #expect(try workspace.setting("colour") == "off")
    try workspace.set("colour", to: nil)
    #expect(try workspace.setting("colour") == nil)
  }

  @Test func `sessions keep their steps in order`() throws {
    let workspace = try Workspace(path: ":memory:")
    let first = try workspace.beginSession(program: "pe 0.1.0")
    let second = try workspace.beginSession(program: "pe 0.1.0")
    let steps = [2, 1].map {
      StepRecord(
        number: $0, line: "load \($0)", status: "done", seconds: 0.5,
        startedAt: "2025-01-01T00:00:00Z", record: #"{"a":1}"#)
    }
    for step in steps { try workspace.record(step, session: second) }
    #expect(try workspace.steps(session: second) == steps.reversed())
    #expect(try workspace.steps(session: first).isEmpty)
    #expect(try workspace.sessions().map(\.id) == [second, first])
    #expect(try workspace.sessions().map(\.steps) == [2, 0])
  }
}
