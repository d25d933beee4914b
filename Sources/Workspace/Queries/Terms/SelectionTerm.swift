import GRDB
import PluginKit

/// `@name`: what the query of that name finds.
struct SelectionTerm: QueryTerm {
  let name: String

  var text: String { "@\(name)" }
  var selection: String? { name }

  /// Selections within each other beyond this are refused.
  private static let deepest = 100

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    guard scanner.peek == UInt8(ascii: "@") else { return nil }
    let start = scanner.position
    scanner.position += 1
    let name = scanner.takeWord(isValue: true)
    guard !name.isEmpty else {
      throw scanner.error("'@' wants the name of a selection", at: start)
    }
    return SelectionTerm(name: name)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    guard !place.opened.contains(name) else {
      throw place.error("the selection '@\(name)' is made of itself")
    }
    guard place.opened.count < Self.deepest else {
      throw place.error(
        "selections stand more than \(Self.deepest) deep within each other, down to '@\(name)'",
        hint: "write one of them out anew, without the others")
    }
    if let known = resolver.openedSelection(name, isPositive: place.isPositive) { return known }
    let db = resolver.db
    guard
      let query = try db.first(
        "SELECT query FROM selection WHERE name = ?", [.text(name)], { $0.text(0) })
    else {
      let known = try db.rows("SELECT name FROM selection ORDER BY name") { $0.text(0) }
      throw place.error(
        "no selection '@\(name)'",
        hint: nameHint(for: name, among: known, none: "none has been named yet"))
    }
    var inner = place
    inner.narrowing = Narrowing()
    inner.opened.append(name)
    let id = try resolver.condition(QueryParser.parse(query), inner)
    resolver.keepOpened(name, isPositive: place.isPositive, id)
    return id
  }
}
