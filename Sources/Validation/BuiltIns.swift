package import PluginKit

/// The validators that come with the program, in the order in which they are shown.
package enum BuiltIns {
  package static let all: [Plugin] = [
    Plugin("empathy", version: "2.1") { try Empathy(options: $0) },
    Plugin("therapeutic_language", version: "2.1") { try TherapeuticLanguage(options: $0) },
    Plugin("response_appropriateness", version: "2.1") { try ResponseAppropriateness(options: $0) },
    Plugin("conversation_flow", version: "2.1") { try ConversationFlow(options: $0) },
    Plugin("safety_compliance", version: "2.1") { try SafetyCompliance() },
  ]

  /// The heads that each reads.
  private static let heads = [
    "empathy": ["caring"], "therapeutic_language": ["curiosity"],
    "safety_compliance": ["disclosure", "unsafe_reply", "crisis_reply"],
  ]

  /// Adds them all, under signatures that change with the weights of their heads. Throws when a name is
  /// taken.
  package static func register(in registry: inout Registry) throws(RegistryClash) {
    let digests = BundledHeads.digests
    for plugin in all {
      let read = heads[plugin.name] ?? []
      try registry.add(
        plugin,
        code: (["built-in"] + read.map { "\($0) \(digests[$0] ?? "")" }).joined(separator: ", "))
    }
  }
}
