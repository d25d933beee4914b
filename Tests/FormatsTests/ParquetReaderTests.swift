import Corpus
import Foundation
import PluginKit
import Testing

@testable import Formats

/// Parquet gives the conversations that the same rows give as JSON Lines.
@Suite struct ParquetReaderTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Parquet")

  private func file(_ name: String) throws -> TemporaryFile {
    let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent(name)))
    return try TemporaryFile(bytes, name: name)
  }

  @Test(arguments: ["transcripts", "messages", "sharegpt", "turns", "pairs", "texts"])
  func `rows are read as lines of JSON are`(name: String) throws {
    let rows = try Loaded(file(name + ".parquet"))
    let lines = try Loaded(file(name + ".jsonl"))
    #expect(rows.conversations.count > 1)
    #expect(rows.ids == lines.ids)
    for (row, line) in zip(rows.conversations, lines.conversations) { #expect(row == line) }
    #expect(rows.report == lines.report)
    #expect(rows.broken == lines.broken)
    #expect(rows.detection.columns == lines.detection.columns)
    #expect(rows.detection.unit == lines.detection.unit)
    #expect(rows.detection.identity == lines.detection.identity)
    #expect(rows.detection.order == lines.detection.order)
    #expect(rows.detection.format == "parquet")
    #expect(rows.detection.layout == .columns)
  }

  @Test func `columns beside the talk keep their types`() throws {
    let loaded = try Loaded(file("transcripts.parquet"))
    let metadata = try #require(loaded.conversations.dropFirst().first).metadata
    #expect(metadata["persona.age"] == .integer(21))
    #expect(metadata["persona.traits.open"] == .number(0.25))
    #expect(metadata["rating"] == .number(1.5))
    #expect(metadata["is_checked"] == .flag(false))
    #expect(metadata["topic"] == .text("sleep"))
    #expect(
      metadata["rubric"]
        == .json(#"[{"name":"warmth","score":1},{"name":"focus","score":2}]"#))
  }

  @Test func `only some columns are read`() throws {
    let options = ReadOptions(
      format: "parquet", options: PluginOptions(["columns": "id/transcript"]))
    let loaded = try Loaded(file("transcripts.parquet"), options)
    #expect(loaded.ids.first == "t0")
    #expect(loaded.conversations.allSatisfy { $0.metadata.isEmpty && !$0.messages.isEmpty })
    let unknown = ReadOptions(format: "parquet", options: PluginOptions(["columns": "id/talk"]))
    #expect(throws: FormatError.self) { try Loaded(file("transcripts.parquet"), unknown) }
  }

  @Test func `names that the person gives count`() throws {
    let options = ReadOptions(map: ["user": "response", "assistant": "prompt"])
    let loaded = try Loaded(file("pairs.parquet"), options)
    #expect(loaded.talk.first == "user:That sounds exhausting. What keeps you awake?")
    let absent = ReadOptions(map: ["text": "utterances"])
    #expect(throws: FormatError.self) { try Loaded(file("texts.parquet"), absent) }
  }

  @Test func `a packed file and one without an ending are read`() throws {
    let plain = try Data(contentsOf: Self.folder.appendingPathComponent("messages.parquet"))
    let unnamed = try Loaded(TemporaryFile(Array(plain), name: "talk"))
    #expect(unnamed.conversations.count == 9)
    let packed = try Packer(.zstd).packed(Array(plain), ends: true)
    let loaded = try Loaded(TemporaryFile(packed, name: "messages.parquet.zst"))
    #expect(loaded.conversations == unnamed.conversations)
  }

  @Test func `what goes against a Parquet file is said`() throws {
    let encoded = #expect(throws: FormatError.self) {
      try Loaded(file("texts.parquet"), ReadOptions(encoding: "latin1"))
    }
    #expect(encoded?.message.contains("says itself how its text is written") == true)
    let json = #expect(throws: FormatError.self) {
      try Loaded(file("texts.parquet"), ReadOptions(format: "messages"))
    }
    #expect(json?.hint == "'--format parquet' reads it")
    let cut = Array(try Data(contentsOf: Self.folder.appendingPathComponent("turns.parquet")))
    let half = #expect(throws: FormatError.self) {
      try Loaded(TemporaryFile(Array(cut.prefix(cut.count / 2)), name: "turns.parquet"))
    }
    #expect(half?.message.contains("cut off") == true)
    let text = #expect(throws: FormatError.self) {
      try Loaded("id,text\n1,hello\n", name: "a.parquet", ReadOptions(format: "parquet"))
    }
    #expect(text?.message.contains("cannot be read as Parquet") == true)
  }

  @Test func `records are counted by rows, and a batch covers no more of the file than it should`()
    throws
  {
    var limits = ReadLimits()
    limits.batchConversations = 2
    let loaded = try Loaded(file("transcripts.parquet"), limits: limits)
    #expect(loaded.batches >= 6)
  }
}
