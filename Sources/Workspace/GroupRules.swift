import GRDB

extension Workspace {
  /// What says which conversations belong together, by dataset.
  package func groupRules() throws -> [String: String] {
    try read { db in
      Dictionary(
        try db.rows("SELECT dataset, rule FROM dataset_group") { ($0.text(0), $0.text(1)) }
      ) { first, _ in first }
    }
  }

  /// Keeps a dataset's rule; nil takes it away. Throws when there is no such dataset.
  package func setGroupRule(_ rule: String?, dataset name: String) throws {
    try write { db in
      let dataset = try Self.dataset(db, named: name)
      try db.run("DELETE FROM dataset_group WHERE dataset = ?", [.text(dataset.name)])
      guard let rule else { return }
      try db.run(
        "INSERT INTO dataset_group VALUES (?, ?)", [.text(dataset.name), .text(rule)])
    }
    effectLog.makes(.groups(name))
    effectLog.reads(.dataset(name))
  }
}
