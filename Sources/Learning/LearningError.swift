/// Why data cannot be learned from. A sentence and what to do about it.
package struct LearningError: Error, Equatable, Sendable {
  package let message: String
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// Ctrl-C in a fit. Nothing is kept of it.
  package static let interrupted = LearningError("interrupted")
}
