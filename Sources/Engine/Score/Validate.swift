import Corpus
import Formats
private import Foundation
import PluginHost
import PluginKit
import Validation
package import Workspace

/// A validator with its options, and the signature that its scores are stored under.
struct Scorer: Sendable {
  let name: String
  let info: ValidatorInfo
  let assessor: any Assessor
  let signature: Signature
}

/// Computes and stores the scores of a query's conversations that are not stored yet.
///
/// Scores are found by content and signature, so a second run computes nothing, an edited validator
/// computes its own column, and new conversations only themselves. Finished batches stay when the run
/// is interrupted.
package struct Validate: Operation {
  package var query: String
  /// The built-in validators when nil.
  package var validators: [String]?
  /// `NAME.OPTION` to its value.
  package var options: [String: String]
  /// Whether what failed before is tried again.
  package var retriesFailures: Bool
  /// How many are scored at most, in the order of the workspace; all when nil.
  package var most: Int?
  /// The session's when nil.
  package var profile: String?

  package init(
    query: String, validators: [String]? = nil, options: [String: String] = [:],
    retriesFailures: Bool = false, most: Int? = nil, profile: String? = nil
  ) {
    self.profile = profile
    self.query = query
    self.validators = validators
    self.options = options
    self.retriesFailures = retriesFailures
    self.most = most
  }

  package struct Result: Sendable {
    package let query: Query
    /// That the query finds.
    package let conversations: Int
    /// That the query finds and that lost a turn when they were read: left out, unless the query
    /// asks for them.
    package let damaged: Int
    /// Scored in this run, failures among them.
    package let computed: Int
    package let failed: Int
    /// Failures of this and earlier runs that are not tried again by the same builds; counted when
    /// nothing was computed.
    package let failedBefore: Int
    package let seconds: Double
    package let textBytes: Int
    /// Overall, where there is one, and each validator's main metric.
    package let summaries: [ColumnSummary]
    package let overall: OverallResult?
    package let held: HeldAgainst
    /// Models of the run that were trained on some of these conversations.
    package let seen: [SeenByModel]
  }

  /// Where the scores of a run have been held against people.
  package struct HeldAgainst: Sendable, Equatable {
    /// Corpora that the validators were made on.
    package let inDomain: [String]
    /// Corpora that they never saw.
    package let transfer: [String]
    /// Validators of the run that nobody held against people as they are.
    package let unmeasured: [String]
  }

  package struct OverallResult: Sendable {
    package let summary: ColumnSummary
    package let flagged: Int
    package let tiers: [TierCount]
  }

  /// Throws ``ScoringStopped``, ``ChoiceFault``, ``NameFault``.
  package func run(in run: Run) throws -> Result {
    if let most, most < 1 {
      throw ValueFault.outOfRange(parameter: "most", value: Double(most), least: 1, most: nil)
    }
    let workspace = run.workspace
    let asked = try workspace.query(query)
    let query = try run.leavingOutDamaged(asked)
    // Models are predicted, which reads what else they need; they have scores as others do.
    let models = try run.models(among: validators)
    let own = validators.map { $0.filter { !models.contains($0) } }
    let scorers =
      own?.isEmpty == true && !models.isEmpty ? [] : try run.scorers(own, options: options)
    let profile = try self.profile.map { try run.profile(named: $0) } ?? run.profile()
    let overall = try run.overallSignature(profile, scorers)
    let signatures = scorers.map(\.signature) + (overall.map { [$0] } ?? [])

    if retriesFailures { try workspace.forgetFailures(signatures, query) }
    let total = try workspace.count(query)
    let start = ContinuousClock.now
    var scoring = ScoringRun(
      scorers: scorers, overall: overall, profile: profile, workspace: workspace,
      workers: run.settings.workers, cancellation: run.cancellation, report: run.reportProgress)
    if !scorers.isEmpty { try scoring.compute(query, most: most) }
    try workspace.makeCurrent(signatures)
    var seen: [SeenByModel] = []
    for name in models {
      let predicted = try Predict(name: name, query: query.description).run(in: run)
      scoring.computed = max(scoring.computed, predicted.computed)
      if predicted.seen > 0 { seen.append(SeenByModel(model: name, rows: predicted.seen)) }
    }
    let elapsed = (ContinuousClock.now - start).seconds

    let builtIn = Set(run.registry.validators.filter { $0.origin == "built-in" }.map(\.name))
    // Of the built-in ones the main metric, of a person's own all: there is no page on them.
    let metrics =
      scorers.flatMap { scorer in
        let names = scorer.info.metrics.map(\.name)
        return builtIn.contains(scorer.name) ? Array(names.prefix(1)) : names
      } + (try models.flatMap { try run.modelEntry($0)?.info.metrics.map(\.name) ?? [] })
    let columns = (overall == nil ? [] : [Overall.metric]) + metrics
    let extra = overall == nil ? [] : [SafetyCompliance.flags, Overall.tierLabel]
    let countsTiers = overall != nil
    let facts = try workspace.columnValues(columns + extra, query) { place, values in
      place < columns.count
        ? ColumnFacts(
          summary: ColumnSummary(columns[place], values),
          texts: place == 0 && countsTiers ? profile.tiers(values.numbers) : [:])
        : ColumnFacts(
          positive: values.numbers.count { $0 > 0 }, texts: values.texts, missing: values.missing)
    }
    let summaries = facts.compactMap(\.summary)
    return Result(
      query: query, conversations: total,
      damaged: query.description == asked.description ? 0 : try workspace.count(asked) - total,
      computed: scoring.computed, failed: scoring.failed,
      failedBefore: scoring.computed == 0 && total > 0
        ? try workspace.failureCount(scorers.map(\.signature), query) : 0,
      seconds: elapsed, textBytes: scoring.textBytes, summaries: summaries,
      overall: overall == nil
        ? nil
        : summaries.first.map { summary in
          OverallResult(
            summary: summary, flagged: facts[columns.count].positive,
            tiers: tierCounts(profile, facts[columns.count + 1], byValue: facts[0].texts))
        }, held: held(scorers.map(\.name), run), seen: seen)
  }

  private func held(_ names: [String], _ run: Run) -> HeldAgainst {
    let signatures = ShippedCards.signatures(run.registry.validators)
    let corpora = ShippedCards.corpora(of: names, signatures: signatures)
    return HeldAgainst(
      inDomain: corpora.inDomain, transfer: corpora.transfer,
      unmeasured: names.filter { name in
        !ShippedCards.entries.contains {
          $0.validator == name && $0.signature == signatures[name]
        }
      })
  }
}

/// A run was stopped; what it had scored stays.
package struct ScoringStopped: Fault {
  package let scored: Int
  /// That it was to score.
  package let of: Int
  /// Whether they are the first of these, which a run of so many scores again.
  package let isFirst: Bool
}

/// How many conversations are in a tier.
package struct TierCount: Sendable {
  /// Nil for those without.
  package let tier: String?
  package let conversations: Int
  /// How many would be by the value alone, without its interval; nil where nobody counted.
  package internal(set) var byValue: Int?
}

/// A choice of validators that cannot be run.
package enum ChoiceFault: Fault {
  case noValidator
  case validatorTwice
  /// An option whose name begins with no validator of the run.
  case optionOfNone(String)
}

extension Run {
  /// The query without conversations that lost a turn, unless it names the mark itself or no
  /// dataset has it.
  fileprivate func leavingOutDamaged(_ query: Query) throws -> Query {
    let mark = DamageMark.field
    let text = query.description
    guard !text.contains("\(mark):"), !text.contains("\(mark)="), !text.contains("\(mark)!="),
      try workspace.fields().contains(where: { $0.key == mark && $0.level == .conversation })
    else { return query }
    let sound = "not \(mark):\(DamageMark.value)"
    return try workspace.query(text.isEmpty ? sound : "(\(text)) \(sound)")
  }

  /// The validators by name with their signatures; the built-in five when none is named.
  func scorers(_ names: [String]?, options: [String: String]) throws -> [Scorer] {
    let wanted = names ?? BuiltIns.all.map(\.name)
    guard !wanted.isEmpty, Set(wanted).count == wanted.count else {
      throw wanted.isEmpty ? ChoiceFault.noValidator : .validatorTwice
    }
    for key in options.keys where !wanted.contains(String(key.prefix { $0 != "." })) {
      throw ChoiceFault.optionOfNone(key)
    }
    return try wanted.map { name in
      let entry = try validator(named: name)
      let own = options.compactMap { key, value -> (String, String)? in
        key.hasPrefix(name + ".") ? (String(key.dropFirst(name.count + 1)), value) : nil
      }
      let given = PluginOptions(Dictionary(uniqueKeysWithValues: own))
      let signature = try workspace.signature(
        entry.origin == Run.modelOrigin
          ? try model(named: name).signatureSpec(name, digest: entry.code, options: "")
          : entry.signatureSpec(given))
      return Scorer(
        name: name, info: entry.info, assessor: try entry.make(given), signature: signature)
    }
  }

  /// Those of the names that are kept models.
  func models(among names: [String]?) throws -> [String] {
    guard let names else { return [] }
    let kept = Set(try workspace.models().map(\.name))
    return names.filter { kept.contains($0) }
  }

  /// Throws ``NameFault``.
  func validator(named name: String) throws -> RegisteredValidator {
    guard let entry = registry.validators.first(where: { $0.name == name }) else {
      if registry.exporters.contains(where: { $0.name == name }) {
        throw NameFault.isOther(.validator, name, .exporter)
      }
      if let model = try modelEntry(name) { return model }
      if let reason = leftOut[name] {
        throw PluginFailure(
          "'\(name)' cannot be used: \(reason)",
          hint: "'plugin add FILE' or 'define' makes it anew, 'plugin remove \(name)' forgets it")
      }
      throw NameFault.unknown(
        .validator, name, known: registry.validators.map(\.name).sorted())
    }
    return entry
  }

  /// The signature of the overall score: the profile over the signatures it is made from. Nil when
  /// a run does not compute all five dimensions.
  fileprivate func overallSignature(_ profile: Profile, _ scorers: [Scorer]) throws -> Signature? {
    let names = Set(scorers.map(\.name))
    guard BuiltIns.all.allSatisfy({ names.contains($0.name) }) else { return nil }
    return try workspace.signature(
      SignatureSpec.overall(profile, over: scorers.map(\.signature.digest)))
  }

  /// How many conversations are in each tier, the highest first; without a tier last.
  func tierCounts(_ query: Query) throws -> [TierCount] {
    let values = try workspace.columnValues([Overall.tierLabel], query)[0]
    return Engine.tierCounts(
      try storedProfile(), ColumnFacts(texts: values.texts, missing: values.missing))
  }
}

/// The highest first; without a tier last. `byValue` are counts by the value alone.
private func tierCounts(
  _ profile: Profile, _ facts: ColumnFacts, byValue: [String: Int]? = nil
) -> [TierCount] {
  let order = profile.tierNames
  let names = Set(facts.texts.keys).union(byValue?.keys ?? [:].keys)
  let tiers = names.sorted {
    (order.firstIndex(of: $0) ?? -1, $0) > (order.firstIndex(of: $1) ?? -1, $1)
  }
  return tiers.map { tier in
    TierCount(
      tier: tier, conversations: facts.texts[tier] ?? 0, byValue: byValue.map { $0[tier] ?? 0 })
  } + (facts.missing > 0 ? [TierCount(tier: nil, conversations: facts.missing)] : [])
}

extension Profile {
  /// How many numbers are in each tier.
  fileprivate func tiers(_ numbers: [Double]) -> [String: Int] {
    numbers.reduce(into: [:]) { $0[tier($1), default: 0] += 1 }
  }
}

/// What is told of a column; of one that is summarised, its summary alone.
private struct ColumnFacts: Sendable {
  var summary: ColumnSummary?
  var positive = 0
  var texts: [String: Int] = [:]
  var missing = 0
}

/// One pass over the conversations that lack scores.
private struct ScoringRun {
  let scorers: [Scorer]
  let overall: Signature?
  let profile: Profile
  let workspace: Workspace
  let workers: Int
  let cancellation: Cancellation
  let report: ProgressReport
  var computed = 0
  var failed = 0
  var textBytes = 0

  /// Reads, scores on `workers` threads and stores, in the order of the workspace as far as no batch
  /// holds up many others, so that what an interrupt leaves can be told and done again.
  mutating func compute(_ query: Query, most: Int?) throws {
    let signatures = scorers.map(\.signature) + (overall.map { [$0] } ?? [])
    let scoring = BatchScoring(
      scorers: scorers, overall: overall, profile: profile, workspace: workspace)
    let workspace = workspace
    let cancellation = cancellation
    let report = report
    let size = BatchSize(startsSmall: scorers.contains { $0.assessor is any BatchAssessor })
    var run = self
    var stored = ScoreStoring(workspace, signatures)
    var order = InOrder<BatchScoring.Result>(most: 2 * workers + 4)
    var total = 0
    func store(_ scored: BatchScoring.Result) throws {
      try stored.add(scored)
      run.computed += scored.conversations
      run.failed += scored.failures
      run.textBytes += scored.textBytes
      total = min(scored.total, most ?? .max)
      report(
        Progress(label: "validate", done: run.computed, total: total, unit: .conversations))
    }
    do {
      try runPipeline(
        workers: workers,
        produce: { emit in
          var number = 0
          var left = most ?? .max
          do {
            try workspace.unscored(signatures, query, batch: min(size.current, left)) { batch in
              try cancellation.check()
              guard left > 0 else { throw Enough() }
              try emit((number, batch))
              number += 1
              left -= batch.count
            }
          } catch is Enough {}
        },
        transform: { (number: Int, batch: PendingBatch) in
          try cancellation.check()
          let start = ContinuousClock.now
          let scored = try scoring.score(batch)
          size.adapt(to: scored.conversations, in: (ContinuousClock.now - start).seconds)
          return (number, scored)
        },
        consume: { (number: Int, scored: BatchScoring.Result) in
          for scored in order.next(number, scored) { try store(scored) }
        })
      try stored.flush()
    } catch {
      // What was scored before an error or an interrupt stays.
      let isKept = (try? stored.flush()) != nil
      guard cancellation.isRaised, isKept, run.computed > 0 else { throw error }
      throw ScoringStopped(scored: run.computed, of: total, isFirst: order.isKept)
    }
    self = run
  }

  private struct Enough: Error {}
}

/// Puts what workers finish in the order in which it was given out. Where one piece lets more than
/// `most` others wait, such as a plugin that hangs, the order is given up and nothing waits any longer.
private struct InOrder<Piece> {
  private let most: Int
  private var waiting: [Int: Piece] = [:]
  private var due = 0
  private(set) var isKept = true

  init(most: Int) { self.most = most }

  /// What may go on, now that the `number`th is there.
  mutating func next(_ number: Int, _ piece: Piece) -> [Piece] {
    guard isKept else { return [piece] }
    waiting[number] = piece
    if waiting.count > most {
      isKept = false
      defer { waiting = [:] }
      return waiting.sorted { $0.key < $1.key }.map { $0.value }
    }
    var ready: [Piece] = []
    while let piece = waiting.removeValue(forKey: due) {
      ready.append(piece)
      due += 1
    }
    return ready
  }
}

/// Stores scores in transactions of some thousand contents, or of half a second when they come
/// slowly. With the first of them their columns can be read, so that what an interrupted run finished
/// is seen, and one that finished nothing leaves none.
private struct ScoreStoring {
  private static let most = 4096
  private let workspace: Workspace
  private let signatures: [Signature]
  private var isCurrent = false
  private var waiting: [ScoreBlock] = []
  private var count = 0
  private var since = ContinuousClock.now

  init(_ workspace: Workspace, _ signatures: [Signature]) {
    self.workspace = workspace
    self.signatures = signatures
  }

  mutating func add(_ scored: BatchScoring.Result) throws {
    waiting += scored.blocks
    count += scored.conversations
    if count >= Self.most || (ContinuousClock.now - since).seconds > 0.5 { try flush() }
  }

  mutating func flush() throws {
    let blocks = waiting
    waiting = []
    count = 0
    if !blocks.isEmpty, !isCurrent {
      try workspace.makeCurrent(signatures)
      isCurrent = true
    }
    try workspace.store(blocks)
    since = ContinuousClock.now
  }
}
