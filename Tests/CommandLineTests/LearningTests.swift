import Foundation
import Testing

/// Models as whole processes meet them: exit codes, JSON, an interrupt, a file that was changed.
@Suite struct ModelTests {
  private func withModel(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    let trained = try program.run(
      "train", "fine", "--label", "intended_quality", "--positive", "good", "--model", "logistic")
    #expect(trained.status == 0, "\(trained.said)")
    try body(program)
  }

  @Test func `a prediction in JSON has the first design's names`() throws {
    try withModel { program in
      let json = try program.run("predict", "fine", "id:ps-001", "--json").json()
      let tables = try #require(json["tables"] as? [[String: Any]])
      let table = try #require(tables.first { $0["name"] as? String == "predictions" })
      let columns = try #require(table["columns"] as? [[String: String]]).compactMap { $0["name"] }
      #expect(columns == ["dataset", "id", "high_quality_probability", "predicted_class"])
      let row = try #require((table["rows"] as? [[Any]])?.first)
      let probability = try #require(row[2] as? Double)
      #expect((0...1).contains(probability))
    }
  }

  @Test func `a saved session brings a dataset's groups back, whatever stands in their pattern`()
    throws
  {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/sessions.csv").status == 0)
    let rule = #"topic~^(?:a "b" \')?\K\w+"#
    #expect(try program.run("group", "sessions", rule).status == 0)
    let saved = try program.run(input: "group sessions\n= groups 22\nsave kept.pe\n")
    #expect(saved.status == 0, "\(saved.said)")
    let replayed = try program.run("-w", ":memory:", "replay", "kept.pe")
    #expect(replayed.status == 0, "\(replayed.said)\n\(program.text(of: "kept.pe"))")
  }

  @Test func `a model file that was changed is refused and nothing is lost`() throws {
    try withModel { program in
      #expect(try program.run("model", "export", "fine", "fine.pemodel").status == 0)
      let url = URL(fileURLWithPath: program.folder + "/fine.pemodel")
      let whole = try Data(contentsOf: url)
      try whole.prefix(whole.count / 2).write(to: url)
      let cut = try program.run("model", "import", "fine.pemodel", "--name", "cut")
      #expect(cut.status == 3 && cut.errors.contains("cut short"))
      #expect(try program.run("model", "import", "nowhere", "--name", "cut").status == 4)
      #expect(
        try program.run("models", "--json").json()["measures"] as? [String: Int] == ["models": 1])
    }
  }

  @Test func `an interrupt ends a fit, and what was there stays`() throws {
    try withModel { program in
      let process = try program.start(
        [
          "train", "fine", "--label", "intended_quality", "--option", "trees=100000",
        ])
      usleep(1_500_000)
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      let info = try program.run("model", "info", "fine")
      #expect(info.status == 0 && info.output.contains("logistic"))
    }
  }

  @Test func `two workspaces with the same data give the same model`() throws {
    var digests: [String] = []
    for _ in 0..<2 {
      try withModel { program in
        let json = try program.run(
          "train", "trees", "--label", "topic", "--option", "trees=5", "--json"
        )
        .json()
        let notes = try #require(json["notes"] as? [String])
        digests.append(try #require(notes.first { $0.contains("digest") }))
      }
    }
    #expect(Set(digests).count == 1)
  }
}
