import Corpus
package import Engine
import Formats
private import Foundation
import Outcomes
import PluginHost
import PluginKit
import Validation

extension Run {
  /// What plugins cost: workers beside the same code in this process, the protocol's rates, and the
  /// time from a saved source to its first score.
  func pluginFigures(
    conversations: Int, runs: Int, folder: String
  ) throws -> [[Table.Cell]] {
    let batches = benchBatches(conversations)
    func row(_ figure: String, _ value: Double, _ unit: String, _ target: String) -> [Table.Cell] {
      [.text(figure), .number(value), .text(unit), .text(target)]
    }
    // Megabytes of JSON lines in either direction.
    let requests = batches.joined().reduce(0) { $0 + Double(ConversationLine.bytes(of: $1)) } / 1e6
    let many = try BenchPlugin.scores.assessor()
    // Short ones, so that what is measured is the way back.
    let short = benchBatches(conversations).map { batch in
      batch.map { Conversation(id: $0.id, messages: [Message(role: .user, text: "Hello?")]) }
    }
    let answers = try short.joined().reduce(0) { sum, conversation in
      sum + Double(ConversationStream.bytes(of: try many.assess(conversation))) / 1e6
    }
    var ratios: [Double] = []
    var sent: [Double] = []
    var answered: [Double] = []
    for _ in 0..<runs {
      let here = try seconds(of: BenchPlugin.all.assessor(), on: batches)
      let there = try seconds(of: worker(.all), on: batches)
      ratios.append(there / here)
      sent.append(requests / (try seconds(of: worker(.count), on: batches)))
      answered.append(answers / (try seconds(of: worker(.scores), on: short)))
    }
    let adding = try addingTimes(runs: runs, folder: folder)
    return [
      row("plugin: worker to in process, built-in work", median(ratios), "times", "at most 1.5"),
      row("plugin: protocol, to workers", median(sent), "MB/s", "at least 100"),
      row("plugin: protocol, from workers", median(answered), "MB/s", "at least 100"),
      row("plugin: add, compiled anew", median(adding.anew) * 1000, "ms", ""),
      row("plugin: add, build kept", median(adding.kept) * 1000, "ms", ""),
      row("plugin: saved source to first score", median(adding.toScore) * 1000, "ms", "under 1000"),
    ]
  }

  private func worker(_ plugin: BenchPlugin) throws -> any Assessor {
    let launch = WorkerLaunch([
      Session.ownExecutable, "bench", "--serve", plugin.rawValue,
    ])
    return try WorkerAssessor(launch, PluginDescription(plugin.plugin), PluginOptions())
  }

  /// Assesses all batches on as many threads as `validate` would.
  private func seconds(of assessor: any Assessor, on batches: [[Conversation]]) throws -> Double {
    let start = ContinuousClock.now
    var count = 0
    try runPipeline(
      workers: settings.workers,
      produce: { emit in for batch in batches { try emit(batch) } },
      transform: { batch in try assessor.results(of: batch).map { try $0.get() }.count },
      consume: { count += $0 })
    guard count == batches.joined().count else {
      throw Failure(.drift, "bench: \(count) assessments of \(batches.joined().count)")
    }
    return (ContinuousClock.now - start).seconds
  }

  private func addingTimes(
    runs: Int, folder: String
  ) throws -> (anew: [Double], kept: [Double], toScore: [Double]) {
    let program = try BenchProgram()
    let source = folder + "/bench_warmth.swift"
    let talk = folder + "/talk.jsonl"
    let environment = ["PE_PLUGINS": folder + "/builds"]
    let workspace = ["--workspace", folder + "/plugins.sqlite"]
    var json = JSONWriter()
    ConversationLine.write(ConversationGenerator(seed: 1).conversation(1), to: &json)
    try Data(json.bytes).write(to: URL(fileURLWithPath: talk))
    var times: (anew: [Double], kept: [Double], toScore: [Double]) = ([], [], [])
    for number in 0..<runs + 1 {
      let text = PluginTemplate.source("bench_warmth", .validator, inPython: false)
      try Data((text + "// \(number)\n").utf8).write(to: URL(fileURLWithPath: source))
      let anew = try program.run(workspace + ["plugin", "add", source], environment: environment)
      let score = try program.run(
        workspace + ["score", "--using", "bench_warmth", "--stdin"], environment: environment,
        input: talk)
      let kept = try program.run(workspace + ["plugin", "add", source], environment: environment)
      // The first run of a machine reads the compiler from disk.
      guard number > 0 else { continue }
      times.anew.append(anew.seconds)
      times.kept.append(kept.seconds)
      times.toScore.append(anew.seconds + score.seconds)
    }
    return times
  }
}

extension Run {
  /// What `bench` runs as a worker's process: serves the plugin until its host is gone.
  package static func benchWorker(_ name: String) throws {
    guard let plugin = BenchPlugin(rawValue: name)?.plugin else {
      throw Failure(.usage, "bench has no plugin '\(name)'")
    }
    _ = PluginServer().serve(plugin)
  }
}

/// Plugins that only the bench runs, by the name that a worker is started with.
enum BenchPlugin: String {
  /// The five built-in validators as one.
  case all = "bench-all"
  /// Almost nothing: what is left is the protocol on its way in.
  case count = "bench-count"
  /// A score for each of many metrics: the protocol on its way out.
  case scores = "bench-scores"

  var plugin: Plugin {
    switch self {
    case .all: Plugin("bench_all", version: "1") { try BuiltInWork() }
    case .count: Plugin("bench_count", version: "1") { MessageCount() }
    case .scores: Plugin("bench_scores", version: "1") { ManyScores() }
    }
  }

  func assessor() throws -> any Assessor {
    guard case .validator(_, let make) = plugin.checked.kind else {
      throw PluginFailure("no validator")
    }
    return try make(PluginOptions())
  }
}

private struct BuiltInWork: Validator {
  static let info = ValidatorInfo(
    summary: "all built-in validators",
    metrics: BuiltIns.all.flatMap { plugin -> [Metric] in
      if case .validator(let info, _) = plugin.kind { info.metrics } else { [] }
    })

  private let assessors: [any Assessor]

  init() throws {
    assessors = try BuiltIns.all.compactMap { plugin in
      if case .validator(_, let make) = plugin.kind { try make(PluginOptions()) } else { nil }
    }
  }

  func assess(_ conversation: Conversation) throws -> Assessment {
    try assessors.reduce(into: Assessment()) { all, assessor in
      let part = try assessor.assess(conversation)
      all.scores += part.scores
      all.evidence += part.evidence
    }
  }
}

private struct MessageCount: Validator {
  static let info = ValidatorInfo(
    summary: "messages", metrics: [Metric("bench_count", "messages", range: 0...1e9)])

  func assess(_ conversation: Conversation) -> Assessment {
    Assessment(scores: [.measured("bench_count", Double(conversation.messages.count))])
  }
}

private struct ManyScores: Validator {
  static let info = ValidatorInfo(
    summary: "the same number many times",
    metrics: (0..<64).map { Metric("bench_scores_\($0)", "a number", range: 0...1) })

  func assess(_ conversation: Conversation) -> Assessment {
    let value = 1 / Double(conversation.messages.count + 3)
    return Assessment(scores: Self.info.metrics.map { .measured($0.name, value) })
  }
}
