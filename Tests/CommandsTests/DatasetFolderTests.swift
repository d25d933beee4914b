import Foundation
import Outcomes
import Testing

@testable import Commands

/// Folders of data with a card, and Parquet from a command to the same corpus again.
@Suite struct DatasetFolderTests {
  private func talks(_ count: Int) -> String {
    (1...count).map { number in
      #"{"id":"t\#(number)","phase":"\#(number % 3 == 0 ? "dev" : "train")","messages":["#
        + #"{"role":"user","content":"I worry about day \#(number)"},"#
        + #"{"role":"assistant","content":"What would help?"}]}"# + "\n"
    }.joined()
  }

  @Test func `an export as Parquet loads as the same corpus`() async throws {
    let desk = try Desk()
    let path = try desk.write(talks(9), to: "talk.jsonl")
    let first = try await desk.work("load \(path)")
    let out = desk.folder + "/talk.parquet"
    try await desk.work("export \(out)", "drop talk")
    let loaded = try await desk.work("load \(out)")
    #expect(loaded.text("fingerprint") == first.text("fingerprint"))
    #expect(loaded.notes.first?.hasPrefix("parquet") == true)
    await desk.close()
  }

  @Test func `each conversation is in one part, whatever its value looks like`() async throws {
    let desk = try Desk()
    let values = [
      "5", "\"5\"", "\"05\"", "\"005\"", "true", "\"TRUE\"", "\"a\"", "\"A\"", "1", "\"01\"",
    ]
    let lines = values.enumerated().map { number, value in
      #"{"id":"t\#(number)","part":\#(value),"messages":["#
        + #"{"role":"user","content":"I worry about day \#(number)"},"#
        + #"{"role":"assistant","content":"What would help?"}]}"# + "\n"
    }
    let path = try desk.write(lines.joined(), to: "talk.jsonl")
    let made = try await desk.work(
      "load \(path)", "export \(desk.folder)/made --format huggingface --by part")
    // 5 and "5" are one part, and what differs in letters' case alone.
    let rows = made.artifacts.dropLast().map(\.rows)
    #expect(rows.reduce(0, +) == values.count && rows.count == 7)
    #expect(rows.sorted() == [1, 1, 1, 1, 2, 2, 2])
    await desk.close()
  }

  @Test func `a folder has a file a part and a card that tells them`() async throws {
    let desk = try Desk()
    let path = try desk.write(talks(9), to: "talk.jsonl")
    let out = desk.folder + "/made"
    let made = try await desk.work(
      "load \(path)", "export \(out) --format huggingface --by phase not id:t1")
    #expect(made.artifacts.map(\.rows) == [5, 3, 2])
    let files = try FileManager.default.subpathsOfDirectory(atPath: out).sorted()
    #expect(
      files == [
        "README.md", "data", "data/train-00000-of-00001.parquet",
        "data/validation-00000-of-00001.parquet",
      ])
    let card = try desk.text(of: "made/README.md")
    #expect(card.hasPrefix("---\nlicense: unknown"))
    #expect(card.contains("  - split: validation\n    path: data/validation-*.parquet\n"))
    #expect(card.contains("| train | 5 | 10 |"))
    #expect(card.contains("- query: `"))
    #expect(card.contains("- from: talk, fingerprint `"))
    let again = try await desk.work("load \(out)/data/train-00000-of-00001.parquet --name part")
    #expect(again.number("conversations") == 5)
    await desk.close()
  }

  @Test func `what is there stays, unless it is one's own and may go`() async throws {
    let desk = try Desk()
    let path = try desk.write(talks(3), to: "talk.jsonl")
    let out = desk.folder + "/made"
    try await desk.work("load \(path)", "export \(out) --format huggingface")
    #expect(try await desk.fail("export \(out) --format huggingface").hint == "--force replaces it")
    try await desk.work("export \(out) --format huggingface --force")
    try FileManager.default.createDirectory(
      atPath: desk.folder + "/mine", withIntermediateDirectories: true)
    _ = try desk.write("mine", to: "mine/notes.txt")
    let refused = try await desk.fail("export \(desk.folder)/mine --format huggingface --force")
    #expect(refused.message.contains("is there already"))
    #expect(try desk.text(of: "mine/notes.txt") == "mine")
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder)
    #expect(!left.contains { $0.hasPrefix(".pe-") })
    await desk.close()
  }

  @Test func `parts that cannot be are said`() async throws {
    let desk = try Desk()
    let path = try desk.write(talks(3), to: "talk.jsonl")
    try await desk.work("load \(path)")
    let out = desk.folder + "/made"
    #expect(
      try await desk.fail("export \(out) --format huggingface --by split").message
        == "there is no split")
    await desk.close()
  }
}
