import Corpus
package import Workspace

/// Two conversations beside each other: their scores, and which turns stand for each other.
package struct CompareConversations: Operation {
  /// As ``ShowConversation/reference``.
  package var first: String
  package var second: String

  package init(first: String, second: String) {
    self.first = first
    self.second = second
  }

  package struct Result: Sendable {
    package let first: StoredConversation
    package let second: StoredConversation
    package let firstAssessed: Assessed
    package let secondAssessed: Assessed
    package let alignment: TurnAlignment
  }

  package func run(in run: Run) throws -> Result {
    let first = try run.workspace.conversation(first)
    let second = try run.workspace.conversation(second)
    return Result(
      first: first, second: second, firstAssessed: try run.assess(first),
      secondAssessed: try run.assess(second),
      alignment: TurnAlignment(first.conversation.messages, second.conversation.messages))
  }
}

/// What moved between two signatures of one validator.
package struct CompareSignatures: Operation {
  package var validator: String
  /// Beginnings of digests; the two that were made current last when nil.
  package var before: String?
  package var after: String?
  package var query: String
  /// Conversations that are told at most.
  package var limit: Int

  package init(
    validator: String, before: String? = nil, after: String? = nil, query: String = "",
    limit: Int
  ) {
    self.validator = validator
    self.before = before
    self.after = after
    self.query = query
    self.limit = limit
  }

  package struct Result: Sendable {
    package let before: Signature
    package let after: Signature
    package let movements: [MetricMovement]
    /// What moved most first.
    package let moved: [MovedConversation]
  }

  package enum SignatureFault: Fault {
    /// The validator has scores under fewer than two signatures.
    case oneSignature(String)
    /// `known` are those that it has.
    case unknown(String, validator: String, known: [String])
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let all = try run.workspace.signatures(of: validator)
    guard !all.isEmpty else {
      throw NameFault.unknown(
        .validator, validator, known: try run.workspace.currentSignatures().map(\.validator))
    }
    guard all.count > 1 else { throw SignatureFault.oneSignature(validator) }
    // What is read now is the after; what was made before it, the before.
    let current = all.firstIndex(where: \.isCurrent) ?? all.count - 1
    let other = current > 0 ? current - 1 : 1
    let before = try before.map { try signature($0, among: all) } ?? all[other]
    let after = try after.map { try signature($0, among: all) } ?? all[current]
    return Result(
      before: before, after: after,
      movements: try run.workspace.movements(from: before, to: after),
      moved: try run.workspace.moved(from: before, to: after, query, limit: limit))
  }

  private func signature(_ digest: String, among all: [Signature]) throws -> Signature {
    let found = all.filter { $0.digest.hasPrefix(digest.lowercased()) || $0.version == digest }
    guard found.count == 1, let one = found.first else {
      throw SignatureFault.unknown(
        digest, validator: validator,
        known: all.map { "\($0.version) \($0.digest.prefix(8))" })
    }
    return one
  }
}
