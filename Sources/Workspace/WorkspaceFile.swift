private import Glibc

/// Looks at a workspace's file without SQLite, which might touch it.
enum WorkspaceFile {
  /// Throws when `path` cannot become or be a workspace. A missing or empty file can.
  static func check(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else {
        throw WorkspaceError(
          .unreachable, "'\(path)' cannot be opened: \(reason())", hint: "name another file")
      }
      return try checkFolder(of: path, unwritable: .unreachable)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw WorkspaceError(
        .unreachable, "'\(path)' is a folder", hint: "name a file in it, such as \(path)/pe.sqlite")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw WorkspaceError(.notAWorkspace, "'\(path)' is not a regular file")
    }
    if status.st_size > 0 { try checkHeader(of: path) }
    guard access(path, W_OK) == 0 else {
      throw WorkspaceError(
        .readOnly, "'\(path)' cannot be written: \(reason())",
        hint: "copy it to where you can write")
    }
    try checkFolder(of: path, unwritable: .readOnly)
  }

  static func size(_ path: String) throws -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The path of a new empty file in the system's folder for temporary files.
  static func temporary() throws -> String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/pe-workspace-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw WorkspaceError(
        .unreachable, "no temporary file can be made in '\(folder)': \(reason())",
        hint: "set TMPDIR to a folder that can be written")
    }
    Glibc.close(descriptor)
    return template.withUnsafeBufferPointer { bytes in
      String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  static func delete(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }

  /// `unwritable` is what it means that the folder cannot be written.
  private static func checkFolder(
    of path: String, unwritable: WorkspaceError.Kind
  ) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let parent = folder.isEmpty ? "/" : folder
    var status = stat()
    guard stat(parent, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw WorkspaceError(
        .unreachable, "there is no folder '\(parent)'", hint: "make it first, or name another")
    }
    guard access(parent, W_OK) == 0 else {
      throw WorkspaceError(
        unwritable, "the folder '\(parent)' cannot be written: \(reason())",
        hint: "a workspace writes files beside itself; choose another folder")
    }
  }

  /// The first 100 bytes: "SQLite format 3", and our number at byte 68.
  private static func checkHeader(of path: String) throws {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw WorkspaceError(
        .unreachable, "'\(path)' cannot be read: \(reason())",
        hint: "check the file's permissions, or name another file")
    }
    defer { Glibc.close(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = Glibc.read(descriptor, &header, header.count)
    guard count == header.count, header.starts(with: "SQLite format 3\0".utf8) else {
      throw WorkspaceError(
        .notAWorkspace, "'\(path)' is not a workspace of pe, and was left as it is",
        hint: "to read a corpus, load it into a workspace")
    }
    guard number(header, at: 68) == Schema.applicationID else {
      throw WorkspaceError(
        .notAWorkspace, "'\(path)' is a SQLite file of another program, and was left as it is",
        hint: "name another file")
    }
    let version = Int(number(header, at: 60))
    if version > Schema.version { throw Schema.newer(version) }
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
