import Corpus
private import Foundation
package import Outcomes
import PluginHost
import PluginKit
import Validation
import Workspace

/// A validator with its options, and the signature that its scores are stored under.
struct Scorer: Sendable {
  let name: String
  let info: ValidatorInfo
  let assessor: any Assessor
  let signature: Signature
}

extension Run {
  /// Computes and stores the scores of a query's conversations that are not stored yet.
  ///
  /// Scores are found by content and signature, so a second run computes nothing, an edited
  /// validator computes its own column, and new conversations only themselves. Finished batches
  /// stay when the run is interrupted.
  package func validate(
    _ queryText: String, using names: [String]?, options: [String: String],
    retriesFailures: Bool = false
  ) throws -> Outcome {
    let query = try workspace.query(queryText)
    let scorers = try scorers(names, options: options)
    let profile = settings.profile
    let overall = try overallSignature(profile, scorers)
    let signatures = scorers.map(\.signature) + (overall.map { [$0] } ?? [])

    if retriesFailures { try workspace.forgetFailures(signatures) }
    let total = try workspace.count(query)
    let start = ContinuousClock.now
    var run = ScoringRun(
      scorers: scorers, overall: overall, profile: profile, workspace: workspace,
      workers: settings.workers, cancellation: cancellation, report: reportProgress)
    // First, so that what an interrupted run finished can be seen.
    try workspace.makeCurrent(signatures)
    try run.compute(query)
    let elapsed = (ContinuousClock.now - start).seconds

    var outcome = Outcome(command: "validate")
    outcome.measures = [
      Measure("conversations", total),
      Measure("computed", Double(run.computed), .count, isVolatile: true),
    ]
    if run.failed > 0 { outcome.measures.append(Measure("failed", run.failed)) }
    let metrics = scorers.compactMap { $0.info.metrics.first?.name }
    let columns = (overall == nil ? [] : ["overall"]) + metrics
    outcome.tables = [try summaryTable("scores", columns, query)]
    if overall != nil {
      try outcome.measures += overallMeasures(query)
      outcome.tables.append(try tierTable(query))
    }
    if total == 0 {
      outcome.notes.append("nothing matches \(query.description)")
    } else if run.computed == 0 {
      let failures = try workspace.failureCount(scorers.map(\.signature), query)
      outcome.notes.append(
        failures == 0
          ? "nothing new: all \(total) conversations have these scores"
          : "nothing new; \(failures) of \(total) failed before, 'validate --retry' tries them again"
      )
    } else {
      outcome.measures.append(Measure("seconds", elapsed, .seconds, isVolatile: true))
      outcome.measures.append(
        Measure("rate", Double(run.computed) / max(elapsed, 1e-6), .perSecond, isVolatile: true))
      outcome.measures.append(
        Measure("read", Double(run.textBytes), .bytes, isVolatile: true))
    }
    return outcome
  }

  /// The validators by name with their signatures; the built-in five when none is named.
  func scorers(_ names: [String]?, options: [String: String]) throws -> [Scorer] {
    let wanted = names ?? BuiltIns.all.map(\.name)
    guard !wanted.isEmpty, Set(wanted).count == wanted.count else {
      throw Failure(
        .usage, wanted.isEmpty ? "--using names no validator" : "--using names a validator twice")
    }
    for key in options.keys where !wanted.contains(String(key.prefix { $0 != "." })) {
      throw Failure(
        .usage, "--option \(key) names no validator of this run",
        hint: "write it NAME.OPTION=VALUE")
    }
    return try wanted.map { name in
      let entry = try validator(named: name)
      let own = options.compactMap { key, value -> (String, String)? in
        key.hasPrefix(name + ".") ? (String(key.dropFirst(name.count + 1)), value) : nil
      }
      let given = PluginOptions(Dictionary(uniqueKeysWithValues: own))
      let signature = try workspace.signature(
        SignatureSpec(
          validator: name, version: entry.version, options: given.canonical,
          codeHash: entry.code, metrics: entry.info.metrics))
      return Scorer(
        name: name, info: entry.info, assessor: try entry.make(given), signature: signature)
    }
  }

  func validator(named name: String) throws -> RegisteredValidator {
    guard let entry = registry.validators.first(where: { $0.name == name }) else {
      if let exporter = registry.exporters.first(where: { $0.name == name }) {
        throw Failure(
          .usage, "'\(name)' is an exporter",
          hint: "export NAME.\(exporter.info.fileExtensions[0]) --format \(name)")
      }
      if try workspace.models().contains(where: { $0.name == name }) {
        throw Failure(
          .usage, "'\(name)' is a model, not a validator",
          hint: "'predict \(name)' stores its scores")
      }
      throw Failure(
        .usage,
        unknownName("validator", name, known: registry.validators.map(\.name).sorted()))
    }
    return entry
  }

  /// The signature of the overall score: the profile over the signatures it is made from. Nil when
  /// a run does not compute all five dimensions.
  private func overallSignature(_ profile: Profile, _ scorers: [Scorer]) throws -> Signature? {
    let names = Set(scorers.map(\.name))
    guard BuiltIns.all.allSatisfy({ names.contains($0.name) }) else { return nil }
    let parts = scorers.map(\.signature.digest).sorted().joined(separator: "+")
    return try workspace.signature(
      SignatureSpec(
        validator: "overall", version: profile.version, options: "profile=\(profile.name)",
        codeHash: Digest(of: parts).short,
        metrics: [Metric("overall", "weighted mean of the five dimensions, capped by flags")],
        labels: [.init("tier", "the highest cut that the score passes")]))
  }

  private func overallMeasures(_ query: Query) throws -> [Measure] {
    let all = try numbers("overall", query)
    let values = all.filter { !$0.isNaN }
    let flagged = try numbers("flags", query).filter { $0 > 0 }.count
    var measures: [Measure] = []
    if let summary = Summary(of: values) {
      measures.append(Measure("overall.mean", summary.mean, .score))
      measures.append(Measure("overall.median", summary.median, .score))
    }
    measures.append(Measure("abstained", all.count - values.count))
    measures.append(Measure("flagged", flagged))
    return measures
  }

  /// How many conversations are in each tier, the highest first; without a tier last.
  func tierTable(_ query: Query) throws -> Table {
    var counts: [String: Int] = [:]
    var without = 0
    try workspace.values(["tier"], query) { row in
      if case .text(let tier) = row[0] { counts[tier, default: 0] += 1 } else { without += 1 }
    }
    let order = settings.profile.tierNames
    let tiers = counts.sorted {
      (order.firstIndex(of: $0.key) ?? -1) > (order.firstIndex(of: $1.key) ?? -1)
    }
    var table = Table("tiers", [.init("tier", .text), .init("conversations", .integer)])
    table.rows = tiers.map { [.text($0.key), .integer($0.value)] }
    if without > 0 { table.rows.append([.null, .integer(without)]) }
    return table
  }
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

  /// Reads, scores on `workers` threads and stores, each batch as a transaction of its own.
  mutating func compute(_ query: Query) throws {
    let signatures = scorers.map(\.signature) + (overall.map { [$0] } ?? [])
    let scoring = BatchScoring(
      scorers: scorers, overall: overall, profile: profile, workspace: workspace)
    let workspace = workspace
    let cancellation = cancellation
    let report = report
    let size = BatchSize(startsSmall: scorers.contains { $0.assessor is any BatchAssessor })
    var run = self
    try runPipeline(
      workers: workers,
      produce: { emit in
        try workspace.unscored(signatures, query, batch: size.current) { batch in
          try cancellation.check()
          try emit(batch)
        }
      },
      transform: { batch in
        try cancellation.check()
        let start = ContinuousClock.now
        let scored = try scoring.score(batch)
        size.adapt(to: scored.conversations, in: (ContinuousClock.now - start).seconds)
        return scored
      },
      consume: { scored in
        try workspace.store(scored.rows)
        run.computed += scored.conversations
        run.failed += scored.failures
        run.textBytes += scored.textBytes
        report(
          Progress(
            label: "validate", done: run.computed, total: scored.total, unit: .conversations))
      })
    self = run
  }
}

extension Profile {
  /// The few of a conversation's scores that ``combine(_:)`` reads, by name.
  func inputs(among scores: [Score]) -> [String: Score] {
    var inputs: [String: Score] = [:]
    for name in weights.map(\.metric) + ["flags"] {
      inputs[name] = scores.first { $0.metric == name }
    }
    return inputs
  }

  /// From the lowest to the highest.
  var tierNames: [String] { [Profile.belowAll] + cuts.map(\.tier) }
}
