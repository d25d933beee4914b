import Glibc
import PluginKit
import Testing

@testable import Workspace

@Suite struct ReadOnlyTests {
  private func prepared(_ folder: TemporaryFolder, indexed: Bool = true) throws -> String {
    let path = folder.file("a file.sqlite")
    let workspace = try Fixture.workspace(path)
    if indexed { try workspace.buildIndex() }
    try workspace.close()
    return path
  }

  private func files(_ folder: TemporaryFolder) -> [String] {
    ["", "-wal", "-shm", "-journal"].filter { access(folder.file("a file.sqlite" + $0), F_OK) == 0 }
  }

  @Test func `a workspace that is only looked at is read and leaves nothing beside it`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let before = TemporaryFolder.contents(path)
    let workspace = try Workspace(path: path, looksOnly: true)
    #expect(workspace.isReadOnly)
    #expect(try workspace.datasets().map(\.name) == ["first"])
    #expect(try workspace.count(workspace.query("sleep")) == 2)
    #expect(try Fixture.all(workspace).count == 4)
    #expect(try workspace.sql("SELECT count(*) FROM message").rows == [[.integer(8)]])
    #expect(files(folder) == [""])
    try workspace.close()
    #expect(TemporaryFolder.contents(path) == before)
  }

  @Test func `what would write says so`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder, indexed: false)
    let workspace = try Workspace(path: path, looksOnly: true)
    let writing: [() throws -> Void] = [
      { _ = try workspace.beginSession(program: "x") },
      { _ = try Fixture.load(Fixture.talks, as: "second", into: workspace) },
      { try workspace.remove(dataset: "first") },
      { _ = try workspace.sql("CREATE TABLE mine (a)", write: true) },
      { _ = try Fixture.signature(workspace) },
      { _ = try workspace.count(workspace.query("sleep")) },
    ]
    for write in writing {
      let error = try failure(write)
      #expect(error.kind == .readOnly)
      #expect(error.hint?.contains("copy it") == true)
    }
    #expect(try Fixture.all(workspace).count == 4)
  }

  @Test func `a change while it is read is told, never mixed in`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let reader = try Workspace(path: path, looksOnly: true)
    #expect(try reader.count(.all) == 4)
    let writer = try Workspace(path: path)
    try Fixture.load(Fixture.talks, as: "second", into: writer)
    #expect(try failure { _ = try reader.count(.all) }.kind == .locked)
    try writer.close()
    #expect(try failure { _ = try reader.datasets() }.kind == .locked)
    #expect(try Workspace(path: path, looksOnly: true).count(.all) == 8)
  }

  @Test func `what is still in the log is read, or told when it cannot be`() throws {
    let folder = try TemporaryFolder()
    let path = try prepared(folder)
    let writer = try Workspace(path: path)
    try Fixture.load(Fixture.talks, as: "second", into: writer)
    #expect(try Workspace(path: path, looksOnly: true).count(.all) == 8)
    // As a copy of the file and its log alone.
    let copy = try folder.write(TemporaryFolder.contents(path), to: "copy.sqlite")
    _ = try folder.write(TemporaryFolder.contents(path + "-wal"), to: "copy.sqlite-wal")
    let error = try failure { _ = try Workspace(path: copy, looksOnly: true) }
    #expect(error.kind == .readOnly)
    #expect(error.description.contains("-wal"))
    _ = try folder.write([1, 2, 3], to: "copy.sqlite-journal")
    let broken = try failure { _ = try Workspace(path: copy, looksOnly: true) }
    #expect(broken.description.contains("middle of a write"))
  }

  @Test func `what a killed program left in the temporary folder goes, what is used stays`() throws
  {
    let used = try Workspace(path: ":memory:")
    let left = "/tmp/pe-workspace-test\(getpid())"
    #expect(mkdir(left, 0o700) == 0)
    if let file = fopen(left + "/pe.sqlite", "w") { fclose(file) }
    let next = try Workspace(path: ":memory:")
    #expect(access(left, F_OK) != 0)
    #expect(access(used.path, F_OK) == 0)
    #expect(try used.count(.all) == 0)
    try next.close()
    #expect(access(next.path, F_OK) != 0)
  }
}
