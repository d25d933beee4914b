import ArgumentParser
import Engine
private import Foundation
import Outcomes
import PluginHost

struct PluginTestCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin test",
    abstract: "Hold a plugin to the contract and run its cases.",
    discussion: """
      The contract: the same results in any order and any company, values in their range, evidence \
      inside the text, nothing that ends it. The cases are in NAME.cases.jsonl beside the source. A \
      validator whose metric is, or ends in, disclosure, unsafe_reply or crisis_reply is also measured on \
      the written cases of 'safety-cases'.
      """)
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin test hedging", "the contract and its cases")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(TestPlugin(name: name.text)))
  }

  private func tell(_ tested: TestPlugin.Result) -> Outcome {
    let violations = tested.violations
    var table = Table(
      "tests", [.init("test", .text), .init("result", .text), .init("why", .text)])
    table.rows.append([
      .text("the contract"), .text(violations.isEmpty ? "ok" : "broken"),
      .text(violations.first ?? ""),
    ])
    for violation in violations.dropFirst() {
      table.rows.append([.text(""), .text("broken"), .text(violation)])
    }
    let cases = tested.cases ?? []
    table.rows += cases.map { result in
      [
        .text(result.id), .text(result.problem == nil ? "ok" : "failed"),
        .text(result.problem ?? ""),
      ]
    }
    let tests = 1 + cases.count
    let failed = (violations.isEmpty ? 0 : 1) + cases.count { $0.problem != nil }
    var outcome = Outcome(command: Self.name)
    if tested.cases == nil, let path = tested.casesPath {
      outcome.notes = [
        "there are no cases; \((path as NSString).lastPathComponent) would hold them"
      ]
    }
    outcome.measures = [Measure("tests", tests), Measure("failed", failed)]
    outcome.tables = [table]
    if !tested.safety.isEmpty {
      outcome.tables += [SafetyTable.sums(tested.safety), SafetyTable.kinds(tested.safety)]
    }
    if failed > 0 {
      outcome.failure = Failure(.failed, "\(name.text) fails \(failed) of \(tests) tests")
    }
    return outcome
  }
}
