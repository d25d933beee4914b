import Engine
import Outcomes
import Testing

@testable import Commands

/// Chats of forty speakers, two each; the better ones open questions and take up what was said, the others
/// give orders. The label says which.
private func rated() -> String {
  let told = ["my exam on Monday", "the fight with my brother", "the new flat", "my sick dog"]
  let good = [
    "You sound worried about {}. What is the hardest part of it?",
    "So {} keeps you awake. How have you coped so far?",
    "It hurts that {} goes like this. What would you wish for?",
    "You care a lot about {}. What matters most to you there?",
  ]
  let poor = [
    "You must stop thinking about it.", "You should just do what I say and go to bed.",
    "Listen, you have to pull yourself together now.", "Don't do that, you need to work harder.",
  ]
  return (0..<80).map { number in
    let isGood = number % 2 == 0
    let messages = (0..<4).map { turn -> String in
      let matter = told[(number + turn) % 4]
      let reply =
        isGood ? good[turn].replacing("{}", with: matter) : poor[turn] + " Number \(number)."
      return """
        {"role":"user","content":"I keep thinking about \(matter), day \(number)."},\
        {"role":"assistant","content":"\(reply)"}
        """
    }
    return """
      {"id":"r\(number)","rating":"\(isGood ? "good" : "poor")","speaker":"s\(number / 2)",\
      "noise":\((number * 7919) % 17),"messages":[\(messages.joined(separator: ","))]}
      """
  }.joined(separator: "\n") + "\n"
}

private func table(_ title: String, of outcome: Outcome) -> Table? {
  outcome.tables.first { $0.name == title }
}

@Suite struct ProfileFitTests {
  @Test func `a profile is learned, kept, used, shown and found again`() async throws {
    let desk = try await learningDesk(rated())
    #expect(
      try await desk.fail("fit-profile ours --label rating --positive good").message.contains(
        "scored"))
    try await desk.work("validate")
    let fitted = try await desk.work("fit-profile ours --label rating --positive good")
    #expect(fitted.number("n") == 80 && fitted.number("groups") == 40)
    #expect(try #require(fitted.number("auc.fitted")) > 0.9)
    #expect(fitted.number("auc.length") != nil)
    #expect(try #require(fitted.number("right.tier")) > 0.8)
    let weights = try #require(table("weights", of: fitted))
    let sum = weights.rows.reduce(0.0) {
      if case .number(let weight) = $1[2] { $0 + weight } else { $0 }
    }
    #expect(abs(sum - 1) < 1e-9)
    let changed = try #require(table("who changes tier", of: fitted))
    #expect(Double(changed.rows.count) == fitted.number("changes") && !changed.rows.isEmpty)
    // The same labels give the same profile.
    let again = try await desk.work("fit-profile ours --label rating --positive good")
    #expect(again.tables.map(\.rows) == fitted.tables.map(\.rows))

    let tiers = try await desk.work("validate --profile ours")
    let names = try #require(table("tiers", of: tiers)).rows.map { $0[0] }
    #expect(names.allSatisfy { $0 == .text("good") || $0 == .text("not_good") })
    #expect(try await desk.work("show tier:good").number("conversations") ?? 0 > 20)
    try await desk.work("set profile ours")
    #expect(try await desk.work("validate").number("computed") == 0)
    guard case .page(let page) = try await desk.work("help profile").exhibits.first else {
      Issue.record("no page")
      return
    }
    #expect(page.contains("## ours") && page.contains("fitted to rating of 80 conversations"))
    try await desk.work("set profile standard")
    #expect(try await desk.fail("set profile theirs").message.contains("theirs"))
    #expect(try await desk.fail("validate --profile theirs").message.contains("theirs"))
    await desk.close()
  }

  @Test func `a label that nothing tells leaves the weights near the standard ones`() async throws {
    let desk = try await learningDesk(rated())
    try await desk.work("validate")
    let fitted = try await desk.work("fit-profile luck --label noise --group speaker")
    let value = try #require(fitted.number("spearman.fitted"))
    #expect(abs(value) < 0.35)
    #expect(fitted.notes.contains { $0.contains("not surely ahead") })
    #expect(
      try await desk.fail("fit-profile standard --label rating").message.contains("standard"))
    #expect(try await desk.fail("fit-profile Ours --label rating").message.contains("no name"))
    #expect(try await desk.fail("fit-profile ours --label nothing").message.contains("nothing"))
    await desk.close()
  }

  @Test func `who speaks has no score of the whole conversation`() async throws {
    let desk = try await learningDesk(rated())
    try await desk.work("validate")
    let refused = try await desk.fail("stats empathy by role")
    #expect(refused.message.contains("whole conversation"))
    #expect(refused.hint.contains("turn."))
    let turns = try await desk.work("stats turn.caring text_bytes by role")
    let rows = turns.tables[0].rows
    #expect(rows.contains { $0.contains(.text("assistant")) })
    #expect(rows.contains { $0.contains(.text("user")) })
    await desk.close()
  }
}

@Suite struct ProfileSightTests {
  @Test func `scores by one profile do not pass for another's`() async throws {
    let desk = try Desk()
    try await desk.work("load \(samples)/peer-support.jsonl")
    #expect(try await desk.work("set profile seed").notes == ["profile is seed"])
    try await desk.work("validate")
    let seed = try await desk.work("stats overall").measures
    let away = try await desk.work("set profile standard")
    #expect(away.notes.contains { $0.contains("out of sight") })
    #expect(try await desk.fail("stats overall").message.contains("overall"))
    try await desk.work("validate")
    #expect(try await desk.work("stats overall").measures != seed)
    #expect(try await desk.work("set profile seed").notes.contains { $0.contains("again") })
    #expect(try await desk.work("stats overall").measures == seed)
    await desk.close()
  }
}
