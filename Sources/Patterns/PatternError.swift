/// What is wrong with a definition, where, and what to write.
package struct PatternError: Error, Hashable, CustomStringConvertible {
  /// Counted in characters from 1, in the text that was parsed.
  package let column: Int
  package let reason: String

  package var description: String { "column \(column): \(reason)" }
}

/// A pattern gave up on a conversation; the run goes on without it.
package struct PatternFailure: Error, Hashable, CustomStringConvertible {
  package let description: String
}
