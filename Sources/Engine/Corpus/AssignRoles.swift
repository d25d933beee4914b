package import PluginKit
package import Workspace

/// Says who is who in a dataset that is loaded. Scores of the conversations that change go out of
/// sight, since they were made for other roles.
package struct AssignRoles: Operation {
  package var dataset: String
  /// Speakers, as the file names them.
  package var roles: [String: Role]

  package init(dataset: String, roles: [String: Role]) {
    self.dataset = dataset
    self.roles = roles
  }

  package struct Result: Sendable {
    package let record: DatasetRecord
    /// Turns that have another role now, by speaker.
    package let turns: [String: Int]
  }

  package func run(in run: Run) throws -> Result {
    let (record, turns) = try run.workspace.setRoles(roles, dataset: dataset)
    return Result(record: record, turns: turns)
  }
}
