/// What a reader decided about a file before it reads it: facts, which faces put into words.
public struct Detection: Sendable, Equatable {
  /// How the records stand in the file.
  public enum Layout: Sendable, Equatable {
    /// A record a line.
    case lines
    /// Elements of one list.
    case list
    /// Members of one object.
    case members
    /// Records in a row, each over several lines.
    case sequence
    /// One record: the whole file.
    case whole
    /// Rows of a table.
    case rows(delimiter: UInt8)
    /// Records whose values stand column by column.
    case columns
    /// Text in a form of the format's own.
    case text
  }

  /// What a record is.
  public enum Unit: Sendable, Equatable {
    /// A conversation with its turns.
    case conversation
    /// A conversation whose turns are lines of one text.
    case transcript
    /// One turn of a conversation.
    case utterance
    /// One turn, in the columns that pe itself writes.
    case exportedUtterance
    /// A prompt and its reply.
    case pair
    /// A conversation of one message.
    case text
  }

  /// Names of the file that were taken for a part of a conversation.
  public struct Column: Sendable, Equatable {
    /// As `--map` knows it: id, speaker, text, order, user, assistant, messages, role, content.
    public let part: String
    /// One, or several that are joined.
    public let names: [String]

    public init(_ part: String, _ names: [String]) {
      self.part = part
      self.names = names
    }
  }

  /// Where a conversation's id is from.
  public enum Identity: Sendable, Equatable {
    case column(String)
    case memberName
    case recordNumber
    case rowNumber
    /// The format's own way.
    case format
  }

  /// What the turns of a conversation are put in order by.
  public enum Order: Sendable, Equatable {
    case file
    case column(String)
  }

  /// The dialect, as `--format` takes it.
  public var format: String
  public var layout: Layout
  public var unit: Unit
  public var columns: [Column]
  public var identity: Identity
  /// Whether conversations lie deeper in the records, their place being a part of the id.
  public var isNested: Bool
  public var order: Order
  /// Other columns that vary within conversations, and that do not, where both could be told.
  public var turnMetadata: [String]?
  public var conversationMetadata: [String]?
  /// Whether a table's first row names its columns.
  public var hasHeader = true
  /// Lines above a table that were passed over as the person asked.
  public var skippedLines = 0
  /// The text's encoding where it is not UTF-8.
  public var encoding: String?

  public init(
    format: String, layout: Layout = .text, unit: Unit = .conversation, columns: [Column] = [],
    identity: Identity = .format, isNested: Bool = false, order: Order = .file
  ) {
    self.format = format
    self.layout = layout
    self.unit = unit
    self.columns = columns
    self.identity = identity
    self.isNested = isNested
    self.order = order
  }

  public func column(_ part: String) -> [String]? { columns.first { $0.part == part }?.names }

  /// As `--map` takes it: parts of a conversation to names in the file.
  public var mapping: [String: String] {
    var mapping: [String: String] = [:]
    for column in columns { mapping[column.part] = column.names.first }
    return mapping
  }
}

/// Something that was done to records of a file, told once for all records of the kind.
public struct ReadNote: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Read after a repair, such as of a broken encoding.
    case repaired
    /// Left out: a record, a turn, a field.
    case leftOut
    /// Kept as metadata where something else might have been meant.
    case kept
    /// Given another id, as its own was taken.
    case renamed
    /// Read in one of several ways that fit.
    case ambiguous
  }

  public struct Place: Sendable, Equatable {
    /// From 1.
    public let line: Int
    /// The conversation's id in the file, where it matters.
    public let id: String?

    public init(line: Int, id: String? = nil) {
      self.line = line
      self.id = id
    }
  }

  /// How many places are remembered.
  public static let places = 3

  public let kind: Kind
  /// A few words without the file's text, the same for all of the kind.
  public let what: String
  public private(set) var count: Int
  /// The first of them.
  public private(set) var first: [Place]

  public init(_ kind: Kind, _ what: String, count: Int = 0, first: [Place] = []) {
    self.kind = kind
    self.what = what
    self.count = count
    self.first = first
  }

  public mutating func add(_ place: Place, times: Int = 1) {
    count += times
    if first.count < Self.places { first.append(place) }
  }
}

/// What reading a file came to: known when all of it was read.
public struct ReadReport: Sendable, Equatable {
  /// A speaker as the file names them and the role they were given.
  public struct Speaker: Sendable, Equatable {
    public let name: String
    public let role: Role
    public var turns: Int

    public init(_ name: String, _ role: Role, turns: Int) {
      self.name = name
      self.role = role
      self.turns = turns
    }
  }

  /// The most there are by name; those after them are counted together.
  public static let namedSpeakers = 64

  /// In the order in which they first speak, at most ``namedSpeakers``.
  public var speakers: [Speaker] = []
  /// Turns of speakers beyond those.
  public var otherTurns = 0
  /// By kind and words, in the order in which they first came up.
  public var notes: [ReadNote] = []

  public init() {}
}
