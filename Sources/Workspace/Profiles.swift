import GRDB

/// What makes an overall score of dimensions, under a name.
package struct ProfileRecord: Sendable, Equatable {
  package let name: String
  /// JSON of the engine's.
  package let definition: String
  /// UTC.
  package let createdAt: String
}

extension Workspace {
  /// In order of name.
  package func profiles() throws -> [ProfileRecord] {
    try read { db in
      try db.rows("SELECT name, definition, created_at FROM profile ORDER BY name") {
        ProfileRecord(name: $0.text(0), definition: $0.text(1), createdAt: $0.text(2))
      }
    }
  }

  /// Nil when there is none of that name.
  package func profile(_ name: String) throws -> ProfileRecord? {
    let found = try profiles().first { $0.name == name }
    if found != nil { effectLog.reads(.profile(name)) }
    return found
  }

  /// Keeps a profile; one of that name is replaced.
  package func keep(profile name: String, definition: String) throws {
    try write { db in
      try db.run(
        """
        INSERT INTO profile(name, definition, created_at) VALUES (?, ?, \(Self.now))
        ON CONFLICT(name) DO UPDATE SET definition = excluded.definition,
          created_at = excluded.created_at
        """, [.text(name), .text(definition)])
    }
    effectLog.makes(.profile(name))
  }
}
