package import PluginKit

/// A validator that a person defines in a line: `warmth = density("glad", /proud of (you|that)/)`.
///
/// The language is described in ``grammar``. A definition is always complete: every pattern in it
/// compiles, every name in it is known.
package struct PatternDefinition: Sendable, Hashable {
  enum Function: String, CaseIterable { case density, share, count }

  enum Speaker: String, CaseIterable { case user, assistant, any }

  enum Turns: Hashable {
    case all
    case first(Int)
    case last(Int)
  }

  enum Better: String, CaseIterable { case higher, lower }

  /// The validator's name and that of its only metric: lower-case words joined by `_`.
  package let name: String
  let function: Function
  /// At least one, no two alike.
  let items: [PatternItem]
  let speaker: Speaker
  let turns: Turns
  let better: Better?

  /// Reads `NAME = FUNCTION(item, …) [filters]`. Linear in the text, beside compiling its patterns.
  package init(parsing text: String) throws(PatternError) {
    var parser = PatternParser(text)
    let name = try parser.name()
    let function = try parser.function()
    let items = try parser.items()
    let filters = try parser.filters()
    self.init(name: name, function: function, items: items, filters: filters)
  }

  private init(name: String, function: Function, items: [PatternItem], filters: PatternFilters) {
    self.name = name
    self.function = function
    self.items = items
    speaker = filters.speaker
    turns = filters.turns
    better = filters.better
  }

  /// The normal form: what scripts record and what the hash of the code is taken of.
  ///
  /// Phrases in lower case with single spaces, weights as short as they are exact and left out
  /// where they are 1, filters in one order and left out where they are the default. It reads back
  /// as an equal definition, and definitions of equal normal form score alike.
  package var canonical: String {
    let list = items.map(\.canonical).joined(separator: ", ")
    var text = "\(name) = \(function.rawValue)(\(list))"
    if speaker != .assistant { text += " role:\(speaker.rawValue)" }
    switch turns {
    case .all: break
    case .first(let count): text += " turns:first\(count)"
    case .last(let count): text += " turns:last\(count)"
    }
    if let better { text += " better:\(better.rawValue)" }
    return text
  }

  /// One line that says what is counted, and in whose turns.
  package var summary: String {
    switch function {
    case .density: "\(hits) per 100 words of \(place)"
    case .share: "share of \(place) with a hit of \(things)"
    case .count: "\(hits) in \(place)"
    }
  }

  /// The one metric. Descriptive unless `better:` says which way is good.
  ///
  /// - `share` is in 0...1.
  /// - `density` is in 0...100 when all weights are 1: every word a hit. With weights the ends
  ///   are 100 times the greatest, and the least where that is negative. Only hits that are no
  ///   words can pass them (a pattern that matches twice inside a word), and are cut off there.
  /// - `count` has no natural end, while a metric has to declare one: a million hits of the
  ///   greatest weight (and the least, where negative), far beyond any conversation.
  package var metrics: [Metric] {
    let direction: Metric.Direction =
      switch better {
      case .higher: .higherIsBetter
      case .lower: .lowerIsBetter
      case nil: .descriptive
      }
    return [Metric(name, summary, range: range, direction: direction)]
  }

  /// What lists and help show, in the shape of any validator's.
  package var info: ValidatorInfo {
    ValidatorInfo(
      summary: summary, metrics: metrics,
      manual: Manual(
        whatItDoes: "Counts \(items.map(\.canonical).joined(separator: ", ")): \(summary).",
        knownProblems: "Words are counted, not what is meant: it knows no negation, irony or "
          + "quotation. See how it agrees with a label before you rest on it.",
        example: "define \(canonical)"))
  }

  var range: ClosedRange<Double> {
    let size: Double =
      switch function {
      case .share: 1
      case .density: 100
      case .count: 1_000_000
      }
    if function == .share { return 0...size }
    let weights = items.map { Double($0.weight.thousandths) / 1000 }
    return size * min(0, weights.min() ?? 0)...size * max(0, weights.max() ?? 0)
  }

  private var hits: String {
    (items.contains { $0.weight != .one } ? "weighted hits of " : "hits of ") + things
  }

  private var things: String {
    let patterns = items.count { if case .pattern = $0.content { true } else { false } }
    return [(items.count - patterns, "phrase"), (patterns, "pattern")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
      .joined(separator: " and ")
  }

  private var place: String {
    let part =
      switch turns {
      case .all: "turns"
      case .first(let count): count == 1 ? "first turn" : "first \(count) turns"
      case .last(let count): count == 1 ? "last turn" : "last \(count) turns"
      }
    return switch speaker {
    case .user: "the client's \(part) (role:user)"
    case .assistant: "the supporter's \(part) (role:assistant)"
    case .any: turns == .all ? "all turns (role:any)" : "the \(part) (role:any)"
    }
  }
}
