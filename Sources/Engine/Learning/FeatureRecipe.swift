import Corpus
import Learning
import Outcomes
import Validation

/// Which features are taken of conversations, as a person writes it. Options become columns when
/// ``FittedFeatures`` has seen texts.
struct FeatureRecipe: Sendable, Equatable {
  enum Part: Sendable, Equatable {
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

    static let names = ["tfidf", "chars", "hash", "signed-hash", "counts", "cues"]

    var text: String {
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
  enum Span: String, Sendable, CaseIterable {
    case all, user, assistant
    /// A row a message, with the message before it beside.
    case turns

    /// What a row is, as measures name it.
    var rows: String { self == .turns ? "turns" : "conversations" }
  }

  var parts: [Part]
  let span: Span
  let maxFeatures: Int
  /// Nil leaves each part its usual lengths.
  let ngrams: ClosedRange<Int>?

  /// Reads `tfidf+counts:questions,reflections` and the options beside it.
  init(_ features: String, text: String, maxFeatures: Int, ngrams: String?) throws {
    guard let span = Span(rawValue: text) else {
      throw Failure(
        .usage, unknownName("text", text, known: Span.allCases.map(\.rawValue)),
        hint: "--text says whose words are read")
    }
    guard maxFeatures > 0 else {
      throw Failure(.usage, "--max-features takes a number above 0, not \(maxFeatures)")
    }
    self.span = span
    self.maxFeatures = maxFeatures
    self.ngrams = try ngrams.map(FeatureRecipe.range)
    parts = try features.split(separator: "+", omittingEmptySubsequences: false)
      .map { try FeatureRecipe.part(String($0).trimmed) }
    let names = parts.map(\.text)
    guard Set(names).count == names.count else {
      throw Failure(.usage, "--features names a part twice: \(features)")
    }
    try checkSpan()
  }

  private func checkSpan() throws {
    if hasCues, span != .turns {
      throw Failure(
        .usage, "cues belong to turns", hint: "--text turns, or counts for conversations")
    }
    if span == .turns, parts.contains(where: { if case .counts = $0 { true } else { false } }) {
      throw Failure(
        .usage, "counts belong to conversations, not to turns", hint: "--features hash+cues")
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
      throw Failure(
        .usage, unknownName("kind of features", text, known: Part.names),
        hint: "parts are joined by +: tfidf+counts:questions,reflections")
    }
    return .counts(text.dropFirst(prefix.count).split(separator: ",").map { String($0).trimmed })
  }

  private static func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.split(separator: "-").map { Int($0) ?? 0 }
    guard let low = ends.first, let high = ends.last, ends.count <= 2, low >= 1, low <= high,
      high <= 32
    else { throw Failure(.usage, "--ngrams takes lengths such as 1-2, not '\(text)'") }
    return low...high
  }

  /// What ``init(_:text:maxFeatures:ngrams:)`` reads.
  var text: String { parts.map(\.text).joined(separator: "+") }

  /// Columns of numbers that it reads, in order.
  var columns: [String] {
    parts.flatMap { part -> [String] in
      if case .counts(let columns) = part { columns } else { [] }
    }
  }

  /// Names of all its numbers, in order.
  var numbers: [String] { parts.flatMap { $0.numbers ?? [] } }

  /// Whether it reads words.
  var readsText: Bool { parts.contains { $0.numbers == nil } }

  /// Whether `maxFeatures` says anything.
  var limitsFeatures: Bool { parts.contains(.tfidf) || parts.contains(.characters) }

  var hasCues: Bool { parts.contains(.cues) }

  /// The options of a part that reads text.
  func options(of part: Part) -> TextFeatureOptions {
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
  var metadata: [String: String] {
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
  var block: String {
    switch self {
    case .tfidf: "words"
    case .characters: "characters"
    case .hash: "hash"
    case .counts: "counts"
    case .cues: "cues"
    }
  }

  /// The names of a part of numbers; nil for one of words.
  var numbers: [String]? {
    switch self {
    case .counts(let columns): columns
    case .cues: TurnCues.names
    case .tfidf, .characters, .hash: nil
    }
  }
}
