/// Why one record has no conversation to give. The reason never holds conversation text.
package struct BrokenReason: Error {
  package let reason: String
  /// Whether the bytes are no JSON at all, as when a record was cut off.
  let isSyntax: Bool

  package init(_ reason: String, isSyntax: Bool = false) {
    self.reason = reason
    self.isSyntax = isSyntax
  }
}
