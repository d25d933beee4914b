import GRDB
import PluginKit

/// A query with a name.
package struct Selection: Sendable, Equatable {
  package let name: String
  /// In its canonical form.
  package let query: String
  package let createdAt: String
}

extension Workspace {
  /// In order of name, but each after those that its query uses, so that naming them anew in this
  /// order works.
  package func selections() throws -> [Selection] {
    let byName = try read { db in
      try db.rows("SELECT name, query, created_at FROM selection ORDER BY name") {
        Selection(name: $0.text(0), query: $0.text(1), createdAt: $0.text(2))
      }
    }
    var waiting = Dictionary(byName.map { ($0.name, $0) }) { first, _ in first }
    var ordered: [Selection] = []
    func add(_ name: String) {
      guard let selection = waiting.removeValue(forKey: name) else { return }
      let syntax = try? QueryParser.parse(selection.query)
      for used in syntax?.selections.sorted() ?? [] { add(used) }
      ordered.append(selection)
    }
    for selection in byName { add(selection.name) }
    return ordered
  }

  /// Names a query, so that `@name` stands for it; one of that name is replaced.
  ///
  /// Throws when the name is not letters, digits, `_` or `-`, or the query would contain itself.
  package func name(_ query: Query, as name: String) throws {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "-"
    }
    guard isPlain, !name.isEmpty else {
      throw WorkspaceError(
        .badQuery(offset: 0), "'\(name)' cannot name a selection",
        hint: "use letters, digits, '_' and '-'")
    }
    try write { db in
      try db.run(
        """
        INSERT INTO selection(name, query, created_at) VALUES (?, ?, \(Self.now))
        ON CONFLICT(name) DO UPDATE SET query = excluded.query, created_at = excluded.created_at
        """, [.text(name), .text(query.description)])
      // Finds a circle before it is kept.
      _ = try resolve(.term(SelectionTerm(name: name), offset: 0), db)
    }
    effectLog.makes(.selection(name))
  }

  package func removeSelection(_ name: String) throws {
    try write { db in
      try db.run("DELETE FROM selection WHERE name = ?", [.text(name)])
      guard db.changesCount > 0 else {
        let known = try db.rows("SELECT name FROM selection ORDER BY name") { $0.text(0) }
        throw WorkspaceError(
          .missing, "no selection '\(name)'",
          hint: nameHint(for: name, among: known, none: "none has been named yet"))
      }
    }
    effectLog.removes(.selection(name))
  }
}
