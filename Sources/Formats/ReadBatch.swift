package import Corpus
package import PluginKit

/// A piece of a file's conversations, in the order of the file.
package struct ReadBatch: Sendable {
  package var conversations: [Conversation] = []
  package var broken: [BrokenRecord] = []
  /// Bytes of the file, as it is on disk, that were read so far, over all batches.
  package var bytesRead: Int64 = 0

  package init() {}
}

/// A record that gave no conversation.
package struct BrokenRecord: Sendable, Equatable {
  /// The line on which the record starts, from 1.
  package let line: Int
  /// A few words without conversation text.
  package let reason: String

  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}

/// What is known of a file when all of it was read.
package struct ReadResult: Sendable {
  package let report: ReadReport
  /// SHA-256 of the bytes that were read, as they are on disk.
  package let digest: Digest
  package let byteCount: Int64
}

/// Bounds that tests make small.
package struct ReadLimits: Sendable {
  /// Bytes of a record at most, in files and streams alike.
  package static let standardRecordBytes = 16 << 20

  /// Bytes of one record; a longer one is broken and never held whole.
  var recordBytes = standardRecordBytes
  /// Bytes of the file that one batch covers, and how many conversations it holds at most.
  var batchBytes: Int64 = 1 << 20
  var batchConversations = 500
  /// Bytes at the start of the file from which its format is told.
  var sampleBytes = 4 << 20
  var unpacking = UnpackedBytes.Limits()

  package static func label(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
