import Corpus
package import Formats
private import Foundation
package import Outcomes
import PluginKit

/// What is written for a person: a file that appears whole or not at all, or a stream.
///
/// A file is written under a name that nobody can guess beside its own, synced, and renamed at the
/// end; a file of someone else's at that name is never overwritten, and a link is followed to the
/// file it names. Standard output (`-`) and pipes with a name get the bytes as they come.
package final class OutputFile: ExportSink {
  /// As the person gave it.
  private let path: String
  private let place: OutputPlace
  private let temporary: String
  private let descriptor: Int32
  private let digester = Digester()
  private let packer: Packer?
  private let isCancelled: () -> Bool
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// The words that pe's own scripts begin with, and pages and pictures end with.
  static let mark = "made by pe"

  /// Whoever read the stream has gone.
  struct ReaderLeft: Error {}

  /// Starts the output. Throws ``FileFault`` when there is a file at `path` that `ownedWhen` does not
  /// know, or when nothing can be written there.
  ///
  /// - Parameters:
  ///   - compression: how the bytes are packed.
  ///   - isCancelled: asked while a pipe has no reader, or one that does not read.
  package init(
    _ path: String, compression: Compression? = nil,
    isCancelled: @escaping () -> Bool = { false }, ownedWhen isOwn: (String) -> Bool
  ) throws {
    self.path = path
    self.isCancelled = isCancelled
    place = try OutputPlace(path)
    packer = try compression.map { try Packer($0) }
    switch place {
    case .standardOutput:
      temporary = ""
      descriptor = STDOUT_FILENO
    case .pipe(let target):
      temporary = ""
      descriptor = try OutputFile.openPipe(target, path, isCancelled)
    case .file(let target, let standing):
      if standing != nil { try OutputFile.checkOverwriting(target, path, isOwn) }
      let folder = (target as NSString).deletingLastPathComponent
      let name = String(UInt64.random(in: .min ... .max), radix: 36)
      temporary = (folder.isEmpty ? "" : folder + "/") + ".pe-\(name).part"
      let permissions = standing?.permissions ?? 0o644
      descriptor = open(
        temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions | S_IWUSR)
      guard descriptor >= 0 else { throw OutputPlace.failure(path, errno) }
    }
  }

  static func checkOverwriting(
    _ target: String, _ path: String, _ isOwn: (String) -> Bool
  ) throws {
    guard !isDatabase(target) else {
      throw FileFault.isDatabase(path)
    }
    guard isOwn((path as NSString).expandingTildeInPath) else {
      throw FileFault.isForeign(path)
    }
  }

  /// Waits for somebody who reads the pipe.
  private static func openPipe(
    _ target: String, _ path: String, _ isCancelled: () -> Bool
  ) throws -> Int32 {
    while true {
      let descriptor = open(target, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      guard errno == ENXIO || errno == EINTR else { throw OutputPlace.failure(path, errno) }
      if isCancelled() { throw Interrupted() }
      usleep(50_000)
    }
  }

  deinit {
    guard !isFinished else { return }
    if descriptor != STDOUT_FILENO { close(descriptor) }
    if !temporary.isEmpty { unlink(temporary) }
  }

  /// Whether the bytes go out as they come, so that nothing stands there afterwards.
  package var isStream: Bool { temporary.isEmpty }

  package func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  private func flush(ends: Bool = false) throws {
    let bytes = try packer?.packed(buffer, ends: ends) ?? buffer
    buffer.removeAll(keepingCapacity: true)
    digester.update(bytes)
    var written = 0
    while written < bytes.count {
      if isStream { try waitForReader() }
      // As much as a pipe that has room takes at once.
      let most = isStream ? Int(PIPE_BUF) : .max
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, min($0.count - written, most))
      }
      guard count >= 0 else {
        if errno == EINTR || errno == EAGAIN { continue }
        if errno == EPIPE, isStream { throw ReaderLeft() }
        throw FileFault.writingFailed(
          path, reason: String(cString: strerror(errno)), isStream: isStream)
      }
      written += count
    }
  }

  private func waitForReader() throws {
    while true {
      if isCancelled() { throw Interrupted() }
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&request, 1, 50) > 0 { return }
    }
  }

  /// Gives the file its name, in place of what is there.
  package func finish(rows: Int) throws -> Artifact {
    try flush(ends: true)
    let sha256 = digester.finish().hex
    if case .file(let target, let standing) = place {
      // The name's own mode was made at the opening, as far as the person's mask lets it.
      if let standing { fchmod(descriptor, standing.permissions) }
      guard fsync(descriptor) == 0, rename(temporary, target) == 0 else {
        throw FileFault.writingFailed(
          path, reason: String(cString: strerror(errno)), isStream: false)
      }
    }
    if descriptor != STDOUT_FILENO { close(descriptor) }
    isFinished = true
    return Artifact(path: expanded, rows: rows, sha256: sha256)
  }

  /// Adds `text` to the end of the file at `path`, at once, on a line of its own; without its
  /// `header` where the file begins with that. Pipes get all of it.
  static func append(
    _ text: String, header: String, to path: String, rows: Int
  ) throws -> Artifact {
    // Refuses folders and devices.
    _ = try OutputPlace(path)
    guard !isDatabase(path) else { throw FileFault.isDatabase(path) }
    var text = text
    if FileDigest.bytes(path) > 0 {
      let ends = try Self.ends(of: path, head: header.utf8.count)
      if !header.isEmpty {
        guard ends.head == Array(header.utf8) else { throw FileFault.hasOtherHeader(path) }
        text.removeFirst(header.count)
      }
      if ends.last != UInt8(ascii: "\n") { text = "\n" + text }
    }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputPlace.failure(path, errno) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count >= 0 || errno == EINTR else {
        throw FileFault.writingFailed(
          path, reason: String(cString: strerror(errno)), isStream: true)
      }
      written += max(0, count)
    }
    let isFile = FileDigest.bytes(path) > 0
    return Artifact(
      path: path, rows: rows,
      sha256: isFile ? try FileDigest.of(path) : Digest(of: text).hex)
  }

  /// The first bytes of a file, and its last.
  private static func ends(of path: String, head: Int) throws -> (head: [UInt8], last: UInt8?) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw FileFault.cannotBeRead(path)
    }
    defer { try? handle.close() }
    let first = try head == 0 ? Data() : handle.read(upToCount: head) ?? Data()
    let end = try handle.seekToEnd()
    try handle.seek(toOffset: end > 0 ? end - 1 : 0)
    return (Array(first), try handle.read(upToCount: 1)?.first)
  }

  private var expanded: String { (path as NSString).expandingTildeInPath }

  /// Whether `path` stands for standard output, to which nothing else may go.
  package static func isStandardOutput(_ path: String) -> Bool {
    OutputPlace.isStandardOutput(path)
  }

  static func manifestPath(_ path: String) -> String { path + ".manifest.json" }

  /// Whether the file at `path` is as pe exported it: a manifest of pe's beside it has its digest.
  static func hasManifest(_ path: String) -> Bool {
    guard isManifest(manifestPath(path)), let handle = FileHandle(forReadingAtPath: path),
      let manifest = try? String(contentsOfFile: manifestPath(path), encoding: .utf8)
    else { return false }
    defer { try? handle.close() }
    let digester = Digester()
    while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
      piece.withUnsafeBytes { digester.update($0) }
    }
    return manifest.contains("\"sha256\":\"\(digester.finish().hex)\"")
  }

  /// Whether the file at `path` is SQLite's, or a log that belongs to one.
  private static func isDatabase(_ path: String) -> Bool {
    let head = try? FileHandle(forReadingAtPath: path)?.read(upToCount: 15)
    let isLog = ["-wal", "-shm", "-journal"].contains { ending in
      path.hasSuffix(ending)
        && FileManager.default.fileExists(atPath: String(path.dropLast(ending.count)))
    }
    return head.flatMap { $0 } == Data("SQLite format 3".utf8) || isLog
  }

  /// Whether the file at `path` is a manifest that pe wrote.
  static func isManifest(_ path: String) -> Bool {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text.map { $0.hasPrefix("{\"file\":") && $0.contains("\"program\":\"pe ") } ?? false
  }

  /// Whether the file at `path` begins or ends with pe's mark.
  static func hasMark(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    let reach = 256
    let head = (try? handle.read(upToCount: reach)) ?? Data()
    let end = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: end > UInt64(reach) ? end - UInt64(reach) : 0)
    let tail = (try? handle.readToEnd()) ?? Data()
    return [head, tail].contains { piece in
      // A version follows, which "made by people" has not.
      let text = String(decoding: piece, as: UTF8.self)
      guard let place = text.range(of: mark + " ") else { return false }
      return text[place.upperBound...].first?.isNumber ?? false
    }
  }
}
