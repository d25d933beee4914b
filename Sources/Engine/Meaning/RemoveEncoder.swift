private import Foundation

/// Takes the installed encoder away; vectors that it made stay where they are.
package struct RemoveEncoder: Operation {
  package init() {}

  /// Throws ``EncoderFault``.
  package func run(in run: Run) throws {
    let folder = run.encoders.folder
    guard FileManager.default.fileExists(atPath: folder) else { throw EncoderFault.notInstalled }
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      throw EncoderFault.cannotBeKept(folder: folder, reason: error.localizedDescription)
    }
  }
}
