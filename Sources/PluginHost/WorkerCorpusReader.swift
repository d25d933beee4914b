import Formats
package import PluginKit

/// A reader in a worker process. The host alone touches the file: bytes go out, conversations come
/// back.
package struct WorkerCorpusReader: CorpusReader {
  private let worker: WorkerProcess
  private let name: String
  private let isRereading: Bool

  package init(
    _ launch: WorkerLaunch, _ description: PluginDescription, _ options: PluginOptions
  ) throws {
    worker = try WorkerProcess(launch)
    name = description.name
    if case .reader(let info) = description.kind {
      isRereading = info.rereads
    } else {
      isRereading = false
    }
    guard worker.description == description else {
      throw PluginFailure(
        "'\(name)' says other things of itself than when it was added",
        hint: "add it again with 'plugin add'")
    }
    var json = JSONWriter()
    json.start(options) { _ in }
    try worker.start(json.bytes)
  }

  package mutating func sniff(_ file: FileHead) throws -> Sniff {
    let word = try ask(ReaderLine.sniff(file)) { value throws(BrokenReason) in
      guard let word = value["sniff"]?.plain else {
        throw BrokenReason("answered without 'sniff'")
      }
      return word
    }
    let detection = Detection(format: name)
    switch word {
    case "no": return .no
    case "likely": return .likely(detection)
    case "certain": return .certain(detection)
    default:
      throw failure("answered 'sniff' with '\(word)'; there are: no, likely, certain")
    }
  }

  package mutating func read(
    _ source: any ByteSource, into sink: inout some ConversationSink
  ) throws {
    let portion = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ReaderLine.portion, alignment: 16)
    defer { portion.deallocate() }
    var number = 0
    var isAtEnd = false
    while !isAtEnd {
      let got = try source.read(into: portion)
      isAtEnd = got == 0
      var request = isAtEnd ? ReaderLine.flag("finish") : ReaderLine.bytes(portion[..<got])
      while true {
        let before = number
        let answer = try ask(request) { value throws(BrokenReason) in
          try ReaderLine.Answer(value, after: before)
        }
        for (conversation, line) in answer.conversations {
          try sink.add(conversation, line: line)
        }
        for (line, reason) in answer.broken {
          try sink.addBroken(line: line, reason: String(reason.prefix(200)))
        }
        for (kind, what, line, count) in answer.notes {
          sink.note(kind, String(what.prefix(200)), line: line, count: count)
        }
        number += answer.conversations.count
        if answer.rewinds {
          guard isRereading else {
            throw failure("asked to read again, which its hello did not say")
          }
          try source.rewind()
          isAtEnd = false
        }
        guard answer.hasMore else { break }
        request = ReaderLine.flag("next")
      }
    }
    worker.close()
  }

  private func failure(_ reason: String) -> PluginFailure {
    PluginFailure("reader '\(name)' failed: it \(reason)", hint: "'plugin test \(name)' tells more")
  }

  /// Sends a line and reads the answer. A refusal is the person's to hear, an error the author's.
  private func ask<Answer: Sendable>(
    _ line: [UInt8], _ read: @escaping @Sendable (JSONValue) throws(BrokenReason) -> Answer
  ) throws -> Answer {
    let exchange = worker.exchange(LineBatch([line]), window: 1) {
      _, value throws(AssessmentFailure) -> Result<Answer, ReaderRefusal> in
      if let refusal = value["refuse"]?.plain {
        return .failure(.refusal(refusal, hint: value["hint"]?.plain ?? ""))
      }
      if let error = value["error"]?.plain { return .failure(.error(error)) }
      do throws(BrokenReason) {
        return .success(try read(value))
      } catch {
        throw .nonsense("answered with what cannot be used: \(error.reason)")
      }
    }
    if exchange.stop?.isCancelled == true { throw WorkersInterrupted() }
    switch exchange.answers.first {
    case .success(let answer): return answer
    case .failure(.refusal(let reason, let hint)): throw FormatError(reason, hint: hint)
    case .failure(.error(let reason)):
      throw PluginFailure("reader '\(name)' failed: \(reason)")
    case nil: throw failure(exchange.stop?.reason ?? "gave no answer")
    }
  }
}

private enum ReaderRefusal: Error {
  case refusal(String, hint: String)
  case error(String)
}
