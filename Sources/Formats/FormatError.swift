/// A file that cannot be read as a corpus, or cannot be read as it was asked to be.
package struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    case notFound, isFolder, notPermitted, unreadable, empty
    /// Bytes of something else: a compressed file, an image of a database, UTF-16.
    case notText
    /// JSON or CSV in which no conversations were found, or an unknown name after `--format`.
    case unknownFormat
    case badMapping
    /// A broken record where none is allowed; `line` counts from 1.
    case broken(line: Int)
  }

  package let kind: Kind
  /// A sentence without a full stop that names the file; never conversation text.
  package let message: String
  /// What to do about it; empty when there is nothing sensible to say.
  package let hint: String

  package init(_ kind: Kind, _ message: String, hint: String = "") {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  package var description: String { hint.isEmpty ? message : "\(message); \(hint)" }
}

/// Why one record has no conversation to give. The reason never holds conversation text.
package struct BrokenReason: Error {
  package let reason: String
  /// Whether the bytes are no JSON at all, as when a record was cut off.
  let isSyntax: Bool

  package init(_ reason: String, isSyntax: Bool = false) {
    self.reason = reason
    self.isSyntax = isSyntax
  }
}
