import GRDB

/// A plugin that the workspace knows, in the words of who added it.
package struct PluginRecord: Sendable, Equatable {
  package let name: String
  /// `swift`, `python`, `program`, `library` or `pattern`.
  package let language: String
  /// The file or folder of its source; empty for a pattern.
  package let path: String
  /// The build in use.
  package let code: String
  /// The build that was accepted last, to which a rejected one goes back; nil before the first.
  package let accepted: String?
  /// What it says of itself as JSON; for a pattern, its definition.
  package let description: String
  /// Whether its code runs inside this program.
  package let isInProcess: Bool
  /// When its source was saved, in seconds since 1970, as it was when the build was chosen.
  package let savedAt: Double

  package init(
    name: String, language: String, path: String, code: String, accepted: String?,
    description: String, isInProcess: Bool, savedAt: Double
  ) {
    self.name = name
    self.language = language
    self.path = path
    self.code = code
    self.accepted = accepted
    self.description = description
    self.isInProcess = isInProcess
    self.savedAt = savedAt
  }
}

/// A failure that is to be kept.
package struct PluginFailureEntry: Sendable, Equatable {
  package let plugin: String
  package let code: String
  package let conversation: String
  package let reason: String
  package let output: String

  package init(plugin: String, code: String, conversation: String, reason: String, output: String) {
    self.plugin = plugin
    self.code = code
    self.conversation = conversation
    self.reason = reason
    self.output = output
  }
}

/// A conversation that a plugin failed on.
package struct PluginFailureRecord: Sendable, Equatable {
  package let code: String
  package let conversation: String
  package let reason: String
  /// The end of what its process wrote to standard error.
  package let output: String
  package let at: String
  package let plugin: String
  /// Those that have a conversation of that name now.
  package let datasets: String
}

extension Workspace {
  private static let keptFailures = 1000

  /// In the order in which they were added.
  package func plugins() throws -> [PluginRecord] {
    try read { db in
      try db.rows(
        """
        SELECT name, language, path, code, accepted, description, in_process, saved_at
        FROM plugin
        ORDER BY id
        """
      ) {
        PluginRecord(
          name: $0.text(0), language: $0.text(1), path: $0.text(2), code: $0.text(3),
          accepted: $0.text(4).isEmpty ? nil : $0.text(4), description: $0.text(5),
          isInProcess: $0.integer(6) != 0, savedAt: $0.real(7) ?? 0)
      }
    }
  }

  /// Adds a plugin, or puts it in the place of the one of its name.
  package func keep(_ plugin: PluginRecord) throws {
    try write { db in
      try db.run(
        """
        INSERT INTO plugin(
          name, language, path, code, accepted, description, in_process, saved_at, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, \(Self.now))
        ON CONFLICT(name) DO UPDATE SET language = excluded.language, path = excluded.path,
          code = excluded.code, accepted = excluded.accepted,
          description = excluded.description, in_process = excluded.in_process,
          saved_at = excluded.saved_at
        """,
        [
          .text(plugin.name), .text(plugin.language), .text(plugin.path), .text(plugin.code),
          .text(plugin.accepted ?? ""), .text(plugin.description),
          .integer(plugin.isInProcess ? 1 : 0), .real(plugin.savedAt),
        ])
    }
    effectLog.makes(.plugin(plugin.name))
  }

  /// Forgets a plugin. Its scores and its log stay.
  package func forget(plugin name: String) throws {
    try write { try $0.run("DELETE FROM plugin WHERE name = ?", [.text(name)]) }
    effectLog.removes(.plugin(name))
  }

  /// Notes failures in one transaction; the newest thousand of a plugin are kept.
  package func log(_ failures: [PluginFailureEntry]) throws {
    try write { db in
      for failure in failures {
        try db.run(
          """
          INSERT INTO plugin_failure(plugin, code, conversation, reason, output, at)
          VALUES (?, ?, ?, ?, ?, \(Self.now))
          """,
          [failure.plugin, failure.code, failure.conversation, failure.reason, failure.output]
            .map { .text($0) })
      }
      for name in Set(failures.map(\.plugin)) {
        try db.run(
          """
          DELETE FROM plugin_failure WHERE plugin = ?1 AND id <= (
            SELECT id FROM plugin_failure WHERE plugin = ?1 ORDER BY id DESC
            LIMIT 1 OFFSET \(Self.keptFailures))
          """, [.text(name)])
      }
    }
  }

  /// The failures of a plugin, or of all, the newest first.
  package func failures(ofPlugin name: String?) throws -> [PluginFailureRecord] {
    try read { db in
      try db.rows(
        """
        SELECT f.code, f.conversation, f.reason, f.output, f.at, f.plugin,
          (SELECT group_concat(d.name, ', ') FROM dataset d JOIN conversation c
            ON c.dataset_id = d.id WHERE c.external_id = f.conversation)
        FROM plugin_failure f WHERE ?1 IS NULL OR f.plugin = ?1 ORDER BY f.id DESC
        """, [name.map { .text($0) } ?? .null]
      ) {
        PluginFailureRecord(
          code: $0.text(0), conversation: $0.text(1), reason: $0.text(2), output: $0.text(3),
          at: $0.text(4), plugin: $0.text(5), datasets: $0.text(6))
      }
    }
  }
}
