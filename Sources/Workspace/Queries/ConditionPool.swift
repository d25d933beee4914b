/// The conditions of one query, equal ones kept once, so that selections made of selections cost
/// what they say and not what they would be written out.
struct ConditionPool {
  typealias ID = Int

  private enum Node: Hashable {
    /// On the conversation `c`, beside the joined tables of these signatures.
    case leaf(SQLFragment, [Int64])
    case and([ID])
    case or([ID])
    case not(ID)

    var operation: String {
      if case .or = self { "OR" } else { "AND" }
    }

    var children: [ID] {
      switch self {
      case .leaf: []
      case .and(let ids), .or(let ids): ids
      case .not(let id): [id]
      }
    }
  }

  /// Children stand before their parents.
  private var nodes: [Node] = []
  private var places: [Node: ID] = [:]

  mutating func leaf(_ fragment: SQLFragment, signatures: [Int64] = []) -> ID {
    keep(.leaf(fragment, signatures))
  }

  mutating func not(_ id: ID) -> ID { keep(.not(id)) }
  mutating func and(_ ids: [ID]) -> ID { keep(ids, Node.and) }
  mutating func or(_ ids: [ID]) -> ID { keep(ids, Node.or) }

  private mutating func keep(_ ids: [ID], _ make: ([ID]) -> Node) -> ID {
    var seen: Set<ID> = []
    let distinct = ids.filter { seen.insert($0).inserted }
    return distinct.count == 1 ? distinct[0] : keep(make(distinct))
  }

  private mutating func keep(_ node: Node) -> ID {
    if let known = places[node] { return known }
    nodes.append(node)
    places[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// Conditions that a query may have when its selections are written out.
  static let most = 2_000

  /// The condition as SQL. Throws when it would have more than ``most`` parts.
  ///
  /// SQLite reads 100 pieces that wait for each other and expressions 1,000 high, so a long chain
  /// stands in groups, and what is nested deeply becomes a table of its own before the statement.
  func written(_ root: ID) throws -> WrittenCondition {
    let uses = uses(from: root)
    try check(uses, root)
    var writer = ConditionWriter()
    var written: [ID: Written] = [:]
    for id in 0...root where uses[id] > 0 {
      switch nodes[id] {
      case .leaf(let fragment, let signatures):
        written[id] = .part(.init(fragment, signatures: Set(signatures)))
      case .not(let child):
        written[id] = .part(writer.negated(part(child, &written, &writer)))
      case .and(let children), .or(let children):
        let operation = nodes[id].operation
        var parts: [ConditionWriter.Part] = []
        for child in children {
          if uses[child] == 1, case .row(operation, let inner)? = written[child] {
            parts += inner
            written[child] = nil
          } else {
            parts.append(part(child, &written, &writer))
          }
        }
        written[id] = .row(operation, parts)
      }
    }
    let whole = part(root, &written, &writer)
    return WrittenCondition(
      definitions: writer.definitions, condition: whole.fragment, signatures: whole.signatures)
  }

  /// A part of the query on its way to SQL.
  private enum Written {
    case part(ConditionWriter.Part)
    /// Parts that hold together by AND or OR, not yet put together: they may join a longer row.
    case row(String, [ConditionWriter.Part])
  }

  private func part(
    _ id: ID, _ written: inout [ID: Written], _ writer: inout ConditionWriter
  ) -> ConditionWriter.Part {
    switch written[id] {
    case .part(let part): return part
    case .row(let operation, let parts):
      let part = writer.joined(parts, by: operation)
      written[id] = .part(part)
      return part
    case nil: return .init(SQLFragment("TRUE"), signatures: [])
    }
  }

  /// How many parents each part has that matter for `root`.
  private func uses(from root: ID) -> [Int] {
    var uses = [Int](repeating: 0, count: root + 1)
    uses[root] = 1
    for id in stride(from: root, through: 0, by: -1) where uses[id] > 0 {
      for child in nodes[id].children { uses[child] += 1 }
    }
    return uses
  }

  private func check(_ uses: [Int], _ root: ID) throws {
    var sizes = [Int](repeating: 0, count: root + 1)
    for id in 0...root where uses[id] > 0 {
      let children = nodes[id].children
      sizes[id] = children.isEmpty ? 1 : children.reduce(0) { min(Self.most + 1, $0 + sizes[$1]) }
    }
    guard sizes[root] > Self.most else { return }
    throw WorkspaceError(
      .badQuery(offset: 0),
      "the query has more than \(Self.most) conditions when its selections are written out",
      hint: "keep a part of it as a label of scores, or ask in several queries")
  }
}

/// A condition as a statement takes it.
struct WrittenCondition: Sendable {
  /// `WITH … `, or nothing.
  let definitions: SQLFragment
  let condition: SQLFragment
  /// Whose tables the condition reads beside `c`.
  let signatures: Set<Int64>

  static let everything = WrittenCondition(
    definitions: SQLFragment(""), condition: SQLFragment("TRUE"), signatures: [])
}

private struct ConditionWriter {
  /// A condition with how deep and how high it stands.
  struct Part {
    var fragment: SQLFragment
    var signatures: Set<Int64>
    /// Parentheses within each other, those of a leaf aside.
    var depth = 0
    /// Of the tree that SQLite makes of it.
    var height = 12

    init(_ fragment: SQLFragment, signatures: Set<Int64>) {
      self.fragment = fragment
      self.signatures = signatures
    }
  }

  private static let deepest = 8
  private static let highest = 400
  /// Parts that stand in one row.
  private static let row = 32

  private var tables: [SQLFragment] = []

  var definitions: SQLFragment {
    tables.isEmpty
      ? SQLFragment("") : SQLFragment("WITH ") + .joined(tables, by: ", ") + SQLFragment(" ")
  }

  mutating func negated(_ part: Part) -> Part {
    let inner = flat(part)
    var result = inner
    result.fragment =
      SQLFragment("NOT coalesce(") + inner.fragment + SQLFragment(", FALSE)")
    result.depth += 1
    result.height += 2
    return result
  }

  mutating func joined(_ parts: [Part], by operation: String) -> Part {
    var row = parts.map { flat($0) }
    while row.count > Self.row {
      row = stride(from: 0, to: row.count, by: Self.row).map { start in
        flat(one(Array(row[start..<min(start + Self.row, row.count)]), operation))
      }
    }
    return one(row, operation)
  }

  private func one(_ parts: [Part], _ operation: String) -> Part {
    guard parts.count > 1 else { return parts[0] }
    var result = parts[0]
    result.fragment =
      SQLFragment("(") + .joined(parts.map(\.fragment), by: " \(operation) ") + SQLFragment(")")
    result.depth = 1 + (parts.map(\.depth).max() ?? 0)
    result.height = parts.count + (parts.map(\.height).max() ?? 0)
    for part in parts { result.signatures.formUnion(part.signatures) }
    return result
  }

  /// The part as it is, or a reference to a table of it when it is nested deeply.
  private mutating func flat(_ part: Part) -> Part {
    guard part.depth >= Self.deepest || part.height >= Self.highest else { return part }
    let name = "part_\(tables.count + 1)"
    let joins = part.signatures.sorted().map(QueryCatalog.join).joined()
    tables.append(
      SQLFragment("\(name)(id) AS (SELECT c.id FROM conversation c\(joins) WHERE ")
        + part.fragment + SQLFragment(")"))
    return Part(SQLFragment("c.id IN (SELECT id FROM \(name))"), signatures: [])
  }
}
