import Foundation

/// What stands where an output is to go, and how it is written there.
enum OutputPlace: Equatable {
  /// Standard output: what comes is written as it comes.
  case standardOutput
  /// A pipe with a name, which somebody reads.
  case pipe(path: String)
  /// A file that appears at the end, in place of the one that is there or of none.
  case file(path: String, standing: Standing?)

  struct Standing: Equatable {
    let permissions: mode_t
  }

  /// The path that stands for standard output.
  static let stream = "-"

  private static let standardOutputs: [String] = [
    stream, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1",
  ]

  static func isStandardOutput(_ path: String) -> Bool { standardOutputs.contains(path) }

  /// Follows links to what they name. Throws ``FileFault`` for a folder, a device, and a path that
  /// names nothing that could be written.
  init(_ given: String) throws {
    guard !given.utf8.contains(0) else {
      throw FileFault.hasNUL
    }
    if OutputPlace.isStandardOutput(given) {
      guard isatty(STDOUT_FILENO) == 0 else {
        throw FileFault.isTerminal
      }
      self = .standardOutput
      return
    }
    let path = try OutputPlace.followed((given as NSString).expandingTildeInPath, given)
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw OutputPlace.failure(given, errno) }
      self = .file(path: path, standing: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      self = .file(path: path, standing: Standing(permissions: status.st_mode & 0o777))
    case S_IFIFO: self = .pipe(path: path)
    case S_IFDIR: throw FileFault.isFolder(given)
    default:
      throw FileFault.isDevice(given)
    }
  }

  /// The path behind symbolic links, also where the last names nothing yet.
  private static func followed(_ path: String, _ given: String) throws -> String {
    var path = path
    for _ in 0..<40 {
      var status = stat()
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
      // Links of the kernel's own, such as those below /dev/fd, name what cannot be found by name.
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
        !target.hasPrefix("pipe:"), !target.hasPrefix("socket:")
      else { return path }
      path =
        target.hasPrefix("/")
        ? target : (path as NSString).deletingLastPathComponent.appending(beside: target)
    }
    throw FileFault.isCircle(given)
  }

  static func failure(_ path: String, _ code: Int32) -> FileFault {
    .cannotBeWritten(
      path, reason: String(cString: strerror(code)), lacksFolder: code == ENOENT)
  }
}

extension String {
  fileprivate func appending(beside name: String) -> String {
    isEmpty ? name : (self as NSString).appendingPathComponent(name)
  }
}
