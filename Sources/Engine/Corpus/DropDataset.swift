package import Workspace

/// Takes a dataset out of the workspace. Its scores stay, for when its texts come again.
///
/// Throws ``WorkspaceError/Kind/missing`` with the nearest name.
package struct DropDataset: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  /// The dataset as it was.
  package func run(in run: Run) throws -> DatasetRecord {
    let record = try run.workspace.dataset(named: name)
    try run.workspace.remove(dataset: record.name)
    return record
  }
}
