import ArgumentParser
import Engine
import Outcomes

struct ScoreCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score conversations from standard input, a JSON line each, to standard output.",
    discussion: """
      Reads chat-messages JSON Lines and writes an assessment a line, in order and in constant \
      memory. Needs and changes no corpus. Every line that is not empty has its answer; one that is \
      no conversation, or longer than 16 MiB, is answered with an error. With --signed the answers, \
      from whatever machine, can be stored: 'scores import'.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "Validators, joined by commas; the built-in five when not given.") var using: Plain?
  @Option(help: "Options for a validator: NAME.OPTION=VALUE.") var option: [String] = []
  @Flag(help: "Write evidence as well.") var evidence = false
  @Flag(help: "Say in each answer what was scored and by what, so that 'scores import' takes it.")
  var signed = false
  @Flag(help: "Read standard input; there is no other source.") var stdin = false

  func outcome(in context: Context) async throws -> Outcome {
    guard stdin else {
      throw Failure(
        .usage, "score reads standard input", hint: "pe score --using NAME --stdin < FILE")
    }
    let scored = try await context.perform(
      ScoreStream(
        validators: using?.text.split(separator: ",").map { String($0).trimmed },
        options: try pairs(option, option: "--option"), withEvidence: evidence,
        isSigned: signed))
    var outcome = Outcome(command: Self.name)
    // One who left has seen enough.
    if scored.broken > 0 && !scored.isReaderGone {
      outcome.failure = Failure(
        .failed,
        "\(scored.broken) of \(scored.lines) lines hold no conversation; each was answered with an "
          + "error")
    }
    return outcome
  }
}
