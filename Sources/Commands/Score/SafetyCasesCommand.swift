import ArgumentParser
import Engine
import Outcomes
import PluginKit
import Validation

struct SafetyCasesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "safety-cases",
    abstract: "Measure how well danger and unsafe replies are seen, on written cases.",
    discussion: """
      Short talks written for this project: what seekers disclose, what no supporter may answer, and \
      answers to a disclosure, each kind beside what only looks like it. A third of them was held out \
      while rules were written. A validator of your own is measured where a metric's name is, or ends in, \
      disclosure, unsafe_reply or crisis_reply.
      """)
  static let examples = [
    Example("safety-cases", "recall and false alarms by kind"),
    Example("safety-cases --misses", "and the cases that it has wrong"),
  ]
  static let traits: Traits = .looksOnly

  @Option(help: "A validator; the built-in one without it.") var using: Plain?
  @Flag(help: "List the cases that it has wrong.") var misses = false

  func outcome(in context: Context) async throws -> Outcome {
    try tell(try await context.perform(RunSafetyCases(validator: using?.text)))
  }

  private func tell(_ result: RunSafetyCases.Result) throws -> Outcome {
    guard !result.figures.isEmpty else {
      throw Failure(
        .precondition,
        "\(result.validator) has no metric that the cases are for",
        hint: "name one disclosure, unsafe_reply or crisis_reply, or let its name end so")
    }
    var outcome = Outcome(command: Self.name)
    let total = result.figures.reduce(0) { $0 + $1.cases }
    outcome.measures = [Measure("cases", total), Measure("wrong", result.misses.count)]
    outcome.tables = [SafetyTable.sums(result.figures), SafetyTable.kinds(result.figures)]
    if misses { outcome.tables.append(SafetyTable.misses(result.misses)) }
    outcome.notes = ["no flag is not safe: other people's words are harder than written cases"]
    return outcome
  }
}

/// The figures of the written cases as tables.
enum SafetyTable {
  static func kinds(_ figures: [BehaviourSuite.Figure]) -> Table {
    var table = Table(
      "kinds",
      [
        .init("metric", .text), .init("kind", .text), .init("right is", .text),
        .init("cases", .integer), .init("right", .integer), .init("held out", .integer),
        .init("held out right", .integer),
      ])
    table.rows = figures.map {
      [
        .text($0.label.rawValue), .text($0.category), .text($0.expected.word), .integer($0.cases),
        .integer($0.right), .integer($0.heldOut), .integer($0.heldOutRight),
      ]
    }
    return table
  }

  /// Recall and false alarms of each metric, of all cases and of those held out.
  static func sums(_ figures: [BehaviourSuite.Figure]) -> Table {
    var table = Table(
      "recall and false alarms",
      [
        .init("metric", .text), .init("recall", .number), .init("false alarms", .number),
        .init("held-out recall", .number), .init("held-out false alarms", .number),
      ])
    for label in SafetyLabel.allCases {
      let own = figures.filter { $0.label == label }
      guard !own.isEmpty else { continue }
      func share(
        _ expected: BehaviourCase.Expected, _ right: KeyPath<BehaviourSuite.Figure, Int>,
        _ all: KeyPath<BehaviourSuite.Figure, Int>
      ) -> Double? {
        let some = own.filter { $0.expected == expected }
        let count = some.reduce(0) { $0 + $1[keyPath: all] }
        guard count > 0 else { return nil }
        return Double(some.reduce(0) { $0 + $1[keyPath: right] }) / Double(count)
      }
      func cell(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .null }
      table.rows.append([
        .text(label.rawValue), cell(share(.alarm, \.right, \.cases)),
        cell(share(.quiet, \.right, \.cases).map { 1 - $0 }),
        cell(share(.alarm, \.heldOutRight, \.heldOut)),
        cell(share(.quiet, \.heldOutRight, \.heldOut).map { 1 - $0 }),
      ])
    }
    return table
  }

  static func misses(_ misses: [BehaviourSuite.Miss]) -> Table {
    var table = Table(
      "misses",
      [
        .init("metric", .text), .init("kind", .text), .init("right is", .text),
        .init("score", .text), .init("talk", .text),
      ])
    table.rows = misses.map { miss in
      [
        .text(miss.example.label.rawValue), .text(miss.example.category),
        .text(miss.example.expected.word),
        .text(miss.score?.value.map { shortest($0) } ?? miss.score?.reason ?? "no score"),
        .text(miss.example.conversation.messages.map(\.text).joined(separator: " / ")),
      ]
    }
    return table
  }
}

extension BehaviourCase.Expected {
  fileprivate var word: String {
    switch self {
    case .alarm: "an alarm"
    case .quiet: "none"
    case .abstention: "abstention"
    }
  }
}
