import Parquet
import PluginKit
import Testing

@testable import Formats

private func rows(_ bytes: [UInt8]) throws -> [String] {
  let reader = try ParquetFile(BytesInMemory(bytes)).rows { _ in true }
  var rows: [String] = []
  while try reader.next() { rows.append(String(decoding: reader.text.dropLast(), as: UTF8.self)) }
  return rows
}

private func written(
  _ items: [ScoredConversation], by name: String, _ options: [String: String] = [:],
  metrics: [String] = [], turnMetrics: [String] = []
) throws -> [UInt8] {
  var registry = Registry()
  try Formats.register(in: &registry)
  let entry = try #require(registry.exporters.first { $0.name == name })
  var exporter = try entry.make(PluginOptions(options))
  var sink = Bytes()
  try exporter.begin(metrics: metrics, turnMetrics: turnMetrics, into: &sink)
  for item in items { try exporter.write(item, into: &sink) }
  try exporter.finish(into: &sink)
  return sink.bytes
}

private struct Bytes: ExportSink {
  var bytes: [UInt8] = []
  mutating func write(_ more: [UInt8]) { bytes += more }
}

private func item(_ conversation: Conversation, _ scores: [Double?] = []) -> ScoredConversation {
  ScoredConversation(
    dataset: "d", conversation: conversation, scores: scores, tier: scores.isEmpty ? nil : "good")
}

@Suite struct ParquetExportTests {
  private let talk = Conversation(
    id: "c1",
    messages: [
      Message(role: .user, speaker: "Ada", text: "low „today“"),
      Message(role: .assistant, text: "I see", metadata: Metadata([("code", .text("R"))])),
    ], metadata: Metadata([("topic", .text("sleep")), ("n", .integer(3))]))

  @Test func `a conversation is a row with typed columns`() throws {
    let bytes = try written([item(talk)], by: "parquet")
    #expect(
      try rows(bytes) == [
        #"{"id":"c1","messages":[{"role":"user","content":"low „today“","name":"Ada"},"#
          + #"{"role":"assistant","content":"I see","code":"R"}],"topic":"sleep","n":3}"#
      ])
    let columns = try ParquetFile(BytesInMemory(bytes)).columns
    #expect(columns.map(\.name) == ["id", "messages", "topic", "n", "pe_metadata"])
  }

  @Test func `a value of another type than its column is kept`() throws {
    let odd = Conversation(
      id: "c2", messages: [], metadata: Metadata([("n", .text("three")), ("topic", .null)]))
    let later = Conversation(id: "c3", messages: [], metadata: Metadata([("n", .integer(4))]))
    let found = try rows(written([item(talk), item(odd), item(later)], by: "parquet"))
    #expect(found[1] == #"{"id":"c2","messages":[],"pe_metadata":{"n":"three","topic":null}}"#)
    #expect(found[2] == #"{"id":"c3","messages":[],"n":4}"#)
  }

  @Test func `names that come after the columns were decided are kept`() throws {
    var talks = (0..<2_100).map { Conversation(id: "\($0)", messages: [], metadata: Metadata()) }
    talks[2_050].metadata["late"] = .flag(true)
    let found = try rows(written(talks.map { item($0) }, by: "parquet"))
    #expect(found.count == 2_100)
    #expect(found[2_050] == #"{"id":"2050","messages":[],"pe_metadata":{"late":true}}"#)
  }

  @Test func `scores stand beside when asked`() throws {
    let bytes = try written(
      [item(talk, [0.5, nil])], by: "parquet", ["scores": "true", "codec": "snappy"],
      metrics: ["warmth", "topic"])
    let found = try rows(bytes)
    #expect(
      found.first?.hasSuffix(
        #""n":3,"pe_metadata":{"topic":"sleep"},"warmth":0.5,"tier":"good"}"#) == true,
      "\(found)")
    #expect(throws: OptionError.self) {
      try written([], by: "parquet", ["codec": "rar"])
    }
  }

  @Test func `tables of scores and of turns`() throws {
    let scores = try written([item(talk, [0.25, nil])], by: "parquet-scores", metrics: ["a", "b"])
    #expect(
      try rows(scores) == [#"{"dataset":"d","id":"c1","messages":2,"a":0.25,"tier":"good"}"#])
    let turns = try rows(written([item(talk)], by: "parquet-turns"))
    #expect(turns.count == 2)
    #expect(
      turns[1]
        == #"{"dataset":"d","conversation_id":"c1","position":1,"role":"assistant","#
        + #""speaker":"assistant","text":"I see","metadata":{"code":"R"}}"#)
  }

  @Test func `no conversations are a file without rows`() throws {
    for name in ["parquet", "parquet-scores", "parquet-turns"] {
      #expect(try rows(written([], by: name)) == [])
    }
  }

  @Test func `many rows are many groups, whose values are bounded and repeat once`() throws {
    var limits = TableWriter.Limits()
    limits.rows = 100
    var writer = TableWriter(
      [
        .leaf("id", .text, isOptional: false), .leaf("kind", .text, isOptional: true),
        .leaf("x", .number, isOptional: true),
      ], limits: limits)
    for row in 0..<1_000 {
      writer[0].append(text: "row \(row)")
      if row % 7 == 0 {
        writer[1].appendNull()
      } else {
        writer[1].append(text: row % 2 == 0 ? "even" : "odd")
      }
      if row % 3 == 0 {
        writer[2].appendNull()
      } else {
        writer[2].append(bits: Double(row).bitPattern)
      }
      try writer.endRow()
    }
    try writer.finish()
    let bytes = writer.takeBytes()
    let file = try ParquetFile(BytesInMemory(bytes))
    #expect(file.rowCount == 1_000)
    #expect(file.rowGroupCount == 10)
    let bounds = try #require(file.statistics(column: ["kind"], rowGroup: 3))
    #expect(bounds.least == Array("even".utf8))
    #expect(bounds.greatest == Array("odd".utf8))
    #expect(bounds.nulls == Int64((300..<400).count { $0 % 7 == 0 }))
    let found = try rows(bytes)
    #expect(found[1] == #"{"id":"row 1","kind":"odd","x":1.0}"#)
    #expect(found[999] == #"{"id":"row 999","kind":"odd"}"#)
  }
}
