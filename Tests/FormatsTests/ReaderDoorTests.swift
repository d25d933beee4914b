import PluginKit
import Testing

@testable import Formats

/// A reader that says how sure it is and reads a conversation a line.
private struct LineReader: Reader {
  static let info = ReaderInfo(
    summary: "a line a conversation", fileExtensions: ["talk"], magic: [Array("TALK".utf8)])

  let sureness: @Sendable (FileHead) throws -> Sniff

  func sniff(_ file: FileHead) throws -> Sniff { try sureness(file) }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    var lines = LineCursor(source)
    while let line = try lines.next() {
      guard let text = line.text else {
        try sink.addBroken(line: line.number, reason: "not UTF-8")
        continue
      }
      sink.note(.kept, "a line", line: line.number, count: 1)
      try sink.add(
        Conversation(id: "same", messages: [Message(role: .user, text: text)]), line: line.number)
    }
  }
}

private func plugin(
  _ name: String, _ sureness: @escaping @Sendable (FileHead) throws -> Sniff
) -> Plugin {
  Plugin(name, version: "1") { LineReader(sureness: sureness) }
}

private func readers(_ plugins: Plugin...) throws -> [RegisteredReader] {
  var registry = Registry()
  try Formats.register(in: &registry)
  for plugin in plugins { try registry.add(plugin, origin: "mine") }
  return registry.readers
}

private let certain: @Sendable (FileHead) -> Sniff = { _ in .certain(Detection(format: "x")) }

@Test func `a reader of a person is asked where its ending or the first bytes fit`() throws {
  let list = try readers(plugin("mine", certain))
  for (text, name) in [("hello", "a.talk"), ("TALK hello", "a.txt"), ("hello", "a.talk.gz")] {
    let bytes =
      name.hasSuffix("gz")
      ? try Packer(.gzip).packed(Array(text.utf8), ends: true) : Array(text.utf8)
    let file = try TemporaryFile(bytes, name: name)
    #expect(try CorpusFile.open(file.path, readers: list).detection.format == "x")
  }
  let other = try TemporaryFile("hello", name: "a.txt")
  #expect(throws: FormatError.self) { try CorpusFile.open(other.path, readers: list) }
  let asked = try CorpusFile.open(
    other.path, options: ReadOptions(format: "mine"), readers: list)
  #expect(asked.detection.format == "x")
  // What is certainly JSON stays with the reader of JSON.
  let json = try TemporaryFile(#"{"messages":[{"role":"user","content":"a"}]}"#, name: "a.talk")
  #expect(try CorpusFile.open(json.path, readers: list).detection.format == "messages")
}

@Test func `who is certain goes before who finds it likely, and a refusal is told`() throws {
  let file = try TemporaryFile("hello", name: "a.talk")
  let likely = plugin("likely") { _ in .likely(Detection(format: "likely")) }
  #expect(
    try CorpusFile.open(file.path, readers: readers(likely, plugin("sure", certain)))
      .detection.format == "x")
  #expect(
    try CorpusFile.open(
      file.path, readers: readers(plugin("none") { _ in .no }, likely)
    ).detection.format == "likely")
  let no = plugin("none") { _ in throw FormatError("page 3 is missing", hint: "scan it") }
  let error = #expect(throws: FormatError.self) {
    try CorpusFile.open(file.path, options: ReadOptions(format: "none"), readers: readers(no))
  }
  #expect(error?.message == "page 3 is missing")
  #expect(error?.hint == "scan it")
}

@Test func `the host keeps ids apart, counts speakers and gathers notes for every reader`() throws {
  let file = try TemporaryFile(Array("one\ntwo\n".utf8) + [0xFF, 0x0A], name: "a.talk")
  let corpus = try CorpusFile.open(file.path, readers: readers(plugin("mine", certain)))
  var ids: [String] = []
  let result = try corpus.read { ids += $0.conversations.map(\.id) }
  #expect(ids == ["same", "same#2"])
  #expect(result.report.notes.map(\.kind) == [.kept, .renamed, .leftOut])
  #expect(result.report.notes.map(\.count) == [2, 1, 1])
  #expect(result.report.notes[2].first == [ReadNote.Place(line: 3)])
  #expect(result.report.speakers.map(\.turns) == [2])
}

@Test func `names of readers are their own, and a format may have one both ways`() throws {
  for taken in ["json", "pairs", "markdown"] {
    #expect(throws: RegistryClash.self) { try readers(plugin(taken, certain)) }
  }
  #expect(throws: RegistryClash.self) { try readers(plugin("a", certain), plugin("a", certain)) }
  let names = Formats.readers.flatMap(\.formats).map(\.name)
  #expect(names.contains("messages") && names.contains("csv"))
  #expect(Set(names).count == names.count)
}

@Test func `options of a reader want its name`() throws {
  let file = try TemporaryFile("hello", name: "a.talk")
  let list = try readers(plugin("mine", certain))
  let options = PluginOptions(["depth": "3"])
  #expect(throws: FormatError.self) {
    try CorpusFile.open(file.path, options: ReadOptions(options: options), readers: list)
  }
  let error = #expect(throws: OptionError.self) {
    try CorpusFile.open(
      file.path, options: ReadOptions(format: "mine", options: options), readers: list)
  }
  #expect(error?.description.contains("depth") == true)
}

@Test(arguments: [1, 2, 3, 1000])
func `lines are the same in whatever pieces they come`(portion: Int) throws {
  let text = "\u{FEFF}one\r\n\r\ntwo three\nfür 😢\nlast"
  var lines = LineCursor(MemoryBytes(Array(text.utf8), portion: portion), limit: 10)
  var found: [String?] = []
  while let line = try lines.next() {
    found.append(line.text)
    #expect(line.number == found.count)
  }
  #expect(found == ["one", "", "two three", "für 😢", "last"])
}

@Test func `a line beyond the limit is told and the next one is read`() throws {
  let text = String(repeating: "a", count: 200_000) + "\nb"
  var lines = LineCursor(MemoryBytes(Array(text.utf8)), limit: 100)
  let long = try #require(try lines.next())
  #expect(long.isTooLong && long.text == nil && long.bytes.isEmpty)
  #expect(try lines.next()?.text == "b")
  #expect(try lines.next() == nil)
}
