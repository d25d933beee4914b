import Testing
import Workspace

@Suite struct KeepingTests {
  private func step(_ line: String) -> StepRecord {
    StepRecord(
      line: line, status: "done", seconds: 0.5, startedAt: "2025-01-01T00:00:00Z",
      script: "\(line)\n= conversations 4")
  }

  @Test func `sessions keep their steps in order`() throws {
    let workspace = try Workspace(path: ":memory:")
    let first = try workspace.beginSession(program: "pe 0.1.0")
    let second = try workspace.beginSession(program: "pe 0.1.0")
    try workspace.appendStep(step("load b"), session: second)
    try workspace.appendStep(step("load a"), session: second)
    let kept = try workspace.steps(session: second)
    #expect(kept.map(\.number) == [1, 2])
    #expect(kept.map(\.line) == ["load b", "load a"])
    #expect(kept[0].script == "load b\n= conversations 4")
    #expect(kept[0].seconds == 0.5)
    #expect(try workspace.steps(session: first).isEmpty)
    #expect(try workspace.sessions().map(\.id) == [second, first])
    #expect(try workspace.sessions().map(\.steps) == [2, 0])
  }

  @Test func `two programs that share a session lose none of its steps`() throws {
    let folder = try TemporaryFolder()
    let one = try Workspace(path: folder.file("pe.sqlite"))
    let other = try Workspace(path: folder.file("pe.sqlite"))
    let session = try one.beginSession(program: "pe 0.1.0")
    for number in 0..<3 {
      try one.appendStep(step("one \(number)"), session: session)
      try other.appendStep(step("other \(number)"), session: session)
    }
    let kept = try one.steps(session: session)
    #expect(kept.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(
      kept.map(\.line) == ["one 0", "other 0", "one 1", "other 1", "one 2", "other 2"])
  }
}
