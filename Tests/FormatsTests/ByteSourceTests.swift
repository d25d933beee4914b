import Glibc
import PluginKit
import Testing

@testable import Formats

private func lines(_ count: Int) -> String {
  (0..<count).map { number in
    #"{"id":"c\#(number)","messages":[{"role":"user","content":"line \#(number * 7919 % 101)"}]}"#
      + "\n"
  }.joined()
}

private func table(_ count: Int) -> String {
  "conversation_id,speaker,text\n"
    + (0..<count).map { "d\($0 % 17),client,row \($0)\n" }.joined()
}

private func packed(_ text: String, _ kind: Compression, pieces: Int = 1) throws -> [UInt8] {
  let bytes = Array(text.utf8)
  let size = bytes.count / pieces + 1
  return try stride(from: 0, to: bytes.count, by: size).flatMap { start in
    try Packer(kind).packed(Array(bytes[start..<min(start + size, bytes.count)]), ends: true)
  }
}

/// Reads a source to its end, `step` bytes at a time.
private func text(of source: any ByteSource, step: Int) throws -> String {
  var bytes: [UInt8] = []
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 1)
  defer { buffer.deallocate() }
  while true {
    let got = try source.read(into: buffer)
    guard got > 0 else { break }
    bytes += buffer[..<got]
    #expect(source.position == Int64(bytes.count))
  }
  return String(decoding: bytes, as: UTF8.self)
}

@Test(arguments: Compression.allCases, [1, 3, 64 << 10])
func `a packed source gives the text, whatever the pieces`(
  _ kind: Compression, _ step: Int
) throws {
  let plain = lines(200)
  let file = try TemporaryFile(packed(plain, kind), name: "corpus")
  let raw = RawBytes(try FileInput(file.path), isKeeping: false, isDigesting: true)
  var limits = UnpackedBytes.Limits()
  limits.portion = step
  let source = try UnpackedBytes(raw, kind, name: "corpus", limits: limits)
  #expect(try text(of: source, step: step) == plain)
  try source.rewind()
  #expect(source.position == 0)
  #expect(try text(of: source, step: 1 << 16) == plain)
  #expect(try raw.finish().count == Int64(packed(plain, kind).count))
}

/// Bytes as the programs gzip and zstd wrote them.
@Test(
  arguments: [
    [
      0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9,
      0xe7,
      0x02, 0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00,
    ],
    [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x31, 0x00, 0x00, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x0a],
  ] as [[UInt8]])
func `what other programs packed is unpacked`(_ bytes: [UInt8]) throws {
  let file = try TemporaryFile(bytes, name: "hello")
  let kind = try #require(Compression(magic: Array(bytes[..<4])))
  let raw = RawBytes(try FileInput(file.path), isKeeping: false, isDigesting: false)
  #expect(try text(of: UnpackedBytes(raw, kind, name: "hello"), step: 100) == "hello\n")
}

@Test(arguments: ["corpus.jsonl", "corpus.csv"])
func `one corpus is the same plain, packed, in pieces and from a pipe`(_ name: String) throws {
  let plain = name.hasSuffix("csv") ? table(300) : lines(300)
  let expected = try Loaded(plain, name: name)
  #expect(expected.conversations.count == (name.hasSuffix("csv") ? 17 : 300))
  for kind in Compression.allCases {
    for pieces in [1, 4] {
      let bytes = try packed(plain, kind, pieces: pieces)
      let file = try TemporaryFile(bytes, name: "\(name).\(kind.fileExtensions[0])")
      let loaded = try Loaded(file)
      #expect(loaded.conversations == expected.conversations)
      #expect(loaded.detection == expected.detection)
      #expect(loaded.report == expected.report)
    }
  }
  for bytes in [Array(plain.utf8), try packed(plain, .zstd)] {
    let pipe = try NamedPipe(sending: bytes, name: name)
    let corpus = try CorpusFile.open(pipe.path)
    #expect(corpus.byteCount == nil)
    var conversations: [Conversation] = []
    let result = try corpus.read { conversations += $0.conversations }
    #expect(conversations == expected.conversations)
    #expect(result.byteCount == Int64(bytes.count))
    pipe.wait()
  }
}

@Test func `the digest is of the bytes on disk, and each goes through it once`() throws {
  // Rows in no order are read three times.
  for bytes in [Array(table(500).utf8), try packed(table(500), .gzip)] {
    let file = try TemporaryFile(bytes, name: "corpus.csv")
    let corpus = try CorpusFile.open(file.path)
    let expected = bytes.withUnsafeBytes { bytes in
      let digester = Digester()
      digester.update(bytes)
      return digester.finish()
    }
    #expect(try corpus.digest() == expected)
    #expect(try corpus.read { _ in }.digest == expected)
  }
}

@Test(arguments: Compression.allCases)
func `zeros and whole members may follow, other bytes may not`(_ kind: Compression) throws {
  let bytes = try packed(lines(3), kind)
  #expect(try Loaded(TemporaryFile(bytes + bytes, name: "c.jsonl")).broken.count == 3)
  if kind == .gzip {
    let padded = bytes + [UInt8](repeating: 0, count: 512)
    #expect(try Loaded(TemporaryFile(padded, name: "c.jsonl")).ids == ["c0", "c1", "c2"])
  }
  let error = #expect(throws: FormatError.self) {
    try Loaded(TemporaryFile(bytes + Array("junk".utf8), name: "c.jsonl"))
  }
  #expect(error?.kind == .badCompression)
  #expect(error?.message.contains("is damaged") == true, "\(error?.message ?? "")")
}

@Test(arguments: Compression.allCases)
func `a packed file that was cut off is refused wherever it ends`(_ kind: Compression) throws {
  let bytes = try packed(lines(40), kind)
  for length in 4..<bytes.count {
    let file = try TemporaryFile(Array(bytes[..<length]), name: "c.jsonl")
    let error = #expect(throws: FormatError.self, "\(length) of \(bytes.count)") {
      try Loaded(file)
    }
    #expect(error?.kind == .badCompression, "\(error?.message ?? "")")
  }
}

@Test(arguments: Compression.allCases)
func `damage is told with a place, and what is read is what was packed`(
  _ kind: Compression
) throws {
  let expected = try Loaded(lines(30)).conversations
  let bytes = try packed(lines(30), kind)
  for index in 4..<bytes.count {
    var damaged = bytes
    damaged[index] ^= 0x55
    do {
      #expect(try Loaded(TemporaryFile(damaged, name: "c.jsonl")).conversations == expected)
    } catch let error as FormatError {
      #expect(error.message.contains("c.jsonl"))
    }
  }
}

@Test(arguments: Compression.allCases)
func `what unpacks to far more than talk does is stopped`(_ kind: Compression) throws {
  let bytes = try packed(lines(1) + String(repeating: "\n", count: 8 << 20), kind)
  var limits = ReadLimits()
  limits.sampleBytes = 1 << 16
  limits.unpacking.freely = 1 << 20
  let file = try TemporaryFile(bytes, name: "c.jsonl")
  let error = #expect(throws: FormatError.self) { try Loaded(file, limits: limits) }
  #expect(error?.kind == .badCompression)
  #expect(error?.message.contains("200 times its size") == true)
  #expect(try Loaded(file).ids == ["c0"])
}

@Test func `a frame that wants gigabytes of memory is refused`() throws {
  // A header of Zstandard that asks for a window of 2 GiB, and an empty last block.
  let bytes: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x01, 0x00, 0x00]
  let file = try TemporaryFile(bytes, name: "c.jsonl.zst")
  let error = #expect(throws: FormatError.self) { try CorpusFile.open(file.path) }
  #expect(error?.message.contains("more than 128 MiB of memory") == true)
}

@Test(arguments: ["longer", "shorter", "other"])
func `a file that changes while it is read is refused`(_ change: String) throws {
  let file = try TemporaryFile(lines(5000))
  let corpus = try CorpusFile.open(file.path)
  var times = [timespec(), timespec(tv_sec: 1, tv_nsec: 0)]
  times[0] = times[1]
  let error = #expect(throws: FormatError.self) {
    try corpus.read { batch in
      switch change {
      case "longer":
        let end = try #require(fopen(file.path, "a"))
        fputs("\n", end)
        fclose(end)
      case "shorter": truncate(file.path, 1000)
      default: utimensat(AT_FDCWD, file.path, times, 0)
      }
    }
  }
  #expect(error?.kind == .changed)
}

@Test func `every pass over a file can be interrupted`() throws {
  // Each ask comes before a portion is read; the file is surveyed twice and read twice.
  let file = try TemporaryFile(table(3000), name: "corpus.csv")
  let asks = Counter()
  let whole = try CorpusFile(
    file.path, ReadOptions(), ReadLimits(), Formats.readers,
    {
      asks.add()
      return false
    })
  _ = try whole.digest()
  try whole.read { _ in }
  let total = asks.count
  #expect(total >= 8)
  for limit in 0..<total {
    let counter = Counter()
    let error = #expect(throws: FormatError.self) {
      let corpus = try CorpusFile(
        file.path, ReadOptions(), ReadLimits(), Formats.readers, { counter.add() > limit })
      _ = try corpus.digest()
      try corpus.read { _ in }
    }
    #expect(error?.kind == .interrupted, "after \(limit)")
  }
}

@Test func `endings tell the packing and the name beneath`() {
  #expect(Compression.plainPath("a/talk.jsonl.gz") == "a/talk.jsonl")
  #expect(Compression.plainPath("talk.CSV.ZST") == "talk.CSV")
  #expect(Compression.plainPath("talk.jsonl") == "talk.jsonl")
  #expect(Compression(path: "x.zstd") == .zstd)
  #expect(Compression(magic: [0x50, 0x2A, 0x4D, 0x18]) == .zstd)
  #expect(Compression(magic: [0x28, 0xB5]) == nil)
  #expect(Compression(magic: []) == nil)
}
