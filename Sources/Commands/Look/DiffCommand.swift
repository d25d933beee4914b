import ArgumentParser
import Corpus
import Engine
import Outcomes
import PluginKit
import Workspace

struct DiffCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two conversations, or two signatures of one validator.",
    discussion: """
      diff ID ID: the scores of two conversations and the turns that stand for each other. \
      diff VALIDATOR [@BEFORE @AFTER]: what moved between two of its signatures, most first; a \
      signature is named by its version or the first digits of its digest, @before and @after are the \
      one before the current and the current one.
      """)
  static let completes: [WordKind] = [.ids, .validators]
  static let examples = [
    Example("diff ps-001 ps-002", "two conversations")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A conversation, or a validator.") var first: Plain
  @Argument(help: "The other conversation; or the signature before.") var second: Plain?
  @Argument(help: "The signature after.") var third: Plain?
  @Option(help: "Rows at most, or all; 'set limit' says how many eyes get else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    if let second, !second.text.hasPrefix("@"), third == nil {
      return tell(
        try await context.perform(CompareConversations(first: first.text, second: second.text)),
        limit: limit?.count)
    }
    guard !first.text.hasPrefix("@") else {
      throw Failure(
        .usage, "\(first.text) is a signature, and no validator is named before it",
        hint: "diff empathy @before @after")
    }
    guard second == nil || third != nil else {
      throw Failure(
        .usage, "diff takes two signatures, or none for the last two",
        hint: "diff \(first.text) @before @after")
    }
    do {
      return tell(
        try await context.perform(
          CompareSignatures(
            validator: first.text, before: Self.digest(second, unless: "before"),
            after: Self.digest(third, unless: "after"),
            limit: context.limit(limit).count ?? 1_000_000)))
    } catch NameFault.unknown(.validator, let name, let known) {
      let reference = first.text
      guard second == nil,
        (try? await context.run({ try $0.workspace.conversation(reference) })) != nil
      else { throw NameFault.unknown(.validator, name, known: known) }
      throw Failure(
        .usage, "one conversation is named, and diff compares two",
        hint: "diff \(reference) OTHER; 'why \(reference)' tells of one")
    }
  }

  private static func digest(_ word: Plain?, unless usual: String) -> String? {
    guard let text = word?.text else { return nil }
    let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
    return name == usual ? nil : name
  }

  private func tell(_ result: CompareConversations.Result, limit: Int?) -> Outcome {
    let names = [result.first, result.second].map { "\($0.dataset)/\($0.conversation.id)" }
    var scores = Table(
      "scores",
      [
        .init("metric", .text), .init("first", .number), .init("second", .number),
        .init("difference", .number),
      ])
    scores.rows = result.firstAssessed.lines.compactMap { line in
      let other = result.secondAssessed.lines.first { $0.metric == line.metric }?.value
      guard line.value != nil || other != nil else { return nil }
      let difference = line.value.flatMap { value in other.map { $0 - value } }
      return [
        .text(line.metric), .optional(line.value), .optional(other), .optional(difference),
      ]
    }
    let (first, second) = (result.first.conversation, result.second.conversation)
    var turns = Table(
      "turns",
      [
        .init("is", .text), .init("first", .integer), .init("second", .integer),
        .init("role", .text), .init("first says", .text), .init("second says", .text),
      ], wraps: true)
    turns.rows = result.alignment.turns.map { row in
      let (a, b) = (row.first.map { first.messages[$0] }, row.second.map { second.messages[$0] })
      let word =
        row.isSame ? "same" : a == nil ? "second only" : b == nil ? "first only" : "changed"
      return [
        .text(word), row.first.map { .integer($0) } ?? .null,
        row.second.map { .integer($0) } ?? .null, .text((a ?? b)?.role.rawValue ?? ""),
        a.map { .text($0.text) } ?? .null, b.map { .text($0.text) } ?? .null,
      ]
    }
    var outcome = Outcome(command: Self.name)
    let rows = result.alignment.turns
    // The talk is whole unless a person wants less of it.
    if let limit, limit < turns.rows.count {
      turns.total = turns.rows.count
      turns.rows = Array(turns.rows.prefix(limit))
    }
    let paired = rows.filter { $0.first != nil && $0.second != nil }
    outcome.measures = [
      Measure("same", rows.count { $0.isSame }), Measure("changed", paired.count { !$0.isSame }),
      Measure("first_only", rows.count { $0.second == nil }),
      Measure("second_only", rows.count { $0.first == nil }),
    ]
    outcome.tables = [scores, turns]
    outcome.notes = ["first is \(names[0]), second \(names[1]); difference is second less first"]
    outcome.tellLimit(of: turns)
    return outcome
  }

  private func tell(_ result: CompareSignatures.Result) -> Outcome {
    var metrics = Table(
      "metrics",
      [
        .init("metric", .text), .init("both", .integer), .init("before", .number),
        .init("after", .number), .init("moved", .integer), .init("lost", .integer),
        .init("gained", .integer),
      ])
    metrics.rows = result.movements.map { movement in
      [
        .text(movement.metric), .integer(movement.both), .optional(movement.meanBefore),
        .optional(movement.meanAfter), .integer(movement.moved), .integer(movement.lost),
        .integer(movement.gained),
      ]
    }
    var moved = Table(
      "moved",
      [
        .init("number", .integer, isVolatile: true), .init("dataset", .text), .init("id", .text),
        .init("metric", .text), .init("before", .number), .init("after", .number),
        .init("change", .number),
      ])
    moved.rows = result.moved.map { row in
      [
        .integer(Int(row.number)), .text(row.dataset), .text(row.id), .text(row.metric),
        .number(row.before), .number(row.after), .number(row.after - row.before),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("moved", result.movements.reduce(0) { $0 + $1.moved })]
    outcome.tables = [metrics, moved]
    outcome.notes = [
      "before is \(result.before.title), after \(result.after.title)",
      "means and counts are over contents that both scored",
    ]
    return outcome
  }
}

extension CompareSignatures.SignatureFault: Worded {
  var failure: Failure {
    switch self {
    case .oneSignature(let validator):
      Failure(
        .usage, "\(validator) has scores under one signature alone: nothing to compare",
        hint: "a new version, other options or another build make another when 'validate' runs")
    case .unknown(let digest, let validator, let known):
      Failure(
        .usage, "no one signature of \(validator) is '\(digest)'",
        hint: "there are: \(known.joined(separator: ", "))")
    }
  }
}
