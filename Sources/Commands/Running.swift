import Engine
import Foundation
import Outcomes

/// A step of a script after it ran.
struct StepResult: Sendable {
  let step: Script.Step
  let outcome: Outcome?
  let checks: [CheckResult]
  let status: CheckResult.Status

  static func blocked(_ step: Script.Step) -> StepResult {
    StepResult(step: step, outcome: nil, checks: [], status: .blocked)
  }

  /// Ctrl-C came between two steps.
  static func interrupted(_ step: Script.Step) -> StepResult {
    let failure = Failure(.interrupted, "interrupted")
    let outcome = Outcome(command: step.command.firstWord, failure: failure)
    return StepResult(step: step, outcome: outcome, checks: [], status: .error)
  }
}

extension Script {
  /// Reads the script at `path`. Throws ``Failure`` when it cannot be read.
  init(path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.precondition, "\(path): no such script, or it cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(
        .precondition, "\(path) is no script: it is not text in UTF-8",
        hint: path.lowercased().hasSuffix(".zip")
          ? "'replay \(path)' replays a package" : Self.kinds)
    }
    // A page, a drawing or data is not run line by line: its lines are no commands.
    if let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
      "<{[".unicodeScalars.contains(first), !path.hasSuffix(".md"), !path.hasSuffix(".markdown")
    {
      throw Failure(
        .usage, "\(path) is no script but \(first == "<" ? "a page" : "data")", hint: Self.kinds)
    }
    try self.init(parsing: text, path: path)
  }

  private static let kinds =
    "scripts are .pe and notebooks .md, as 'save FILE.pe' and 'save FILE.md' write them"
}

extension Interpreter {
  /// Runs every step here and shows it; stops at the first unexpected failure.
  func run(_ script: Script) async throws -> Outcome {
    let results = await inside(script).steps(of: script) { prose, result in
      if !prose.isEmpty { await show(.prose(prose)) }
      if let result, let outcome = result.outcome {
        await show(
          .step(command: result.step.command, outcome: outcome, checks: result.checks))
      }
    }
    var outcome = Outcome(command: RunCommand.name)
    outcome.measures = tally(results)
    outcome.failure = verdict(on: results, of: script)
    return outcome
  }

  func steps(
    of script: Script, each: (_ prose: String, _ result: StepResult?) async -> Void
  ) async -> [StepResult] {
    var results: [StepResult] = []
    var isBlocked = false
    for step in script.steps {
      let result =
        isBlocked
        ? .blocked(step)
        : cancellation.isRaised ? .interrupted(step) : await result(of: step)
      if result.status == .error { isBlocked = true }
      results.append(result)
      await each(step.prose, result)
      if step.command.firstWord == QuitCommand.name { return results }
    }
    await each(script.epilogue, nil)
    return results
  }

  private func result(of step: Script.Step) async -> StepResult {
    guard let execution = await execute(line: step.command) else {
      return StepResult(step: step, outcome: nil, checks: [], status: .same)
    }
    let outcome = execution.outcome
    if outcome.failure?.code == .interrupted {
      return StepResult(step: step, outcome: outcome, checks: [], status: .error)
    }
    if let expected = step.expectedFailure {
      return expectedFailure(expected, step, outcome)
    }
    guard outcome.failure == nil else {
      return StepResult(step: step, outcome: outcome, checks: [], status: .error)
    }
    let checks = step.checks.map { $0.result(on: outcome) }
    let hasResults = outcome.measures.contains { !$0.isVolatile } || !outcome.tables.isEmpty
    let status = checks.map(\.status).max() ?? (hasResults ? .new : .same)
    return StepResult(step: step, outcome: outcome, checks: checks, status: status)
  }

  private func expectedFailure(
    _ expected: String, _ step: Script.Step, _ outcome: Outcome
  ) -> StepResult {
    let actual = outcome.failure.map { "\($0.message); \($0.hint)" } ?? ""
    let holds = actual.lowercased().contains(expected.lowercased())
    let check = CheckResult(
      line: step.line, name: "failure", expected: expected,
      actual: outcome.failure == nil ? "it succeeded" : actual,
      status: holds ? .same : .drift)
    var shown = outcome
    if holds, let failure = outcome.failure {
      shown.failure = nil
      shown.notes.append("failed as expected: \(failure.message)")
    }
    return StepResult(step: step, outcome: shown, checks: [check], status: check.status)
  }

  func tally(_ results: [StepResult]) -> [Measure] {
    let statuses: [CheckResult.Status] = [
      .same, .within, .new, .drift, .missing, .error, .blocked,
    ]
    return [Measure("steps", results.count)]
      + statuses.compactMap { status in
        let count = results.filter { $0.status == status }.count
        return count == 0 ? nil : Measure(status.rawValue.lowercased(), count)
      }
  }

  /// A command to name in a sentence: its begin, when it is long.
  private func brief(_ command: String) -> String {
    command.count > 120 ? command.prefix(119) + "…" : command
  }

  /// The failure of the whole, which names the first cause; nil when all is well.
  func verdict(on results: [StepResult], of script: Script) -> Failure? {
    guard let first = results.first(where: { !$0.status.isGood }) else { return nil }
    let place = "\(script.path):\(first.step.line)"
    if first.status == .error, let failure = first.outcome?.failure {
      let code: Failure.Code =
        failure.code == .usage ? .failed : failure.code
      return Failure(
        code, "ERROR at \(place): \(brief(first.step.command)): \(failure.message)",
        hint: failure.hint)
    }
    guard let check = first.checks.first(where: { !$0.status.isGood }) else {
      return Failure(.drift, "\(first.status.rawValue) at \(place): \(brief(first.step.command))")
    }
    let others = results.flatMap(\.checks).filter { !$0.status.isGood }.count - 1
    let follow = others == 0 ? "" : "; \(others) more after it"
    // The data came out differently: what follows cannot be the same.
    let isData =
      ["files", "fingerprint"].contains(check.name)
      && first.step.command.firstWord == LoadCommand.name
    return Failure(
      isData ? .precondition : .drift,
      "\(check.status.rawValue) at \(script.path):\(check.line): \(brief(first.step.command)): "
        + (check.status == .missing
          ? "it gives no \(check.name)"
          : "\(check.name) is \(check.actual), was \(check.expected)") + follow,
      hint: isData
        ? "the data has changed since the script was recorded"
        : "'replay --accept' takes the new values")
  }
}
