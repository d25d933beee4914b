import GRDB

extension Workspace {
  /// The contents of these keys that the workspace has, by key.
  package func contents(withKeys keys: [Int64]) throws -> [Int64: Int64] {
    try read { db in
      let find = try Prepared(db, "SELECT id FROM content WHERE key = ?")
      var found: [Int64: Int64] = [:]
      for key in keys {
        find.bind(1, key)
        if try find.step() { found[key] = find.integer(0) }
        find.reset()
      }
      return found
    }
  }
}
