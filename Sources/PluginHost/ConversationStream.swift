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

  /// Reads standard input to its end and hands over batches in order, of `size` lines at most.
  ///
  /// Every line that is not empty makes an entry, so that who pairs lines and answers is never off by
  /// one. A line longer than a record may be is one that failed; it is not kept in memory.
  package static func batches(
    of size: Int, isCancelled: () -> Bool, _ body: ([Entry]) throws -> Void
  ) throws {
    var lines = LineBuffer()
    var taker = Taker()
    func give() throws {
      if !taker.batch.isEmpty { try body(taker.batch) }
      taker.clear()
    }
    var isOpen = true
    while isOpen {
      while let line = lines.next() {
        taker.take(line)
        if taker.batch.count == size || taker.bytes >= Taker.mostBytes { try give() }
      }
      if lines.pending.count > ReadLimits.standardRecordBytes {
        taker.isInLongLine = true
        lines.dropPending()
      }
      // What is there goes on before more is waited for: the other end may be waiting as well.
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, 0) == 0 { try give() }
      while poll(&request, 1, 100) == 0 { if isCancelled() { return } }
      if isCancelled() { return }
      let count = lines.fill(from: STDIN_FILENO)
      if count < 0 && errno != EINTR {
        throw PluginFailure(
          "standard input cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { isOpen = false }
    }
    if let line = lines.rest() {
      taker.take(line)
    } else if taker.isInLongLine {
      taker.take(UnsafeBufferPointer(start: nil, count: 0))
    }
    try give()
  }

  /// Makes entries of lines.
  private struct Taker {
    /// Bytes of the lines of one batch, a little more or one line.
    static let mostBytes = 1 << 20
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private(set) var batch: [Entry] = []
    private(set) var bytes = 0
    /// The beginning of the line that comes was dropped, since it was too long.
    var isInLongLine = false
    private let parser = JSONParser()
    private var reader = ConversationLine.Reader()
    private var number = 0

    mutating func take(_ line: UnsafeBufferPointer<UInt8>) {
      number += 1
      var line = line
      // Also within, where files were joined.
      if line.starts(with: Self.byteOrderMark) {
        line = UnsafeBufferPointer(rebasing: line.dropFirst(Self.byteOrderMark.count))
      }
      let isTooLong = isInLongLine || line.count > ReadLimits.standardRecordBytes
      isInLongLine = false
      if isTooLong {
        let limit = ReadLimits.label(ReadLimits.standardRecordBytes)
        batch.append(
          Entry(line: number, conversation: .failure(BrokenReason("longer than \(limit)"))))
        return
      }
      guard line.contains(where: { !Self.isBlank($0) }) else { return }
      let conversation = Result { () throws(BrokenReason) in
        try parser.parse(padded: line) { value throws(BrokenReason) in
          try reader.read(value, number: number)
        }
      }
      batch.append(Entry(line: number, conversation: conversation))
      bytes += line.count
    }

    mutating func clear() {
      batch.removeAll(keepingCapacity: true)
      bytes = 0
    }

    /// White space as JSON has it; a line of anything else wants an answer.
    private static func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
  }

  package static func write(
    _ assessment: Assessment, id: String, withEvidence: Bool, stamp: AnswerStamp? = nil,
    to json: inout JSONWriter
  ) {
    AssessmentLine.write(assessment, id: id, withEvidence: withEvidence, stamp: stamp, to: &json)
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

  /// Whoever read the output has gone.
  package struct ReaderLeft: Error {}

  /// Writes to standard output. Throws ``ReaderLeft`` when nobody reads it any more, and a
  /// ``PluginFailure`` when it cannot be written.
  package static func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Glibc.write(
          STDOUT_FILENO, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count > 0 {
          done += count
        } else if errno == EAGAIN {
          var request = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
        } else if errno != EINTR {
          if errno == EPIPE { throw ReaderLeft() }
          throw PluginFailure(
            "standard output cannot be written: \(String(cString: strerror(errno)))")
        }
      }
    }
  }
}
