package import Learning
import Validation

/// Which features are taken of conversations, as a person writes it. Options become columns when
/// ``FittedFeatures`` has seen texts.
package struct FeatureRecipe: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    /// Words and n-grams of words, weighed by TF-IDF.
    case tfidf
    /// Characters within words, weighed by TF-IDF.
    case characters
    /// Words and pairs of words in 2¹⁴ buckets.
    case hash(signed: Bool)
    /// Metrics of validators and other columns of numbers; none named means all metrics.
    case counts([String])
    /// What the rules see in a turn: ``TurnCues``.
    case cues

    package static let names = ["tfidf", "chars", "hash", "signed-hash", "counts", "cues"]

    package var text: String {
      switch self {
      case .tfidf: "tfidf"
      case .characters: "chars"
      case .hash(let signed): signed ? "signed-hash" : "hash"
      case .counts(let columns): "counts:" + columns.joined(separator: ",")
      case .cues: "cues"
      }
    }
  }

  /// Whose words are read.
  package enum Span: String, Sendable, CaseIterable {
    case all, user, assistant
    /// A row a message, with the message before it beside.
    case turns

    /// What a row is, as measures name it.
    package var rows: String { self == .turns ? "turns" : "conversations" }
  }

  package var parts: [Part]
  package let span: Span
  package let maxFeatures: Int
  /// Nil leaves each part its usual lengths.
  package let ngrams: ClosedRange<Int>?

  /// Reads `tfidf+counts:questions,reflections` and the options beside it. Throws
  /// ``EstimatorFault``.
  package init(_ features: String, text: String, maxFeatures: Int, ngrams: String?) throws {
    guard let span = Span(rawValue: text) else {
      throw EstimatorFault.unknown(.span, text, known: Span.allCases.map(\.rawValue))
    }
    guard maxFeatures > 0 else {
      throw EstimatorFault.badTermCount(maxFeatures)
    }
    self.span = span
    self.maxFeatures = maxFeatures
    self.ngrams = try ngrams.map(FeatureRecipe.range)
    parts = try features.split(separator: "+", omittingEmptySubsequences: false)
      .map { try FeatureRecipe.part(String($0).trimmed) }
    let names = parts.map(\.text)
    guard Set(names).count == names.count else {
      throw EstimatorFault.partTwice(features)
    }
    try checkSpan()
  }

  /// Of columns of numbers alone.
  package init(counts columns: [String]) {
    parts = [.counts(columns)]
    span = .all
    maxFeatures = 1
    ngrams = nil
  }

  private func checkSpan() throws {
    if hasCues, span != .turns {
      throw EstimatorFault.cuesOfConversations
    }
    if span == .turns, parts.contains(where: { if case .counts = $0 { true } else { false } }) {
      throw EstimatorFault.countsOfTurns
    }
  }

  private static func part(_ text: String) throws -> Part {
    switch text {
    case "tfidf": return .tfidf
    case "chars": return .characters
    case "hash": return .hash(signed: false)
    case "signed-hash": return .hash(signed: true)
    case "counts": return .counts([])
    case "cues": return .cues
    default: break
    }
    let prefix = "counts:"
    guard text.hasPrefix(prefix) else {
      throw EstimatorFault.unknown(.features, text, known: Part.names)
    }
    return .counts(text.dropFirst(prefix.count).split(separator: ",").map { String($0).trimmed })
  }

  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.split(separator: "-").map { Int($0) ?? 0 }
    guard let low = ends.first, let high = ends.last, ends.count <= 2, low >= 1, low <= high,
      high <= 32
    else { throw EstimatorFault.badLengths(text) }
    return low...high
  }

  /// What ``init(_:text:maxFeatures:ngrams:)`` reads.
  package var text: String { parts.map(\.text).joined(separator: "+") }

  /// Columns of numbers that it reads, in order.
  package var columns: [String] {
    parts.flatMap { part -> [String] in
      if case .counts(let columns) = part { columns } else { [] }
    }
  }

  /// Names of all its numbers, in order.
  package var numbers: [String] { parts.flatMap { $0.numbers ?? [] } }

  /// Whether it reads words.
  package var readsText: Bool { parts.contains { $0.numbers == nil } }

  /// Whether `maxFeatures` says anything.
  package var limitsFeatures: Bool { parts.contains(.tfidf) || parts.contains(.characters) }

  package var hasCues: Bool { parts.contains(.cues) }

  /// The options of a part that reads text.
  package func options(of part: Part) -> TextFeatureOptions {
    var options: TextFeatureOptions
    switch part {
    case .tfidf, .counts, .cues: options = TextFeatureOptions(kind: .words)
    case .characters:
      options = TextFeatureOptions(kind: .wordCharacters)
      options.ngrams = 3...5
    case .hash(let signed):
      options = .hashedPairs
      options.signs = signed
    }
    if let ngrams { options.ngrams = ngrams }
    if case .hash = part {} else { options.maxFeatures = maxFeatures }
    return options
  }

  /// As files and tables keep it.
  package var metadata: [String: String] {
    var metadata = [
      "features": text, "text": span.rawValue, "max_features": String(maxFeatures),
    ]
    if let ngrams { metadata["ngrams"] = "\(ngrams.lowerBound)-\(ngrams.upperBound)" }
    return metadata
  }

  init(metadata: [String: String]) throws {
    try self.init(
      metadata["features"] ?? "", text: metadata["text"] ?? "",
      maxFeatures: Int(metadata["max_features"] ?? "") ?? 0, ngrams: metadata["ngrams"])
  }
}

extension FeatureRecipe.Part {
  /// The name of its block of columns.
  package var block: String {
    switch self {
    case .tfidf: "words"
    case .characters: "characters"
    case .hash: "hash"
    case .counts: "counts"
    case .cues: "cues"
    }
  }

  /// The names of a part of numbers; nil for one of words.
  package var numbers: [String]? {
    switch self {
    case .counts(let columns): columns
    case .cues: TurnCues.names
    case .tfidf, .characters, .hash: nil
    }
  }
}
