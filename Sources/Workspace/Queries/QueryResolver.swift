import GRDB
import PluginKit

/// Looks the names of a query up, once, and makes a condition of SQL on the conversation `c` of it.
///
/// Within an *and* group, roles and message metadata narrow the group's texts, in inner groups too:
/// each text must stand in some message that has such a role and such metadata. Without a text in
/// the group, one message must have them all. A role or name given twice in a group narrows
/// nothing: each then is a condition of its own. An inner group's roles replace an outer one's.
struct QueryResolver {
  let db: Database
  let catalog: QueryCatalog
  var pool = ConditionPool()
  /// Whether the index of words is asked.
  var usesIndex = false
  /// Whether a score's name alone is a word to look for, rather than asked about.
  var takesScoresForWords = false
  /// Whether a text to be like may stand in it, which ranks and is no condition.
  var ranksByMeaning = false
  /// Scores that are compared, each once.
  private(set) var scores: [String] = []
  /// Texts outside of *not*, each once, with what narrows them.
  private(set) var texts: [ResolvedQuery.Text] = []
  private var seenTexts: Set<ResolvedQuery.Text> = []
  /// The text to be like, with what narrows it.
  private(set) var meaning: ResolvedQuery.Meaning?
  private var opened: [OpenedSelection: ConditionPool.ID] = [:]

  private struct OpenedSelection: Hashable {
    let name: String
    let isPositive: Bool
  }

  init(_ db: Database, _ catalog: QueryCatalog) {
    self.db = db
    self.catalog = catalog
  }

  mutating func resolve(_ syntax: QuerySyntax) throws -> ResolvedQuery {
    let root = try condition(syntax, QueryPlace(offset: 0))
    return ResolvedQuery(
      written: try pool.written(root), usesIndex: usesIndex, texts: texts, scores: scores,
      meaning: meaning, omissions: catalog.omissions)
  }

  mutating func note(meaning text: String, _ place: QueryPlace) throws {
    guard meaning == nil else {
      throw place.error(
        "a search is by one meaning at a time", hint: "put all of it behind one ~")
    }
    meaning = ResolvedQuery.Meaning(text: text, narrowing: place.narrowing)
  }

  mutating func note(score: String) {
    if !scores.contains(score) { scores.append(score) }
  }

  mutating func condition(_ syntax: QuerySyntax, _ place: QueryPlace) throws -> ConditionPool.ID {
    switch syntax {
    case .term(let term, let offset):
      return try term.condition(&self, at(offset, place))
    case .and(let parts): return try group(parts, place)
    case .or(let parts):
      var ids: [ConditionPool.ID] = []
      for part in parts { ids.append(try condition(part, place)) }
      return pool.or(ids)
    case .not(let one):
      var inner = place
      inner.isPositive.toggle()
      let id = try condition(one, inner)
      return pool.not(id)
    }
  }

  /// Parts that hold together.
  mutating func group(_ parts: [QuerySyntax], _ place: QueryPlace) throws -> ConditionPool.ID {
    var roles: [Role] = []
    var fields: [(key: String, condition: SQLFragment)] = []
    var turns: [TurnCondition] = []
    var others: [QuerySyntax] = []
    var hasText = false
    for part in parts {
      if case .term(let term, let offset) = part {
        switch try term.narrowing(self, at(offset, place)) {
        case .role(let role): roles.append(role)
        case .field(let key, let condition): fields.append((key, condition))
        case .turn(let condition): turns.append(condition)
        case nil: others.append(part)
        }
        hasText = hasText || term.standsInMessages
      } else {
        others.append(part)
      }
    }
    let narrows = roles.count <= 1 && Set(fields.map(\.key)).count == fields.count
    var inner = place
    var ids: [ConditionPool.ID] = []
    if narrows {
      if let role = roles.first { inner.narrowing.role = role }
      inner.narrowing.fields += fields.map(\.condition)
      inner.narrowing.turns += turns
      if !hasText, !(roles.isEmpty && fields.isEmpty && turns.isEmpty) {
        ids.append(pool.leaf(inner.narrowing.someMessage))
      }
    } else {
      for role in roles { ids.append(pool.leaf(Narrowing(role: role).someMessage)) }
      for field in fields {
        ids.append(pool.leaf(Narrowing(fields: [field.condition]).someMessage))
      }
      for turn in turns { ids.append(pool.leaf(Narrowing(turns: [turn]).someMessage)) }
    }
    for part in others { ids.append(try condition(part, inner)) }
    return pool.and(ids)
  }

  mutating func note(_ text: SearchedText, _ narrowing: Narrowing) {
    let noted = ResolvedQuery.Text(text: text, narrowing: narrowing)
    if seenTexts.insert(noted).inserted { texts.append(noted) }
  }

  func openedSelection(_ name: String, isPositive: Bool) -> ConditionPool.ID? {
    opened[OpenedSelection(name: name, isPositive: isPositive)]
  }

  mutating func keepOpened(_ name: String, isPositive: Bool, _ id: ConditionPool.ID) {
    opened[OpenedSelection(name: name, isPositive: isPositive)] = id
  }

  /// Within a selection, the place is that of its name in the query that was typed.
  private func at(_ offset: Int, _ place: QueryPlace) -> QueryPlace {
    guard place.opened.isEmpty else { return place }
    var place = place
    place.offset = offset
    return place
  }
}

/// A query whose names were found: what is read, and where.
struct ResolvedQuery: Sendable {
  /// A text outside of *not*, with what narrows it.
  struct Text: Sendable, Hashable {
    let text: SearchedText
    let narrowing: Narrowing
  }

  /// A text to be like, with what narrows the messages.
  struct Meaning: Sendable, Hashable {
    let text: String
    let narrowing: Narrowing
  }

  private let written: WrittenCondition
  /// Whether the index of words is asked.
  let usesIndex: Bool
  let texts: [Text]
  /// Names of the scores that it compares.
  let scores: [String]
  let meaning: Meaning?
  /// Values that its comparisons leave out.
  let omissions: [QueryOmission]

  static let everything = ResolvedQuery(
    written: .everything, usesIndex: false, texts: [], scores: [], meaning: nil, omissions: [])

  init(
    written: WrittenCondition, usesIndex: Bool, texts: [Text], scores: [String], meaning: Meaning?,
    omissions: [QueryOmission]
  ) {
    self.omissions = omissions
    self.written = written
    self.usesIndex = usesIndex
    self.texts = texts
    self.scores = scores
    self.meaning = meaning
  }

  /// Whether every conversation satisfies it.
  var isEverything: Bool { written.condition.text == "TRUE" }

  /// ` WHERE …` on the conversation `c`; nothing where every conversation is wanted, so that SQLite
  /// may count without looking.
  private var clause: SQLFragment {
    isEverything ? SQLFragment("") : SQLFragment(" WHERE ") + written.condition
  }

  /// A statement over the query's conversations `c`.
  ///
  /// - Parameters:
  ///   - columns: what it selects.
  ///   - signatures: whose tables `columns` read.
  ///   - more: further tables, after the conversations'.
  ///   - ending: what follows the condition, such as an order.
  func select(
    _ columns: SQLFragment, joining signatures: Set<Int64> = [], from more: String = "",
    ending: SQLFragment = SQLFragment("")
  ) -> SQLFragment {
    written.definitions + SQLFragment("SELECT ") + columns
      + SQLFragment(" FROM conversation c\(joins(signatures))\(more)") + clause + ending
  }

  /// A statement over messages `m` of the query's conversations `c`: `from` and `condition` are its
  /// own.
  func selectMessages(
    _ columns: SQLFragment, from: String, where condition: SQLFragment, ending: SQLFragment
  ) -> SQLFragment {
    written.definitions + SQLFragment("SELECT ") + columns
      + SQLFragment(" FROM \(from) CROSS JOIN conversation c ON c.id = m.conversation_id")
      + SQLFragment("\(joins([])) WHERE ") + condition
      + (isEverything ? SQLFragment("") : SQLFragment(" AND ") + written.condition) + ending
  }

  /// Of its conversations those that satisfy `condition` on `c` too, which reads `signatures`' tables.
  func and(_ condition: SQLFragment, reading signatures: Set<Int64>) -> ResolvedQuery {
    let both =
      isEverything
      ? condition : SQLFragment("(") + written.condition + SQLFragment(") AND ") + condition
    return ResolvedQuery(
      written: WrittenCondition(
        definitions: written.definitions, condition: both,
        signatures: written.signatures.union(signatures)),
      usesIndex: usesIndex, texts: texts, scores: scores, meaning: meaning, omissions: omissions)
  }

  private func joins(_ signatures: Set<Int64>) -> String {
    written.signatures.union(signatures).sorted().map(QueryCatalog.join).joined()
  }
}
