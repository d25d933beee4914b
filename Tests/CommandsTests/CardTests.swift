import Corpus
import Engine
import Foundation
import Outcomes
import PluginKit
import Testing
import Validation

@testable import Commands

/// How far the shipped scores are held against people, and that their cards are of them.
@Suite struct CardTests {
  @Test func `a card is made of a corpus on disk, and its figures are those of the words`()
    async throws
  {
    let desk = try await scoredDesk()
    let made = try await desk.interpreter.session.perform(
      MakeCard(corpus: "sample", folder: samples))
    let entry = try #require(made.entries.first { $0.metric == "overall" && $0.attack == nil })
    #expect(entry.figure == "auc" && entry.n > 30)
    // The same by the command that a person has.
    let agreed = try await desk.work(
      "agree overall intended_quality --order poor,good where dataset:peer-support "
        + "(intended_quality:poor or intended_quality:good)")
    let own = try #require(agreed.number("auc"))
    #expect(abs(own - (entry.value ?? 0)) < 0.02)
    #expect(try #require(entry.low) < own && own < (try #require(entry.high)))
    let attacks = Swift.Set(made.entries.compactMap(\.attack))
    #expect(attacks == ["stock", "varied", "echo"])
    let attacked = try #require(
      made.entries.first { $0.metric == "overall" && $0.attack == "stock" })
    #expect(attacked.untouched == entry.value)
    // What is written is compiled in, and reads as the same entries.
    let lines = made.source.split(separator: "\n").filter { $0.contains("{\"") }
    let decoder = JSONDecoder()
    let read = try lines.map { try decoder.decode(CardEntry.self, from: Data($0.utf8)) }
    #expect(read == made.entries)
    await desk.close()
  }

  @Test func `every line of the shipped cards reads`() {
    let lines = CardLines.all.flatMap { $0.split(separator: "\n") }.filter { $0.contains("{") }
    #expect(ShippedCards.entries.count == lines.count)
  }

  @Test func `a figure of another version is never shown as the validator's own`() async throws {
    let desk = try Desk()
    let signatures = ShippedCards.signatures(
      desk.interpreter.session.begin().registry.validators)
    for (name, signature) in signatures {
      let card = try await desk.work("card \(name)")
      let own = ShippedCards.entries.filter { $0.validator == name }
      #expect(!own.isEmpty, "\(name) has no card")
      let current = own.count { $0.signature == signature }
      #expect(card.number("current") == Double(current))
      let isTold = card.notes.contains { $0.contains("are of another version") }
      #expect(isTold == (current < own.count))
    }
    await desk.close()
  }

  @Test func `a card is shown, and what nobody measured says so`() async throws {
    let desk = try await scoredDesk()
    let card = try await desk.work("card overall")
    #expect(card.number("measurements") == Double(card.tables.reduce(0) { $0 + $1.rows.count }))
    let page = try await desk.work("help empathy")
    guard case .page(let text)? = page.exhibits.first else {
      Issue.record("no page")
      return
    }
    #expect(text.contains("## Agreement with people"))
    try await desk.work("define joy = count(\"glad\")")
    let own = try await desk.work("card joy")
    #expect(own.number("measurements") == 0 && own.notes[0].contains("agree joy LABEL"))
    let run = try await desk.work("validate --using joy")
    #expect(run.notes.contains { $0.contains("held against people nowhere: joy") })
    #expect(try await desk.fail("card emapthy").message.contains("did you mean 'empathy'"))
    #expect(try await desk.fail("card make nothing /tmp").message.contains("corpus"))
    #expect(
      try await desk.fail("card make annomi \(desk.folder)").message.contains("AnnoMI-simple"))
    await desk.close()
  }
}
