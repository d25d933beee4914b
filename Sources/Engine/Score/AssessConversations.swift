package import Corpus
import Formats
import PluginKit
import Validation

/// Scores conversations that are in no workspace, with the evidence: what a person pasted, what a
/// program sent. Nothing is stored.
package struct AssessConversations: Operation {
  package var conversations: [GivenConversation]
  /// The built-in validators when nil.
  package var validators: [String]?
  /// The session's when nil.
  package var profile: String?

  package init(
    conversations: [GivenConversation], validators: [String]? = nil, profile: String? = nil
  ) {
    self.conversations = conversations
    self.validators = validators
    self.profile = profile
  }

  /// In the order of the conversations. Throws ``ChoiceFault`` and ``NameFault``.
  package func run(in run: Run) throws -> [Assessed] {
    let scoring = try run.adHocScoring(validators, profile: profile)
    return try conversations.map { given in
      try run.cancellation.check()
      return try scoring.assess(given.conversation, run.cancellation)
    }
  }
}

/// A conversation as a value of a request: one JSON object in the dialect of chat models.
package struct GivenConversation: Sendable, Codable {
  package let conversation: Conversation

  package init(_ conversation: Conversation) { self.conversation = conversation }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self.init(
        try JSONParser().parse(copying: text.utf8) { value throws(BrokenReason) in
          var reader = ConversationLine.Reader()
          return try reader.read(value, number: 1)
        })
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.reason)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var json = JSONWriter()
    ConversationLine.write(conversation, to: &json)
    var container = encoder.singleValueContainer()
    try container.encode(json.string)
  }
}

/// Validators and a profile that are ready to score conversations one by one, on any thread. Made once
/// for many: making validators costs more than a short conversation.
package struct AdHocScoring: Sendable {
  let explainers: [Explainer]
  let profile: Profile
  /// What the scores depend on beside the text: equal where they would be.
  package let signature: String
  /// Whether no process of a plugin is waited for.
  package let isBuiltIn: Bool
  /// Whether all dimensions are scored, as an overall score wants.
  private let isWhole: Bool

  fileprivate init(_ entries: [RegisteredValidator], _ profile: Profile) {
    explainers = entries.map { entry in
      Explainer(
        entry: entry, assessor: Swift.Result { try entry.make(PluginOptions(canonical: "")) })
    }
    self.profile = profile
    isBuiltIn = entries.allSatisfy { $0.origin == "built-in" }
    let names = Set(entries.map(\.name))
    isWhole = BuiltIns.all.allSatisfy { names.contains($0.name) }
    let parts = entries.map { "\($0.name) \($0.version) \($0.code)" }
    signature =
      Digest(of: (parts + ["\(profile.name) \(profile.signedVersion())"]).joined(separator: "\n"))
      .short
  }

  /// Overall and tier are there where all dimensions are scored. Linear in the text.
  /// Throws ``Interrupted`` when `cancellation` is raised.
  package func assess(
    _ conversation: Conversation, _ cancellation: Cancellation = Cancellation()
  ) throws -> Assessed {
    var assessed = try Assessed(of: conversation, by: explainers, profile, cancellation)
    if !isWhole {
      assessed.lines.removeAll { $0.metric == Overall.metric }
      assessed.tier = nil
    }
    return assessed
  }
}

extension Run {
  /// Throws ``ChoiceFault`` and ``NameFault``.
  package func adHocScoring(_ validators: [String]?, profile name: String?) throws -> AdHocScoring {
    let wanted = validators ?? BuiltIns.all.map(\.name)
    guard !wanted.isEmpty, Set(wanted).count == wanted.count else {
      throw wanted.isEmpty ? ChoiceFault.noValidator : .validatorTwice
    }
    let profile = try name.map { try self.profile(named: $0) } ?? self.profile()
    return AdHocScoring(try wanted.map { try validator(named: $0) }, profile)
  }
}
