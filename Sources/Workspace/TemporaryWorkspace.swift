private import Glibc

/// The folder of a `:memory:` workspace: its own, locked while it is used, so that what a killed
/// program left is known and goes when the next one is made.
final class TemporaryWorkspace: Sendable {
  /// The workspace's file.
  let path: String
  private let folder: String
  private let lock: Int32

  private static let prefix = "pe-workspace-"
  private static let fileName = "pe.sqlite"

  init() throws {
    let home = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    Self.sweep(home)
    while true {
      var template = Array("\(home)/\(Self.prefix)XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw WorkspaceError(
          .unreachable,
          "no temporary folder can be made in '\(home)': \(String(cString: strerror(errno)))",
          hint: "set TMPDIR to a folder that can be written")
      }
      let folder = String(
        decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard let lock = Self.lock(folder) else { continue }
      // Another program may have taken it for a leftover before it was locked.
      guard access(folder, F_OK) == 0 else {
        close(lock)
        continue
      }
      self.folder = folder
      self.lock = lock
      path = "\(folder)/\(Self.fileName)"
      return
    }
  }

  deinit {
    Self.remove(folder)
    close(lock)
  }

  /// The files go now; the folder stays locked until the last reference goes.
  func remove() { Self.remove(folder) }

  /// Nil when another program uses it, or when it is no folder of this person's.
  private static func lock(_ folder: String) -> Int32? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }

  private static func remove(_ folder: String) {
    for suffix in ["", "-wal", "-shm", "-journal", VectorIndex.suffix] {
      unlink("\(folder)/\(fileName)\(suffix)")
    }
    rmdir(folder)
  }

  /// Removes what killed programs of this person left in `home`.
  private static func sweep(_ home: String) {
    guard let listing = opendir(home) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix), let lock = lock("\(home)/\(name)") else { continue }
      remove("\(home)/\(name)")
      close(lock)
    }
  }
}
