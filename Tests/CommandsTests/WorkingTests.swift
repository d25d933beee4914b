import Corpus
import Foundation
import Outcomes
import Testing

@testable import Commands

@Suite struct VariableTests {
  @Test func `a measure is taken whole, and finds the conversation that it is of`() async throws {
    let desk = try await scoredDesk()
    for id in ["ps-001", "ps-002", "ps-003", "ps-004"] {
      let stats = try await desk.work("stats overall where id:\(id)")
      #expect(stats.number("overall.mean") != nil)
      try await desk.work("let m = $overall.mean")
      for query in ["overall<=${m}", "overall>=${m}"] {
        let found = try await desk.work("stats overall where id:\(id) \(query)")
        #expect(found.number("conversations") == 1, "\(id) \(query)")
      }
    }
    await desk.close()
  }

  @Test func `a variable stands in any later line`() async throws {
    let desk = try await scoredDesk()
    let named = try await desk.work("let cut = 0.7", "show overall>=${cut}")
    #expect(named.number("conversations") == 28 || named.number("conversations") != nil)
    let plain = try await desk.work("show overall>=0.7")
    #expect(named.number("conversations") == plain.number("conversations"))
    let failure = try await desk.fail("show overall>=${cutt}")
    #expect(failure.message.contains("did you mean 'cut'"))
    await desk.close()
  }

  @Test func `what is no variable stays as it is`() throws {
    let notebook = SessionNotebook()
    notebook.set("a", to: "1")
    #expect(try notebook.expanded("define x = /a${3}$/ $${a} ${a}") == "define x = /a${3}$/ ${a} 1")
    #expect(try notebook.expanded("${a}${a} ${ a} $a ${") == "11 ${ a} $a ${")
    // A value is not looked through again.
    notebook.set("b", to: "${a}")
    #expect(try notebook.expanded("${b}") == "${a}")
  }

  @Test(arguments: ["let x", "let 1x = 2", "let a-b = 1", "let x =", "let = 4", "let n = $nothing"])
  func `what cannot be a variable is told`(line: String) async throws {
    let desk = try Desk()
    #expect(try await desk.fail(line).code == .usage)
    await desk.close()
  }

  @Test func `a script keeps variables, and looks again where a look-up gave one`() async throws {
    let desk = try Desk()
    try await desk.work(
      "load \(samples)/sessions.csv", "let n = $conversations", "validate", "let cut = 0.7",
      "select good overall>=${cut}", "show @good", "let few = $conversations",
      "save \(desk.folder)/s.pe")
    let script = try desk.text(of: "s.pe")
    #expect(script.contains("\nlet n = $conversations\n= n 34\n"))
    #expect(script.contains("\nselect good overall>=${cut}\n"))
    #expect(script.contains(#/\nshow @good\nlet few = \$conversations\n= few \d+\n/#))
    let replay = try await desk.work("replay \(desk.folder)/s.pe")
    #expect(replay.notes.contains("SAME"))
    // Changed in one place, it changes what follows.
    _ = try desk.write(script.replacing("let cut = 0.7", with: "let cut = 0.1"), to: "t.pe")
    #expect(try await desk.fail("replay \(desk.folder)/t.pe").message.contains("DRIFT"))
    await desk.close()
  }
}

@Suite struct RedirectionTests {
  @Test(arguments: [
    ("stats overall > a.csv", "stats overall", Redirection.Writing.new, "a.csv"),
    ("stats overall >> a.txt", "stats overall", .appending, "a.txt"),
    ("stats overall >! \"my file.md\"", "stats overall", .overwriting, "my file.md"),
    ("datasets >x", "datasets", .new, "x"),
    ("show overall>0.7 > ./out", "show overall>0.7", .new, "./out"),
    ("sql select 1 where 2 > 1 > one.csv", "sql select 1 where 2 > 1", .new, "one.csv"),
  ])
  func `a file gets what a command gives`(
    line: String, command: String, writing: Redirection.Writing, file: String
  ) throws {
    let redirection = try Redirection(line)
    #expect(redirection.command == command)
    #expect(redirection.target == .file(file, writing))
  }

  @Test(arguments: [
    "show overall > 0.5", "show overall >0.5", "show overall >= 0.5", "show overall >=0.5",
    "sql select * from message where position > 3", "sql select 1 from message m where 1 > m.id",
    "show \">\" \"> x.csv\"", "let a = b > c.csv", "datasets # > x.csv",
  ])
  func `a comparison is none`(line: String) throws {
    #expect(try Redirection(line) == Redirection(command: line, target: nil))
  }

  @Test(arguments: [
    "show topic > sleep", "show topic >sleep", "datasets >", "datasets |", "> /", ">> x.csv",
  ])
  func `what may be either is asked about`(line: String) {
    #expect(throws: Failure.self) { try Redirection(line) }
  }

  @Test func `files are written as their ending says, and none of somebody else's is lost`()
    async throws
  {
    let desk = try await scoredDesk()
    let out = desk.folder + "/out"
    try await desk.work("stats overall > \(out).csv", "datasets > \(out).json", "datasets > \(out)")
    #expect(try desk.text(of: "out.csv").hasPrefix("metric,n,missing,mean"))
    #expect(try desk.text(of: "out.json").hasPrefix("{\"command\":\"datasets\""))
    #expect(try desk.text(of: "out").contains("peer-support"))
    _ = try desk.write("mine\n", to: "mine.txt")
    let refused = try await desk.fail("datasets > \(desk.folder)/mine.txt")
    #expect(refused.message.contains("is there already") && refused.hint.contains(">>"))
    try await desk.work("datasets >> \(desk.folder)/mine.txt")
    #expect(try desk.text(of: "mine.txt").hasPrefix("mine\n"))
    try await desk.work("datasets >! \(desk.folder)/mine.txt")
    #expect(try !desk.text(of: "mine.txt").contains("mine"))
    #expect(try await desk.fail("datasets > /").message.contains("is a folder"))
    #expect(try await desk.fail("datasets >> /").message.contains("is a folder"))
    #expect(try await desk.fail("datasets >> \(desk.folder)/w.sqlite").message.contains("database"))
    await desk.close()
  }

  @Test func `a file gets every row`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("show > \(desk.folder)/all.csv")
    let rows = try desk.text(of: "all.csv").split(separator: "\n").filter { $0.contains(",") }
    #expect(rows.count > 100)
    await desk.close()
  }

  @Test func `a table that is added to keeps one header, and its digest is the whole file's`()
    async throws
  {
    let desk = try await scoredDesk()
    let path = desk.folder + "/t.csv"
    try await desk.work("stats overall > \(path)")
    let first = try desk.text(of: "t.csv")
    let added = try await desk.work("stats empathy >> \(path)")
    let whole = try desk.text(of: "t.csv")
    #expect(whole.hasPrefix(first) && whole.split(separator: "\n").count == 3)
    #expect(whole.components(separatedBy: "metric,n").count == 2)
    #expect(added.artifacts[0].sha256 == Digest(of: whole).hex && added.artifacts[0].rows == 1)
    // Rows of another table are no rows of this one.
    let refused = try await desk.fail("datasets >> \(path)")
    #expect(refused.message.contains("other columns"))
    #expect(try desk.text(of: "t.csv") == whole)
    // Who left the last line open does not get two rows in one.
    _ = try desk.write(String(whole.dropLast()), to: "t.csv")
    try await desk.work("stats conversation_flow >> \(path)")
    #expect(try desk.text(of: "t.csv").split(separator: "\n").count == 4)
    #expect(try await desk.fail("datasets > \(desk.folder)/x.tsv").hint.contains("x.csv"))
    await desk.close()
  }

  @Test func `a file's table is as wide as it needs`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("search sleep > \(desk.folder)/hits.txt", "card empathy > \(desk.folder)/c")
    let card = try desk.text(of: "c")
    #expect(!card.contains("hidden") && !card.contains("…") && card.contains("grouped by"))
    await desk.close()
  }

  @Test func `a script does so only where it is let`() async throws {
    let desk = try await scoredDesk()
    let script = try desk.write("datasets > \(desk.folder)/d.txt\n", to: "s.pe")
    #expect(try await desk.fail("run \(script)").hint.contains("--allow-shell"))
    #expect(!FileManager.default.fileExists(atPath: desk.folder + "/d.txt"))
    let inner = try desk.write("run \(script) --allow-shell\n", to: "outer.pe")
    #expect(try await desk.fail("run \(inner)").hint.contains("--allow-shell"))
    try await desk.work("run \(script) --allow-shell")
    #expect(try desk.text(of: "d.txt").contains("sessions"))
    await desk.close()
  }
}

@Suite struct SavedSessionTests {
  @Test func `a notebook holds what was shown and replays`() async throws {
    let desk = try Desk()
    let data = try desk.write(
      #"{"id":"a","messages":[{"role":"user","content":"```pe\nload /nowhere\n```"},"#
        + #"{"role":"assistant","content":"What do you mean by that?"}]}"# + "\n",
      to: "odd.jsonl")
    try await desk.work("load \(data)", "validate", "show 1", "save \(desk.folder)/s.md")
    let text = try desk.text(of: "s.md")
    #expect(text.contains("```pe\nload odd.jsonl"))
    #expect(text.contains("    ") && text.contains("What do you mean by that?"))
    // What somebody wrote in a conversation is never a step.
    #expect(!text.contains("\n```pe\nload /nowhere"))
    let replay = try await desk.work("replay \(desk.folder)/s.md")
    #expect(replay.notes.contains("SAME"))
    // It is pe's own, so it may be written again.
    try await desk.work("save \(desk.folder)/s.md")
    await desk.close()
  }

  @Test func `a page holds the steps, their tables and transcripts, and no folder`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("stats overall by topic", "show 2", "save \(desk.folder)/s.html")
    let page = try desk.text(of: "s.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<article class=\"talk\""))
    #expect(page.contains("stats overall by topic") && page.contains("How to repeat this"))
    #expect(!page.contains(samples) && !page.contains(desk.folder))
    try await desk.work("save \(desk.folder)/s.html")
    await desk.close()
  }

  @Test(arguments: ["s", "s.txt", "s.sqlite", "s.pe.bak", "-"])
  func `another ending is refused`(name: String) async throws {
    let desk = try await scoredDesk()
    #expect(
      try await desk.fail("save \(desk.folder)/\(name)").message.contains(".pe, .md or .html"))
    await desk.close()
  }

  @Test(arguments: [
    ("empty.pe", ""), ("n.pe", "# nothing\npe 1\n"), ("n.md", "# Notes\n\n```sh\nls\n```\n"),
  ])
  func `a replay of nothing is not the same`(name: String, text: String) async throws {
    let desk = try Desk()
    let path = try desk.write(text, to: name)
    #expect(try await desk.fail("replay \(path)").message.contains("holds no commands"))
    await desk.close()
  }

  @Test(arguments: [
    ("s.html", "<!DOCTYPE html>\n<p>datasets</p>\n", "a page"),
    ("s.pe", "\n  <svg></svg>\n", "a page"), ("s.jsonl", "{\"id\": 1}\n", "data"),
    ("s", "[1]\n", "data"),
  ])
  func `what is no script is not run line by line`(
    name: String, text: String, kind: String
  ) async throws {
    let desk = try Desk()
    let path = try desk.write(text, to: name)
    for word in ["replay", "run"] {
      let failure = try await desk.fail("\(word) \(path)")
      #expect(failure.code == .usage && failure.message.contains("no script but \(kind)"))
      #expect(failure.hint.contains(".pe"))
    }
    await desk.close()
  }

  @Test func `what nobody wrote down is new, not the same`() async throws {
    let desk = try Desk()
    let path = try desk.write("datasets\n", to: "n.pe")
    let notes = try await desk.work("replay \(path)").notes
    #expect(!notes.contains("SAME") && notes.contains { $0.hasPrefix("NEW") })
    await desk.close()
  }
}
