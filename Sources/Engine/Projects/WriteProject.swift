private import Foundation
package import Outcomes

/// Writes a small project to begin with, in a folder of its own.
package struct WriteProject: Operation {
  package struct File: Sendable, Codable {
    package let name: String
    package let text: String

    package init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The folder; made where it is not there, and refused where it holds anything.
  package var folder: String
  package var files: [File]

  package init(folder: String, files: [File]) {
    self.folder = folder
    self.files = files
  }

  package struct Result: Sendable {
    package internal(set) var written: [Artifact] = []
  }

  /// Throws ``ProjectFault`` before anything is written, and ``FileFault``.
  package func run(in run: Run) throws -> Result {
    let path = (folder as NSString).expandingTildeInPath
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard !name.isEmpty, name != "/" else { throw ProjectFault.badFolder(folder) }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      let names =
        isFolder.boolValue ? try? FileManager.default.contentsOfDirectory(atPath: path) : nil
      guard names?.isEmpty == true else { throw ProjectFault.isThere(folder) }
    } else {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true)
      } catch {
        throw ProjectFault.cannotBeMade(folder)
      }
    }
    var result = Result()
    for file in files {
      let output = try OutputFile("\(path)/\(file.name)") { _ in false }
      try output.write(file.text)
      result.written.append(
        try output.finish(
          rows: file.text.split(separator: "\n", omittingEmptySubsequences: false).count)
      )
    }
    return result
  }
}

package enum ProjectFault: Fault {
  case badFolder(String)
  /// It is there and holds something.
  case isThere(String)
  case cannotBeMade(String)
}
