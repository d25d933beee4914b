import PluginKit
import Testing

@testable import Formats

private func record(_ number: Int, padding: Int = 0) -> String {
  let text = String(repeating: "\\\"} ]{[, ", count: padding)
  return #"{"id":"r\#(number)","messages":[{"role":"user","content":"\#(text)"}]}"#
}

@Test(arguments: ["lines", "array", "members", "sequence"])
func `records longer than what is read at a time are whole`(_ layout: String) throws {
  // Records of very different lengths put every byte at the end of the window once.
  let records = (0..<60).map { record($0, padding: $0 * $0 % 97 * 7) }
  let text =
    switch layout {
    case "array": "[\n" + records.joined(separator: " ,\n") + "\n]\n"
    case "members":
      "{" + records.enumerated().map { "\"k\($0.offset)\": \($0.element)" }.joined(separator: ",")
        + "}"
    case "sequence":
      records.map { $0.replacing(#","messages""#, with: ",\n\"messages\"") }.joined(separator: "\n")
    default: records.joined(separator: "\n")
    }
  var limits = ReadLimits()
  limits.sampleBytes = 64
  limits.batchConversations = 7
  let loaded = try Loaded(text, name: "corpus.json", limits: limits)
  #expect(loaded.broken.isEmpty)
  #expect(loaded.ids == (0..<60).map { layout == "members" ? "k\($0)" : "r\($0)" })
  #expect(
    loaded.conversations.map { $0.messages[0].text.utf8.count }
      == (0..<60).map {
        $0 * $0 % 97 * 7 * 8
      })
  #expect(loaded.batches == 9)
}

@Test(arguments: ["lines", "array"])
func `a record longer than the limit is broken and the next one is read`(_ layout: String) throws {
  let records = [record(1), record(2, padding: 140_000), record(3)]
  let text =
    layout == "array"
    ? "[" + records.joined(separator: ",\n") + "]" : records.joined(separator: "\n")
  var limits = ReadLimits()
  limits.recordBytes = 1 << 20
  let loaded = try Loaded(text, name: "corpus.json", limits: limits)
  #expect(loaded.ids == ["r1", "r3"])
  #expect(loaded.reasons == ["2: record longer than 1 MiB"])
}

@Test func `a file that is one endless line ends in a clear error`() throws {
  let file = try TemporaryFile(record(1, padding: 140_000))
  var limits = ReadLimits()
  limits.recordBytes = 1 << 20
  let failure = #expect(throws: FormatError.self) {
    try CorpusFile(file.path, ReadOptions(), limits)
  }
  #expect(failure?.kind == .broken(line: 1))
  #expect(failure?.message == "\(file.path):1: record longer than 1 MiB")
}

@Test func `batches are bounded and in the order of the file`() throws {
  let loaded = try Loaded((0..<1201).map { record($0) }.joined(separator: "\n"))
  #expect(loaded.batches == 3)
  #expect(loaded.ids == (0..<1201).map { "r\($0)" })
}

@Test func `the digest is that of the bytes`() throws {
  let file = try TemporaryFile(record(1))
  #expect(try CorpusFile.open(file.path).digest() == Digest(of: record(1)))
}

@Test func `the table of ids tells new, repeated and taken ones`() {
  var table = IdentityTable()
  for number in 0..<5000 {
    let id = QuickHash.of("id \(number)")
    #expect(table.note(id, content: UInt64(number), line: number + 1) == .new)
  }
  #expect(table.note(QuickHash.of("id 4711"), content: 4711, line: 9999) == .repeated(line: 4712))
  #expect(table.note(QuickHash.of("id 4711"), content: 1, line: 9999) == .taken)
}
