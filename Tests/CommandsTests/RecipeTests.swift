import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// How files of a study are read, kept under a name.
@Suite struct RecipeTests {
  private let first = "Gespräch|wer|Wort\nk1|Klientin|hallo\nk1|Beraterin|ja\n"
  private let second = "Gespräch|wer|Wort\nk2|Klientin|wieder da\nk2|Beraterin|gut\n"
  private let words =
    "--delimiter \"|\" --map id=Gespräch,speaker=wer,text=Wort --role Klientin=user,Beraterin=assistant"

  @Test func `the next file of a study is one word`() async throws {
    let desk = try Desk()
    let a = try desk.write(first, to: "a.txt")
    let b = try desk.write(second, to: "b.txt")
    let loaded = try await desk.work(
      "load \(a) --format csv \(words) --save-recipe study")
    #expect(loaded.notes.contains("kept as a recipe: load FILE --recipe study"))
    let next = try await desk.work("load \(b) --recipe study")
    #expect(next.notes.contains("turns: Klientin → user (1), Beraterin → assistant (1)"))
    let listed = try await desk.work("recipes")
    #expect(listed.tables[0].rows.count == 1)
    #expect(
      try await desk.work("recipes study").notes == [
        "load FILE --format csv --map id=Gespräch,speaker=wer,text=Wort "
          + "--role Beraterin=assistant,Klientin=user --delimiter \"|\""
      ])
    // What stands beside it goes before it.
    let other = try await desk.work("load \(b) --recipe study --role Beraterin=other --name c")
    #expect(other.notes.contains { $0.hasPrefix("no role is known for Beraterin (1)") })
    #expect(try await desk.fail("load \(b) --recipe studie --name d").message.contains("study"))
    #expect(try await desk.fail("load \(a) --save-recipe x").message.contains("nothing to keep"))
    #expect(
      try await desk.fail("load \(a) \(words) --save-recipe x --dry-run").message
        .contains("--dry-run"))
    await desk.close()
  }

  @Test func `a replay elsewhere has what the recipe said`() async throws {
    let desk = try Desk()
    let a = try desk.write(first, to: "a.txt")
    _ = try desk.write(second, to: "b.txt")
    try await desk.work(
      "load \(a) --format csv \(words) --save-recipe study", "drop a",
      "load \(desk.folder)/b.txt --recipe study --name b", "save \(desk.folder)/s.pe")
    let script = try desk.text(of: "s.pe")
    #expect(script.contains("load --format csv --map id=Gespräch,speaker=wer,text=Wort --role "))
    #expect(!script.contains("--recipe study"))
    #expect(try await desk.work("replay \(desk.folder)/s.pe").notes.contains("SAME"))
    // A later session begins with what made the recipe, and one without it has none.
    let later = try desk.at("w.sqlite")
    try await later.work("select x all", "save \(desk.folder)/later.pe")
    #expect(try desk.text(of: "later.pe").contains("--save-recipe study"))
    #expect(try await later.work("replay \(desk.folder)/later.pe").notes.contains("SAME"))
    try await later.work("recipes study --remove")
    #expect(try await later.fail("recipes study").message.contains("study"))
    later.interpreter.session.close()
    await desk.close()
  }
}
