private import Glibc

/// A workspace's file as it was found, without SQLite, which might touch it.
struct WorkspaceFile: Sendable {
  /// As it was named.
  let given: String
  /// Links followed; what SQLite writes lies beside it.
  let path: String
  /// Whether there is nothing in it yet.
  let isEmpty: Bool
  /// Why it can be looked at only; nil when it can be written.
  let readOnly: ReadOnly?

  struct ReadOnly: Sendable {
    /// Goes on after "cannot be written: ".
    let reason: String
    /// Whether nobody writes the file and all of it is in it: SQLite then needs no files beside it,
    /// but does not see a change either, which ``WorkspaceFile/checkUnchanged()`` does.
    let isFrozen: Bool
    fileprivate let stamp: Stamp
  }

  /// Looks at `path`. A missing or empty file can become a workspace.
  ///
  /// - Parameter looksOnly: as if it could not be written.
  init(_ path: String, looksOnly: Bool = false) throws {
    guard !path.utf8.contains(0) else {
      throw WorkspaceError(.unreachable, "the workspace's path has a NUL in it")
    }
    // SQLite takes what begins so for more than a path.
    given = path.hasPrefix("file:") ? "./" + path : path
    var status = stat()
    if stat(given, &status) == 0, let resolved = realpath(given, nil) {
      self.path = String(cString: resolved)
      free(resolved)
    } else {
      var link = stat()
      guard errno == ENOENT, lstat(given, &link) != 0 else {
        throw WorkspaceError(
          .unreachable, "'\(path)' cannot be opened: \(Self.reason())", hint: "name another file")
      }
      if let reason = try Self.unwritableFolder(of: given) {
        throw WorkspaceError(
          .unreachable, reason,
          hint: "a workspace writes files beside itself; choose another folder")
      }
      self.path = given
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw WorkspaceError(
        .unreachable, "'\(path)' is a folder", hint: "name a file in it, such as \(path)/pe.sqlite")
    }
    let exists = status.st_mode != 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw WorkspaceError(.notAWorkspace, "'\(path)' is not a regular file")
    }
    isEmpty = status.st_size == 0
    if !isEmpty { try Self.checkHeader(of: given) }
    try Self.checkCompanions(of: self.path)
    guard exists else {
      readOnly = nil
      return
    }
    var reason = looksOnly ? "it is only looked at" : nil
    if access(path, W_OK) != 0 { reason = Self.reason() }
    if reason == nil { reason = try Self.unwritableFolder(of: self.path) }
    if reason == nil { reason = DiskRoom.lack(at: self.path) }
    guard let reason else {
      readOnly = nil
      return
    }
    guard !isEmpty else {
      throw WorkspaceError(
        .readOnly, "'\(path)' is empty and cannot be written: \(reason)",
        hint: "name another file")
    }
    readOnly = try Self.readOnly(self.path, reason)
  }

  /// As a name that SQLite opens.
  var name: String {
    guard readOnly?.isFrozen == true else { return path }
    let plain = path.utf8.map { byte in
      let isPlain =
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + Self.hexadecimal(byte)
    }
    return "file:\(plain.joined())?immutable=1"
  }

  /// The error of what would write, where only looking is possible.
  var refusal: WorkspaceError {
    WorkspaceError(
      .readOnly, "'\(given)' cannot be written: \(readOnly?.reason ?? "it is only looked at")",
      hint: "copy it to where you can write")
  }

  /// Throws when a frozen file was changed by another program since it was opened: what was read
  /// from it may be of two times.
  func checkUnchanged() throws {
    guard let readOnly, readOnly.isFrozen, Stamp(path) != readOnly.stamp else { return }
    throw WorkspaceError(
      .locked, "'\(path)' was changed by another program while it was read",
      hint: "open it again")
  }

  // Inside

  /// What tells that somebody wrote.
  fileprivate struct Stamp: Equatable, Sendable {
    private let numbers: [Int]

    init(_ path: String) {
      numbers = ["", "-wal", "-journal"].flatMap { suffix in
        var status = stat()
        guard stat(path + suffix, &status) == 0 else { return [0] }
        return [
          Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
        ]
      }
    }
  }

  private static func readOnly(_ path: String, _ reason: String) throws -> ReadOnly {
    let stamp = Stamp(path)
    guard size(path + "-journal") == 0 else {
      guard !isInUse(path) else {
        throw WorkspaceError(
          .locked, "another program is writing to '\(path)'", hint: "wait until it is done")
      }
      throw WorkspaceError(
        .readOnly, "'\(path)' was left in the middle of a write, and cannot be written: \(reason)",
        hint: "copy it and its -journal to where you can write, and open it there")
    }
    let isOpen = access(path + "-shm", F_OK) == 0
    // Changes that are not in the file itself can be read only with what SQLite keeps of them.
    guard isOpen || size(path + "-wal") == 0 else {
      throw WorkspaceError(
        .readOnly, "changes to '\(path)' lie in its -wal yet, and it cannot be written: \(reason)",
        hint: "copy both files to where you can write, and open it there")
    }
    let isFrozen = size(path + "-wal") == 0 && !isInUse(path)
    return ReadOnly(reason: reason, isFrozen: isFrozen, stamp: stamp)
  }

  /// Whether another program has it open in SQLite, which holds a lock then.
  private static func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // The bytes that SQLite locks, behind the first GiB.
    var query = flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0x4000_0000, l_len: 512, l_pid: 0)
    return fcntl(descriptor, F_GETLK, &query) == 0 && query.l_type != Int16(F_UNLCK)
  }

  private static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Why the folder cannot be written, or nil. Throws when there is none.
  private static func unwritableFolder(of path: String) throws -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let parent = folder.isEmpty ? "/" : folder
    var status = stat()
    guard stat(parent, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw WorkspaceError(
        .unreachable, "there is no folder '\(parent)'", hint: "make it first, or name another")
    }
    guard access(parent, W_OK) == 0 else {
      return "the folder '\(parent)' cannot be written: \(reason())"
    }
    return nil
  }

  /// What SQLite writes beside the file must not lead elsewhere, and a journal must not name
  /// another file: SQLite would delete that.
  private static func checkCompanions(of path: String) throws {
    for suffix in ["-wal", "-shm", "-journal"] {
      var status = stat()
      guard lstat(path + suffix, &status) == 0 else { continue }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw WorkspaceError(
          .foreign, "'\(path)\(suffix)' is not a regular file, so the workspace is not opened",
          hint: "look where it leads, and remove it")
      }
    }
    let journal = open(path + "-journal", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard journal >= 0 else { return }
    defer { close(journal) }
    let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    var end = [UInt8](repeating: 0, count: magic.count)
    guard lseek(journal, -off_t(magic.count), SEEK_END) > 0,
      read(journal, &end, end.count) == end.count, end == magic
    else { return }
    throw WorkspaceError(
      .foreign, "'\(path)-journal' names another file, so the workspace is not opened",
      hint: "pe writes no such journal; whoever changed it can say why")
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

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
