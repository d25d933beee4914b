import Foundation
import PluginKit
import Synchronization
import Testing

@testable import Formats

/// A file that lives as long as the value.
final class TemporaryFile {
  let path: String
  private let folder: String

  init(_ bytes: [UInt8], name: String) throws {
    var template = Array("/tmp/pe-formats-XXXXXX".utf8CString)
    let made = try #require(template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) })
    folder = String(cString: made)
    path = folder + "/" + name
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  convenience init(_ text: String, name: String = "corpus.jsonl") throws {
    try self.init(Array(text.utf8), name: name)
  }

  deinit {
    chmod(path, 0o600)
    unlink(path)
    rmdir(folder)
  }
}

/// All that a file gave.
struct Loaded {
  var conversations: [Conversation] = []
  var broken: [BrokenRecord] = []
  var report = ReadReport()
  var batches = 0
  var bytesRead: Int64 = 0
  var digest = Digest(of: "")
  let detection: Detection

  init(
    _ file: TemporaryFile, _ options: ReadOptions = ReadOptions(),
    limits: ReadLimits = ReadLimits()
  ) throws {
    let corpus = try CorpusFile(file.path, options, limits)
    detection = corpus.detection
    let result = try corpus.read { batch in
      conversations += batch.conversations
      broken += batch.broken
      batches += 1
      #expect(batch.bytesRead >= bytesRead)
      bytesRead = batch.bytesRead
    }
    report = result.report
    digest = result.digest
    #expect(bytesRead == corpus.byteCount)
    #expect(result.byteCount == bytesRead)
  }

  init(
    _ text: String, name: String = "corpus.jsonl", _ options: ReadOptions = ReadOptions(),
    limits: ReadLimits = ReadLimits()
  ) throws {
    try self.init(try TemporaryFile(text, name: name), options, limits: limits)
  }

  var ids: [String] { conversations.map(\.id) }
  /// `role:text` of every message of the first conversation.
  var talk: [String] {
    conversations.first?.messages.map { "\($0.role.rawValue):\($0.text)" } ?? []
  }
  var reasons: [String] { broken.map { "\($0.line): \($0.reason)" } }
}

func error(_ text: String, name: String = "corpus.jsonl", _ options: ReadOptions = ReadOptions())
  throws -> FormatError
{
  let file = try TemporaryFile(text, name: name)
  return try #require(throws: FormatError.self) { try CorpusFile.open(file.path, options: options) }
}

struct ByteSink: ExportSink {
  var bytes: [UInt8] = []
  mutating func write(_ bytes: [UInt8]) throws { self.bytes += bytes }
}

/// What the exporter called `name` writes.
func exported(
  _ conversations: [Conversation], by name: String, options: [String: String] = [:],
  metrics: [String] = [], scores: [Double?] = [], tier: String? = nil
) throws -> [UInt8] {
  var registry = Registry()
  try Formats.register(in: &registry)
  let entry = try #require(registry.exporters.first { $0.name == name })
  var exporter = try entry.make(PluginOptions(options))
  var sink = ByteSink()
  try exporter.begin(
    metrics: metrics, turnMetrics: [], fields: fields(of: conversations), into: &sink)
  for conversation in conversations {
    try exporter.write(
      ScoredConversation(
        dataset: "sample", conversation: conversation, scores: scores, tier: tier), into: &sink)
  }
  try exporter.finish(into: &sink)
  return sink.bytes
}

/// The fields of conversations and of their messages, in the order in which they come.
func fields(of conversations: [Conversation]) -> [ExportField] {
  func fields(_ all: [Metadata], isOfMessages: Bool) -> [ExportField] {
    var keys: [String] = []
    var mixed: Set<String> = []
    for entry in all.flatMap(\.entries) {
      if !keys.contains(entry.key) { keys.append(entry.key) }
      if case .text = entry.value {} else { mixed.insert(entry.key) }
    }
    return keys.map {
      ExportField($0, isOfMessages: isOfMessages, isText: !mixed.contains($0))
    }
  }
  return fields(conversations.map(\.metadata), isOfMessages: false)
    + fields(conversations.flatMap { $0.messages.map(\.metadata) }, isOfMessages: true)
}

/// Counts from any thread.
final class Counter: Sendable {
  private let value = Mutex(0)
  var count: Int { value.withLock { $0 } }

  @discardableResult
  func add() -> Int {
    value.withLock { count in
      count += 1
      return count
    }
  }
}

/// A pipe with a name, through which a thread sends bytes once.
final class NamedPipe {
  let path: String
  private let folder: String
  private let sender: Thread

  init(sending bytes: [UInt8], name: String) throws {
    var template = Array("/tmp/pe-formats-XXXXXX".utf8CString)
    let made = try #require(template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) })
    folder = String(cString: made)
    path = folder + "/" + name
    #expect(mkfifo(path, 0o600) == 0)
    let path = path
    sender = Thread {
      let end = open(path, O_WRONLY)
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { write(end, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        sent += count
      }
      close(end)
    }
    sender.start()
  }

  func wait() { while !sender.isFinished { usleep(1000) } }

  deinit {
    unlink(path)
    rmdir(folder)
  }
}
