import GRDB
import PluginKit

/// `has:topic`, `has:overall`: that there is a value of a field, of a score or of a label.
struct PresenceTerm: QueryTerm {
  let name: String

  var text: String { "has:\(QuerySpelling.value(name))" }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    guard let found = try scanner.takeNamedValue(), found.name.lowercased() == "has",
      found.comparison == .matches
    else { return nil }
    return PresenceTerm(name: found.value)
  }

  /// A field that messages alone have, and a score of turns, narrow the texts of its group.
  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    switch try resolver.catalog.meaning(of: name) {
    case .turnScore(let column):
      return .turn(
        TurnCondition(
          signature: column.signature, condition: SQLFragment("t.\"\(column.name)\" IS NOT NULL")))
    case .field(let field) where field.levels == [.message] && field.paths.isEmpty:
      // Not to be the second narrowing by its name beside a comparison with it.
      return .field(key: "has:\(field.key)", Self.row(field))
    default: return nil
    }
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    switch try resolver.catalog.meaning(of: name) {
    case .dataset, .id, .count: return resolver.pool.leaf(SQLFragment("TRUE"))
    case .score(let column):
      resolver.note(score: column.name)
      return resolver.pool.leaf(
        SQLFragment("\(column.expression) IS NOT NULL"), signatures: [column.signature])
    case .field(let field):
      if try narrowing(resolver, place) != nil {
        return try resolver.group([.term(self, offset: place.offset)], place)
      }
      return resolver.pool.leaf(
        SQLFragment("c.id IN (SELECT x.conversation_id FROM metadata x WHERE ")
          + Self.row(field) + SQLFragment(")"))
    case .turnScore: return try resolver.group([.term(self, offset: place.offset)], place)
    case .unscoredTurns(let metric):
      throw try resolver.catalog.unscoredTurns(metric, place.offset)
    case .unscored(let name):
      throw resolver.catalog.unscored(name, place.offset)
    case nil:
      throw try resolver.catalog.unknown(name, offset: place.offset, what: "field or score")
    }
  }

  /// On a row `x` of metadata; an empty text is no value.
  private static func row(_ field: QueryCatalog.Field) -> SQLFragment {
    var parts: [SQLFragment] = []
    if field.isStored {
      parts.append(
        SQLFragment(
          "x.key = ? AND x.value IS NOT NULL AND x.kind <> 'null' AND x.value <> ''",
          [.text(field.key)]))
    }
    parts += field.paths.map { path in
      SQLFragment(
        """
        x.key = ? AND x.kind = 'json' AND json_valid(x.value)
        AND json_extract(x.value, ?) IS NOT NULL
        """, [.text(path.key), .text(path.path)])
    }
    guard parts.count > 1 else { return parts[0] }
    return SQLFragment("(") + .joined(parts, by: " OR ") + SQLFragment(")")
  }
}
