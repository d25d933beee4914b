package import Estimators
private import Foundation
import Learning
import Workspace

/// Reads a model's file and keeps it. Nothing of it is run; a damaged or foreign one is refused.
package struct ImportModel: Operation {
  package var path: String
  /// The file's own name without its ending when nil.
  package var name: String?

  package init(path: String, name: String? = nil) {
    self.path = path
    self.name = name
  }

  package struct Result: Sendable {
    package let name: String
    package let model: TrainedModel
    /// SHA-256 of its file, hexadecimal.
    package let digest: String
  }

  /// Throws ``ModelFault`` and ``FileFault``.
  package func run(in run: Run) throws -> Result {
    let name = name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    try run.checkModelName(name)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileFault.cannotBeRead(path)
    }
    let file = Array(data)
    let model = try read(file)
    let digest = run.digest(of: file)
    let other = try run.workspace.models().first { $0.name == name }
    guard other == nil || other?.digest == digest else { throw ModelFault.isOther(name) }
    return Result(name: name, model: model, digest: try run.keep(model, file: file, as: name))
  }

  private func read(_ file: [UInt8]) throws -> TrainedModel {
    do {
      return try TrainedModel(file: file)
    } catch let error as LearningError {
      throw ModelFault.badFile(path, error)
    } catch let fault as EstimatorFault {
      throw ModelFault.badDescription(path, fault)
    }
  }
}
