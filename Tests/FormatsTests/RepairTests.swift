import PluginKit
import Testing

@testable import Formats

private func record(_ id: String, _ rest: String) -> String {
  #"{"id":"\#(id)",\#(rest),"messages":[{"role":"user","content":"hi"}]}"# + "\n"
}

@Test func `NaN and infinities are missing values, told with field and line`() throws {
  let loaded = try Loaded(
    record("a", #""mood":NaN"#) + record("b", #""x":{"depth":-Infinity},"mood":2"#)
      + record("c", #""mood":nan,"kept":"NaN""#))
  #expect(loaded.ids == ["a", "b", "c"])
  #expect(loaded.broken.isEmpty)
  #expect(loaded.conversations.map { $0.metadata["mood"] } == [.null, .integer(2), .null])
  #expect(loaded.conversations[1].metadata["x.depth"] == .null)
  #expect(loaded.conversations[2].metadata["kept"] == .text("NaN"))
  #expect(
    loaded.report.notes == [
      ReadNote(
        .repaired, "NaN or Infinity in 'mood', read as missing", count: 2,
        first: [.init(line: 1), .init(line: 3)]),
      ReadNote(
        .repaired, "NaN or Infinity in 'depth', read as missing", count: 1,
        first: [.init(line: 2)]),
    ])
}

@Test func `numbers beyond 64 bits are kept digit by digit`() throws {
  let digits = "987654321098765432109876543210"
  let loaded = try Loaded(
    #"{"id":\#(digits),"n":-\#(digits),"far":1e999,"o":{"a":[\#(digits)]},"#
      + #""messages":[{"role":"user","content":"hi"}]}"#)
  #expect(loaded.ids == [digits])
  let metadata = try #require(loaded.conversations.first).metadata
  #expect(metadata["n"] == .json("-\(digits)"))
  #expect(metadata["far"] == .json("1e999"))
  #expect(metadata["o"] == .json(#"{"a":[\#(digits)]}"#))
  #expect(loaded.report.notes.isEmpty)
}

@Test(arguments: [
  (#"cut \ud83d end"#, "cut \u{FFFD} end"), (#"\udc00\ud83d\ude00"#, "\u{FFFD}😀"),
  (#"two \ud83d\ud83d"#, "two \u{FFFD}\u{FFFD}"), (#"\\ud83d \ud800"#, #"\ud83d "# + "\u{FFFD}"),
  (#"nul\u0000"#, "nul\u{FFFD}"),
])
func `half a character is replaced, counted and told`(_ written: String, _ read: String) throws {
  let loaded = try Loaded(#"[{"messages":[{"role":"user","content":"\#(written)"}]}]"#)
  #expect(loaded.talk == ["user:\(read)"])
  #expect(loaded.report.notes.map(\.kind) == [.repaired])
  #expect(loaded.report.notes.map(\.count) == [1])
}

@Test func `a tab that was not escaped does no harm`() throws {
  let loaded = try Loaded(#"{"messages":[{"role":"user","content":"a"# + "\t" + #"b"}]}"#)
  #expect(loaded.talk == ["user:a\tb"])
}

@Test func `what cannot be mended stays broken with its own reason`() throws {
  let loaded = try Loaded(record("a", #""x":1"#) + #"{"id":"b","x":NaN,"messages":nope}"# + "\n")
  #expect(loaded.reasons == ["2: not valid JSON"])
}

@Test func `a record is not mended where nothing is wrong`() {
  let good = Array(
    #"{"a":[1,-2.5e3,null,true,"NaN \ud83d\ude00 \u00e9"],"n":12345678901234567890}"#.utf8)
  good.withUnsafeBufferPointer { #expect(JSONRepair($0) == nil) }
}
