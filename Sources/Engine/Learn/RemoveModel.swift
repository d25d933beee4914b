import Workspace

/// Removes a model from the workspace. What it predicted stays, out of sight.
package struct RemoveModel: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package func run(in run: Run) throws {
    try run.workspace.remove(model: name)
    // Nobody could tell any more that a score of its is no validator's.
    try run.workspace.retire(validator: name)
  }
}
