import Commands
import Engine
private import Glibc
import Outcomes
import Rendering

/// Shows outcomes on the standard streams.
struct Display: Sendable {
  /// Whether a running script's commands, prose and good checks are shown with their results.
  var echoes = true

  /// Shows what a command gave and returns its exit status. Failures go to standard error.
  @discardableResult
  func show(
    _ execution: Interpreter.Execution, settings: Settings, pipingTo program: String? = nil
  ) -> Int32 {
    let failure = execution.outcome.failure
    let isPaged = settings["pager"] == "on"
    let renderer = renderer(settings)
    if execution.isJSON || renderer.mode == .json {
      write(json(execution.outcome) + "\n", to: program, isPaged: false)
    } else {
      let text = renderer.text(execution.outcome)
      if !text.isEmpty { write(text, to: program, isPaged: isPaged) }
      if let failure { Terminal.write(renderer.failureText(failure), to: STDERR_FILENO) }
    }
    return failure?.code.exitStatus ?? 0
  }

  /// Shows a step of a running script: the command, what it gave, how its checks stand.
  func show(_ event: Interpreter.Event, settings: Settings) {
    let renderer = renderer(settings)
    switch event {
    case .prose(let markdown):
      guard echoes && renderer.mode != .json else { return }
      var outcome = Outcome(command: "run")
      outcome.exhibits = [.page(markdown)]
      Terminal.write(renderer.text(outcome) + "\n")
    case .step(let command, let outcome, let checks):
      guard renderer.mode != .json else {
        Terminal.write(renderer.text(outcome))
        return
      }
      Terminal.write((echoes ? "\(prompt)\(command)\n" : "") + renderer.text(outcome))
      if let failure = outcome.failure {
        Terminal.write(renderer.failureText(failure), to: STDERR_FILENO)
      }
      let lines = checks.filter { echoes || !$0.status.isGood }.map(line)
      Terminal.write(lines.joined() + (echoes ? "\n" : ""))
    }
  }

  /// Shows a sentence that no command gave, where results of commands do not go.
  func notice(_ text: String) {
    Terminal.write((hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\n", to: STDERR_FILENO)
  }

  /// Shows a failure that belongs to no command.
  func failed(_ failure: Failure, isJSON: Bool = false) -> Int32 {
    if isJSON {
      Terminal.write(json(Outcome(command: "pe", failure: failure)) + "\n")
    } else {
      Terminal.write(renderer(Settings()).failureText(failure), to: STDERR_FILENO)
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
      }
    return { done, total, elapsed, width in
      line.text(
        done: Int64(done), total: total.map(Int64.init), unit: unit, elapsed: elapsed,
        width: width)
    }
  }

  private var hasColour: Bool { Rendering.Terminal.detect().hasColour }

  private func renderer(_ settings: Settings) -> Renderer {
    Renderer(
      mode: OutputMode(rawValue: settings["mode"]) ?? .table, terminal: .detect(),
      rowLimit: settings.limit)
  }

  private func write(_ text: String, to program: String?, isPaged: Bool) {
    if let program, !program.isEmpty {
      ProgramRunner.run(program, input: text)
    } else if isPaged {
      Pager.show(text)
    } else {
      Terminal.write(text)
    }
  }

  private func line(_ check: CheckResult) -> String {
    let mark = check.status.isGood ? "  ok  " : "  \(check.status.rawValue)  "
    let drift =
      check.status.isGood ? "" : check.actual.isEmpty ? " (nothing)" : " (is \(check.actual))"
    return "\(mark)\(check.name) \(check.expected)\(drift)\n"
  }
}
