import Corpus
import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// What a researcher does, through the words she types.
@Suite struct WorkTests {
  @Test func `loading twice changes nothing and says so`() async throws {
    let desk = try Desk()
    let first = try await desk.work("load \(samples)/peer-support.jsonl")
    let second = try await desk.work("load \(samples)/peer-support.jsonl")
    #expect(first.text("fingerprint") == second.text("fingerprint"))
    #expect(second.notes.contains { $0.contains("unchanged") })
    #expect(try await desk.work("datasets").tables[0].rows.count == 1)
    await desk.close()
  }

  @Test func `a renamed file is told from a changed one`() async throws {
    let desk = try Desk()
    let line = #"{"id":"a","messages":[{"role":"user","content":"hello"}]}"# + "\n"
    let path = try desk.write(line, to: "one.jsonl")
    try await desk.work("load \(path)")
    let copy = try desk.write(line, to: "two.jsonl")
    let renamed = try await desk.work("load \(copy)")
    #expect(renamed.notes.contains { $0.contains("loaded as one") })
    _ = try desk.write(line + line.replacing(#""a""#, with: #""b""#), to: "one.jsonl")
    let changed = try await desk.work("load \(path)")
    #expect(changed.number("conversations") == 2)
    #expect(changed.notes.contains { $0.contains("has changed") })
    #expect(try await desk.work("datasets").tables[0].rows.count == 1)
    await desk.close()
  }

  @Test func `another file does not take a dataset's name unasked`() async throws {
    let desk = try Desk()
    let a = try desk.write(#"{"messages":[{"role":"user","content":"a"}]}"#, to: "a.jsonl")
    let b = try desk.write(#"{"messages":[{"role":"user","content":"b"}]}"#, to: "b.jsonl")
    try await desk.work("load \(a) --name talk")
    let failure = try await desk.fail("load \(b) --name talk")
    #expect(failure.code == .usage)
    #expect(failure.hint.contains("--replace"))
    try await desk.work("load \(b) --name talk --replace")
    await desk.close()
  }

  @Test func `broken records are counted, kept with line and reason, and refused when strict`()
    async throws
  {
    let desk = try Desk()
    let path = try desk.write(
      """
      {"id":"a","messages":[{"role":"user","content":"one"}]}
      {"id":"b","messages":[{"role":"user","content":12}]}
      {"id":"c","messages":
      """, to: "broken.jsonl")
    let failure = try await desk.fail("load \(path) --strict")
    #expect(failure.message.contains("broken.jsonl:2"))
    #expect(try await desk.work("datasets").tables.isEmpty)
    let outcome = try await desk.work("load \(path)")
    #expect(outcome.number("conversations") == 1)
    #expect(outcome.number("broken") == 2)
    let lines = try await desk.work("info broken").table("broken")?.rows.map { $0[0] }
    #expect(lines == [.integer(2), .integer(3)])
    await desk.close()
  }

  @Test func `a second validate computes nothing`() async throws {
    let desk = try await scoredDesk()
    let again = try await desk.work("validate")
    #expect(again.number("computed") == 0)
    #expect(again.notes.contains { $0.contains("nothing new") })
    await desk.close()
  }

  @Test func `results do not depend on the number of workers`() async throws {
    var digests: [String] = []
    for workers in [1, 4] {
      let desk = try Desk()
      let outcome = try await desk.work(
        "set workers \(workers)", "load \(samples)/sessions.csv", "validate")
      digests.append(outcome.tables.map(\.digest.hex).joined())
      await desk.close()
    }
    #expect(digests[0] == digests[1])
  }

  @Test func `only what is new is scored`() async throws {
    let desk = try Desk()
    try await desk.work("load \(samples)/sessions.csv", "validate --using empathy")
    let all = try await desk.work("validate")
    #expect(all.number("computed") == 34)
    let more = try await desk.work("load \(samples)/peer-support.jsonl", "validate")
    // Two samples without a word that differs, such as none, would share their scores.
    #expect(try #require(more.number("computed")) <= 85)
    #expect(try #require(more.number("computed")) >= 80)
    await desk.close()
  }

  @Test func `why gives evidence inside the text`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("why se-01 empathy")
    let rows = try #require(outcome.table("evidence")).rows
    #expect(!rows.isEmpty)
    for row in rows {
      #expect([.text("empathy"), .text("caring")].contains(row[0]))
      if case .text(let words) = row[6] { #expect(!words.isEmpty) }
    }
    await desk.close()
  }

  @Test func `a draw repeats for the same seed and words`() async throws {
    let desk = try await scoredDesk()
    let first = try await desk.work("sample 5").tables[0].digest
    #expect(try await desk.work("sample 5").tables[0].digest == first)
    #expect(try await desk.work("set seed 9", "sample 5").tables[0].digest != first)
    await desk.close()
  }

  @Test func `search finds words of one role, with the place in the snippet`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("search sleep role:user --limit 20")
    let rows = outcome.tables[0].rows
    #expect(!rows.isEmpty)
    for row in rows { #expect(row[4] == .text("user")) }
    guard case .hits(let hits)? = outcome.exhibits.first else {
      Issue.record("no hits to look at")
      return
    }
    for hit in hits {
      for mark in hit.marks {
        let bytes = Array(hit.snippet.utf8)[mark]
        #expect(String(decoding: bytes, as: UTF8.self).lowercased() == "sleep")
      }
    }
    await desk.close()
  }

  @Test func `a selection is a query by name`() async throws {
    let desk = try await scoredDesk()
    let made = try await desk.work("select poor intended_quality:poor")
    let used = try await desk.work("show @poor")
    #expect(made.number("conversations") == used.number("conversations"))
    try await desk.work("select poor --remove")
    let failure = try await desk.fail("show @poor")
    #expect(failure.message.contains("poor"))
    await desk.close()
  }

  @Test func `sql reads, and writes only when told`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("sql select count(*) as n from conversation where 1 < 2")
    #expect(outcome.tables[0].rows == [[.integer(119)]])
    let failure = try await desk.fail("sql create table mine(x)")
    #expect(failure.hint.contains("--write"))
    try await desk.work("sql --write create table mine(x)", "sql select x from mine")
    await desk.close()
  }

  @Test(arguments: ["messages:jsonl", "sharegpt:jsonl", "csv:csv"])
  func `what is exported and loaded again is the same corpus`(format: String) async throws {
    let parts = format.split(separator: ":")
    let desk = try Desk()
    let original = try await desk.work("load \(samples)/peer-support.jsonl")
    let path = "\(desk.folder)/again.\(parts[1])"
    try await desk.work("export \(path) dataset:peer-support --format \(parts[0])")
    let again = try await desk.work("load \(path) --name again")
    #expect(again.text("fingerprint") == original.text("fingerprint"))
    await desk.close()
  }

  @Test func `an export has a manifest and leaves others' files alone`() async throws {
    let desk = try await scoredDesk()
    let path = "\(desk.folder)/good.jsonl"
    let outcome = try await desk.work("export \(path) intended_quality:good")
    let manifest = try desk.text(of: "good.jsonl.manifest.json")
    #expect(manifest.contains(outcome.artifacts[0].sha256))
    #expect(manifest.contains("\"conversations\":43"))
    #expect(manifest.contains("empathy"))
    // Its own file may be written again; a stranger's not.
    try await desk.work("export \(path) intended_quality:poor")
    let strange = try desk.write("mine", to: "mine.jsonl")
    let failure = try await desk.fail("export \(strange) intended_quality:poor")
    #expect(failure.code == .precondition)
    #expect(try desk.text(of: "mine.jsonl") == "mine")
    try await desk.work("export \(strange) intended_quality:poor --force")
    await desk.close()
  }

  @Test(arguments: ["export", "report"])
  func `the workspace itself is never written over`(word: String) async throws {
    let desk = try await scoredDesk()
    let failure = try await desk.fail(
      "\(word) \(desk.folder)/w.sqlite --force" + (word == "export" ? " --format messages" : ""))
    #expect(failure.code == .precondition)
    try await desk.work("datasets")
    await desk.close()
  }

  @Test func `groups of numbers stand in order of size`() async throws {
    let desk = try await scoredDesk()
    let rows = try await desk.work("stats overall by messages").tables[0].rows
    let sizes = rows.compactMap { row -> Int? in
      guard row[0] == .text("overall"), case .text(let text) = row[1] else { return nil }
      return Int(text)
    }
    #expect(sizes.count > 5 && sizes == sizes.sorted())
    await desk.close()
  }

  @Test func `a column of words is no column of numbers`() async throws {
    let desk = try await scoredDesk()
    #expect(try await desk.fail("plot intended_quality").message.contains("holds text"))
    #expect(try await desk.fail("stats topic").hint.contains("by topic"))
    await desk.close()
  }

  @Test func `a file's own label with a taken name is told and can be reached`() async throws {
    let desk = try Desk()
    let path = try desk.write(
      #"{"overall":0.1,"messages":[{"role":"user","content":"a"}]}"#, to: "own.jsonl")
    let outcome = try await desk.work("load \(path)")
    #expect(outcome.notes.contains { $0.contains("metadata.overall") })
    #expect(try await desk.work("show metadata.overall<0.5").number("conversations") == 1)
    await desk.close()
  }

  @Test func `a report on nothing is refused`() async throws {
    let desk = try Desk()
    #expect(
      try await desk.fail("report \(desk.folder)/r.html").message.contains("nothing is loaded"))
    await desk.close()
  }

  @Test func `numbers of any size are looked at without harm`() async throws {
    let desk = try Desk()
    let lines = ["1e308", "-1e308", "5e-324", "3"].map {
      #"{"x":\#($0),"messages":[{"role":"user","content":"n\#($0)"}]}"#
    }
    let path = try desk.write(lines.joined(separator: "\n"), to: "n.jsonl")
    let outcome = try await desk.work("load \(path)", "stats x", "plot x", "plot x messages")
    #expect(outcome.number("conversations") == 2)
    await desk.close()
  }

  @Test func `a file that only looks like pe's is left alone`() async throws {
    let desk = try await scoredDesk()
    _ = try desk.write("<p>made by people</p>", to: "r.html")
    #expect(try await desk.fail("report \(desk.folder)/r.html").code == .precondition)
    try await desk.work("export \(desk.folder)/o.jsonl topic:sleep")
    _ = try desk.write("mine now", to: "o.jsonl")
    #expect(try await desk.fail("export \(desk.folder)/o.jsonl topic:sleep").code == .precondition)
    await desk.close()
  }

  @Test func `show gives the numbers that are stored, whatever the options were`() async throws {
    let desk = try Desk()
    try await desk.work(
      "load \(samples)/sessions.csv", "validate --option empathy.minimum_turns=50")
    let stored = try await desk.work(
      "sql select empathy, overall from conversation_scores where external_id = 'se-01'")
    let shown = try #require(try await desk.work("show se-01 --scores").table("scores"))
    #expect(shown.rows.first { $0[0] == .text("empathy") }?[1] == .null)
    #expect(stored.tables[0].rows[0][0] == .null)
    let overall = shown.rows.first { $0[0] == .text("overall") }?[1]
    #expect(overall == stored.tables[0].rows[0][1])
    await desk.close()
  }

  @Test func `a report and a picture are whole files`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "report \(desk.folder)/r.html", "plot overall --svg \(desk.folder)/p.svg",
      "plot empathy overall --svg \(desk.folder)/s.svg", "report \(desk.folder)/r.html")
    #expect(try desk.text(of: "r.html").hasPrefix("<!DOCTYPE html>"))
    #expect(try desk.text(of: "p.svg").hasPrefix("<svg"))
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder)
    #expect(!left.contains { $0.hasSuffix(".part") })
    await desk.close()
  }

  @Test(arguments: [
    ("laod x", "did you mean 'load'"), ("load", "load"), ("load a b", "a"),
    ("load x --nmae y", "--nmae"), ("show overal>0.5", "overall"), ("show (a", "("),
    ("validate --using emapthy", "did you mean 'empathy'"), ("stats nothing", "nothing"),
    ("plot", "plot"), ("plot a b c", "one column or two"), ("set mdoe x", "did you mean 'mode'"),
    ("set limit many", "whole number"), ("export x.xyz", ".xyz"),
    ("export x.jsonl --format parqet", "no exporter"), ("sample 0", "above 0"),
    ("why nobody", "nobody"), ("schema conversatoin", "did you mean 'conversation'"),
    ("drop nothing", "nothing"), ("info nothing", "nothing"), ("search dataset:sessions", "word"),
    ("stats overall by", "by"), ("run nowhere.pe", "no such script"),
    ("validate --option empathy.nothing=1", "nothing"), ("search \"open", "quote"),
  ])
  func `a mistake is told with what to do`(line: String, part: String) async throws {
    let desk = try await scoredDesk()
    let failure = try await desk.fail(line)
    #expect(
      failure.message.contains(part) || failure.hint.contains(part),
      "\(failure.message) · \(failure.hint)")
    #expect(!failure.message.contains("\n"))
    await desk.close()
  }
}
