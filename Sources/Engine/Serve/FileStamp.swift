private import Glibc

/// When and how a file was last changed.
package struct FileStamp: Sendable, Equatable {
  private let inode: UInt64
  private let bytes: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// The same for equal stamps alone.
  package var text: String { "\(inode) \(bytes) \(seconds) \(nanoseconds) " }

  /// Nil when there is none.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    bytes = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  /// Whether it was changed so lately that another change may not show.
  package var isFresh: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = (now.tv_sec - seconds) * 1_000_000_000 + (now.tv_nsec - nanoseconds)
    return age < 50_000_000
  }
}
