import Corpus
private import Foundation
package import Outcomes
import PluginKit

/// A file that appears whole or not at all: written under a temporary name beside its own, synced,
/// and renamed at the end. A file of someone else's at that name is never overwritten.
package final class OutputFile: ExportSink {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private let digester = Digester()
  private var buffer: [UInt8] = []
  private var isFinished = false

  /// The words that pe's own scripts begin with, and pages and pictures end with.
  static let mark = "made by pe"

  /// Starts the file. Throws ``Failure`` when there is one at `path` that `ownedWhen` does not
  /// know, or when the folder cannot be written.
  package init(_ path: String, ownedWhen isOwn: (String) -> Bool) throws {
    self.path = (path as NSString).expandingTildeInPath
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: self.path, isDirectory: &isFolder) {
      guard !isFolder.boolValue else {
        throw Failure(.usage, "\(path) is a folder", hint: "name a file in it")
      }
      guard !OutputFile.isDatabase(self.path) else {
        throw Failure(.precondition, "\(path) is a database; pe does not write over one")
      }
      guard isOwn(self.path) else {
        throw Failure(
          .precondition, "\(path) is there already and was not written by pe",
          hint: "name another file, or overwrite it with --force")
      }
    }
    temporary = self.path + ".\(getpid()).part"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Failure(
        .precondition, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    if !isFinished {
      close(descriptor)
      unlink(temporary)
    }
  }

  package func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= 1 << 18 { try flush() }
  }

  package func write(_ text: String) throws { try write(Array(text.utf8)) }

  private func flush() throws {
    digester.update(buffer)
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
      }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw Failure(
          .failed, "\(path) could not be written: \(String(cString: strerror(errno)))",
          hint: "what was there before is unchanged")
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Gives the file its name.
  package func finish(rows: Int) throws -> Artifact {
    try flush()
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw Failure(.failed, "\(path) could not be written: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
    isFinished = true
    return Artifact(path: path, rows: rows, sha256: digester.finish().hex)
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
