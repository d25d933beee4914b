import GRDB
import PluginKit

/// `file:week1.csv`, `file:week*`: that a conversation came from a file of that name or path, or of
/// a folder of it.
struct FileTerm: QueryTerm {
  let name: String
  let isEqual: Bool

  var text: String { "file\(isEqual ? ":" : "!=")\(QuerySpelling.value(name))" }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let start = scanner.position
    guard let found = try scanner.takeNamedValue(), found.name.lowercased() == "file" else {
      return nil
    }
    guard found.comparison.isEquality else {
      throw scanner.error("file takes ':', '=' or '!=', as in file:week1.csv", at: start)
    }
    return FileTerm(name: found.value, isEqual: found.comparison != .notEqual)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    let files = try resolver.db.rows(
      """
      SELECT dataset_id, first_conversation, conversations FROM dataset_file
      WHERE path = ?1 OR path GLOB '*/' || ?1 OR path GLOB '*/' || ?1 || '/*'
      """, [.text(name)]
    ) { ($0.integer(0), $0.integer(1), $0.integer(2)) }
    guard !files.isEmpty else {
      let known = try resolver.db.rows("SELECT path FROM dataset_file LIMIT 5000") {
        String($0.text(0).split(separator: "/").last ?? "")
      }
      throw place.error(
        "no file '\(name)' was loaded",
        hint: nameHint(for: name, among: known, none: "nothing is loaded yet"))
    }
    return resolver.pool.leaf(
      SQLFragment(
        """
        c.id \(isEqual ? "IN" : "NOT IN") (SELECT f.id FROM dataset_file t JOIN conversation f
          ON f.id >= t.first_conversation AND f.id < t.first_conversation + t.conversations
          WHERE t.path = ? OR t.path GLOB '*/' || ? OR t.path GLOB '*/' || ? || '/*')
        """, [.text(name), .text(name), .text(name)]))
  }
}
