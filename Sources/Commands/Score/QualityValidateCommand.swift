import ArgumentParser
import Corpus
import Engine
import Outcomes
import PluginKit

struct QualityValidateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "quality validate",
    abstract: "Score the conversations of a file and write the scores, without a workspace.",
    discussion: """
      Reads whatever 'load' reads, and keeps nothing. A JSON line a conversation, as the gateway \
      answers it: scores with their intervals, tier, recommendations; or, where the output ends in \
      .csv, a row a conversation and a column a metric. Standard input (-) takes chat messages, a \
      JSON line each, and answers them as they come.

      A record that gives no conversation has an answer with its error, and the exit status tells \
      of it. A conversation whose text lost a turn is not scored.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "The file to read; - is standard input.", completion: .file())
  var input = Plain("-")
  @Option(help: "The file to write, .jsonl or .csv; - is standard output.", completion: .file())
  var output = Plain("-")
  @Option(help: "jsonl or csv, whatever the file is called.") var format: Plain?
  @Option(help: "Validators, joined by commas; the built-in five when not given.") var using: Plain?
  @Option(help: "The profile of the overall score; 'set profile' lists them.") var profile: Plain?
  @Flag(help: "Write the words behind each score as well.") var evidence = false
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let toOutput = OutputFile.isStandardOutput(output.text)
    guard !toOutput || context.isForEyes else {
      throw Failure(
        .usage, "standard output cannot take both the scores and the result",
        hint: "leave --json out, or name a file")
    }
    let scored = try await context.perform(
      AssessFile(
        input: input.text == "-" ? "-" : context.file(input.text), output: output.text,
        form: try form(), validators: using.map { listed($0).map(ScoreNames.ours) },
        profile: profile?.text, withEvidence: evidence, overwrites: force))
    return tell(scored, toOutput: toOutput)
  }

  private func form() throws -> AssessFile.Form {
    if let format {
      guard let form = AssessFile.Form(rawValue: format.text) else {
        throw Failure(
          .usage,
          unknownName("format", format.text, known: AssessFile.Form.allCases.map(\.rawValue)))
      }
      guard form != .csv || !evidence else { throw Self.noEvidence }
      return form
    }
    let name = output.text.lowercased()
    let isTable = [".csv", ".csv.gz", ".csv.zst"].contains { name.hasSuffix($0) }
    guard !isTable || !evidence else { throw Self.noEvidence }
    return isTable ? .csv : .jsonl
  }

  private static let noEvidence = Failure(
    .usage, "a table has no place for evidence", hint: "write .jsonl, or leave --evidence out")

  private func tell(_ scored: AssessFile.Result, toOutput: Bool) -> Outcome {
    var outcome = Outcome(command: Self.name)
    if scored.broken > 0 {
      outcome.failure = Failure(
        .failed,
        "\(scored.broken) of \(scored.broken + scored.conversations) records were not scored; each "
          + "has an answer that says why")
    }
    guard !toOutput else { return outcome }
    outcome.measures = [Measure("conversations", scored.conversations)]
    if scored.broken > 0 { outcome.measures.append(Measure("broken", scored.broken)) }
    if let mean = scored.meanOverall {
      outcome.measures.append(Measure("overall.mean", mean, .score))
    }
    for (tier, count) in scored.tiers.sorted(by: { $0.key < $1.key }) {
      outcome.measures.append(Measure(tier, count))
    }
    if let artifact = scored.artifact { outcome.artifacts = [artifact] }
    return outcome
  }
}
