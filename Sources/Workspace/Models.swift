import GRDB
import PluginKit

/// A trained model that the workspace keeps.
package struct ModelRecord: Sendable, Equatable {
  package let name: String
  /// `forest`, `logistic` and so on.
  package let kind: String
  /// The column that it was trained on, with its rule.
  package let label: String
  /// The features that it reads.
  package let features: String
  /// SHA-256 of the model's file, hexadecimal.
  package let digest: String
  /// Bytes of the model's file.
  package let bytes: Int
  package let createdAt: String
}

extension Workspace {
  /// In order of name.
  package func models() throws -> [ModelRecord] {
    try read { db in
      try db.rows(
        """
        SELECT name, kind, label, features, digest, length(file), created_at
        FROM model ORDER BY name
        """
      ) {
        ModelRecord(
          name: $0.text(0), kind: $0.text(1), label: $0.text(2), features: $0.text(3),
          digest: $0.text(4), bytes: $0.count(5), createdAt: $0.text(6))
      }
    }
  }

  /// The file of a model. Throws when there is none of that name.
  package func modelFile(_ name: String) throws -> [UInt8] {
    try read { db in
      let file = try db.first("SELECT file FROM model WHERE name = ?", [.text(name)]) {
        $0.value(0)
      }
      guard case .blob(let bytes)? = file else { throw try Self.noModel(name, db) }
      effectLog.reads(.model(name))
      return bytes
    }
  }

  /// Keeps a model; one of its name is replaced.
  package func keep(
    model name: String, kind: String, label: String, features: String, digest: String,
    file: [UInt8]
  ) throws {
    try write { db in
      try db.run(
        """
        INSERT INTO model(name, kind, label, features, digest, file, created_at)
        VALUES (?, ?, ?, ?, ?, ?, \(Self.now))
        ON CONFLICT(name) DO UPDATE SET kind = excluded.kind, label = excluded.label,
          features = excluded.features, digest = excluded.digest, file = excluded.file,
          created_at = excluded.created_at
        """,
        [
          .text(name), .text(kind), .text(label), .text(features), .text(digest), .blob(file),
        ])
    }
    effectLog.makes(.model(name))
  }

  /// Forgets a model. What it predicted stays, under its signature.
  package func remove(model name: String) throws {
    try write { db in
      try db.run("DELETE FROM model WHERE name = ?", [.text(name)])
      guard db.changesCount > 0 else { throw try Self.noModel(name, db) }
    }
    effectLog.removes(.model(name))
  }

  private static func noModel(_ name: String, _ db: Database) throws -> WorkspaceError {
    let known = try db.rows("SELECT name FROM model ORDER BY name") { $0.text(0) }
    return WorkspaceError(
      .missing, "no model '\(name)'",
      hint: nameHint(for: name, among: known, none: "'train' makes one"))
  }
}
