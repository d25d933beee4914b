import GRDB

/// How files of a kind are read, under a name.
package struct RecipeRecord: Sendable, Equatable {
  package let name: String
  /// JSON of the engine's.
  package let options: String
  /// UTC.
  package let createdAt: String
}

extension Workspace {
  /// In order of name.
  package func recipes() throws -> [RecipeRecord] {
    try read { db in
      try db.rows("SELECT name, options, created_at FROM recipe ORDER BY name") {
        RecipeRecord(name: $0.text(0), options: $0.text(1), createdAt: $0.text(2))
      }
    }
  }

  /// Keeps a recipe; one of that name is replaced. Gives whether there was one.
  package func keep(recipe name: String, options: String) throws -> Bool {
    let wasThere = try write { db in
      let count = try db.integer("SELECT count(*) FROM recipe WHERE name = ?", [.text(name)])
      try db.run(
        """
        INSERT INTO recipe(name, options, created_at) VALUES (?, ?, \(Self.now))
        ON CONFLICT(name) DO UPDATE SET options = excluded.options,
          created_at = excluded.created_at
        """, [.text(name), .text(options)])
      return count > 0
    }
    effectLog.makes(.recipe(name))
    return wasThere
  }

  /// Gives whether there was one of that name.
  package func removeRecipe(_ name: String) throws -> Bool {
    let wasThere = try write { db in
      try db.run("DELETE FROM recipe WHERE name = ?", [.text(name)])
      return db.changesCount > 0
    }
    if wasThere { effectLog.removes(.recipe(name)) }
    return wasThere
  }
}
