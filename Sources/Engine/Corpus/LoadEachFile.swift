import Formats
private import Foundation
import PluginKit

/// Reads many files, and those of folders, into a dataset each, named after its file.
package struct LoadEachFile: Operation {
  /// Files and folders.
  package var paths: [String]
  /// How each is read; its path does not matter.
  package var request: LoadFile

  package init(paths: [String], request: LoadFile) {
    self.paths = paths
    self.request = request
  }

  package struct Result: Sendable {
    package internal(set) var loaded: [LoadFile.Result] = []
    package internal(set) var passedOver: LoadFiles.PassedOver
  }

  /// Each file is a transaction: those that were loaded before an error stay.
  package func run(in run: Run) throws -> Result {
    var passedOver = LoadFiles.PassedOver()
    let sources = try SourceFiles(paths, in: run, &passedOver)
    var result = Result(passedOver: passedOver)
    for file in sources.files {
      try run.cancellation.check()
      var request = request
      request.path = file.path
      // Files of one name in several folders differ by the folders' names.
      request.name = Run.datasetName(fromPath: file.name.replacing("/", with: "-"))
      do {
        result.loaded.append(try request.run(in: run))
      } catch let error as FormatError where !request.isStrict && error.kind != .interrupted {
        result.passedOver.add(error, file.name)
      }
    }
    guard !result.loaded.isEmpty else {
      throw LoadFault.nothingToRead(sources.sharedFolder, result.passedOver)
    }
    return result
  }
}
