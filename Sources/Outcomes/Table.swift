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
  /// How many rows there are, when the command itself decided how many to take; faces then show what
  /// it took.
  package var total: Int?
  /// Whether the order of rows is part of the result.
  package let isOrdered: Bool
  /// Whether its cells are texts to be read whole: eyes get a column a line.
  package let isList: Bool
  /// Whether its texts are read: eyes get them on several lines rather than cut.
  package let wraps: Bool

  package init(
    _ name: String, _ columns: [Column], rows: [[Cell]] = [], isOrdered: Bool = true,
    isList: Bool = false, wraps: Bool = false
  ) {
    self.isList = isList
    self.wraps = wraps
    self.name = name
    self.columns = columns
    self.rows = rows
    self.isOrdered = isOrdered
  }
}

extension Table {
  /// A table of names and values.
  package static func facts(_ name: String) -> Table {
    Table(name, [.init("name", .text), .init("value", .text, isVolatile: true)])
  }

  /// Adds a row to such a table.
  package mutating func add(_ name: String, _ value: String) {
    rows.append([.text(name), .text(value)])
  }
}

extension Table.Cell {
  /// A number, or nothing.
  package static func optional(_ value: Double?) -> Table.Cell {
    value.map { .number($0) } ?? .null
  }
}
