import GRDB
import PluginKit
import Testing

@testable import Workspace

@Suite struct SchemaTests {
  @Test func `the documentation names exactly the tables and columns of the file`() throws {
    let workspace = try Workspace(path: ":memory:")
    let tables = try workspace.sql(
      """
      SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid
      """)
    let found = tables.rows.map { "\($0[0]) \($0[1])" }.sorted()
    let told = SchemaDoc.tables.flatMap { table in
      table.columns.map { "\(SQLValue.text(table.name)) \(SQLValue.text($0.name))" }
    }.sorted()
    #expect(found == told)
  }

  @Test func `every table is strict`() throws {
    let workspace = try Workspace(path: ":memory:")
    let loose = try workspace.sql(
      """
      SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
        AND name NOT LIKE 'sqlite_%'
      """)
    #expect(loose.rows.isEmpty)
  }

  @Test func `migrations run once, in order, and refuse what is newer`() throws {
    let queue = try DatabaseQueue()
    let steps = [
      ["CREATE TABLE one (a)"], ["ALTER TABLE one ADD COLUMN b", "INSERT INTO one VALUES (1, 2)"],
    ]
    try queue.write { try Schema.migrate($0, steps: [steps[0]]) }
    try queue.write { try Schema.migrate($0, steps: steps) }
    try queue.write { try Schema.migrate($0, steps: steps) }
    #expect(try queue.read { try $0.integer("SELECT count(*) FROM one WHERE b = 2") } == 1)
    #expect(try queue.read { try $0.integer("PRAGMA user_version") } == 2)
    let error = try failure {
      try queue.write { try Schema.migrate($0, steps: [steps[0]]) }
    }
    #expect(error.kind == .newer)
  }

  @Test(arguments: 1..<Schema.version)
  func `a workspace of each earlier form is brought up to date when it is opened`(_ version: Int)
    throws
  {
    let folder = try TemporaryFolder()
    let path = folder.file("pe.sqlite")
    let queue = try DatabaseQueue(path: path)
    try queue.write { try Schema.migrate($0, steps: Array(Schema.steps.prefix(version))) }
    try queue.close()
    let workspace = try Workspace(path: path)
    try Fixture.load(Fixture.talks, as: "first", into: workspace)
    #expect(try workspace.sql("PRAGMA user_version").rows == [[.integer(Schema.version)]])
    let all = try workspace.query("")
    let ids = try workspace.unsketched(all)
    #expect(ids.count == Fixture.talks.count)
    let sketch = ContentSketch(contentID: 1, textKey: 7, wordHash: .max, values: [1, .max])
    try workspace.store([sketch])
    #expect(try workspace.unsketched(all) == Array(ids.dropFirst()))
    var found: [ContentSketch?] = []
    try workspace.sketches(all) { found.append($2) }
    #expect(found == [sketch] + ids.dropFirst().map { _ in nil })
    try workspace.close()
  }

  @Test func `a migration that fails leaves the file as it was`() throws {
    let queue = try DatabaseQueue()
    #expect(throws: DatabaseError.self) {
      try queue.write { try Schema.migrate($0, steps: [["CREATE TABLE one (a)", "nonsense"]]) }
    }
    #expect(try queue.read { try $0.integer("SELECT count(*) FROM sqlite_master") } == 0)
  }

  @Test func `the index of words follows loads and removals`() throws {
    let workspace = try Fixture.workspace()
    try workspace.buildIndex()
    let many = (0..<20).map { Fixture.talk("b\($0)", [(.user, "word number \($0)")]) }
    try Fixture.load(many, as: "many", into: workspace)
    try workspace.buildIndex()
    try workspace.remove(dataset: "first")
    try Fixture.load(Fixture.talks, as: "again", into: workspace)
    #expect(try workspace.count(workspace.query("sleep")) == 2)
    #expect(try workspace.count(workspace.query("number")) == 20)
    try workspace.remove(dataset: "many")
    #expect(try workspace.count(workspace.query("number")) == 0)
    #expect(try workspace.count(workspace.query("sleep")) == 2)
  }
}
