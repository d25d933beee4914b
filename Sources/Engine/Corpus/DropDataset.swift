package import Workspace

/// Takes a dataset out of the workspace. Its scores stay, for when its texts come again.
///
/// Throws ``WorkspaceError/Kind/missing`` with the nearest name.
package struct DropDataset: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The dataset as it was.
    package let record: DatasetRecord
    /// What became of marks of copies elsewhere.
    package let aftermath: Aftermath
  }

  package func run(in run: Run) throws -> Result {
    let record = try run.workspace.dataset(named: name)
    return Result(
      record: record, aftermath: try run.workspace.remove(dataset: record.name))
  }
}
