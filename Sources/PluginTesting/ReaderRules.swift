public import PluginKit

extension PluginContract {
  func checkReader(
    _ info: ReaderInfo, _ make: (PluginOptions) throws -> any CorpusReader,
    _ options: PluginOptions, _ list: inout ViolationList
  ) {
    list.require(
      !info.fileExtensions.isEmpty && !info.fileExtensions.contains { $0.hasPrefix(".") },
      "there is a file extension without its dot", "\(info.fileExtensions)")
    for (name, bytes) in HostileFiles.all {
      // Each time another reader, as the host makes one for each file.
      func read(_ options: PluginOptions, portion: Int = .max) -> ReadingTrial {
        ReadingTrial(bytes, path: "contract.\(info.fileExtensions.first ?? "txt")", portion) {
          try make(options)
        }
      }
      let trial = read(options)
      if case .failed(let error) = trial.end {
        list.require(false, "a file is read, or refused with a FormatError", on: name, error)
        continue
      }
      trial.check(name, &list)
      list.require(
        trial == read(options.filled(with: info.options), portion: 7),
        "the same bytes give the same conversations, in whatever pieces they come", on: name,
        "two runs differ")
    }
  }
}

/// Files that no reader expects.
enum HostileFiles {
  static let all: [(name: String, bytes: [UInt8])] = [
    ("an empty file", []),
    ("one line feed", [0x0A]),
    ("white space", Array(String(repeating: " \t\r\n", count: 100).utf8)),
    ("every byte", (0...255).map { UInt8($0) }),
    ("zeros", [UInt8](repeating: 0, count: 5000)),
    ("random bytes", random(20_000)),
    ("half a character", Array("*PAR:\thel".utf8) + [0xC3]),
    ("a line of a megabyte", [UInt8](repeating: 0x61, count: 1 << 20)),
    ("lines of marks", Array(String(repeating: "@*:\t%[]{}<>\"',;|&\n", count: 200).utf8)),
    ("UTF-16", [0xFF, 0xFE] + "a: b\n".utf8.flatMap { [$0, 0] }),
    ("a byte order mark alone", [0xEF, 0xBB, 0xBF]),
  ]

  private static func random(_ count: Int) -> [UInt8] {
    var random = SeededRandom(seed: 7)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }
}

/// What a reader made of some bytes.
public struct ReadingTrial: Equatable {
  public enum End: Equatable {
    /// It says that the file is none of its own.
    case declined
    case read
    /// In a sentence for the person.
    case refused(String)
    /// With an error that is no sentence for a person.
    case failed(String)
  }

  public private(set) var conversations: [Conversation] = []
  public private(set) var lines: [Int] = []
  public private(set) var broken: [Int] = []
  public private(set) var end = End.declined

  /// - Parameters:
  ///   - path: what the file is called.
  ///   - portion: how many bytes come at a time, at most.
  public init(
    _ bytes: [UInt8], path: String, _ portion: Int = .max,
    _ make: () throws -> any CorpusReader
  ) {
    let source = MemoryBytes(bytes, portion: portion)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let head = FileHead(
      path: path, bytes: bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes,
      isWhole: true, options: ReadOptions(), source: source)
    var sink = TrialSink()
    do {
      var reader = try make()
      guard try reader.sniff(head) != .no else { return }
      source.rewind()
      try reader.read(source, into: &sink)
      end = .read
    } catch let error as FormatError {
      end = .refused(error.message)
    } catch {
      end = .failed("\(error)")
    }
    conversations = sink.conversations
    lines = sink.lines
    broken = sink.broken
  }

  func check(_ name: String, _ list: inout ViolationList) {
    let ids = conversations.map(\.id)
    list.require(
      !ids.contains(""), "each conversation has an id", on: name, "one is empty")
    list.require(
      Set(ids).count == ids.count, "no two conversations of a file have one id", on: name,
      "\(ids.count - Set(ids).count) come again")
    list.require(
      lines.allSatisfy { $0 > 0 } && broken.allSatisfy { $0 > 0 },
      "each conversation and each broken record has its line, from 1", on: name,
      "one is \((lines + broken).min() ?? 0)")
    list.require(
      conversations.allSatisfy { conversation in
        conversation.messages.allSatisfy { !$0.text.utf8.contains(0) }
      }, "no text holds a NUL", on: name, "one does")
  }
}

private struct TrialSink: ConversationSink {
  var conversations: [Conversation] = []
  var lines: [Int] = []
  var broken: [Int] = []

  mutating func add(_ conversation: Conversation, line: Int) {
    conversations.append(conversation)
    lines.append(line)
  }

  mutating func addBroken(line: Int, reason: String) { broken.append(line) }

  mutating func note(_ kind: ReadNote.Kind, _ what: String, line: Int, count: Int) {}
}
