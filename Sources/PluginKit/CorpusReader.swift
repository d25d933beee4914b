/// Reads conversations out of one file, in memory bounded by its longest record.
///
/// The host makes one for each file. It calls ``sniff(_:)`` once and, when this is the reader of the
/// file, ``read(_:into:)`` once on a copy that remembers what was sniffed.
public protocol CorpusReader: Sendable {
  /// Looks at the start of the file and says whether and how it would read it.
  ///
  /// Throws ``FormatError`` when the file is of this format and cannot be read as it is asked to be,
  /// or when the person asked for this format and the file is of another.
  mutating func sniff(_ file: FileHead) throws -> Sniff

  /// Gives the file's conversations to `sink` in the order of the file.
  ///
  /// A record that holds no conversation goes to ``ConversationSink/addBroken(line:reason:)`` and
  /// the next is read. What `source` and `sink` throw is thrown on.
  mutating func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws
}

/// A reader that says which files it reads.
///
///     struct Minutes: Reader {
///       static let info = ReaderInfo(summary: "minutes of sessions", fileExtensions: ["minutes"])
///
///       func sniff(_ file: FileHead) -> Sniff {
///         file.bytes.starts(with: "MINUTES".utf8) ? .certain(Detection(format: "minutes")) : .no
///       }
///
///       func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws { … }
///     }
public protocol Reader: CorpusReader {
  static var info: ReaderInfo { get }
}

/// How sure a reader is that a file is its own, and what it decided about it.
public enum Sniff: Sendable, Equatable {
  case no
  /// It can be read so; another reader may know better.
  case likely(Detection)
  case certain(Detection)

  public var detection: Detection? {
    switch self {
    case .no: nil
    case .likely(let detection), .certain(let detection): detection
    }
  }
}

/// Which files a reader reads and what a person may say about them.
public struct ReaderInfo: Sendable, Equatable {
  /// One way of writing that a reader tells from others of its own.
  public struct Dialect: Sendable, Equatable {
    /// As `--format` takes it.
    public let name: String
    public let summary: String

    public init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  public let summary: String
  /// Endings of file names, without the dot; the first is the usual one.
  public let fileExtensions: [String]
  /// Bytes that such a file may begin with; a reader is asked about files that do, whatever their
  /// ending.
  public let magic: [[UInt8]]
  /// Empty for a reader of one dialect, which has the reader's name.
  public let dialects: [Dialect]
  /// Parts of a conversation that `--map` can name.
  public let parts: [String]
  /// Whether reading goes over the file more than once; what comes from a pipe is then kept on disk
  /// as long as it is read.
  public let rereads: Bool
  public let options: [OptionInfo]
  public let manual: Manual

  public init(
    summary: String, fileExtensions: [String], magic: [[UInt8]] = [], dialects: [Dialect] = [],
    parts: [String] = [], rereads: Bool = false, options: [OptionInfo] = [],
    manual: Manual = Manual()
  ) {
    self.summary = summary
    self.fileExtensions = fileExtensions
    self.magic = magic
    self.dialects = dialects
    self.parts = parts
    self.rereads = rereads
    self.options = options
    self.manual = manual
  }
}

/// Where a reader's conversations go. The host numbers ids that come twice and gathers batches.
public protocol ConversationSink {
  /// Takes a conversation; `line` is where its record starts in the file, from 1.
  mutating func add(_ conversation: Conversation, line: Int) throws

  /// Takes a record that gave no conversation. The reason is a few words without the file's text.
  /// Throws when broken records are not allowed.
  mutating func addBroken(line: Int, reason: String) throws

  /// Takes down something that was done to `count` records, of which the first is on `line`, to be
  /// told once for all records of the kind.
  mutating func note(_ kind: ReadNote.Kind, _ what: String, line: Int, count: Int)
}

extension ConversationSink {
  /// Takes down something that was done to one record.
  public mutating func note(_ kind: ReadNote.Kind, _ what: String, line: Int) {
    note(kind, what, line: line, count: 1)
  }
}
