import Foundation
import Synchronization
import Testing

@testable import Workspace

@Suite struct SQLTests {
  @Test func `a statement gives columns, rows and their kinds`() throws {
    let workspace = try Fixture.workspace()
    let result = try workspace.sql("SELECT 1 AS a, 2.5, 'x', NULL, x'00ff';")
    #expect(result.columns == ["a", "2.5", "'x'", "NULL", "x'00ff'"])
    #expect(result.rows == [[.integer(1), .real(2.5), .text("x"), .null, .blob([0, 255])]])
    #expect(result.changes == 0)
    let some = try workspace.sql("SELECT id FROM conversation", limit: 3)
    #expect(some.rows.count == 3)
    #expect(some.total == 4, "the others are counted")
    #expect(try workspace.sql("SELECT id FROM conversation").rows.count == 4)
  }

  @Test(arguments: [
    "DELETE FROM message", "UPDATE message SET text = ''", "DROP TABLE message",
    "CREATE TABLE mine (a)", "INSERT INTO selection VALUES ('a', 'b', 'c')",
    "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 7", "ATTACH ':memory:' AS other",
    "VACUUM", "VACUUM INTO '/tmp/never'", "BEGIN", "COMMIT", "SAVEPOINT a",
    "PRAGMA writable_schema = ON",
  ])
  func `reading refuses what changes anything`(text: String) throws {
    let workspace = try Fixture.workspace()
    let error = try failure { _ = try workspace.sql(text) }
    #expect(error.kind == .onlyReads)
    #expect(error.description.contains("only reads"))
    #expect(try workspace.count(.all) == 4)
  }

  @Test(arguments: [
    "DELETE FROM message", "UPDATE conversation SET content_id = 1", "DROP TABLE metadata",
    "DROP VIEW conversation_scores", "ALTER TABLE message RENAME TO m",
    "CREATE TRIGGER t AFTER INSERT ON message BEGIN SELECT 1; END", "DROP INDEX metadata_value",
    "DELETE FROM word_posting", "PRAGMA user_version = 7",
    "PRAGMA journal_mode = DELETE", "ATTACH '/tmp/never' AS other", "BEGIN", "VACUUM",
    "DELETE FROM scores_1",
  ])
  func `even writing leaves the workspace's own tables alone`(text: String) throws {
    let workspace = try Fixture.workspace()
    _ = try Fixture.signature(workspace)
    let error = try failure { _ = try workspace.sql(text, write: true) }
    #expect(error.kind == .refused, "\(error)")
  }

  @Test func `a person's own tables can be made, filled and dropped`() throws {
    let workspace = try Fixture.workspace()
    _ = try workspace.sql("CREATE TABLE mine (id INTEGER PRIMARY KEY, note TEXT)", write: true)
    let insert = try workspace.sql(
      "INSERT INTO mine SELECT id, external_id FROM conversation", write: true)
    #expect(insert.changes == 4)
    _ = try workspace.sql("ALTER TABLE mine ADD COLUMN more", write: true)
    _ = try workspace.sql("CREATE INDEX mine_note ON mine(note)", write: true)
    _ = try workspace.sql("UPDATE mine SET note = upper(note)", write: true)
    #expect(try workspace.sql("SELECT note FROM mine WHERE id = 2").rows == [[.text("A2")]])
    #expect(
      try workspace.count(
        workspace.query("sql \"conversation_id in (select id from mine where note = 'A3')\"")) == 1)
    _ = try workspace.sql("DROP TABLE mine", write: true)
  }

  @Test func `mistakes say where`() throws {
    let workspace = try Fixture.workspace()
    let unknown = try failure { _ = try workspace.sql("SELECT nothing FROM message") }
    #expect(unknown.kind == .badSQL(offset: 7))
    #expect(unknown.description.contains("nothing"))
    let tableless = try failure { _ = try workspace.sql("select nocol") }
    guard case .badSQL = tableless.kind else { throw Failed("\(tableless)") }
    #expect(tableless.description.contains("nocol"))
    let several = try failure { _ = try workspace.sql("SELECT 1; SELECT 2") }
    #expect(several.description.contains("more than one"))
    #expect(
      try failure { _ = try workspace.sql(" -- nothing\n") }.description.contains("no statement"))
    #expect(throws: WorkspaceError.self) { try workspace.sql("") }
  }

  @Test func `an interrupt from another thread stops a statement`() throws {
    let workspace = try Fixture.workspace()
    let isDone = Flag()
    // A thread of its own: the pool's may all be taken by tests that wait.
    let interrupter = Thread {
      while !isDone.isRaised {
        workspace.interrupt()
        usleep(5_000)
      }
    }
    interrupter.start()
    let error = try failure {
      _ = try workspace.sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
    }
    isDone.raise()
    #expect(error.kind == .interrupted)
  }

  @Test func `pragmas that look are allowed`() throws {
    let workspace = try Fixture.workspace()
    #expect(try workspace.sql("PRAGMA table_info(message)").rows.count == 6)
    #expect(try workspace.sql("PRAGMA integrity_check").rows == [[.text("ok")]])
    #expect(try workspace.sql("PRAGMA user_version").rows == [[.integer(Schema.version)]])
    #expect(try workspace.sql("PRAGMA page_size").rows == [[.integer(8192)]])
  }
}

private final class Flag: Sendable {
  private let raised = Atomic(false)
  var isRaised: Bool { raised.load(ordering: .relaxed) }
  func raise() { raised.store(true, ordering: .relaxed) }
}
