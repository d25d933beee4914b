/// A file that cannot be read as a corpus, or cannot be read as it was asked to be.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case notFound, isFolder, notPermitted, unreadable, empty
    /// Bytes of something else: an archive, an image of a database, UTF-16.
    case notText
    /// Text in which no conversations were found, or an unknown name after `--format`.
    case unknownFormat
    case badMapping
    /// A broken record where none is allowed; `line` counts from 1.
    case broken(line: Int)
    /// The file was written to, cut off or taken away while it was read.
    case changed
    /// Compressed data that are damaged, end too early or grow beyond all measure.
    case badCompression
    /// A person stopped it.
    case interrupted
    /// A reader's own "no".
    case refused
  }

  public let kind: Kind
  /// A sentence without a full stop that names the file; never conversation text.
  public let message: String
  /// What to do about it; empty when there is nothing sensible to say.
  public let hint: String

  public init(_ kind: Kind, _ message: String, hint: String = "") {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// A reader's refusal of the whole file, in words for the person who asked.
  public init(_ message: String, hint: String = "") {
    self.init(.refused, message, hint: hint)
  }

  public var description: String { hint.isEmpty ? message : "\(message); \(hint)" }
}
