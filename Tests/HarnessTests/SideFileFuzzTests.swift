import Corpus
import Foundation
import Outcomes
import Testing

@testable import Commands
@testable import Engine

/// Damaged files that stand beside a corpus: each is refused with a sentence, or what it says is used,
/// never a trap, and nothing that was there before is lost.
@Suite struct SideFileFuzzTests {
  private func desk() throws -> (Interpreter, folder: String) {
    let folder = NSTemporaryDirectory() + "pe-side-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/talks", withIntermediateDirectories: true)
    return (Interpreter(session: try Session(workspace: ":memory:")), folder)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// A line that may fail, with a sentence.
  private func attempt(_ line: String, in interpreter: Interpreter, _ seed: UInt64) async -> Outcome
  {
    let outcome = await interpreter.execute(line: line)?.outcome ?? Outcome(command: "")
    if let failure = outcome.failure {
      #expect(!failure.message.isEmpty, "case \(seed)")
      #expect(!failure.message.contains("SQLite"), "case \(seed): \(failure.message)")
    }
    return outcome
  }

  private static let corpus: [(name: String, text: String)] = [
    (
      "utterances.jsonl",
      """
      {"id":"a1","conversation_id":"a1","speaker":"mia","text":"I cannot sleep","reply-to":null,"meta":{"s":3}}
      {"id":"a2","conversation_id":"a1","speaker":"tom","text":"since when?","reply-to":"a1","meta":{}}
      {"id":"b1","conversation_id":"b1","speaker":"tom","text":"hello","reply-to":null,"meta":{"s":1}}
      """
    ),
    (
      "speakers.json",
      #"{"mia":{"meta":{"age":34,"tags":["x",{"y":null}]},"vectors":[]},"tom":{"meta":{"helper":true}}}"#
    ),
    (
      "conversations.json",
      #"{"a1":{"meta":{"topic":"sleep"},"vectors":["v"]},"b1":{"meta":{"n":1.5}}}"#
    ),
    ("corpus.json", #"{"name":"x","source":{"a":[1,2]},"languages":["en"]}"#),
    ("index.json", #"{"utterances-index":{"s":["<class 'int'>"]},"vectors":["bow"],"version":2}"#),
  ]

  @Test(arguments: corpus.map(\.name))
  func `a corpus of ConvoKit with a damaged file is read or refused`(name: String) async throws {
    let (interpreter, folder) = try desk()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in Self.corpus { try write(Array(text.utf8), to: "\(folder)/talks/\(name)") }
    let whole = Array(try #require(Self.corpus.first { $0.name == name }).text.utf8)
    var read = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(60)) {
      var mutator = Mutator(seed: seed)
      try write(mutator.damaged(whole), to: "\(folder)/talks/\(name)")
      let outcome = await attempt("load \(folder)/talks", in: interpreter, seed)
      if outcome.failure == nil { read += 1 }
      // Whatever came of it, what is there can be asked for.
      let shown = await attempt("show all", in: interpreter, seed)
      #expect(shown.failure == nil || read == 0, "case \(seed): \(shown.failure?.message ?? "")")
    }
    #expect(read > 0, "nothing was ever read")
    interpreter.session.close()
  }

  @Test func `a damaged table of labels is joined or refused`() async throws {
    let (interpreter, folder) = try desk()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(
      Array("id,speaker,text\nk1,client,a\nk1,coach,b\nk2,client,c\nk3,client,d\n".utf8),
      to: "\(folder)/t.csv")
    _ = await interpreter.execute(line: "load \(folder)/t.csv")
    let table = Array(
      "id,turn,rater,mood,score\nk1,1,Ann,low,3\nk1,2,Ben,\"so, so\",\"2,5\"\nk2,1,Ann,,NA\nk3,1,Ben,high,4\n"
        .utf8)
    let lines = [
      "--id id --replace", "--id id --turn turn --replace", "--id id --rater rater --replace",
      "--id id --turn turn --rater rater --replace",
    ]
    var joined = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(200)) {
      var mutator = Mutator(seed: seed)
      try write(mutator.damaged(table), to: "\(folder)/l.csv")
      let options = lines[mutator.number(below: lines.count)]
      let outcome = await attempt("labels import \(folder)/l.csv \(options)", in: interpreter, seed)
      if outcome.failure == nil { joined += 1 }
      if seed % 20 == 0 {
        #expect(await attempt("show all", in: interpreter, seed).failure == nil, "case \(seed)")
        _ = await attempt("load \(folder)/t.csv --role client=user", in: interpreter, seed)
      }
    }
    #expect(joined > 0, "nothing was ever joined")
    interpreter.session.close()
  }

  @Test func `a damaged recipe is used or passed over`() throws {
    var load = LoadFile(path: "x.csv", format: "csv", mapping: ["id": "Case", "text": "Said"])
    load.roles = ["Guest": .user, "Friend": .assistant]
    load.encoding = "windows-1252"
    load.skippedLines = 3
    let recipe = ReadingRecipe(of: load)
    let whole = Array(recipe.text.utf8)
    #expect(ReadingRecipe(text: recipe.text) == recipe)
    var read = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(2_000)) {
      var mutator = Mutator(seed: seed)
      let text = String(decoding: mutator.damaged(whole), as: UTF8.self)
      guard let damaged = ReadingRecipe(text: text) else { continue }
      read += 1
      // What is understood is written so that it is understood again.
      #expect(ReadingRecipe(text: damaged.text) == damaged, "case \(seed)")
      #expect(damaged.completing(LoadFile(path: "y")).skippedLines >= 0, "case \(seed)")
    }
    #expect(read > 0)
  }
}
