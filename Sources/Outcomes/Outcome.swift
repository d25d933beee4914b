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

  /// Says so when the command took only the first rows of the table.
  package mutating func tellLimit(of table: Table) {
    guard let total = table.total, total > table.rows.count else { return }
    notes.append("\(table.rows.count) of \(total) rows; --limit takes more, or all")
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

  package init(_ name: String, text: String, isVolatile: Bool = false, isTabled: Bool = false) {
    self.name = name
    self.value = .text(text)
    self.unit = .none
    self.isVolatile = isVolatile
    self.isTabled = isTabled
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
