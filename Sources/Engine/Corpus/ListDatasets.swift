package import Workspace

/// The datasets of the workspace, in order of loading.
package struct ListDatasets: Operation {
  package init() {}

  package func run(in run: Run) throws -> [DatasetRecord] { try run.workspace.datasets() }
}
