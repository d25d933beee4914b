import Glibc
import PluginKit

/// An open descriptor that is closed with its last owner.
final class OpenFile: Sendable {
  let descriptor: Int32

  init(owning descriptor: Int32) { self.descriptor = descriptor }

  /// Opens a file for reading, or takes standard input for `-`. Does not wait for the writer of a
  /// pipe.
  init(reading path: String) throws(FormatError) {
    guard !path.utf8.contains(0) else {
      throw FormatError(.notFound, "no file has a NUL in its name", hint: "check the name")
    }
    descriptor =
      path == FileInput.standardInput
      ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
      : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileProbe.failure(path, errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// A file without a name, which goes with the process.
  static func unnamed() throws(FormatError) -> OpenFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    for folder in [folder, "/tmp"] {
      var template = Array("\(folder)/pe-XXXXXX".utf8CString)
      let made = mkstemp(&template)
      guard made >= 0 else { continue }
      _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      unlink(template)
      return OpenFile(owning: made)
    }
    throw FormatError(
      .unreadable, "there is no folder to keep what is read: \(String(cString: strerror(errno)))",
      hint: "name one with the environment's TMPDIR")
  }

  /// Puts what stands at `offset` into `buffer`; 0 at the end.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64, _ name: String
  ) throws(FormatError) -> Int {
    while true {
      let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if got >= 0 { return got }
      guard errno == EINTR else { throw FileProbe.failure(name, errno) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FormatError) {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset) + done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw FormatError(
          .unreadable, "what is read cannot be kept: \(String(cString: strerror(errno)))",
          hint: "name a folder with room in the environment's TMPDIR")
      }
      done += count
    }
  }
}

/// What a file is, how large, and when it was written.
struct FileStamp: Equatable {
  enum Kind { case regular, folder, pipe, device }

  let kind: Kind
  let size: Int64
  private let seconds: Int
  private let nanoseconds: Int

  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .folder
    case S_IFIFO, S_IFSOCK: kind = .pipe
    default: kind = .device
    }
    size = Int64(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
