/// The bytes of one file from its first to its last, decompressed where the file is compressed.
///
/// The host opens the file once, hashes what passes and stops a read when the person does.
public protocol ByteSource: AnyObject {
  /// Bytes read since the beginning or the last ``rewind()``.
  var position: Int64 { get }

  /// Puts at most `buffer.count` bytes into `buffer` and gives how many; 0 at the end alone.
  ///
  /// Throws ``FormatError`` when the file cannot be read any more, has changed since it was opened,
  /// is damaged where it is compressed, or when the person stopped the work.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int

  /// Goes back to the first byte. While a reader reads, only one that said
  /// ``ReaderInfo/rereads`` may; ``CorpusReader/sniff(_:)`` always may.
  func rewind() throws(FormatError)
}

/// The start of a file, from which its format is told.
public struct FileHead {
  /// What the person calls the file: for its ending, and for messages.
  public let path: String
  /// The path without the ending of a packed file: `talk.jsonl` of `talk.jsonl.gz`.
  public let plainPath: String
  /// The first bytes, at most a few megabytes, decompressed and without a byte order mark.
  public let bytes: [UInt8]
  /// Whether ``bytes`` are all there is.
  public let isWhole: Bool
  /// What the person said about the file.
  public let options: ReadOptions
  /// All of the file, for a look beyond ``bytes``: rewind it first.
  public let source: any ByteSource

  public init(
    path: String, plainPath: String? = nil, bytes: [UInt8], isWhole: Bool, options: ReadOptions,
    source: any ByteSource
  ) {
    self.path = path
    self.plainPath = plainPath ?? path
    self.bytes = bytes
    self.isWhole = isWhole
    self.options = options
    self.source = source
  }
}

/// What a person may say about a file that is to be read.
public struct ReadOptions: Sendable, Equatable {
  /// The name of a reader or of one of its dialects, or nil to find out from the file.
  public var format: String?
  /// Parts of a conversation and the file's names for them, such as `text` to `utterance_text`.
  public var map: [String: String]
  /// Whether the first broken record ends the reading with an error.
  public var strict: Bool
  /// The encoding of the text as the person named it; readers get UTF-8 whatever it is.
  public var encoding: String?
  /// What parts the cells of a table, an ASCII character or its name; nil to find out.
  public var delimiter: String?
  /// Whether the first row of a table names its columns; nil to find out.
  public var hasHeader: Bool?
  /// Lines above a table that are no part of it.
  public var skippedLines: Int

  /// The options of the reader that ``format`` names.
  public var options: PluginOptions

  public init(
    format: String? = nil, map: [String: String] = [:], strict: Bool = false,
    encoding: String? = nil, delimiter: String? = nil, hasHeader: Bool? = nil,
    skippedLines: Int = 0,
    options: PluginOptions = PluginOptions()
  ) {
    self.format = format
    self.map = map
    self.strict = strict
    self.encoding = encoding
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.skippedLines = skippedLines
    self.options = options
  }
}
