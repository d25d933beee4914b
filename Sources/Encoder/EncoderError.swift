/// Why an encoder cannot be used, in a sentence, with what to do about it.
package struct EncoderError: Error, Equatable, Sendable {
  package let message: String
  package let hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
