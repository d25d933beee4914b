package import PluginKit

/// The validators that come with the program, in the order in which they are shown.
package enum BuiltIns {
  package static let all: [any Validator.Type] = [
    Empathy.self, TherapeuticLanguage.self, ResponseAppropriateness.self, ConversationFlow.self,
    SafetyCompliance.self,
  ]

  /// Adds them all. Throws when a name is taken.
  package static func register(in registry: inout Registry) throws(RegistryClash) {
    for type in all { try registry.add(type, origin: "built-in") }
  }
}
