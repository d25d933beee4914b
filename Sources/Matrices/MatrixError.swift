/// Why an operation on matrices cannot be done. A sentence and what to do about it.
package struct MatrixError: Error, Equatable, Sendable {
  package let message: String
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
