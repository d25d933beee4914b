private import CLoadFloor
import Corpus
package import Engine
private import Foundation
package import Outcomes
import PluginKit
import Validation
import Workspace

extension Run {
  /// Measures this program's commands as whole processes beside their floors.
  ///
  /// Takes turns between the measured command and its floor, so that a change of the machine's
  /// speed meets both. Throws ``Failure`` when a count is not the exact one.
  package func bench(conversations: Int, runs: Int) throws -> Outcome {
    guard conversations > 0, runs > 0 else {
      throw Failure(.usage, "--conversations and --runs take numbers above 0")
    }
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let corpus = folder + "/made.jsonl"
    _ = try generate(to: corpus, count: conversations, seed: 1, overwrites: false)
    let expected = try Expected(conversations: conversations, seed: 1)

    var floor: [BenchRun] = []
    var load: [BenchRun] = []
    var validate: [BenchRun] = []
    var start: [BenchRun] = []
    let program = try BenchProgram()
    for number in 0..<runs {
      try cancellation.check()
      let workspace = folder + "/workspace-\(number).sqlite"
      let plain = folder + "/floor-\(number).sqlite"
      floor.append(try program.run(["bench", "--floor", corpus, plain, String(expected.messages)]))
      load.append(try program.run(["--workspace", workspace, "load", corpus]))
      validate.append(try program.run(["--workspace", workspace, "validate"]))
      start.append(try program.run(["--version"]))
      try check(workspace, expected)
      for path in [workspace, plain] {
        for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
      }
    }
    let scoring = try scoringRates(conversations: min(conversations, 20_000), runs: runs)
    let learning = try LearningBench.sizes.map {
      try LearningBench().times(documents: $0, runs: runs, cancellation: cancellation)
    }
    var outcome = report(
      expected, cores: ProcessInfo.processInfo.activeProcessorCount, floor: floor, load: load,
      validate: validate, start: start, scoring: scoring)
    outcome.tables.append(LearningBench.table(learning))
    outcome.tables[0].rows += try pluginFigures(
      conversations: min(conversations, 20_000), runs: runs, folder: folder)
    return outcome
  }

  /// A folder of a name that nobody can have made before.
  private static func temporaryFolder() throws -> String {
    var template = Array((NSTemporaryDirectory() + "pe-bench-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(
        .failed, "no temporary folder could be made: \(String(cString: strerror(errno)))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// What `bench` runs as the floor's process.
  package static func benchFloor(
    corpus: String, into database: String, messages expected: Int
  ) throws -> Outcome {
    let messages = pe_load_floor(corpus, database)
    guard messages == expected else {
      throw Failure(.failed, "the floor loaded \(messages) messages of \(expected)")
    }
    var outcome = Outcome(command: "bench")
    outcome.measures = [Measure("messages", Int(messages))]
    return outcome
  }

  /// The built-in validators on conversations in memory, on all workers: megabytes of text a second
  /// and core.
  private func scoringRates(conversations: Int, runs: Int) throws -> [Double] {
    let batches = benchBatches(conversations)
    let bytes = batches.joined().reduce(0) { $0 + $1.textBytes }
    let validators = try registry.validators.map { try $0.make() }
    return try (0..<runs).map { _ in
      let start = ContinuousClock.now
      try runPipeline(
        workers: settings.workers,
        produce: { emit in for batch in batches { try emit(batch) } },
        transform: { batch in
          try batch.reduce(0) { count, conversation in
            let segmented = conversation.segmented()
            return try validators.reduce(count) { try $0 + $1.assess(segmented).scores.count }
          }
        },
        consume: { (_: Int) in })
      let elapsed = (ContinuousClock.now - start).seconds
      return Double(bytes) / 1e6 / elapsed / Double(settings.workers)
    }
  }

  /// Generated conversations as validate hands them out.
  func benchBatches(_ conversations: Int) -> [[Conversation]] {
    let generator = ConversationGenerator(seed: 1)
    return stride(from: 0, to: conversations, by: 512).map { start in
      (start..<min(start + 512, conversations)).map { generator.conversation($0 + 1) }
    }
  }

  private func check(_ path: String, _ expected: Expected) throws {
    let workspace = try Workspace(path: path)
    defer { try? workspace.close() }
    let all = try workspace.query("")
    let dataset = try workspace.datasets().first
    var scored = 0
    try workspace.values([Overall.metric], all) { _ in scored += 1 }
    guard dataset?.conversations == expected.conversations,
      dataset?.messages == expected.messages, scored == expected.conversations
    else {
      throw Failure(
        .drift, "bench: counts differ from the generator's",
        hint: "\(expected.conversations) conversations, \(expected.messages) messages")
    }
  }

  private func report(
    _ expected: Expected, cores: Int, floor: [BenchRun], load: [BenchRun], validate: [BenchRun],
    start: [BenchRun], scoring: [Double]
  ) -> Outcome {
    func megabytes(_ bytes: Int) -> Double { Double(bytes) / 1e6 }
    let ratios = zip(load, floor).map { $0.seconds / $1.seconds }
    let rate = megabytes(expected.textBytes) / median(validate.map(\.seconds)) / Double(cores)
    let memory = Double((load + validate).map(\.peakBytes).max() ?? 0) / 1e6
    var table = Table(
      "bench",
      [
        .init("figure", .text), .init("measured", .number, isVolatile: true),
        .init("unit", .text), .init("target", .text),
      ])
    func add(_ figure: String, _ value: Double, _ unit: String, _ target: String) {
      table.rows.append([.text(figure), .number(value), .text(unit), .text(target)])
    }
    add("floor: C++ into two tables", median(floor.map(\.seconds)), "s", "")
    add("load", median(load.map(\.seconds)), "s", "")
    add("load to floor", median(ratios), "times", "at most 2")
    add("validate", median(validate.map(\.seconds)), "s", "")
    add("validate, whole command, text a core", rate, "MB/s", "at least 20")
    add("validate, scoring alone, text a core", median(scoring), "MB/s", "at least 20")
    add("validate to scoring alone", 100 * rate / median(scoring), "%", "at least 70")
    add("start of --version", median(start.map(\.seconds)) * 1000, "ms", "under 30")
    add("peak memory", memory, "MB", "under 300")
    var outcome = Outcome(command: "bench")
    outcome.tables = [table]
    outcome.measures = [
      Measure("conversations", expected.conversations), Measure("messages", expected.messages),
      Measure("text", Double(expected.textBytes), .bytes), Measure("runs", load.count),
    ]
    return outcome
  }
}

/// The exact counts of a generated corpus.
private struct Expected {
  let conversations: Int
  private(set) var messages = 0
  private(set) var textBytes = 0

  init(conversations: Int, seed: UInt64) throws {
    self.conversations = conversations
    let generator = ConversationGenerator(seed: seed)
    for number in 1...conversations {
      let conversation = generator.conversation(number)
      messages += conversation.messages.count
      textBytes += conversation.textBytes
    }
  }
}

func median(_ values: [Double]) -> Double { Summary(of: values)?.median ?? 0 }
