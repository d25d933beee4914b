import Corpus
import Foundation
import Workbench

/// How one check of a script stands.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable, Comparable {
    case same = "SAME"
    case within = "WITHIN"
    case new = "NEW"
    case drift = "DRIFT"
    case missing = "MISSING"
    case error = "ERROR"
    case blocked = "BLOCKED"

    /// How bad it is.
    private var rank: Int {
      switch self {
      case .same: 0
      case .within: 1
      case .new: 2
      case .drift: 3
      case .missing: 4
      case .blocked: 5
      case .error: 6
      }
    }

    package static func < (a: Status, b: Status) -> Bool { a.rank < b.rank }

    package var isGood: Bool { self <= .new }
  }

  package let line: Int
  package let name: String
  package let expected: String
  /// What the command gave; empty when it gave none.
  package let actual: String
  package let status: Status
}

/// A step of a script after it ran.
struct StepResult: Sendable {
  let step: Script.Step
  let outcome: Outcome?
  let checks: [CheckResult]
  let status: CheckResult.Status

  static func blocked(_ step: Script.Step) -> StepResult {
    StepResult(step: step, outcome: nil, checks: [], status: .blocked)
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
      throw Failure(.precondition, "\(path) is not text in UTF-8")
    }
    try self.init(parsing: text, path: path)
  }
}

extension Interpreter {
  /// Runs every step here and shows it; stops at the first unexpected failure.
  func run(_ script: Script) async throws -> Outcome {
    await session.enterScript(script.path)
    let results = await steps(of: script) { prose, result in
      if !prose.isEmpty { await show(.prose(prose)) }
      if let result, let outcome = result.outcome {
        await show(
          .step(command: result.step.command, outcome: outcome, checks: result.checks))
      }
    }
    await session.leaveScript()
    var outcome = Outcome(command: Run.name)
    outcome.measures = tally(results)
    outcome.failure = verdict(on: results, of: script)
    return outcome
  }

  /// Runs every step in a fresh workspace and reports how the results stand to the checks.
  func replay(_ script: Script, inPlace: Bool, accepts: Bool) async throws -> Outcome {
    let target = inPlace ? session : try await session.fresh()
    await target.enterScript(script.path)
    let results = await Interpreter(session: target).steps(of: script) { _, _ in }
    await target.leaveScript()
    if !inPlace { await target.close() }

    var outcome = Outcome(command: Replay.name)
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
      if results.allSatisfy({ $0.status != .error && $0.status != .blocked }) { return outcome }
    }
    outcome.failure = verdict(on: results, of: script)
    if outcome.failure == nil {
      outcome.notes.append(results.contains { $0.status == .within } ? "WITHIN" : "SAME")
    }
    return outcome
  }

  private func steps(
    of script: Script, each: (_ prose: String, _ result: StepResult?) async -> Void
  ) async -> [StepResult] {
    var results: [StepResult] = []
    var isBlocked = false
    for step in script.steps {
      let result = isBlocked ? .blocked(step) : await result(of: step)
      if result.status == .error { isBlocked = true }
      results.append(result)
      await each(step.prose, result)
    }
    await each(script.epilogue, nil)
    return results
  }

  private func result(of step: Script.Step) async -> StepResult {
    guard let execution = await execute(line: step.command) else {
      return StepResult(step: step, outcome: nil, checks: [], status: .same)
    }
    let outcome = execution.outcome
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
    let actual = outcome.failure?.message ?? ""
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

  private func tally(_ results: [StepResult]) -> [Measure] {
    let statuses: [CheckResult.Status] = [
      .same, .within, .new, .drift, .missing, .error, .blocked,
    ]
    return [Measure("steps", results.count)]
      + statuses.compactMap { status in
        let count = results.filter { $0.status == status }.count
        return count == 0 ? nil : Measure(status.rawValue.lowercased(), count)
      }
  }

  /// The failure of the whole, which names the first cause; nil when all is well.
  private func verdict(on results: [StepResult], of script: Script) -> Failure? {
    guard let first = results.first(where: { !$0.status.isGood }) else { return nil }
    let place = "\(script.path):\(first.step.line)"
    if first.status == .error, let failure = first.outcome?.failure {
      let code: Failure.Code =
        failure.code == .precondition || failure.code == .interrupted ? failure.code : .failed
      return Failure(
        code, "ERROR at \(place): \(first.step.command): \(failure.message)", hint: failure.hint)
    }
    guard let check = first.checks.first(where: { !$0.status.isGood }) else {
      return Failure(.drift, "\(first.status.rawValue) at \(place): \(first.step.command)")
    }
    let others = results.flatMap(\.checks).filter { !$0.status.isGood }.count - 1
    let follow = others == 0 ? "" : "; \(others) more after it"
    // The data came out differently: what follows cannot be the same.
    let isData = check.name == "fingerprint" && first.step.command.firstWord == Load.name
    return Failure(
      isData ? .precondition : .drift,
      "\(check.status.rawValue) at \(script.path):\(check.line): \(first.step.command): "
        + (check.status == .missing
          ? "it gives no \(check.name)"
          : "\(check.name) is \(check.actual), was \(check.expected)") + follow,
      hint: isData
        ? "the data has changed since the script was recorded"
        : "'replay --accept' takes the new values")
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

extension Script.Check {
  func result(on outcome: Outcome) -> CheckResult {
    guard let actual = value(in: outcome) else {
      return CheckResult(
        line: line, name: name, expected: expectation.written, actual: "", status: .missing)
    }
    let status: CheckResult.Status =
      switch expectation.match(actual) {
      case .same: .same
      case .within: .within
      case .different: .drift
      }
    return CheckResult(
      line: line, name: name, expected: expectation.written,
      actual: expectation.written(like: actual), status: status)
  }

  private func value(in outcome: Outcome) -> Measure.Value? {
    if let measure = outcome.measures.first(where: { $0.name == name }) { return measure.value }
    if name == "table", let table = outcome.tables.first { return .text(table.digest.hex) }
    guard name.hasPrefix("table.") else { return nil }
    let wanted = name.dropFirst("table.".count)
    return outcome.tables.first { $0.name == wanted }.map { .text($0.digest.hex) }
  }
}

extension Script {
  /// Rewrites the values that drifted and nothing else; returns how many.
  func accept(_ checks: [CheckResult]) throws -> Int {
    var lines = lines
    var count = 0
    for check in checks where check.status == .drift && check.name != "failure" {
      let line = lines[check.line - 1]
      guard let name = line.firstRange(of: check.name) else { continue }
      let tail = line[name.upperBound...]
      guard let value = tail.firstRange(of: sourceValue(tail)) else { continue }
      lines[check.line - 1] = line.replacingCharacters(in: value, with: check.actual)
      count += 1
    }
    if count > 0 {
      try Data(lines.joined(separator: "\n").utf8).write(
        to: URL(fileURLWithPath: path), options: .atomic)
    }
    return count
  }

  /// The value of a check line after its name: without tolerance and comment.
  private func sourceValue(_ tail: Substring) -> String {
    var value = tail
    if let hash = value.firstRange(of: " #") { value = value[..<hash.lowerBound] }
    if let tolerance = value.firstRange(of: "+-") { value = value[..<tolerance.lowerBound] }
    return String(value).trimmed
  }
}
