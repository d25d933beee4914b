import Commands
import Engine
private import Glibc
import Outcomes
import Rendering

/// Shows outcomes on the standard streams.
struct Display: Sendable {
  /// Whether a running script's commands, prose and good checks are shown with their results.
  var echoes = true
  let output = Output()

  /// Shows what a command gave and returns its exit status. Failures go to standard error.
  @discardableResult
  func show(
    _ execution: Interpreter.Execution, settings: Settings
  ) -> Int32 {
    var failure = execution.outcome.failure
    let renderer = renderer(settings, isJSON: execution.isJSON)
    if settings["pager"] == "on", renderer.mode != .json, Terminal.isInteractive {
      let text = renderer.text(execution.outcome)
      if !text.isEmpty, !Task.isCancelled || failure != nil { Pager.show(text) }
    } else {
      renderer.write(execution.outcome) {
        (!Task.isCancelled || failure != nil) && output.write($0)
      }
    }
    // Ctrl-C came while the result was shown.
    if Task.isCancelled, failure == nil { failure = Failure(.interrupted, "interrupted") }
    // What a script was stopped for is told below.
    let isStopped = output.failure != nil && failure?.code == .interrupted
    if let failure, renderer.mode != .json, !isStopped {
      Terminal.write(
        renderer.failureText(failure, breaksLines: isatty(STDERR_FILENO) == 1), to: STDERR_FILENO)
    }
    if output.isDone {
      return isStopped ? 128 + SIGPIPE : failure?.code.exitStatus ?? 0
    }
    if let code = output.failure { return tellLoss(code, renderer) }
    return failure?.code.exitStatus ?? 0
  }

  /// Says that standard output could not be written, and returns the exit status for it.
  private func tellLoss(_ code: Int32, _ renderer: Renderer) -> Int32 {
    let failure = Failure(
      .failed, "standard output cannot be written: \(String(cString: strerror(code)))")
    Terminal.write(
      renderer.failureText(failure, breaksLines: isatty(STDERR_FILENO) == 1), to: STDERR_FILENO)
    return failure.code.exitStatus
  }

  /// Shows what belongs to no command, and returns the exit status.
  func show(_ text: String) -> Int32 {
    output.write(text)
    guard let code = output.failure, !output.isDone else { return 0 }
    return tellLoss(code, renderer(Settings()))
  }

  /// Shows a step of a running script: the command, what it gave, how its checks stand. Returns false
  /// when that is of no more use, since standard output cannot be written.
  func show(_ event: Interpreter.Event, settings: Settings) -> Bool {
    let renderer = renderer(settings)
    switch event {
    case .prose(let markdown):
      guard echoes && renderer.mode != .json else { return true }
      var outcome = Outcome(command: "run")
      outcome.exhibits = [.page(markdown)]
      output.write(renderer.text(outcome) + "\n")
    case .step(let command, let outcome, let checks):
      guard renderer.mode != .json else {
        renderer.write(outcome, to: output.write)
        break
      }
      if echoes { output.write("\(prompt)\(command)\n") }
      // What ends a script is told at its end, with its place.
      renderer.write(outcome, to: output.write)
      let lines = checks.filter { echoes || !$0.status.isGood }.map(line)
      output.write(lines.joined() + (echoes ? "\n" : ""))
    }
    return output.failure == nil
  }

  /// Shows a sentence that no command gave, where results of commands do not go.
  func notice(_ text: String) {
    Terminal.write((hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\n", to: STDERR_FILENO)
  }

  /// Shows a failure that belongs to no command.
  func failed(_ failure: Failure, isJSON: Bool = false) -> Int32 {
    if isJSON {
      output.write(json(Outcome(command: "pe", failure: failure)) + "\n")
    } else {
      Terminal.write(
        renderer(Settings()).failureText(failure, breaksLines: isatty(STDERR_FILENO) == 1),
        to: STDERR_FILENO)
    }
    return failure.code.exitStatus
  }

  var prompt: String { hasColour ? "\u{1B}[1;36mpe>\u{1B}[0m " : "pe> " }
  var continuationPrompt: String { hasColour ? "\u{1B}[2m  >\u{1B}[0m " : "  > " }

  static func progressFormat(_ progress: Progress) -> ProgressMeter.Format {
    let line = ProgressLine(label: progress.label, terminal: .detect(descriptor: STDERR_FILENO))
    let unit: ProgressLine.Unit =
      switch progress.unit {
      case .bytes: .bytes
      case .conversations: .things("conversations")
      case .messages: .things("messages")
      case .files: .things("files")
      }
    return { done, total, elapsed, width in
      line.text(
        done: Int64(done), total: total.map(Int64.init), unit: unit, elapsed: elapsed,
        width: width)
    }
  }

  private var hasColour: Bool { Rendering.Terminal.detect().hasColour }

  private func renderer(_ settings: Settings, isJSON: Bool = false) -> Renderer {
    Renderer(
      mode: isJSON ? .json : OutputMode(rawValue: settings["mode"]) ?? .table, terminal: .detect(),
      rowLimit: settings.limit)
  }

  private func line(_ check: CheckResult) -> String {
    let mark = check.status.isGood ? "  ok  " : "  \(check.status.rawValue)  "
    let drift =
      check.status.isGood ? "" : check.actual.isEmpty ? " (nothing)" : " (is \(check.actual))"
    return "\(mark)\(check.name) \(check.expected)\(drift)\n"
  }
}
