import Corpus
import Engine
import Foundation
import Outcomes
import Testing
import Workspace

@testable import Commands

/// Copies: found, marked, shown, and kept on one side of a division.
@Suite struct CopyTests {
  /// Sixty words that `number` alone has.
  private static func words(_ number: Int, changed: Int = 0) -> String {
    (0..<60).map { $0 < changed ? "new\($0)" : "word\(number)at\($0)" }.joined(separator: " ")
  }

  private static func line(_ id: String, _ turns: [String], _ more: String = "") -> String {
    let messages = turns.enumerated().map { index, text in
      "{\"role\":\"\(index % 2 == 0 ? "user" : "assistant")\",\"content\":\"\(text)\"}"
    }
    return "{\"id\":\"\(id)\",\"messages\":[\(messages.joined(separator: ","))]\(more)}\n"
  }

  /// Twelve talks; b is a as it is under another label, c nearly, e is d in capitals.
  private static var corpus: String {
    let script = "Thank you for calling the line tonight"
    var text = ""
    text += line("a", [words(1), script, "it has been hard"], ",\"kind\":\"x\"")
    text += line("b", [words(1), script, "it has been hard"], ",\"kind\":\"y\"")
    text += line("c", [words(1, changed: 2), script, "it has been very hard"], ",\"kind\":\"x\"")
    text += line("d", [words(2), script], ",\"kind\":\"y\"")
    text += line("e", [words(2).uppercased(), script.uppercased()], ",\"kind\":\"y\"")
    for number in 3..<9 {
      text += line(
        "f\(number)", [words(number), number < 6 ? script : "Go on"],
        ",\"kind\":\"\(number % 2 == 0 ? "x" : "y")\"")
    }
    return text + line("quiet", ["...", "..."], ",\"kind\":\"x\"")
  }

  private func desk() async throws -> Desk {
    let desk = try Desk()
    try await desk.work("load \(try desk.write(Self.corpus, to: "talks.jsonl"))")
    return desk
  }

  private func ids(_ desk: Desk, _ query: String) async throws -> [String] {
    let table = try await desk.work("show \(query)").tables[0]
    let place = try #require(table.columns.firstIndex { $0.name == "id" })
    return table.rows.compactMap { if case .text(let id) = $0[place] { id } else { nil } }
  }

  @Test func `copies are marked and stay`() async throws {
    let desk = try await desk()
    let fingerprint = try await desk.work("datasets").tables
    let found = try await desk.work("dedup talks")
    #expect(found.number("conversations") == 12 && found.number("copies") == 3)
    #expect(found.number("exact") == 1 && found.number("near") == 2 && found.number("groups") == 2)
    #expect(try await desk.work("datasets").tables[0].rows == fingerprint[0].rows)
    #expect(try await ids(desk, "copy:yes") == ["b", "c", "e"])
    #expect(try await ids(desk, "not copy:yes").count == 9)
    #expect(try await ids(desk, "copy:no").count == 9)
    #expect(try await ids(desk, "copy_group:talks/a") == ["a", "b", "c"])
    #expect(try await ids(desk, "copy_of:talks/a") == ["b", "c"])
    #expect(try await ids(desk, "copy_likeness<1") == ["c"])
    // A second search gives the same marks, a stricter one fewer.
    let marks = "sql \"select * from metadata where key like 'copy%' order by 1, 2, 3\""
    let rows = try await desk.work(marks).tables[0].rows
    try await desk.work("set workers 1", "dedup")
    #expect(try await desk.work(marks).tables[0].rows == rows)
    try await desk.work("dedup talks --likeness 1")
    #expect(try await ids(desk, "copy:yes") == ["b", "e"])
    await desk.close()
  }

  @Test func `fields of a file that are called as marks are not marks`() async throws {
    let desk = try await desk()
    try await desk.work(
      "dedup talks", "dedup talks --templates --times 3", "export \(desk.folder)/x.jsonl")
    try await desk.work("load \(desk.folder)/x.jsonl --name x")
    let count =
      "sql \"select c.dataset_id, count(*) from metadata m join conversation c on c.id = m.conversation_id where m.key like 'copy%' or m.key = 'template' group by 1\""
    let before = try await desk.work(count).tables[0].rows
    #expect(before.count == 2)
    #expect(try await ids(desk, "dataset:x copy_group:talks/a").count == 3)
    #expect(try await desk.fail("copies x/c").message.contains("nobody looked"))
    #expect(try await desk.work("copies talks/c").number("group") != 6)
    try await desk.work("drop talks")
    #expect(try await desk.work(count).tables[0].rows == [before[1]])
    try await desk.work("load \(desk.folder)/talks.jsonl --name talks", "dedup talks")
    let both = try await desk.work(count).tables[0].rows
    #expect(both.count == 2)
    try await desk.work("drop x")
    #expect(try await desk.work(count).tables[0].rows == [both[1]])
    await desk.close()
  }

  @Test func `two conversations stand side by side`() async throws {
    let desk = try await desk()
    let early = try await desk.fail("copies c")
    #expect(early.message.contains("nobody looked"))
    try await desk.work("dedup talks")
    let shown = try await desk.work("copies c")
    #expect(shown.number("same_turns") == 1 && shown.number("different_turns") == 2)
    let rows = try #require(shown.tables.first { $0.name == "differences" }).rows
    #expect(rows[1].last == .text("it has been [-very-] hard"))
    let group = try await desk.work("copies b")
    #expect(group.number("group") == 3 && group.number("likeness") == 1)
    #expect(group.notes.contains("[-talks/b-] {+talks/a+}"))
    #expect(try await desk.work("copies a").notes.contains("[-talks/a-] {+talks/b+}"))
    #expect(try await desk.work("copies f3").notes == ["talks/f3 was found to be like no other"])
    await desk.close()
  }

  @Test func `turns and templates are marked by themselves`() async throws {
    let desk = try await desk()
    let templates = try await desk.work("dedup talks --templates --times 3")
    #expect(templates.number("templates") == 1 && templates.number("said") == 7)
    #expect(templates.tables[0].rows[0].contains(.integer(7)))
    #expect(try await ids(desk, "template>=7").count == 7)
    let turns = try await desk.work("dedup talks --turns")
    #expect(turns.number("copies") == 3 && turns.number("groups") == 2)
    #expect(try await ids(desk, "turn_copy:yes") == ["b", "c", "e"])
    #expect(try await ids(desk, "turn_copy_group:talks/d#0") == ["d", "e"])
    await desk.close()
  }

  @Test func `a corpus's own field is not overwritten unasked`() async throws {
    let desk = try Desk()
    let path = try desk.write(
      Self.line("a", ["one two three"], ",\"copy\":\"mine\""), to: "own.jsonl")
    try await desk.work("load \(path)")
    let fault = try await desk.fail("dedup own")
    #expect(fault.message.contains("'copy'") && fault.hint.contains("--replace"))
    #expect(try await ids(desk, "copy:mine") == ["a"])
    try await desk.work("dedup own --replace", "dedup own")
    #expect(try await ids(desk, "copy:no") == ["a"])
    for line in [
      "dedup nowhere", "dedup --likeness 0.2", "dedup --turns --templates", "dedup --times 3",
      "dedup --templates --times 1",
    ] {
      #expect(!(try await desk.fail(line).message).isEmpty)
    }
    await desk.close()
  }

  @Test func `a split keeps copies together whether or not they are marked`() async throws {
    let desk = try await desk()
    func partsOfCopies() async throws -> [Set<String>] {
      let rows = try await desk.work(
        "sql \"select external_id, split_s from conversation_scores order by 1\""
      ).tables[0].rows
      return [["a", "b", "c"], ["d", "e"]].map { group in
        Set(
          rows.compactMap { row in
            if case .text(let id) = row[0], group.contains(id) { "\(row[1])" } else { nil }
          })
      }
    }
    for seed in 1...4 {
      try await desk.work("set seed \(seed)", "split s --parts train=0.5,test=0.5")
      #expect(try await partsOfCopies().allSatisfy { $0.count == 1 })
    }
    try await desk.work("dedup talks", "split s --parts train=0.5,test=0.5")
    #expect(try await partsOfCopies().allSatisfy { $0.count == 1 })
    await desk.close()
  }

  @Test func `a split's parts hold nothing of other datasets, and what is alike there is told`()
    async throws
  {
    let desk = try await desk()
    let other =
      Self.line("z", [Self.words(90), "Go on"])
      + ["y", "w"].map {
        Self.line($0, [Self.words(3), "Thank you for calling the line tonight"], ",\"kind\":\"y\"")
      }.joined()
    try await desk.work("load \(try desk.write(other, to: "more.jsonl"))")
    let split = try await desk.work("split s --parts train=0.5,test=0.5 where dataset:talks")
    #expect(
      split.notes.contains(
        "conversations of other datasets have the same texts (2): the selections leave them "
          + "out, split_s alone finds them"))
    #expect(try await desk.work("show @s_train or @s_test").number("conversations") == 12)
    #expect(try await desk.work("show split_s in (train, test)").number("conversations") == 14)
    let part = try await desk.work(
      "split p --parts train=0.5,test=0.5 where dataset:talks or id:more/y")
    #expect(
      part.notes.contains(
        "conversations outside the query have the same texts (1), and are in the same parts"))
    let all = try await desk.work("split s --parts train=0.5,test=0.5")
    #expect(!all.notes.contains { $0.contains("same texts") })
    #expect(try await desk.work("show @s_train or @s_test").number("conversations") == 15)
    await desk.close()
  }

  @Test func `marks that no longer hold are taken away and told`() async throws {
    let desk = try await desk()
    let script = "Thank you for calling the line tonight"
    let other =
      Self.line("z", [Self.words(1), script, "it has been hard"])
      + Self.line("y", [Self.words(2), script])
    let path = try desk.write(other, to: "more.jsonl")
    let new = try await desk.work("load \(path)")
    #expect(!new.notes.contains { $0.contains("'dedup' looks") })
    try await desk.work("dedup")
    #expect(try await ids(desk, "dataset:more not copy:yes").isEmpty)
    // What they are like goes, and with it that they are copies of it.
    let dropped = try await desk.work("drop talks")
    #expect(dropped.notes.contains { $0.hasPrefix("marks of copies no longer held for 2 conv") })
    let unmarked = try await desk.fail("show dataset:more not copy:yes")
    #expect(unmarked.message.contains("'copy'") && unmarked.hint.contains("'dedup' marks copies"))
    #expect(try await desk.fail("copies z").message.contains("nobody looked"))
    // What is read anew is unmarked, and told.
    let rest = try desk.write(Self.line("w", [Self.words(5)]), to: "rest.jsonl")
    try await desk.work("load \(rest)", "dedup")
    _ = try desk.write(other + Self.line("x", [Self.words(1), script]), to: "more.jsonl")
    let again = try await desk.work("load \(path)")
    #expect(
      again.notes.contains("what was read now is not marked as copies or none: 'dedup' looks"))
    #expect(try await ids(desk, "not copy:yes").count == 4)
    await desk.close()
  }

  @Test func `marks of turns and templates go with what they rest on, in a folder too`()
    async throws
  {
    let desk = try Desk()
    let script = "Thank you for calling the line tonight"
    for (name, number) in [("a", 1), ("b", 1), ("c", 2)] {
      let path = "\(desk.folder)/in/\(name).jsonl"
      try FileManager.default.createDirectory(
        atPath: desk.folder + "/in", withIntermediateDirectories: true)
      try Self.line(name, [Self.words(number), script]).write(
        toFile: path, atomically: true, encoding: .utf8)
    }
    try await desk.work(
      "load \(desk.folder)/in", "dedup --turns", "dedup --templates --times 3", "dedup")
    #expect(try await ids(desk, "template>=3").count == 3)
    #expect(try await ids(desk, "turn_copy:yes") == ["b"])
    #expect(try await ids(desk, "copy:yes") == ["b"])
    try Self.line("a", ["quite another talk of mine", "mm"]).write(
      toFile: "\(desk.folder)/in/a.jsonl", atomically: true, encoding: .utf8)
    let loaded = try await desk.work("load \(desk.folder)/in")
    #expect(loaded.notes.contains { $0.hasPrefix("marks of copies no longer held for") })
    #expect(try await desk.fail("show template>=3").message.contains("template"))
    #expect(try await ids(desk, "copy:no") == ["c"])
    #expect(try await ids(desk, "not copy:yes").count == 3)
    await desk.close()
  }

  @Test func `a script brings marks back`() async throws {
    let desk = try await desk()
    try await desk.work("dedup talks", "select once not copy:yes")
    let script = desk.folder + "/again.pe"
    try await desk.work("save \(script)")
    let other = try desk.at("other.sqlite")
    try await other.work("run \(script)")
    #expect(try await ids(other, "@once").count == 9)
    await desk.close()
  }
}
