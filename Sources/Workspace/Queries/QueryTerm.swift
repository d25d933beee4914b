import GRDB

/// One kind of condition that a query can hold: how it is read, written and looked up.
///
/// A new kind is a file with a type of this protocol and a line in ``QueryTerms/all``. Equality is
/// of what is said, wherever it stands.
protocol QueryTerm: Sendable, Equatable {
  /// Reads one that begins here. Nil when something else does; where the scanner then stands does
  /// not matter.
  static func read(_ scanner: inout QueryScanner) throws -> Self?

  /// The canonical form, which is read as an equal term.
  var text: String { get }

  /// The selection that it names, if any.
  var selection: String? { get }

  /// Whether it stands in single messages, so that roles and message metadata of its group narrow
  /// it.
  var standsInMessages: Bool { get }

  /// What it narrows the texts of its group to; nil for a condition of its own.
  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart?

  /// What it means for the conversation `c`.
  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID
}

extension QueryTerm {
  var selection: String? { nil }
  var standsInMessages: Bool { false }

  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? { nil }

  func equals(_ other: any QueryTerm) -> Bool { (other as? Self) == self }
}

enum QueryTerms {
  /// In the order in which they are tried; the last takes any word.
  static let all: [any QueryTerm.Type] = [
    SelectionTerm.self, EverythingTerm.self, SQLTerm.self, RoleTerm.self, FileTerm.self,
    PresenceTerm.self, MeaningTerm.self, RangeTerm.self, ComparisonTerm.self, ListTerm.self,
    TextTerm.self,
  ]

  /// Words that mean something by themselves, and so are texts in quotes only.
  static let keywords: Set<String> = ["and", "or", "not", "all", "sql", "where"]
}

/// Where a term stands in its query.
struct QueryPlace {
  /// In bytes of UTF-8, of the query that was typed.
  var offset: Int
  var narrowing = Narrowing()
  /// Whether an even number of *not* stands around it.
  var isPositive = true
  /// Selections that are being opened, the innermost last.
  var opened: [String] = []

  func error(_ message: String, hint: String? = nil) -> WorkspaceError {
    WorkspaceError(.badQuery(offset: offset), message, hint: hint)
  }
}
