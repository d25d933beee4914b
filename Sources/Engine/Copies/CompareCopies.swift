import Corpus
import Learning
package import Workspace

/// Puts two conversations side by side, or one and what `dedup` found it to be like.
package struct CompareCopies: Operation {
  /// Number, id or `dataset/id`.
  package var reference: String
  /// Its partner when nil; for the first of a group, the next one.
  package var other: String?

  package init(reference: String, other: String? = nil) {
    self.reference = reference
    self.other = other
  }

  package struct Result: Sendable {
    /// `dataset/id`.
    package let first: String
    package let second: String
    /// Share of their union that their runs of three words have in common, 0...1.
    package let likeness: Double
    package let alignment: TurnAlignment
    /// The group of the first, as it was marked, which may be cut; empty where it is in none.
    package let group: [MarkedCopy]
    package let groupCount: Int
  }

  /// Members of a group in the result.
  static let mostMembers = 1000

  /// Throws ``CopyFault/noCopies(_:isSearched:)``, and what the workspace says of an unknown
  /// conversation.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let first = try workspace.conversation(reference)
    let (group, count) = try workspace.markedCopies(of: first.id, limit: Self.mostMembers)
    let second = try workspace.conversation(try other ?? partner(of: first, in: group, workspace))
    let (one, two) = (first.conversation, second.conversation)
    return Result(
      first: "\(first.dataset)/\(one.id)", second: "\(second.dataset)/\(two.id)",
      likeness: TextSketch.overlap(one.words, two.words),
      alignment: TurnAlignment(one.messages, two.messages), group: group, groupCount: count)
  }

  private func partner(
    of stored: StoredConversation, in group: [MarkedCopy], _ workspace: Workspace
  ) throws -> String {
    let name = "\(stored.dataset)/\(stored.conversation.id)"
    if let partner = group.first(where: { $0.number == stored.id })?.partner { return partner }
    let others = group.filter { $0.number != stored.id }
    if let like = others.first(where: { $0.partner == name }) ?? others.first {
      return like.reference
    }
    throw CopyFault.noCopies(
      name, isSearched: try workspace.copySearch(.conversations, dataset: stored.dataset) != nil)
  }
}
