import Foundation
import Testing

/// What a command costs at n, 2n and 4n of something: it may grow as n log n does, not faster.
///
/// Counters of instructions are closed to most containers, so cost is the processor time of the process
/// alone, the least of several runs, above that of a command that does nothing. From n to 4n it grows
/// 4 to 5 times with n log n and 16 times with a square; the bound lies between, far from the noise.
@Suite(.serialized) struct ScalingTests {
  private static let sentence = "I can not sleep and feel so sad, that sounds hard, tell me more"

  /// Growth from n to 4n that is taken for more than n log n.
  private static let bound = 8.0
  /// Seconds below which a cost is noise.
  private static let least = 0.08

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let size: Int
    /// Makes the files of `n`.
    let make: @Sendable (Program, Int) throws -> Void
    /// Run first, not counted.
    var before: [String] = []
    let command: String
    var testDescription: String { name }
  }

  private static func conversation(_ id: String, turns: Int, fields: Int = 0, text: String)
    -> String
  {
    let messages = (0..<turns).map { turn in
      #"{"role":"\#(turn % 2 == 0 ? "user" : "assistant")","content":"\#(text) \#(turn)"}"#
    }
    let values = (0..<fields).map { #""f\#($0)":\#($0),"# }.joined()
    return #"{"id":"\#(id)",\#(values)"messages":[\#(messages.joined(separator: ","))]}"#
  }

  /// `n` conversations of six turns.
  private static let many: @Sendable (Program, Int) throws -> Void = { program, n in
    let lines = (0..<n).map { conversation("c\($0)", turns: 6, fields: 2, text: sentence) }
    try program.write(lines.joined(separator: "\n"), to: "c.jsonl")
  }

  /// One conversation of `n` turns.
  private static let long: @Sendable (Program, Int) throws -> Void = { program, n in
    try program.write(conversation("c", turns: n, text: sentence), to: "c.jsonl")
  }

  /// One message of `n` sentences.
  private static let wide: @Sendable (Program, Int) throws -> Void = { program, n in
    let text = String(repeating: sentence + ". ", count: n)
    try program.write(conversation("c", turns: 2, text: text), to: "c.jsonl")
  }

  private static let load = "load c.jsonl"

  static let cases: [Case] = [
    Case(name: "load, conversations", size: 1_500, make: many, command: load),
    Case(name: "load, turns", size: 10_000, make: long, command: load),
    Case(name: "load, text", size: 8_000, make: wide, command: load),
    Case(
      name: "load, fields of records", size: 30,
      make: { program, n in
        let lines = (0..<200).map { conversation("c\($0)", turns: 1, fields: n, text: "a") }
        try program.write(lines.joined(separator: "\n"), to: "c.jsonl")
      }, command: load),
    Case(
      name: "load, values beside dialogues", size: 250,
      make: { program, n in
        let talks = (0..<n).map { #""d\#($0)":\#(conversation("d\($0)", turns: 2, text: "a"))"# }
        let values = (0..<n).map { #""v\#($0)":\#($0)"# }
        try program.write("{\((values + talks).joined(separator: ","))}", to: "c.jsonl")
      }, command: load),
    Case(
      name: "load, rows of a table", size: 6_000,
      make: { program, n in
        let rows = (0..<n).map { "\($0 / 6),\($0 % 6),client,\(sentence.replacing(",", with: ""))" }
        try program.write(
          "id,turn,speaker,text\n" + rows.joined(separator: "\n") + "\n", to: "c.csv")
      }, command: "load c.csv"),
    Case(
      name: "validate, conversations", size: 150, make: many, before: [load], command: "validate"),
    Case(name: "validate, turns", size: 1_000, make: long, before: [load], command: "validate"),
    Case(name: "validate, text", size: 500, make: wide, before: [load], command: "validate"),
    Case(name: "show, turns", size: 1_500, make: long, before: [load], command: "show c"),
    Case(name: "show, text", size: 1_500, make: wide, before: [load], command: "show c"),
    Case(
      name: "show, rows", size: 1_500, make: many, before: [load], command: "show --limit all"),
    Case(name: "why, turns", size: 500, make: long, before: [load], command: "why c empathy"),
    Case(name: "why, text", size: 300, make: wide, before: [load], command: "why c empathy"),
    Case(
      name: "append, beside conversations", size: 4_000,
      make: { program, n in
        try many(program, n)
        try program.write(conversation("more", turns: 2, text: sentence), to: "more.jsonl")
      }, before: [load], command: "load more.jsonl --name c --append"),
    Case(
      name: "search, first", size: 4_000, make: many, before: [load], command: "search sad"),
    Case(
      name: "stats, turns", size: 4_000, make: many, before: [load],
      command: "stats text_bytes by role"),
    Case(
      name: "search, hits", size: 4_000, make: long, before: [load, "search nothing"],
      command: "--json search sad"),
    Case(
      name: "search, hits in a message", size: 3_000, make: wide,
      before: [load, "search nothing"], command: "search sad"),
    Case(
      name: "export, conversations", size: 1_500, make: many, before: [load],
      command: "export o.jsonl --force"),
    Case(
      name: "stats, conversations", size: 8_000, make: many, before: [load],
      command: "stats f0 f1 by f0"),
    Case(
      name: "select, terms", size: 150, make: { program, _ in try many(program, 20) },
      before: [load], command: "select q TERMS"),
    Case(
      name: "script, selections", size: 60,
      make: { program, n in
        try many(program, 5)
        let steps = (0..<n).map { "select s\($0) c\($0) or @s\(max(0, $0 - 1) % 50)" }
        try program.write(
          "select s0 sad\n" + steps.dropFirst().joined(separator: "\n") + "\n", to: "s.pe")
      }, before: [load], command: "run s.pe"),
    Case(
      name: "filter, lines", size: 100, make: many,
      command: "-w :memory: score --stdin <c.jsonl"),
    Case(
      name: "json, rows", size: 20_000, make: { program, _ in try many(program, 2) },
      before: [load],
      command: "--json sql 'with recursive r(n) as (select 1 union all select n+1 from r where n<N)"
        + " select n, n*n from r'"),
  ]

  private func cost(_ program: Program, _ command: String) throws -> Double {
    let end = try program.run(command + " >out", seconds: 120, isTimed: true)
    try #require(end.status == 0, "\(command): \(end.errors) \(end.isStuck)")
    return end.cost
  }

  private func cost(of test: Case, at n: Int, runs: Int) throws -> Double {
    let program = try Program()
    defer { program.remove() }
    try test.make(program, n)
    for command in test.before {
      let end = try program.run(command)
      try #require([0, 1].contains(end.status ?? -1), "\(command): \(end.errors)")
    }
    let terms = (0..<n).map { "w\($0)" }.joined(separator: " or ")
    let command = test.command.replacing("TERMS", with: terms).replacing("N)", with: "\(n))")
    let whole = program.bytes("pe.sqlite")
    var least = Double.infinity
    for _ in 0..<runs {
      // Each run begins as the first did.
      if !whole.isEmpty {
        try program.write(whole, to: "pe.sqlite")
      } else {
        try? FileManager.default.removeItem(atPath: program.folder + "/pe.sqlite")
      }
      least = min(least, try cost(program, command))
    }
    return least
  }

  private func idle() throws -> Double {
    let program = try Program()
    defer { program.remove() }
    return try (0..<3).map { _ in try cost(program, "-w :memory: datasets") }.min() ?? 0
  }

  @Test(arguments: cases)
  func `cost grows no faster than n log n`(test: Case) throws {
    let idle = try idle()
    // A busy machine spoils one measurement, not all of them.
    var told = ""
    for attempt in 1...3 {
      let costs = try [1, 4].map { factor in
        max(0, try cost(of: test, at: test.size * factor, runs: attempt) - idle)
      }
      guard costs[1] > Self.least else { return }
      let growth = costs[1] / max(costs[0], Self.least / Self.bound)
      if growth < Self.bound { return }
      let doubled = max(0, try cost(of: test, at: test.size * 2, runs: attempt) - idle)
      told += "\(costs[0]), \(doubled), \(costs[1]) at n, 2n and 4n of \(test.size); "
    }
    Issue.record("\(test.name): \(told)")
  }
}
