private import Foundation
package import Outcomes
import Workspace

/// Writes a model to a file, which ``ImportModel`` reads.
package struct ExportModel: Operation {
  package var name: String
  package var path: String
  /// Whether a file that is no model's is overwritten.
  package var overwrites: Bool

  package init(name: String, path: String, overwrites: Bool = false) {
    self.name = name
    self.path = path
    self.overwrites = overwrites
  }

  package struct Result: Sendable {
    package let bytes: Int
    package let file: Artifact
  }

  package func run(in run: Run) throws -> Result {
    let bytes = try run.workspace.modelFile(name)
    let file = try OutputFile(path) { overwrites || ExportModel.isModelFile($0) }
    try file.write(bytes)
    return Result(bytes: bytes.count, file: try file.finish(rows: 1))
  }

  private static func isModelFile(_ path: String) -> Bool {
    let head = try? FileHandle(forReadingAtPath: path)?.read(upToCount: 9)
    return head.flatMap { $0 } == Data("pe model ".utf8)
  }
}
