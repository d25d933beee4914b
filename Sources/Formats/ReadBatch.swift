package import Corpus

/// What a person may say about a file that is to be read.
package struct ReadOptions: Sendable, Equatable {
  /// The name of one of ``Formats/readers``, or nil to find out from the file.
  package var format: String?
  /// Parts of a conversation and the file's names for them, such as `text` to `utterance_text`.
  package var map: [String: String]
  /// Whether the first broken record ends the reading with an error.
  package var strict: Bool

  package init(format: String? = nil, map: [String: String] = [:], strict: Bool = false) {
    self.format = format
    self.map = map
    self.strict = strict
  }
}

/// How a file will be read.
package struct Detection: Sendable, Equatable {
  /// One of the names in ``Formats/readers``.
  package let format: String
  /// One line for the person: what was recognised and which names were taken for what.
  package let sentence: String
  /// The same as `--map` takes it: parts of a conversation to names in the file.
  package let mapping: [String: String]
}

/// A piece of a file's conversations, in the order of the file.
package struct ReadBatch: Sendable {
  package var conversations: [Conversation] = []
  package var broken: [BrokenRecord] = []
  /// Sentences about the file as a whole; they come with the last batch.
  package var warnings: [String] = []
  /// Bytes of the file that were read so far, over all batches.
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

  package static func label(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
