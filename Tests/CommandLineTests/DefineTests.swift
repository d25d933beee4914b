import Foundation
import Testing

/// Validators without code.
@Suite struct DefineTests {
  @Test func `a definition is a validator that stays in the workspace and in scripts`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    let text = #"warmth = density("glad", "happy for you"*2, /proud of (you|that)/) role:assistant"#
    let made = try program.run(input: "define " + text)
    #expect(made.status == 0, "\(made.said)")
    #expect(try program.run("validate", "--using", "warmth").output.contains("85 computed"))
    #expect(try program.run("plugin", "list").output.contains("pattern"))
    let again = try program.run("define", text)
    #expect(again.output.contains("nothing changed"), "\(again.said)")
    #expect(try program.run("save", "s.pe").status == 0)
    #expect(program.text(of: "s.pe").contains("define warmth = density"))
    let replay = try program.run("replay", "s.pe")
    #expect(replay.status == 0, "\(replay.said)")
  }

  @Test(arguments: [
    ("warmth = densty(\"glad\")", "density"), ("warmth = density(\"glad)", "column"),
    ("warmth = density(/(/)", "column"), ("Warmth = share(\"glad\")", "lower-case"),
    ("empathy = share(\"glad\")", "built-in"),
  ])
  func `a bad definition is told with its place`(text: String, reason: String) throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("define", text)
    #expect(result.status == 1, "\(result.said)")
    #expect(result.errors.contains(reason), "\(result.errors)")
  }
}
