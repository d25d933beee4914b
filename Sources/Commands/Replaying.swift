import Engine
import Outcomes

extension Interpreter {
  /// Runs every step in a fresh workspace and reports how the results stand to the checks.
  func replay(_ script: Script, inPlace: Bool, accepts: Bool) async throws -> Outcome {
    guard !script.steps.isEmpty else {
      throw Failure(
        .precondition, "\(script.path) holds no commands, so there is nothing to replay",
        hint: "a notebook's commands stand in ```pe fences")
    }
    let target = inPlace ? session : try session.fresh()
    let results = await quietly(in: target).inside(script).steps(of: script) { _, _ in }
    if !inPlace { target.close() }

    var outcome = Outcome(command: ReplayCommand.name)
    outcome.measures = tally(results)
    outcome.tables = [stepTable(results)]
    let drifted = results.flatMap(\.checks).filter { !$0.status.isGood }
    if !drifted.isEmpty { outcome.tables.append(driftTable(drifted)) }
    if accepts {
      let count = try script.accept(results.flatMap(\.checks))
      outcome.notes.append(
        count == 0
          ? "nothing drifted; the script stays as it is"
          : "\(count) value\(count == 1 ? "" : "s") rewritten in \(script.path)")
      if count == drifted.count && results.allSatisfy({ $0.status < .blocked }) { return outcome }
    }
    outcome.failure = verdict(on: results, of: script)
    if outcome.failure == nil {
      let isChecked = results.contains { !$0.checks.isEmpty }
      outcome.notes.append(
        results.contains { $0.status == .within }
          ? "WITHIN" : isChecked ? "SAME" : "NEW: nothing is written that it could differ from")
    }
    return outcome
  }

  private func stepTable(_ results: [StepResult]) -> Table {
    var table = Table(
      "steps",
      [
        .init("line", .integer), .init("status", .text), .init("command", .text),
        .init("checks", .integer),
      ])
    table.rows = results.map {
      [
        .integer($0.step.line), .text($0.status.rawValue), .text($0.step.command),
        .integer($0.checks.count),
      ]
    }
    return table
  }

  private func driftTable(_ checks: [CheckResult]) -> Table {
    var table = Table(
      "drift",
      [
        .init("line", .integer), .init("status", .text), .init("check", .text),
        .init("expected", .text), .init("actual", .text),
      ])
    table.rows = checks.map {
      [
        .integer($0.line), .text($0.status.rawValue), .text($0.name), .text($0.expected),
        .text($0.actual),
      ]
    }
    return table
  }
}
