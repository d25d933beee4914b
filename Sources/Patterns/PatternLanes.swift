private import Synchronization

/// The regular expressions of a definition, compiled once for each thread that searches at a time.
///
/// A compiled expression holds the memory of its search, so every lane has its own and is locked
/// while in use. A lane compiles when it is first taken; two threads seldom make a third.
final class PatternLanes: Sendable {
  private final class Lane: Sendable {
    let patterns = Mutex<[CompiledPattern]?>(nil)
  }

  private let sources: [String]
  private let lanes: [Lane]

  /// Compiles `sources` for the first lane.
  init(_ sources: [String]) throws(CompiledPattern.SyntaxError) {
    self.sources = sources
    lanes = (0..<16).map { _ in Lane() }
    try lanes[0].patterns.withLock { patterns throws(CompiledPattern.SyntaxError) in
      patterns = try PatternLanes.compile(sources)
    }
  }

  /// Calls `body` with the expressions, in order of the sources; nil when memory ran out for them.
  /// Waits only when more than sixteen threads search.
  func search<Result: Sendable>(_ body: ([CompiledPattern]?) -> Result) -> Result {
    for lane in lanes {
      let result = lane.patterns.withLockIfAvailable { body(ready(&$0)) }
      if let result { return result }
    }
    return lanes[0].patterns.withLock { body(ready(&$0)) }
  }

  private func ready(_ patterns: inout [CompiledPattern]?) -> [CompiledPattern]? {
    if patterns == nil { patterns = try? PatternLanes.compile(sources) }
    return patterns
  }

  private static func compile(
    _ sources: [String]
  ) throws(CompiledPattern.SyntaxError) -> [CompiledPattern] {
    var patterns: [CompiledPattern] = []
    for source in sources { patterns.append(try CompiledPattern(source)) }
    return patterns
  }
}
