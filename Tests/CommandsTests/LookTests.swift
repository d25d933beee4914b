import Engine
import Outcomes
import Testing
import Validation

@testable import Commands

/// Lists, groups and names of conversations, through the words a researcher types.
@Suite struct LookTests {
  private func scoredDesk() async throws -> Desk {
    let desk = try Desk()
    try await desk.work("load \(samples)/peer-support.jsonl", "validate")
    return desk
  }

  private func column(_ name: String, _ table: Table) throws -> [Table.Cell] {
    let place = try #require(table.columns.firstIndex { $0.name == name }, "\(table.columns)")
    return table.rows.map { $0[place] }
  }

  private func numbers(_ name: String, _ table: Table) throws -> [Double?] {
    try column(name, table).map {
      switch $0 {
      case .number(let value): value
      case .integer(let value): Double(value)
      default: nil
      }
    }
  }

  @Test func `a list is sorted by several columns, those without a value last`() async throws {
    let desk = try await scoredDesk()
    let rising = try await numbers(
      "overall", desk.work("show --sort overall --limit all").tables[0])
    let known = rising.compactMap { $0 }
    #expect(known == known.sorted() && known.count > 70)
    #expect(rising.count == 85 && rising.suffix(85 - known.count).allSatisfy { $0 == nil })
    let falling = try await numbers(
      "overall", desk.work("show --sort -overall --limit all").tables[0])
    #expect(falling.compactMap { $0 } == known.reversed())
    #expect(falling.last == .some(nil))
    let table = try await desk.work("show --sort -turns,overall --limit all").tables[0]
    let keys = zip(try numbers("messages", table), try numbers("overall", table))
    for (a, b) in zip(keys, keys.dropFirst()) where a.0 == b.0 {
      #expect((a.1 ?? 9) <= (b.1 ?? 9))
    }
    let turns = try numbers("messages", table).compactMap { $0 }
    #expect(turns == turns.sorted(by: >))
    #expect(try await desk.fail("show --sort mood").message.contains("mood"))
    await desk.close()
  }

  @Test func `a list has the interval that its tiers follow, and the scores that are asked for`()
    async throws
  {
    let desk = try await scoredDesk()
    let usual = try await desk.work("show empathy>0.3 --sort -overall --limit all").tables[0]
    let low = try numbers("low", usual)
    let cut = try #require(Profile.standard.cuts.first { $0.tier == "professional" }).least
    for (tier, low) in zip(try column("tier", usual), low) where tier == .text("professional") {
      #expect(low ?? 0 >= cut)
    }
    #expect(usual.columns.map(\.name).suffix(2) == ["empathy", "begins"])
    let chosen = try await desk.work("show flags>=0 --columns topic,begins --sort -empathy")
    #expect(
      chosen.tables[0].columns.map(\.name)
        == ["number", "dataset", "id", "topic", "flags", "empathy", "begins"])
    let failure = try await desk.fail("show --columns mood")
    #expect(failure.code == .usage && failure.message.contains("mood"))
    await desk.close()
  }

  @Test func `a conversation is named alike in every command, and never another in silence`()
    async throws
  {
    let desk = try Desk()
    let lines = (1...4).map {
      #"{"id":"\#($0 - 1)","messages":[{"role":"user","content":"number \#($0)"}]}"#
    }
    let path = try desk.write(
      (lines + [#"{"id":"a b/c","messages":[{"role":"user","content":"spaced"}]}"#])
        .joined(separator: "\n"), to: "talk.jsonl")
    try await desk.work("load \(path)")
    for command in ["show 2", "why 2"] {
      let failure = try await desk.fail(command)
      #expect(failure.message.contains("number 2 of the workspace, talk/1, and the id of talk/2"))
    }
    for command in ["show", "why"] {
      let byID = try await desk.work("\(command) \"a b/c\"", "\(command) \"talk/a b/c\"")
      guard case .transcript(let transcript)? = byID.exhibits.first else {
        Issue.record("\(command) shows no conversation")
        continue
      }
      #expect(transcript.id == "a b/c")
    }
    // Nobody's id, so it is the number.
    #expect(try await desk.work("show 5").notes == ["number 5 of the workspace is talk/a b/c"])
    let typed = await desk.interpreter.execute(arguments: ["show", "a b/c"]).outcome
    #expect(typed.measures.first?.name == "messages")
    await desk.close()
  }

  @Test func `a score's name alone hints at the file that a shell left`() async throws {
    let desk = try await scoredDesk()
    let failure = try await desk.fail("show where overall")
    #expect(failure.code == .usage && failure.hint.contains("overall>=0.5"))
    #expect(try await desk.fail("stats empathy where overall").hint.contains("quotes"))
    try await desk.work("search empathy --limit 1", "show \"overall\"")
    await desk.close()
  }

  @Test func `two groups have their difference, and many have intervals`() async throws {
    let desk = try await scoredDesk()
    let two = try await desk.work(
      "stats overall empathy by intended_quality where intended_quality in (good, poor)")
    let stats = two.tables[0]
    #expect(try column("metric", stats).count == 4)
    let difference = two.tables[1]
    let means = try numbers("mean", stats).compactMap { $0 }
    let apart = try #require(try numbers("difference", difference)[0])
    #expect(abs(apart - (means[0] - means[1])) < 1e-12)
    #expect(try numbers("low", difference)[0] ?? 1 < apart)
    #expect(two.notes.contains { $0.contains("good less poor") })
    let both = try await desk.work("stats overall by intended_quality topic")
    #expect(both.tables.count == 1)
    #expect(
      both.tables[0].columns.prefix(3).map(\.name) == ["metric", "intended_quality", "topic"])
    // A group of one has a mean and no spread.
    let alone = try await desk.work("stats overall by id where id:ps-001").tables[0]
    #expect(try column("sd", alone) == [.null] && column("low", alone) == [.null])
    #expect(try await desk.fail("stats overall by").message.contains("takes a field"))
    #expect(try await desk.fail("stats overall by topic topic").message.contains("twice"))
    await desk.close()
  }

  @Test func `unlike groups are told and compared by what they share`() async throws {
    let desk = try await scoredDesk()
    let pairs = (1...12).map { number in
      """
      {"id":"p\(number)","messages":[{"role":"user","content":"I feel alone since she left \
      \(number) weeks ago."},{"role":"assistant","content":"It sounds like the evenings are the \
      hardest. What helps you a little?"}]}
      """
    }
    let path = try desk.write(pairs.joined(separator: "\n"), to: "pairs.jsonl")
    try await desk.work("load \(path)", "validate")
    let outcome = try await desk.work("stats overall by dataset")
    #expect(outcome.notes.contains { $0.hasPrefix("unlike: conversation_flow") })
    #expect(outcome.notes.contains { $0.contains("100 % of pairs") })
    let metrics = try column("metric", outcome.tables[0])
    #expect(metrics.contains(.text("overall, shared")))
    // The one difference that is given is of what both share.
    #expect(try column("metric", outcome.tables[1]) == [.text("overall, shared")])
    let like = try await desk.work("stats overall by intended_quality where dataset:peer-support")
    #expect(!like.notes.contains { $0.hasPrefix("unlike: conversation_flow") })
    let first = try await desk.work("show dataset:pairs --sort -overall")
    #expect(first.notes.contains { $0.contains("conversation_flow in 12") })
    await desk.close()
  }

  @Test func `groups are drawn on one axis, the largest of many`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("plot overall by intended_quality --bins 10")
    guard case .groupedHistogram(let figure)? = outcome.exhibits.first else {
      Issue.record("no histograms")
      return
    }
    #expect(
      figure.rows.map(\.label) == ["good", "harmful", "mediocre", "none", "poor"]
    )
    #expect(figure.rows.reduce(0) { $0 + $1.total } == Int(outcome.number("conversations") ?? 0))
    #expect(outcome.tables[0].rows.count == 50)
    let many = try await desk.work("plot overall by id")
    guard case .groupedHistogram(let most)? = many.exhibits.first else { return }
    #expect(most.rows.count == 12 && many.notes[0].contains("73 more"))
    guard
      case .groupedScatter(let scatter)? = try await desk.work(
        "plot empathy overall by intended_quality"
      ).exhibits.first
    else {
      Issue.record("no scatter")
      return
    }
    #expect(scatter.groups.count == 5)
    let svg = desk.folder + "/groups.svg"
    try await desk.work("plot overall by intended_quality --svg \(svg)")
    #expect(try desk.text(of: "groups.svg").contains("mediocre"))
    await desk.close()
  }
}
