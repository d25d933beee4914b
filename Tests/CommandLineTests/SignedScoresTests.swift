import Foundation
import Testing

/// Scores that were computed by the filter, and stored in a workspace.
@Suite struct SignedScoresTests {
  private static let corpus = samples + "/peer-support.jsonl"

  /// All scores as `sql` tells them.
  private func scores(_ program: Program, _ workspace: String) throws -> String {
    let result = try program.run(
      "-w", workspace, "sql", "SELECT * FROM conversation_scores ORDER BY 1", "--json")
    let tables = try #require(result.json()["tables"])
    return String(
      decoding: try JSONSerialization.data(withJSONObject: tables, options: .sortedKeys),
      as: UTF8.self)
  }

  private func answers(_ program: Program) throws -> [Substring] {
    let text = try String(contentsOfFile: Self.corpus, encoding: .utf8)
    let scored = try program.run("score", "--stdin", "--signed", input: text)
    #expect(scored.status == 0)
    return scored.output.split(separator: "\n")
  }

  private func write(_ lines: [Substring], _ program: Program, _ name: String) throws {
    try lines.joined(separator: "\n").write(
      toFile: program.folder + "/" + name, atomically: true, encoding: .utf8)
  }

  @Test func `they are those that validate stores, whatever their order and their files`() throws {
    let program = try Program()
    defer { program.remove() }
    let answers = try answers(program)
    try write(Array(answers.reversed().prefix(30)), program, "a.jsonl")
    // Some come twice, as of conversations with one content.
    try write(answers.dropLast(30) + answers.prefix(5), program, "b.jsonl")
    for workspace in ["here", "there"] {
      #expect(try program.run("-w", workspace, "load", Self.corpus).status == 0)
    }
    let imported = try program.run("-w", "there", "scores", "import", "a.jsonl", "b.jsonl")
    #expect(imported.status == 0)
    #expect(imported.output.contains("\(answers.count + 5) stored"))
    for workspace in ["here", "there"] {
      #expect(try program.run("-w", workspace, "validate").status == 0)
    }
    #expect(try scores(program, "here") == scores(program, "there"))
  }

  @Test func `what cannot be stored is told, and the rest is stored`() throws {
    let program = try Program()
    defer { program.remove() }
    var lines = Array(try answers(program).prefix(3))
    lines.insert(#"{"id": "x", "error": "out of luck"}"#, at: 1)
    lines.append("{\"id\": ")
    lines.append(
      Substring(
        lines[0].replacing("\"content\":\"", with: "\"content\":\"00").replacing(
          #/("content":".{16})../#, with: { $0.output.1 })))
    lines.append(Substring(lines[0].replacing("\"reflections\"", with: "\"reflexions\"")))
    try write(lines, program, "some.jsonl")
    #expect(try program.run("load", Self.corpus).status == 0)
    let result = try program.run("scores", "import", "some.jsonl")
    #expect(result.output.contains("7 answers · 3 stored"), "\(result.output)")
    for part in ["some.jsonl:2 (out of luck)", "some.jsonl:5", "some.jsonl:6", "some.jsonl:7"] {
      #expect(result.output.contains(part), "\(part)")
    }
  }

  @Test func `scores of another build, and unsigned ones, are refused`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", Self.corpus).status == 0)
    let first = try #require(try answers(program).first)
    let digest = try #require(first.firstMatch(of: #/"empathy":"([0-9a-f]{64})"/#)?.output.1)
    try write([Substring(first.replacing(digest, with: String(digest.reversed())))], program, "o")
    let other = try program.run("scores", "import", "o")
    #expect(other.status == 1)
    #expect(other.errors.contains("another version or other options of empathy"))
    try write([#"{"id": "a", "scores": {}}"#], program, "u")
    let unsigned = try program.run("scores", "import", "u")
    #expect(unsigned.errors.contains("u:1 does not say what was scored"))
    #expect(try program.run("scores", "import", "nowhere").errors.contains("nowhere"))
    #expect(!(try program.run("stats", "overall").errors.isEmpty))
  }
}
