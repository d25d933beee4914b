private import Glibc

/// Why a write fails though the disk works: there is no room, or the caller allows none.
enum DiskRoom {
  /// What SQLite needs beside a workspace to begin with.
  private static let least = 64 << 10

  /// Why nothing can be written beside `path`, or nil.
  static func lack(at path: String) -> String? {
    // What SQLite shares between processes may be there from before.
    var shared = stat()
    if stat(path + "-shm", &shared) == 0, shared.st_size >= 32 << 10 { return nil }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    var room = statvfs()
    guard statvfs(folder.isEmpty ? "/" : folder, &room) == 0 else { return nil }
    if isFull(room) { return "the disk is full" }
    return limit.map { $0 < least ? limitReason : nil } ?? nil
  }

  /// What a disk's error was, when it can be told from how things stand: SQLite does not say.
  static var error: WorkspaceError? {
    for descriptor in Int32(3)..<256 {
      var status = stat()
      var room = statvfs()
      let mode = fcntl(descriptor, F_GETFL)
      guard mode != -1, mode & O_ACCMODE != O_RDONLY, fstat(descriptor, &status) == 0,
        status.st_mode & S_IFMT == S_IFREG, fstatvfs(descriptor, &room) == 0, isFull(room)
      else { continue }
      return WorkspaceError(
        .full, "the disk is full", hint: "free some space and try again; nothing was lost")
    }
    guard limit != nil else { return nil }
    return WorkspaceError(
      .full, "a file would grow beyond what this process may write: \(limitReason)",
      hint: "raise the limit and try again; nothing was lost")
  }

  private static func isFull(_ room: statvfs) -> Bool {
    room.f_blocks > 0 && Int(room.f_bavail) * Int(room.f_frsize) < least
  }

  /// Bytes that a file may have, where the caller set a limit.
  private static var limit: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(1) << 50
    else { return nil }
    return Int(limit.rlim_cur)
  }

  private static var limitReason: String {
    "files may have \(limit ?? 0) bytes at most (ulimit -f)"
  }
}
