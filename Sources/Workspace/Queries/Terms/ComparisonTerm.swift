import GRDB
import PluginKit

/// `rating>=3`, `dataset:annomi`, `tier:good`: a dataset, an id, a score, a label, a count or
/// metadata, told apart when its name is looked up.
struct ComparisonTerm: QueryTerm {
  let name: String
  let comparison: Comparison
  let value: String

  var text: String {
    QuerySpelling.name(name) + comparison.rawValue + QuerySpelling.value(value)
  }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    guard let found = try scanner.takeNamedValue() else { return nil }
    return ComparisonTerm(name: found.name, comparison: found.comparison, value: found.value)
  }

  private var comparisons: NamedComparisons {
    NamedComparisons(name: name, parts: [.init(comparison, value)], needsAll: true)
  }

  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    try comparisons.narrowing(resolver, place)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    try comparisons.condition(&resolver, place, of: self)
  }
}
