package import Corpus
package import Formats
import Glibc
package import PluginKit

/// Conversations on standard input and their assessments on standard output, a JSON line each.
package enum ConversationStream {
  package struct Entry: Sendable {
    /// From 1.
    package let line: Int
    package let conversation: Result<Conversation, BrokenReason>
  }

  /// Reads standard input to its end and hands over batches in order. Empty lines are skipped.
  package static func batches(
    of size: Int, isCancelled: () -> Bool, _ body: ([Entry]) throws -> Void
  ) throws {
    var lines = LineBuffer()
    let parser = JSONParser()
    var reader = ConversationLine.Reader()
    var number = 0
    var batch: [Entry] = []
    func take(_ line: UnsafeBufferPointer<UInt8>) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { return }
      let conversation = Result { () throws(BrokenReason) in
        try parser.parse(padded: line) { value throws(BrokenReason) in
          try reader.read(value, number: number)
        }
      }
      batch.append(Entry(line: number, conversation: conversation))
    }
    var isOpen = true
    while isOpen {
      while let line = lines.next() {
        take(line)
        if batch.count == size {
          try body(batch)
          batch.removeAll(keepingCapacity: true)
        }
      }
      // What is there goes on before more is waited for: the other end may be waiting as well.
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 0) == 0, !batch.isEmpty {
        try body(batch)
        batch.removeAll(keepingCapacity: true)
      }
      while poll(&request, 1, 100) == 0 { if isCancelled() { return } }
      if isCancelled() { return }
      let count = lines.fill(from: STDIN_FILENO)
      if count < 0 && errno != EINTR {
        throw PluginFailure(
          "standard input cannot be read: \(String(cString: strerror(errno)))")
      }
      if lines.isTooLong { throw PluginFailure("line \(number + 1) does not end") }
      if count == 0 { isOpen = false }
    }
    if let line = lines.rest() { take(line) }
    if !batch.isEmpty { try body(batch) }
  }

  package static func write(
    _ assessment: Assessment, id: String, withEvidence: Bool, to json: inout JSONWriter
  ) {
    AssessmentLine.write(assessment, id: id, withEvidence: withEvidence, to: &json)
    json.newline()
  }

  package static func write(failure reason: String, id: String?, to json: inout JSONWriter) {
    json.object { json in
      if let id { json.member("id", id) }
      json.member("error", reason)
    }
    json.newline()
  }

  /// Bytes of an assessment without evidence, as a worker answers it.
  package static func bytes(of assessment: Assessment) -> Int {
    var json = JSONWriter()
    AssessmentLine.write(assessment, id: "", withEvidence: false, to: &json)
    return json.bytes.count + 1
  }

  /// Writes to standard output. Throws when nobody reads it any more.
  package static func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(
          STDOUT_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count > 0 {
          done += count
        } else if errno != EINTR {
          throw PluginFailure("nobody reads the output any more")
        }
      }
    }
  }
}
