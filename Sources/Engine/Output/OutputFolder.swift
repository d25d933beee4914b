import Corpus
private import Foundation
import Outcomes
import PluginKit

/// A folder that an exporter fills with files of its own names, each of which appears whole at the end.
final class OutputFolder: ExportSink {
  private let path: String
  private let isNew: Bool
  private let overwrites: Bool
  private var files: [(name: String, file: OutputFile)] = []
  private var selected: OutputFile?
  private var isFinished = false

  /// Throws ``FileFault`` where something is at `path` that this program did not write.
  init(_ path: String, overwrites: Bool) throws {
    let expanded = (path as NSString).expandingTildeInPath
    self.path = expanded
    self.overwrites = overwrites
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: expanded, isDirectory: &isFolder)
    isNew = !isThere
    if isThere {
      guard isFolder.boolValue else { throw FileFault.isForeign(path) }
      let isEmpty = try FileManager.default.contentsOfDirectory(atPath: expanded).isEmpty
      guard isEmpty || overwrites || OutputFile.isManifest(OutputFile.manifestPath(expanded)) else {
        throw FileFault.isForeign(path)
      }
    } else {
      do {
        try FileManager.default.createDirectory(
          atPath: expanded, withIntermediateDirectories: false)
      } catch {
        throw FileFault.cannotBeWritten(
          path, reason: error.localizedDescription,
          lacksFolder: !FileManager.default.fileExists(
            atPath: (expanded as NSString).deletingLastPathComponent))
      }
    }
  }

  deinit {
    files = []
    selected = nil
    // Only where nothing was written.
    if !isFinished, isNew { rmdir(path) }
  }

  func select(file name: String) throws {
    if let known = files.first(where: { $0.name == name }) {
      selected = known.file
      return
    }
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
      throw ExportRefusal("an exporter may not write a file of the name '\(name)'")
    }
    // The folder is this program's, or was given over.
    let file = try OutputFile("\(path)/\(name)") { _ in true }
    files.append((name, file))
    selected = file
  }

  func write(_ bytes: [UInt8]) throws {
    guard let selected else { throw ExportRefusal("the exporter named no file to write to") }
    try selected.write(bytes)
  }

  /// Gives the files their names. One digest stands for all of them.
  func finish(rows: Int) throws -> Artifact {
    var lines: [String] = []
    for (name, file) in files {
      let artifact = try file.finish(rows: rows)
      lines.append("\(artifact.sha256)  \(name)\n")
    }
    isFinished = true
    files = []
    return Artifact(path: path, rows: rows, sha256: Digest(of: lines.sorted().joined()).hex)
  }
}
