package import Workspace

/// The models of the workspace, by name.
package struct ListModels: Operation {
  package init() {}

  package func run(in run: Run) throws -> [ModelRecord] { try run.workspace.models() }
}
