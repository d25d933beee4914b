package import PluginKit
import Validation
import Workspace

/// How far a validator's scores, or one metric's, have been held against people.
package struct ShowCard: Operation {
  /// A validator, a metric, or overall.
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    package let name: String
    /// In the order in which they were measured; empty where nobody measured it.
    package let entries: [CardEntry]
    /// Of the validator as it is; nil for what is not shipped.
    package let signature: String?
    package let knownProblems: String

    package init(name: String, entries: [CardEntry], signature: String?, knownProblems: String) {
      self.name = name
      self.entries = entries
      self.signature = signature
      self.knownProblems = knownProblems
    }
  }

  /// Throws ``CardFault/unknown(_:known:)``.
  package func run(in run: Run) throws -> Result {
    let models = try run.modelEntries(of: name)
    return try ShowCard.card(of: name, among: run.registry.validators + models)
  }

  /// The card of a name, without a workspace.
  package static func card(
    of name: String, among validators: [RegisteredValidator]
  ) throws -> Result {
    let owner = validators.first { $0.name == name } ?? validators.first { $0.gives(name) }
    guard owner != nil || name == Overall.metric else {
      let names = validators.flatMap { [$0.name] + $0.info.metrics.map(\.name) }
      throw CardFault.unknown(name, known: [Overall.metric] + names.inOrderOnce)
    }
    let isWhole = owner == nil || owner?.name == name
    let isShipped = owner.map { owner in BuiltIns.all.contains { $0.name == owner.name } } ?? true
    return Result(
      name: name,
      entries: !isShipped
        ? []
        : ShippedCards.entries.filter {
          isWhole ? $0.validator == name : $0.metric == name
        },
      signature: isShipped
        ? ShippedCards.signatures(validators)[owner?.name ?? Overall.metric] : nil,
      knownProblems: owner?.info.manual.knownProblems ?? "")
  }
}

extension ShippedCards {
  /// By validator, and of overall under the standard profile.
  package static func signatures(_ validators: [RegisteredValidator]) -> [String: String] {
    ShippedSignatures.of(
      validators.filter { entry in BuiltIns.all.contains { $0.name == entry.name } },
      Profile.standard)
  }

  /// The corpora that these validators' metrics were held against as they are now, those that they
  /// were made on first.
  package static func corpora(
    of validators: [String], signatures: [String: String]
  ) -> (inDomain: [String], transfer: [String]) {
    var found: (inDomain: [String], transfer: [String]) = ([], [])
    for entry in entries
    where validators.contains(entry.validator) && signatures[entry.validator] == entry.signature {
      let isIn = entry.standing != .transfer
      let known = isIn ? found.inDomain : found.transfer
      guard !known.contains(entry.corpus) else { continue }
      if isIn { found.inDomain.append(entry.corpus) } else { found.transfer.append(entry.corpus) }
    }
    return found
  }
}
