/// Why a plugin cannot be built, started or used, in a sentence, with what to do about it.
package struct PluginFailure: Error, Sendable, CustomStringConvertible {
  package let message: String
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  package var description: String { message }
}
