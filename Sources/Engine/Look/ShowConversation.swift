package import Workspace

/// One conversation, with its scores and evidence if asked.
package struct ShowConversation: Operation {
  /// Its number in the workspace, its id, or dataset/id.
  package var reference: String
  package var withScores: Bool

  package init(reference: String, withScores: Bool) {
    self.reference = reference
    self.withScores = withScores
  }

  package struct Result: Sendable {
    package let stored: StoredConversation
    /// Nil unless asked for.
    package let assessed: Assessed?
    /// The file that it came from, where its dataset has several.
    package let file: String?
  }

  /// Throws ``WorkspaceError/Kind/missing`` and ``WorkspaceError/Kind/ambiguous``.
  package func run(in run: Run) throws -> Result {
    let stored = try run.workspace.conversation(reference)
    return Result(
      stored: stored, assessed: withScores ? try run.assess(stored) : nil,
      file: try run.workspace.file(ofConversation: stored.id))
  }
}
