import Corpus
private import Learning
package import Workspace

/// Puts a conversation beside what `dedup` found it to be like; the first of a group beside the next.
package struct CompareCopies: Operation {
  /// Number, id or `dataset/id`.
  package var reference: String

  package init(reference: String) { self.reference = reference }

  package struct Result: Sendable {
    /// The conversation that it is likest to.
    package struct Likest: Sendable {
      /// `dataset/id`.
      package let reference: String
      /// Share of their union that their runs of three words have in common, 0...1.
      package let likeness: Double
      package let alignment: TurnAlignment
    }

    /// `dataset/id`.
    package let reference: String
    /// Nil where it was found to be like no other.
    package let likest: Likest?
    /// Its group, as it was marked, which may be cut; empty where it is in none.
    package let group: [MarkedCopy]
    package let groupCount: Int
  }

  /// Members of a group in the result.
  static let mostMembers = 1000

  /// Throws ``CopyFault/notSearched(_:)``, and what the workspace says of an unknown conversation.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let first = try workspace.conversation(reference)
    let name = "\(first.dataset)/\(first.conversation.id)"
    // What came after a search has no mark, and without one the field is the file's own.
    guard try workspace.copySearch(.conversations, dataset: first.dataset) != nil,
      first.conversation.metadata[CopySpan.conversations.fields[0]] != nil
    else {
      throw CopyFault.notSearched(name)
    }
    let (group, count) = try workspace.markedCopies(of: first.id, limit: Self.mostMembers)
    let likest = try partner(of: first, in: group).map { reference in
      let second = try workspace.conversation(reference)
      let (one, two) = (first.conversation, second.conversation)
      return Result.Likest(
        reference: "\(second.dataset)/\(two.id)",
        likeness: TextSketch.overlap(one.words, two.words),
        alignment: TurnAlignment(one.messages, two.messages))
    }
    return Result(reference: name, likest: likest, group: group, groupCount: count)
  }

  private func partner(of stored: StoredConversation, in group: [MarkedCopy]) -> String? {
    let name = "\(stored.dataset)/\(stored.conversation.id)"
    if let partner = group.first(where: { $0.number == stored.id })?.partner { return partner }
    let others = group.filter { $0.number != stored.id }
    return (others.first { $0.partner == name } ?? others.first)?.reference
  }
}
