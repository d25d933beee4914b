import GRDB
import Glibc
import PluginKit
import Testing

@testable import Workspace

/// Files that somebody prepared: nothing in them acts, and each is told in a sentence.
@Suite struct ForeignFileTests {
  /// A workspace with scores, then changed by other means than this program.
  private func prepared(
    _ folder: TemporaryFolder, _ statements: [String] = []
  ) throws -> String {
    let path = folder.file("pe.sqlite")
    let workspace = try Fixture.workspace(path)
    let signature = try Fixture.signature(workspace)
    try workspace.makeCurrent([signature])
    try workspace.buildIndex()
    try workspace.close()
    var configuration = Configuration()
    configuration.acceptsDoubleQuotedStringLiterals = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      for statement in statements { try db.execute(sql: statement) }
    }
    try queue.close()
    return path
  }

  private static let open = "PRAGMA writable_schema = ON"

  @Test(arguments: [
    ["CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM message; END"],
    ["CREATE TRIGGER t AFTER UPDATE ON scores_1 BEGIN SELECT load_extension('x'); END"],
    [
      "DROP TABLE dataset_group", "CREATE VIEW dataset_group AS SELECT 'a' AS dataset, 'b' AS rule",
    ],
    ["DROP TABLE plugin", "CREATE TABLE plugin (name, language, path, code)"],
    ["DROP TABLE model"],
    [
      open,
      "UPDATE sqlite_master SET sql = replace(sql, 'text TEXT NOT NULL', "
        + "'text TEXT NOT NULL, more TEXT AS (upper(text))') WHERE name = 'message'",
    ],
    [
      open,
      "UPDATE sqlite_master SET sql = replace(sql, 'status TEXT NOT NULL', "
        + "'status TEXT NOT NULL CHECK (length(status) < 9)') WHERE name = 'step'",
    ],
    [
      open,
      "UPDATE sqlite_master SET sql = replace(sql, 'line TEXT NOT NULL', "
        + "'line TEXT NOT NULL DEFAULT (randomblob(9))') WHERE name = 'step'",
    ],
    [
      open,
      "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = "
        + "'message') WHERE name = 'selection'",
    ],
    ["CREATE VIRTUAL TABLE spy USING fts3(a)"],
    ["CREATE TABLE json_each (key, value)"],
    ["CREATE VIEW scores_7 AS SELECT 1"],
    ["UPDATE score_column SET name = 'x\" FROM message; --' WHERE position = 0"],
    ["UPDATE score_column SET name = 'rowid' WHERE position = 0"],
    ["UPDATE score_column SET name = 'other' WHERE position = 0"],
    ["DROP VIEW conversation_scores", "DROP TABLE scores_1"],
    ["INSERT INTO signature VALUES (-5, 'a', '1', '', 'c', 'd', 'now', 1)"],
    ["DROP TABLE word_posting", "CREATE TABLE word_posting (segment, word, classes, postings)"],
    ["INSERT INTO signature VALUES (9223372036854775807, 'a', '1', '', 'c', 'd', 'now', 1)"],
    ["PRAGMA user_version = 1"],
  ])
  func `what pe did not make is refused`(statements: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder, statements)
    let error = try failure { _ = try Workspace(path: path) }
    #expect(error.kind == .foreign, "\(error)")
    #expect(error.hint?.isEmpty == false)
    #expect(try failure { _ = try Workspace(path: path, looksOnly: true) }.kind == .foreign)
  }

  @Test(arguments: [
    ["DROP INDEX metadata_value"],
    ["CREATE INDEX mine ON message(role)"],
    ["CREATE INDEX mine ON message(upper(text))"],
    ["DROP INDEX metadata_value", "CREATE INDEX metadata_value ON metadata(kind)"],
    ["DROP TABLE word_posting"], ["DROP TABLE word_segment"],
    ["DROP VIEW conversation_scores"],
    ["DROP VIEW conversation_scores", "CREATE VIEW conversation_scores AS SELECT 1 AS overall"],
  ])
  func `what holds nothing of its own is made anew and told`(statements: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder, statements)
    let workspace = try Workspace(path: path)
    #expect(!workspace.repairs.isEmpty)
    #expect(try workspace.count(workspace.query("sleep")) == 2)
    #expect(try workspace.count(workspace.query("topic:sleep")) == 1)
    #expect(try workspace.sql("SELECT overall FROM conversation_scores").rows.count == 4)
    #expect(
      try workspace.sql("SELECT name FROM sqlite_master WHERE name = 'mine'").rows.isEmpty)
    try workspace.close()
    #expect(try Workspace(path: path).repairs.isEmpty)
  }

  @Test func `a person's own tables, views and triggers stay`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(
      folder,
      [
        "CREATE TABLE mine (a, b AS (upper(a)))", "CREATE VIEW best AS SELECT * FROM mine",
        "CREATE INDEX mine_a ON mine(a)", "CREATE TABLE scores_mine (a)", "ANALYZE",
        "CREATE TRIGGER keep AFTER INSERT ON mine BEGIN UPDATE mine SET a = 2; END",
      ])
    let workspace = try Workspace(path: path)
    #expect(workspace.repairs.isEmpty)
    _ = try workspace.sql("INSERT INTO mine(a) VALUES (1)", write: true)
    #expect(try workspace.sql("SELECT a FROM best").rows == [[.integer(2)]])
  }

  @Test func `a person's trigger cannot reach the workspace's tables`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(
      folder,
      [
        "CREATE TABLE mine (a)",
        "CREATE TRIGGER reach AFTER INSERT ON mine BEGIN DELETE FROM message; END",
      ])
    let workspace = try Workspace(path: path)
    let error = try failure {
      _ = try workspace.sql("INSERT INTO mine VALUES (1)", write: true)
    }
    #expect(error.kind == .refused)
    #expect(try Fixture.all(workspace).count == 4)
  }

  @Test(arguments: [
    "CREATE TABLE scores_2 (x)", "CREATE TABLE Scores_9 AS SELECT 1",
    "CREATE VIEW scores_3 AS SELECT 1",
    "CREATE TABLE word_total (x)", "CREATE TABLE json_each (a)",
    "CREATE INDEX i ON message(role)", "ALTER TABLE mine RENAME TO scores_4",
    "ALTER TABLE mine RENAME TO pragma_table_info",
  ])
  func `names that the workspace keeps cannot be taken`(statement: String) throws {
    let workspace = try Fixture.workspace()
    _ = try Fixture.signature(workspace)
    _ = try workspace.sql("CREATE TABLE mine (a)", write: true)
    let error = try failure { _ = try workspace.sql(statement, write: true) }
    #expect(error.kind == .refused, "\(error)")
    #expect(
      try workspace.sql("SELECT name FROM sqlite_master WHERE name = 'mine'").rows.count == 1)
    #expect(try Fixture.signature(workspace, "other", metric: "other").table == "scores_2")
  }

  @Test func `a table in the way of new scores is stepped over`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder, ["CREATE TABLE scores_2 (x)"])
    let workspace = try Workspace(path: path)
    let signature = try Fixture.signature(workspace, "other", metric: "other")
    #expect(signature.table == "scores_3")
    try workspace.store(
      [
        ScoreRow(
          contentID: 1,
          assessment: Assessment(scores: [.measured("other", 0.5), .measured("other_share", 1)]))
      ], signature: signature)
  }

  @Test(arguments: [
    "fts3_tokenizer('simple', x'0000000000000000')", "load_extension('/tmp/never')",
  ])
  func `functions that reach memory or libraries are not there`(call: String) throws {
    let workspace = try Fixture.workspace()
    #expect(throws: WorkspaceError.self) { try workspace.sql("SELECT \(call)") }
    // As a selection that came with the file would.
    #expect(throws: WorkspaceError.self) {
      try workspace.count(workspace.query("sql \"\(call) IS NULL\""))
    }
  }

  @Test(arguments: ["-wal", "-shm", "-journal"])
  func `a link beside the file is not followed`(suffix: String) throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let precious = try folder.write(Array("precious".utf8), to: "precious")
    #expect(symlink(precious, path + suffix) == 0)
    #expect(try failure { _ = try Workspace(path: path) }.kind == .foreign)
    #expect(TemporaryFolder.contents(precious) == Array("precious".utf8))
  }

  @Test func `a link to a workspace is followed, one to nowhere is not filled`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    #expect(symlink(path, folder.file("link")) == 0)
    #expect(try Workspace(path: folder.file("link")).count(.all) == 4)
    #expect(symlink(folder.file("gone"), folder.file("lost")) == 0)
    #expect(try failure { _ = try Workspace(path: folder.file("lost")) }.kind == .unreachable)
    #expect(access(folder.file("gone"), F_OK) != 0)
  }

  @Test func `a journal that names another file is not rolled back`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let precious = try folder.write([], to: "precious")
    let name = Array(precious.utf8)
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 0xFF) } }
    let header = magic + number(0) + number(7) + number(1) + number(512) + number(8192)
    let end =
      number(1) + name + number(name.count) + number(name.reduce(0) { $0 + Int($1) }) + magic
    let rest = [UInt8](repeating: 0, count: 512 - header.count)
    _ = try folder.write(header + rest + end, to: "pe.sqlite-journal")
    #expect(try failure { _ = try Workspace(path: path) }.kind == .foreign)
    #expect(access(precious, F_OK) == 0)
  }

  @Test func `damaged pages end in a sentence`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let whole = TemporaryFolder.contents(path)
    var random = SeededRandom(seed: 5, step: "damage")
    for _ in 0..<120 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        bytes[Int.random(in: 100..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = try folder.write(bytes, to: "pe.sqlite")
      do {
        let workspace = try Workspace(path: path)
        _ = try workspace.datasets()
        _ = try Fixture.all(workspace)
        _ = try workspace.count(workspace.query("sleep"))
        for signature in try workspace.currentSignatures() {
          _ = try workspace.unscoredCount([signature], .all)
        }
        _ = try workspace.scores(contentID: 1)
        _ = try workspace.selections()
        _ = try workspace.plugins()
        try workspace.close()
      } catch let error as WorkspaceError {
        #expect(!error.message.isEmpty)
      }
      for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
  }

  @Test func `numbers that nobody gave are refused or survived`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(
      folder,
      [
        "UPDATE conversation SET messages = -3 WHERE id = 1",
        "UPDATE conversation SET messages = 9223372036854775807 WHERE id = 2",
        "UPDATE conversation SET id = 9223372036854775807 WHERE id = 3",
        "INSERT INTO abstention VALUES (9, '{\"overall\": 1, \"overall\": 2}')",
        "INSERT INTO scores_1 VALUES (1, NULL, NULL, NULL, NULL, NULL, 9)",
      ])
    let workspace = try Workspace(path: path)
    let all = try Fixture.all(workspace)
    #expect(all.count == 4)
    _ = try workspace.scores(contentID: 1)
    let signature = try #require(try workspace.currentSignatures().first)
    #expect(
      try failure { _ = try workspace.unscoredCount([signature], .all) }.kind == .damaged)
  }
}
