import ArgumentParser
import Benchmarks
import Engine
import Outcomes

struct Generate: Command {
  static let configuration = CommandConfiguration(
    abstract: "Write made-up conversations, the same for the same seed, to measure with.")
  static let examples = [
    Example("generate made.jsonl --conversations 1000", "a thousand, from seed 1")
  ]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The JSONL file to write.", completion: .file()) var path: Plain
  @Option(help: "How many.") var conversations = 100_000
  @Option(help: "Where the random draws start.") var seed: UInt64 = 1
  @Flag(help: "Overwrite a file that is there.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run {
      try $0.generate(
        to: path.text, count: conversations, seed: seed, overwrites: force)
    }
  }
}

struct Bench: Command {
  static let configuration = CommandConfiguration(
    abstract: "Measure load, validate, start and memory against their floors.",
    discussion: """
      Generates conversations, then runs this program's own commands as whole processes beside a \
      floor in C++ (simdjson and SQLite into two tables, one thread). Counts are asserted; times \
      are shown as medians and as ratios to the floor of the same run.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "How many conversations.") var conversations = 100_000
  @Option(help: "Runs of each measurement.") var runs = 3
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Run the floor alone: CORPUS DATABASE MESSAGES.", visibility: .hidden))
  var floor: [String] = []
  @Option(help: ArgumentHelp("Serve a plugin of the bench's as its worker.", visibility: .hidden))
  var serve: String?

  func outcome(in context: Context) async throws -> Outcome {
    if let serve {
      try await context.run { _ in try Engine.Run.benchWorker(serve) }
      return Outcome(command: Self.name)
    }
    if floor.count == 3 {
      return try Engine.Run.benchFloor(
        corpus: floor[0], into: floor[1], messages: Int(floor[2]) ?? 0)
    }
    return try await context.run { try $0.bench(conversations: conversations, runs: runs) }
  }
}
