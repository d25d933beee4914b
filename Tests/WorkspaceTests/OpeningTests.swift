import Glibc
import PluginKit
import Testing
import Workspace

@Suite struct OpeningTests {
  @Test func `a new workspace is empty and opens again`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pe.sqlite")
    let first = try Workspace(path: path)
    #expect(try first.datasets().isEmpty)
    _ = try first.beginSession(program: "pe 0.1.0")
    try first.close()
    try first.close()
    #expect(access(path + "-wal", F_OK) != 0)
    let again = try Workspace(path: path)
    #expect(try again.count(.all) == 0)
    #expect(try again.sessions().map(\.program) == ["pe 0.1.0"])
  }

  @Test func `an empty file becomes a workspace`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "empty")
    #expect(try Workspace(path: path).datasets().isEmpty)
  }

  @Test func `a text file is refused and left as it is`() throws {
    let folder = try TemporaryFolder()
    let bytes = Array("hello, I am a diary\n".utf8)
    let path = try folder.write(bytes, to: "diary.txt")
    let error = try failure { _ = try Workspace(path: path) }
    #expect(error.kind == .notAWorkspace)
    #expect(error.description.contains("not a workspace"))
    #expect(TemporaryFolder.contents(path) == bytes)
  }

  @Test func `a SQLite file of another program is refused and left as it is`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("other.db")
    let workspace = try Workspace(path: path)
    try workspace.close()
    var bytes = TemporaryFolder.contents(path)
    for index in 68..<72 { bytes[index] = 0 }
    _ = try folder.write(bytes, to: "other.db")
    let error = try failure { _ = try Workspace(path: path) }
    #expect(error.kind == .notAWorkspace)
    #expect(error.description.contains("another program"))
    #expect(TemporaryFolder.contents(path) == bytes)
  }

  @Test func `a newer workspace is refused and left as it is`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("newer.sqlite")
    try Workspace(path: path).close()
    var bytes = TemporaryFolder.contents(path)
    bytes[63] = 99
    _ = try folder.write(bytes, to: "newer.sqlite")
    let error = try failure { _ = try Workspace(path: path) }
    #expect(error.kind == .newer)
    #expect(error.description.contains("format 99"))
    #expect(TemporaryFolder.contents(path) == bytes)
  }

  @Test func `a folder, a missing folder and a file as folder are told apart`() throws {
    let folder = try TemporaryFolder()
    let isFolder = try failure { _ = try Workspace(path: folder.path) }
    #expect(isFolder.kind == .unreachable)
    #expect(isFolder.hint?.contains("/pe.sqlite") == true)
    let missing = try failure { _ = try Workspace(path: folder.file("no/pe.sqlite")) }
    #expect(missing.kind == .unreachable)
    #expect(missing.description.contains("no folder"))
    let file = try folder.write([1], to: "file")
    let under = try failure { _ = try Workspace(path: file + "/pe.sqlite") }
    #expect(under.kind == .unreachable)
  }

  @Test func `a temporary workspace leaves no file behind`() throws {
    let workspace = try Fixture.workspace()
    let path = workspace.path
    #expect(access(path, F_OK) == 0)
    try workspace.close()
    for suffix in ["", "-wal", "-shm"] { #expect(access(path + suffix, F_OK) != 0) }
  }

  @Test func `calls after close say that it is closed`() throws {
    let workspace = try Fixture.workspace()
    try workspace.close()
    #expect(try failure { _ = try workspace.datasets() }.kind == .closed)
  }

  @Test(arguments: [1_000, 1 << 30])
  func `two workspaces read one file while one of them loads`(bytes: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pe.sqlite")
    let writer = try Fixture.workspace(path)
    let reader = try Workspace(path: path)
    #expect(try reader.count(.all) == 4)
    _ = try writer.ingest(Fixture.plan("second", bytes: bytes)) { ingest in
      let digester = Digester()
      for talk in Fixture.talks {
        _ = try ingest.append(talk, digest: talk.contentDigest(digester))
      }
      #expect(try reader.count(.all) == 4)
    }
    #expect(try reader.count(.all) == 8)
  }

  @Test func `a second writer is told of the first after waiting`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pe.sqlite")
    let first = try Fixture.workspace(path)
    let second = try Workspace(path: path, patience: 0.1)
    _ = try second.count(.all)
    _ = try first.ingest(Fixture.plan("second")) { _ in
      let error = try failure { _ = try second.beginSession(program: "second") }
      #expect(error.kind == .locked)
      #expect(error.description.contains("another process"))
    }
    _ = try second.beginSession(program: "second")
    #expect(try first.sessions().map(\.program) == ["second"])
  }

  @Test func `a large load ends in the same form as a small one`() throws {
    let folder = try TemporaryFolder()
    let workspace = try Workspace(path: folder.file("pe.sqlite"))
    for bytes in [1_000, 1 << 30] {
      _ = try workspace.ingest(Fixture.plan("load of \(bytes)", bytes: bytes)) { ingest in
        let digester = Digester()
        for talk in Fixture.talks {
          _ = try ingest.append(talk, digest: talk.contentDigest(digester))
        }
      }
      _ = try workspace.beginSession(program: "after \(bytes)")
      #expect(access(folder.file("pe.sqlite-wal"), F_OK) == 0)
      #expect(
        try workspace.sql("SELECT name FROM sqlite_master WHERE name = 'metadata_value'").rows
          .count == 1)
    }
    #expect(try workspace.count(workspace.query("topic:sleep")) == 2)
  }
}
