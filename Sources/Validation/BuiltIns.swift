package import PluginKit

/// The validators that come with the program, in the order in which they are shown.
package enum BuiltIns {
  package static let all: [Plugin] = [
    Plugin("empathy", version: "2.0") { try Empathy(options: $0) },
    Plugin("therapeutic_language", version: "2.0") { try TherapeuticLanguage(options: $0) },
    Plugin("response_appropriateness", version: "2.0") { try ResponseAppropriateness(options: $0) },
    Plugin("conversation_flow", version: "2.0") { try ConversationFlow(options: $0) },
    Plugin("safety_compliance", version: "2.0") { try SafetyCompliance() },
  ]

  /// Adds them all. Throws when a name is taken.
  package static func register(in registry: inout Registry) throws(RegistryClash) {
    for plugin in all { try registry.add(plugin) }
  }
}
