package import Corpus

/// What a command did, in types: all faces show it, scripts check it, nothing parses its text.
package struct Outcome: Sendable {
  /// The command's name, such as `load`.
  package var command: String
  package var measures: [Measure] = []
  package var tables: [Table] = []
  package var artifacts: [Artifact] = []
  /// Sentences for the person, each one line.
  package var notes: [String] = []
  /// What eyes get instead of, or before, the tables.
  package var exhibits: [Exhibit] = []
  package var failure: Failure?

  package init(command: String) { self.command = command }

  package init(command: String, failure: Failure) {
    self.command = command
    self.failure = failure
  }
}

/// A named result that a script can check.
package struct Measure: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    case number(Double)
    /// A digest or a name.
    case text(String)
  }

  package enum Unit: String, Sendable {
    case count, share, score, seconds, bytes, perSecond, none
  }

  package let name: String
  package let value: Value
  package let unit: Unit
  /// Times and rates: shown, recorded, never checked.
  package let isVolatile: Bool
  /// Whether a table of the outcome shows it, so that eyes need not have it again.
  package let isTabled: Bool

  package init(
    _ name: String, _ value: Double, _ unit: Unit, isVolatile: Bool = false, isTabled: Bool = false
  ) {
    self.name = name
    self.value = .number(value)
    self.unit = unit
    self.isVolatile = isVolatile
    self.isTabled = isTabled
  }

  package init(_ name: String, _ count: Int) {
    self.init(name, Double(count), .count)
  }

  package init(_ name: String, text: String) {
    self.name = name
    self.value = .text(text)
    self.unit = .none
    self.isVolatile = false
    self.isTabled = false
  }
}

/// Rows of typed cells.
package struct Table: Sendable {
  package struct Column: Sendable, Equatable {
    package enum Kind: String, Sendable { case text, integer, number, boolean }

    package let name: String
    package let kind: Kind
    /// Times and paths: left out of the digest.
    package let isVolatile: Bool

    package init(_ name: String, _ kind: Kind, isVolatile: Bool = false) {
      self.name = name
      self.kind = kind
      self.isVolatile = isVolatile
    }
  }

  package enum Cell: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case null
  }

  package let name: String
  package let columns: [Column]
  package var rows: [[Cell]]
  /// Whether the order of rows is part of the result.
  package let isOrdered: Bool

  package init(_ name: String, _ columns: [Column], rows: [[Cell]] = [], isOrdered: Bool = true) {
    self.name = name
    self.columns = columns
    self.rows = rows
    self.isOrdered = isOrdered
  }
}

/// A file that a command wrote.
package struct Artifact: Sendable {
  package let path: String
  package let rows: Int
  /// 64 hexadecimal digits.
  package let sha256: String

  package init(path: String, rows: Int, sha256: String) {
    self.path = path
    self.rows = rows
    self.sha256 = sha256
  }
}

/// What went wrong, where, and what to do.
package struct Failure: Error, Sendable {
  package enum Code: String, Sendable {
    /// The words were wrong: unknown command, bad option, unknown name.
    case usage
    /// A check of a script did not hold.
    case drift
    /// It was tried and failed.
    case failed
    /// A file, a plugin or a workspace that is needed is missing, locked or has changed.
    case precondition
    case interrupted

    package var exitStatus: Int32 {
      switch self {
      case .usage: 1
      case .drift: 2
      case .failed: 3
      case .precondition: 4
      case .interrupted: 130
      }
    }
  }

  package let code: Code
  /// A sentence without a full stop: what happened and where.
  package let message: String
  /// What to do about it; empty when there is nothing sensible to say.
  package let hint: String

  package init(_ code: Code, _ message: String, hint: String = "") {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// Something to look at. Its numbers are in the outcome's tables and measures as well.
package enum Exhibit: Sendable {
  case transcript(Transcript)
  case histogram(Histogram)
  case scatter(Scatter)
  case curve(Curve)
  case hits([Hit])
  /// Prose in Markdown: help pages.
  case page(String)
  /// The named table of the outcome, placed here rather than after the exhibits.
  case table(String)
}

/// A conversation as `show` displays it.
package struct Transcript: Sendable {
  package struct Turn: Sendable {
    /// Index into the conversation's messages, from 0.
    package let index: Int
    package let role: Role
    package let speaker: String
    package let text: String
    /// Message metadata as `key value` pairs.
    package let metadata: [(key: String, value: String)]
    package let marks: [Mark]

    package init(
      index: Int, role: Role, speaker: String, text: String,
      metadata: [(key: String, value: String)] = [], marks: [Mark] = []
    ) {
      self.index = index
      self.role = role
      self.speaker = speaker
      self.text = text
      self.metadata = metadata
      self.marks = marks
    }
  }

  /// A piece of evidence or a search hit within a turn.
  package struct Mark: Sendable {
    /// UTF-8 offsets, on character boundaries.
    package let range: Range<Int>
    package let label: String
    /// Sign says whether it earned or cost; 0 for a search hit.
    package let contribution: Double

    package init(range: Range<Int>, label: String, contribution: Double) {
      self.range = range
      self.label = label
      self.contribution = contribution
    }
  }

  package struct ScoreLine: Sendable {
    package let metric: String
    package let value: Double?
    package let interval: ClosedRange<Double>?
    /// Why there is no value.
    package let reason: String?

    package init(metric: String, value: Double?, interval: ClosedRange<Double>?, reason: String?) {
      self.metric = metric
      self.value = value
      self.interval = interval
      self.reason = reason
    }
  }

  package let dataset: String
  package let id: String
  package let metadata: [(key: String, value: String)]
  package let turns: [Turn]
  package let scores: [ScoreLine]
  package let tier: String?

  package init(
    dataset: String, id: String, metadata: [(key: String, value: String)], turns: [Turn],
    scores: [ScoreLine], tier: String?
  ) {
    self.dataset = dataset
    self.id = id
    self.metadata = metadata
    self.turns = turns
    self.scores = scores
    self.tier = tier
  }
}

/// A message that a search found.
package struct Hit: Sendable {
  /// The conversation's number in the workspace, which `show` takes.
  package let number: Int
  package let dataset: String
  package let id: String
  /// Index of the message, from 0.
  package let turn: Int
  package let role: Role
  /// The message or a part of it around the words found.
  package let snippet: String
  /// UTF-8 ranges in the snippet of the words found.
  package let marks: [Range<Int>]

  package init(
    number: Int, dataset: String, id: String, turn: Int, role: Role, snippet: String,
    marks: [Range<Int>]
  ) {
    self.number = number
    self.dataset = dataset
    self.id = id
    self.turn = turn
    self.role = role
    self.snippet = snippet
    self.marks = marks
  }
}

/// Counts in bins of equal width; a value on an inner edge belongs to the bin on its right.
package struct Histogram: Sendable {
  package let title: String
  package let unit: String
  /// `counts.count + 1` edges, ascending.
  package let edges: [Double]
  package let counts: [Int]
  /// Conversations without a value.
  package let missing: Int

  package init(title: String, unit: String, edges: [Double], counts: [Int], missing: Int) {
    self.title = title
    self.unit = unit
    self.edges = edges
    self.counts = counts
    self.missing = missing
  }
}

/// Points of two metrics against each other.
package struct Scatter: Sendable {
  package struct Point: Sendable {
    package let x: Double
    package let y: Double
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package let title: String
  package let xLabel: String
  package let yLabel: String
  package let points: [Point]
  /// Conversations that lack one of the two values.
  package let missing: Int

  package init(title: String, xLabel: String, yLabel: String, points: [Point], missing: Int) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.missing = missing
  }
}
