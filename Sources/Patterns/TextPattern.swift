import Synchronization

/// A regular expression (PCRE2, without case) that takes a part out of short texts: which series a
/// title belongs to.
package final class TextPattern: Sendable {
  /// As it was written.
  package let source: String
  /// For one thread at a time.
  private let compiled: Mutex<CompiledPattern>

  /// Throws with the place when the expression is not understood.
  package init(_ source: String) throws(PatternError) {
    do {
      let pattern = try CompiledPattern(source)
      compiled = Mutex(pattern)
    } catch {
      let column = String(decoding: source.utf8.prefix(error.offset), as: UTF8.self).count + 1
      throw PatternError(column: column, reason: error.message)
    }
    self.source = source
  }

  /// What the expression matches first; `\K` in it leaves out what is before. Nil when it matches
  /// nothing, or comes to the limits of a search.
  package func first(in text: String) -> String? {
    guard !text.isEmpty else { return nil }
    return compiled.withLock { pattern in
      var text = text
      return text.withUTF8 { bytes in
        var effort = SearchEffort()
        guard case .found(let range) = pattern.find(in: bytes, from: 0, &effort) else {
          return nil
        }
        return String(decoding: bytes[range], as: UTF8.self)
      }
    }
  }
}
