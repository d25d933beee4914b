import Glibc
import PluginKit
import Testing

@testable import Formats

private let good = #"{"id":"g","messages":[{"role":"user","content":"ä"}]}"#

@Test func `a missing file is said to be missing`() {
  let failure = #expect(throws: FormatError.self) {
    try CorpusFile.open("/nowhere/corpus.jsonl")
  }
  #expect(failure?.kind == .notFound)
  #expect(failure?.message == "no such file: /nowhere/corpus.jsonl")
}

@Test func `a folder is refused`() {
  let failure = #expect(throws: FormatError.self) { try CorpusFile.open("/tmp") }
  #expect(failure?.kind == .isFolder)
  #expect(failure?.hint == "name a file in it")
}

@Test(.enabled(if: geteuid() != 0))
func `a file that may not be read is said to be so`() throws {
  let file = try TemporaryFile(good)
  chmod(file.path, 0)
  let failure = #expect(throws: FormatError.self) { try CorpusFile.open(file.path) }
  #expect(failure?.kind == .notPermitted)
}

@Test(
  arguments: [
    ([], FormatError.Kind.empty, "is empty"),
    (Array(" \n\t\r\n".utf8), .empty, "white space"),
    (Array("[]".utf8), .empty, "holds no records"),
    ([0x1F, 0x8B, 8, 0], .badCompression, "ends within its gzip data"),
    (Array("PK\u{3}\u{4}".utf8), .notText, "is a zip file"),
    (Array("PAR1xx".utf8), .notText, "cannot be read as Parquet"),
    (Array("SQLite format 3\0".utf8), .notText, "is a SQLite file"),
    (Array("%PDF-1.4".utf8), .notText, "is a PDF file"),
    ([0xFF, 0xFE, 0x7B, 0], .broken(line: 1), "the file ends within this record"),
    ([0x7B, 0, 0x7D, 0], .notText, "NUL bytes"),
    (Array(#"{"size": 3, "name": "x"}"#.utf8), .unknownFormat, "its records have size, name"),
    (Array("1 2 3".utf8), .broken(line: 1), "not valid JSON"),
  ] as [([UInt8], FormatError.Kind, String)])
func `what is no corpus is named`(
  _ bytes: [UInt8], _ kind: FormatError.Kind, _ words: String
) throws {
  let file = try TemporaryFile(bytes, name: "corpus.json")
  let failure = try #require(throws: FormatError.self) { try CorpusFile.open(file.path) }
  #expect(failure.kind == kind)
  #expect(failure.message.contains(words))
  #expect(failure.message.contains(file.path))
}

struct Flaw: Sendable, CustomTestStringConvertible {
  let name: String
  let line: [UInt8]
  let reason: String
  var testDescription: String { name }

  init(_ name: String, _ line: String, _ reason: String) {
    self.init(name, Array(line.utf8), reason)
  }

  init(_ name: String, _ line: [UInt8], _ reason: String) {
    (self.name, self.line, self.reason) = (name, line, reason)
  }

  static let all = [
    Flaw("no JSON", "hello", "not valid JSON"),
    Flaw(
      "invalid UTF-8",
      Array(#"{"messages":[{"role":"user","content":""#.utf8) + [0xC3, 0x28] + Array("\"}]}".utf8),
      "not valid UTF-8"),
    Flaw(
      "too deep",
      #"{"messages":[],"x":"# + String(repeating: "[", count: 300)
        + String(repeating: "]", count: 300) + "}", "nested deeper than 256 levels"),
    Flaw("a number as content", turn("3"), "content of message 1 is a number, not text"),
    Flaw("an object as content", turn("{}"), "content of message 1 is an object, not text"),
    Flaw("null as content", turn("null"), "content of message 1 is null, not text"),
    Flaw("true as content", turn("true"), "content of message 1 is true or false, not text"),
    Flaw("a number in parts", turn("[1]"), "content of message 1 lists a number, not text"),
    Flaw("no content", #"{"messages":[{"role":"user"}]}"#, "message 1 has no content"),
    Flaw("a bad escape", turn(#""\x""#), "not valid JSON: a string holds a bad escape"),
    Flaw("no messages", #"{"id":"q"}"#, "there is no 'messages'"),
    Flaw(
      "messages of another kind", #"{"messages":"a"}"#, "'messages' is text, not a list of messages"
    ),
    Flaw("a number among messages", #"{"messages":[1]}"#, "message 1 is a number, not an object"),
    Flaw("a bare number", "17", "the record is a number"),
  ]

  private static func turn(_ content: String) -> String {
    #"{"messages":[{"role":"user","content":\#(content)}]}"#
  }
}

@Test(arguments: Flaw.all)
func `a broken record is set aside with its line and the rest is read`(_ flaw: Flaw) throws {
  let file = try TemporaryFile(
    Array("\(good)\n\r\n".utf8) + flaw.line + Array("\n{\"messages\":[]}\n".utf8),
    name: "corpus.jsonl")
  let loaded = try Loaded(file)
  #expect(loaded.ids == ["g", "3"])
  #expect(loaded.broken.map(\.line) == [3])
  #expect(loaded.broken.first?.reason.hasPrefix(flaw.reason) == true)
}

@Test func `reading strictly ends at the first broken record`() throws {
  let file = try TemporaryFile("\(good)\nnonsense\n\(good)\n")
  let corpus = try CorpusFile.open(file.path, options: ReadOptions(strict: true))
  let failure = #expect(throws: FormatError.self) { try corpus.read { _ in } }
  #expect(failure?.kind == .broken(line: 2))
  #expect(failure?.message == "\(file.path):2: not valid JSON")
}

@Test func `a conversation with no messages is kept`() throws {
  let loaded = try Loaded(#"{"id":"e","messages":[]}"#)
  #expect(loaded.conversations == [Conversation(id: "e", messages: [])])
}

@Test func `a byte order mark and CRLF do no harm`() throws {
  let loaded = try Loaded("\u{FEFF}\(good)\r\n{\"messages\":[]}\r\n")
  #expect(loaded.ids == ["g", "2"])
  #expect(loaded.broken.isEmpty)
}

@Test func `a truncated last line is counted and told`() throws {
  let loaded = try Loaded("\(good)\n\(good.dropLast(9))")
  #expect(loaded.ids == ["g"])
  #expect(loaded.reasons == ["2: the file ends within this record"])
}

@Test(arguments: [
  ("[\(good),\n{\"id\":\"h\",\"mess", ["2: the file ends within this record"]),
  ("[\(good)\n", ["1: the file ends before its outermost bracket is closed"]),
  ("[\(good),", ["1: the file ends before its outermost bracket is closed"]),
  ("[\(good)] x", ["1: something follows the end of the outermost bracket"]),
  ("[\(good)}", ["1: the outermost bracket is closed by another"]),
])
func `a list that does not end well is told`(_ text: String, _ reasons: [String]) throws {
  let loaded = try Loaded(text, name: "corpus.json")
  #expect(loaded.ids == ["g"])
  #expect(loaded.reasons == reasons)
}

@Test func `a broken element of a list does not take the next with it`() throws {
  let loaded = try Loaded(
    "[\(good),\n {\"messages\": nul},\n{\"messages\":[]}]", name: "corpus.json")
  #expect(loaded.ids == ["g", "3"])
  #expect(loaded.reasons == ["2: not valid JSON"])
}

@Test(arguments: [
  (["speech": "x"], "--map knows no 'speech' for a JSON file"),
  (["id": "idd"], "--map id=idd: there is no 'idd' in"),
  (["content": "tekst"], "--map text=tekst: there is no 'tekst' in"),
  (["user": "id"], "--map user= and assistant= go together"),
])
func `a mapping that does not fit is refused`(_ map: [String: String], _ words: String) throws {
  let failure = try error(good, ReadOptions(map: map))
  #expect(failure.kind == .badMapping)
  #expect(failure.message.hasPrefix(words))
}

@Test func `an unknown format is answered with the nearest and all`() throws {
  let failure = try error(good, ReadOptions(format: "mesages"))
  #expect(failure.kind == .unknownFormat)
  #expect(failure.hint.hasPrefix("did you mean 'messages'? there are: "))
}

@Test func `a format that the file does not have is refused`() throws {
  let failure = try error(good, ReadOptions(format: "pairs"))
  #expect(failure.message.contains("does not look like 'pairs'"))
}

@Test func `what deliver throws ends the reading`() throws {
  struct Stop: Error {}
  let file = try TemporaryFile(good)
  let corpus = try CorpusFile.open(file.path)
  #expect(throws: Stop.self) { try corpus.read { _ in throw Stop() } }
}
