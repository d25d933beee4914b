import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// Labels that come in a table of their own.
@Suite struct LabelTests {
  private static let talk = """
    chat,turn,speaker,text
    k1,1,client,I am low
    k1,2,coach,tell me
    007,1,client,fine
    k3,1,client,so so

    """

  private func desk() async throws -> (Desk, path: String) {
    let desk = try Desk()
    let path = try desk.write(Self.talk, to: "talk.csv")
    try await desk.work("load \(path) --group-by chat")
    return (desk, path)
  }

  @Test func `labels of conversations are fields of theirs`() async throws {
    let (desk, _) = try await desk()
    let labels = try desk.write(
      "Mood; chat ;phq\nlow;k1;12,5\nhigh; 007 ;NA\nlow;k9;3\n", to: "labels.csv")
    let joined = try await desk.work("labels import \(labels) --id chat")
    #expect(joined.number("rows") == 3 && joined.number("joined") == 2)
    #expect(joined.number("unmatched") == 1)
    #expect(joined.notes.contains("no conversation has the id: k9 on line 4"))
    #expect(try await desk.work("show Mood:low").tables[0].rows.count == 1)
    #expect(try await desk.work("show phq>12").tables[0].rows.count == 1)
    let fault = try await desk.fail("labels import \(labels) --id chat")
    #expect(fault.hint.contains("--replace"))
    try await desk.work("labels import \(labels) --id chat --replace")
    let info = try await desk.work("info talk")
    #expect(info.tables.contains { $0.rows.contains { $0.contains(.text("Mood")) } })
    await desk.close()
  }

  @Test func `labels of turns are counted from what the table counts from`() async throws {
    let (desk, _) = try await desk()
    let fromOne = try desk.write("chat,n,code\nk1,1,a\nk1,2,b\nk1,3,c\nk3,x,d\n", to: "one.csv")
    let joined = try await desk.work("labels import \(fromOne) --id chat --turn n")
    #expect(joined.number("joined") == 2)
    #expect(joined.notes.contains("turns are counted from 1"))
    #expect(
      joined.notes.contains("the conversation has no such turn: k1 on line 4, k3 on line 5"))
    let fromZero = try desk.write("chat,n,mark\nk1,0,x\nk1,1,y\n", to: "zero.csv")
    try await desk.work("labels import \(fromZero) --id chat --turn n")
    let rows = try await desk.work(
      "sql \"select position, key, value from metadata where position >= 0 order by 1, 2\"")
    #expect(rows.tables[0].rows.map { $0[2] } == ["a", "x", "b", "y"].map { .text($0) })
    await desk.close()
  }

  @Test func `labels come back to what is the same when their dataset is read anew`() async throws {
    let (desk, path) = try await desk()
    let labels = try desk.write("chat,mood,text\nk1,low,t\n007,high,u\nk3,so,v\n", to: "l.csv")
    let codes = try desk.write("chat,n,code\nk1,2,b\nk3,1,c\n", to: "c.csv")
    try await desk.work(
      "labels import \(labels) --id chat", "labels import \(codes) --id chat --turn n",
      "roles talk client=assistant")
    // One talk is other now, one is gone, one is new; one has a mood of its own.
    let changed = Self.talk.replacing("fine", with: "better").replacing(
      "k3,1,client,so so\n", with: "")
    _ = try desk.write(changed + "k4,1,client,new\n", to: "talk.csv")
    let loaded = try await desk.work("load \(path) --group-by chat")
    #expect(loaded.notes.contains("labels stay with 1 conversation whose texts are the same"))
    #expect(loaded.notes.contains { $0.hasPrefix("labels went with 2 conversations") })
    #expect(!loaded.notes.contains { $0.hasPrefix("kept as metadata") && $0.contains("mood") })
    #expect(try await desk.work("show mood:low code:b").number("conversations") == 1)
    #expect(try await desk.work("show has:mood").number("conversations") == 1)
    // A field that the file has by itself now is the file's.
    _ = try desk.write(
      "chat,turn,speaker,text,mood\nk1,1,client,I am low,fine\nk1,2,coach,tell me,fine\n",
      to: "talk.csv")
    let own = try await desk.work("load \(path) --group-by chat")
    #expect(own.notes.contains("the file's own mood takes the place of labels"))
    #expect(try await desk.work("show mood:fine code:b").number("conversations") == 1)
    // But labels that took its place keep it.
    let others = try desk.write("chat,mood\nk1,grim\n", to: "o.csv")
    try await desk.work("labels import \(others) --id chat --replace")
    try await desk.work("load \(path) --group-by chat --replace --role client=user")
    #expect(try await desk.work("show mood:grim code:b").number("conversations") == 1)
    await desk.close()
  }

  @Test func `labels stay with what is the same when a file of many changes`() async throws {
    let desk = try Desk()
    let folder = desk.folder + "/in"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func write(_ name: String, _ ids: [String], _ word: String) throws {
      let rows = ids.map { "\($0),client,\(word) \($0)\n\($0),coach,mm\n" }
      try ("id,speaker,text\n" + rows.joined()).write(
        toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try write("a.csv", ["1", "2"], "one")
    try write("b.csv", ["3"], "two")
    let labels = try desk.write("id,mood\n1,low\n2,so\n3,fine\n", to: "l.csv")
    try await desk.work("load \(folder)", "labels import \(labels) --id id")
    try write("a.csv", ["2", "1", "4"], "one")
    let loaded = try await desk.work("load \(folder)")
    #expect(loaded.notes.contains("labels stay with 2 conversations whose texts are the same"))
    #expect(try await desk.work("show mood:low").number("conversations") == 1)
    let fields = try await desk.work("info in").table("fields")?.rows ?? []
    #expect(fields.contains { $0.contains(.text("mood")) && $0.contains(.integer(3)) })
    // A file that cannot be read stays as it was, and so do its labels.
    try Data([0, 1, 2, 0, 0, 7]).write(to: URL(fileURLWithPath: folder + "/a.csv"))
    let kept = try await desk.work("load \(folder)")
    #expect(kept.notes.first == "unchanged, as what is new cannot be read")
    #expect(
      kept.notes.contains { $0.hasPrefix("this file holds what cannot") && $0.hasSuffix(": a.csv") }
    )
    #expect(try await desk.work("show mood:low one").number("conversations") == 1)
    try write("b.csv", ["3"], "six")
    let other = try await desk.work("load \(folder)")
    #expect(other.notes.contains("files: b.csv changed and read anew"))
    #expect(other.notes.contains { $0.hasSuffix(": a.csv") && $0.contains("keeps what it held") })
    #expect(other.notes.contains { $0.hasPrefix("labels went with 1 conversation ") })
    #expect(other.number("conversations") == 4)
    // Nor is one gone that is empty for now; one that is not there is.
    try Data().write(to: URL(fileURLWithPath: folder + "/a.csv"))
    #expect(try await desk.work("load \(folder)").number("conversations") == 4)
    try FileManager.default.removeItem(atPath: folder + "/a.csv")
    #expect(try await desk.work("load \(folder)").number("conversations") == 1)
    await desk.close()
  }

  @Test func `what a file said by itself does not come back as a label when it says it no more`()
    async throws
  {
    let desk = try Desk()
    let folder = desk.folder + "/in"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func line(_ id: String, _ more: String = "") -> String {
      """
      {"id":"\(id)"\(more),"messages":[{"role":"user","content":"I am \(id)"},\
      {"role":"assistant","content":"yes"}]}

      """
    }
    func write(_ name: String, _ lines: String) throws {
      try lines.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try write("f0.jsonl", line("a") + line("b"))
    try write("f1.jsonl", line("x"))
    let labels = try desk.write("id,mood\nx,low\n", to: "l.csv")
    try await desk.work("load \(folder)", "labels import \(labels) --id id")
    try write("f0.jsonl", line("a", ",\"mood\":\"own1\"") + line("b", ",\"mood\":\"own2\""))
    try await desk.work("load \(folder)")
    #expect(try await desk.work("show has:mood").number("conversations") == 3)
    try write("f0.jsonl", line("a") + line("b"))
    try await desk.work("load \(folder)")
    #expect(try await desk.work("show has:mood").number("conversations") == 1)
    // What was imported does, again and again.
    for extra in ["", line("y"), ""] {
      try write("f1.jsonl", line("x") + extra)
      try await desk.work("load \(folder)")
      #expect(try await desk.work("show mood:low").number("conversations") == 1)
    }
    try await desk.work("drop in")
    #expect(try await desk.work("sql \"select * from imported_value\"").tables[0].rows.isEmpty)
    await desk.close()
  }

  @Test func `a label that is given twice is told where it differs`() async throws {
    let (desk, _) = try await desk()
    let labels = try desk.write(
      "chat,mood,phq\nk1,low,3\nk3,so,\nk1,low,\nk1,high,3\nk3,so,4\n", to: "l.csv")
    let joined = try await desk.work("labels import \(labels) --id chat")
    #expect(
      joined.notes.contains(
        "labelled before in the table, and otherwise, in 1 row: the last counts "
          + "(--rater keeps raters apart): k1 on line 5"))
    #expect(try await desk.work("show mood:high phq:3").number("conversations") == 1)
    await desk.close()
  }

  @Test func `raters in a column that was not named are told`() async throws {
    let (desk, _) = try await desk()
    let labels = try desk.write(
      "chat,rater,warm\nk1,Ann,1\nk1,Ben,2\nk3,Ann,1\nk3,Ben,1\n007,Ann,2\n", to: "l.csv")
    let joined = try await desk.work("labels import \(labels) --id chat")
    #expect(joined.number("joined") == 5)
    #expect(
      joined.notes.contains(
        "labelled before in the table, and otherwise, in 2 rows: the last counts "
          + "(--rater keeps raters apart): k1 on line 3, k3 on line 5"))
    await desk.close()
  }

  @Test func `turns of which nothing says what they are counted from are asked for`() async throws {
    let desk = try Desk()
    let talk = (0..<6).map { "t,\($0 % 2 == 0 ? "client" : "coach"),line \($0)\n" }
    let path = try desk.write("chat,speaker,text\n" + talk.joined(), to: "six.csv")
    try await desk.work("load \(path) --group-by chat")
    // From 0 they are the coach's, from 1 the client's.
    let odd = try desk.write("chat,n,code\nt,1,a\nt,3,b\nt,5,c\n", to: "odd.csv")
    let asked = try await desk.fail("labels import \(odd) --id chat --turn n")
    #expect(asked.code == .usage && asked.hint.contains("--from 1"))
    #expect(
      try await desk.work("sql \"select * from metadata where key = 'code'\"").tables[0].rows
        .isEmpty)
    let zero = try await desk.work("labels import \(odd) --id chat --turn n --from 0")
    #expect(zero.notes.contains("turns are counted from 0"))
    #expect(zero.notes.contains("labels are on turns of assistant 3"))
    let one = try await desk.work("labels import \(odd) --id chat --turn n --from 1 --replace")
    #expect(one.notes.contains("labels are on turns of user 3"))
    // What this program calls them is counted as it counts.
    let own = try desk.write("chat,position,mark\nt,1,a\nt,2,b\nt,6,c\n", to: "own.csv")
    let ours = try await desk.work("labels import \(own) --id chat --turn position")
    #expect(ours.notes.contains("labels are on turns of user 1, assistant 1"))
    #expect(ours.notes.contains("the conversation has no such turn: t on line 4"))
    let last = try desk.write("chat,n,last\nt,2,a\nt,6,c\n", to: "last.csv")
    let past = try await desk.work("labels import \(last) --id chat --turn n")
    #expect(past.notes.contains("labels are on turns of assistant 2"))
    #expect(try await desk.fail("labels import \(odd) --id chat --from 1").code == .usage)
    #expect(try await desk.fail("labels import \(odd) --id chat --turn n --from 2").code == .usage)
    await desk.close()
  }

  @Test func `a label with a score's name is told, and is reached as told`() async throws {
    let desk = try Desk()
    let talk = (0..<12).map { n in
      "t\(n),client,I am sad \(n)\nt\(n),coach,\(n % 2 == 0 ? "That sounds hard" : "Next")\n"
    }
    let path = try desk.write("chat,speaker,text\n" + talk.joined(), to: "own.csv")
    let labels = try desk.write(
      "chat,empathy\n" + (0..<12).map { "t\($0),\($0 % 3)\n" }.joined(), to: "l.csv")
    try await desk.work("load \(path) --group-by chat")
    let joined = try await desk.work("labels import \(labels) --id chat")
    #expect(
      joined.notes.contains(
        "the label 'empathy' is metadata.empathy in queries, agree and train, as empathy means pe's"
      ))
    try await desk.work("validate")
    #expect(try await desk.work("show metadata.empathy:2").number("conversations") == 4)
    let agreed = try await desk.work("agree empathy metadata.empathy")
    #expect(agreed.number("n") == 6)
    await desk.close()
  }

  @Test func `labels that fit nothing change nothing`() async throws {
    let (desk, path) = try await desk()
    let labels = try desk.write("id,label\nz,1\n", to: "labels.csv")
    #expect(try await desk.fail("labels import \(labels) --id nr").hint.contains("id, label"))
    #expect(try await desk.fail("labels import \(labels) --id id").hint.contains("ids"))
    try await desk.work("load \(path) --group-by chat --name again")
    let double = try desk.write("id,label\nk1,1\n", to: "double.csv")
    #expect(try await desk.fail("labels import \(double) --id id").hint.contains("--dataset"))
    let one = try await desk.work("labels import \(double) --id id --dataset again")
    #expect(one.number("joined") == 1)
    await desk.close()
  }
}

/// Labels of several raters, and the sheets that they fill in.
@Suite struct RaterTests {
  private func desk() async throws -> Desk {
    let desk = try Desk()
    let lines = (1...6).map { n in
      "k\(n),1,client,I am low \(n)\nk\(n),2,coach,=tell me\nk\(n),3,client,thanks\n"
    }
    let path = try desk.write("chat,turn,speaker,text\n" + lines.joined(), to: "talk.csv")
    try await desk.work("load \(path) --group-by chat")
    return desk
  }

  @Test func `each rater's labels are fields of their own, and their agreement is told`()
    async throws
  {
    let desk = try await desk()
    let rows = (1...6).flatMap { n in
      ["k\(n),Ann,\(n % 3),\(n % 2 == 0 ? "yes" : "no")", "k\(n),Ben B,\(n % 3),yes"]
    }
    let labels = try desk.write(
      "id,who,level,warm\n" + (rows + ["k1,,1,no", "k1,Ann,2,no"]).joined(separator: "\n") + "\n",
      to: "l.csv")
    let joined = try await desk.work("labels import \(labels) --id id --rater who")
    #expect(joined.number("raters") == 2 && joined.number("joined") == 13)
    #expect(
      joined.notes.contains("raters: Ann, Ben B; their labels are fields such as level.Ann"))
    #expect(joined.notes.contains("no rater is named: k1 on line 14"))
    #expect(
      joined.notes.contains("one rater rated twice, of which the last counts: k1 on line 15"))
    let table = try #require(joined.table("agreement"))
    #expect(table.rows.map { $0[0] } == [.text("level"), .text("warm")])
    #expect(table.rows.map { $0[4] } == [.text("interval"), .text("nominal")])
    #expect(table.rows.map { $0[5] } == [.integer(6), .integer(6)])
    // The same as the comparison of the two fields gives.
    let agreed = try await desk.work("agree level.Ann level.Ben_B")
    guard case .number(let alpha) = table.rows[0][1] else { return }
    #expect(abs((agreed.number("alpha") ?? 0) - alpha) < 1e-9 && alpha < 1 && alpha > 0.5)
    #expect(try await desk.work("show warm.Ben_B:yes").number("conversations") == 6)
    #expect(try await desk.work("show level.Ann>=2").number("conversations") == 3)
    let twice = try await desk.fail("labels import \(labels) --id id --rater who")
    #expect(twice.hint.contains("--replace"))
    await desk.close()
  }

  @Test func `a sheet is blind, and what raters fill in comes back`() async throws {
    let desk = try await desk()
    let sheet = desk.folder + "/sheet.csv"
    let written = try await desk.work(
      "labels export \(sheet) --labels level --sample 4 --seed 9 where dataset:talk")
    #expect(written.number("conversations") == 4 && written.number("rows") == 4)
    let text = try desk.text(of: "sheet.csv")
    #expect(text.hasPrefix("pe_item,talk,level,rater\r\n"))
    #expect(!text.contains("coach") && !text.contains(",k") && text.contains("assistant: =tell"))
    let items = text.split(separator: "\r\n").dropFirst().map { String($0.prefix(13)) }
    #expect(Set(items).count == 4 && items.allSatisfy { $0.hasPrefix("i") })
    // The seed alone decides.
    try await desk.work(
      "labels export \(sheet) --labels level --sample 4 --seed 9 --force where dataset:talk")
    #expect(try desk.text(of: "sheet.csv") == text)
    var filled = "pe_item,level,rater\n"
    for (place, item) in items.enumerated() {
      filled += "\(item),\(place),Ann\n\(item),\(place == 3 ? "" : "\(place)"),Ben\n"
    }
    let back = try desk.write(filled, to: "back.csv")
    let joined = try await desk.work("labels import \(back) --id pe_item --rater rater")
    #expect(joined.number("joined") == 7 && joined.number("unfilled") == 1)
    #expect(joined.number("unmatched") == 0)
    #expect(try await desk.work("show level.Ann>=0").number("conversations") == 4)
    #expect(try await desk.work("show level.Ben>=0").number("conversations") == 3)
    await desk.close()
  }

  @Test func `turns are rated beside the one before, and come back to their turns`() async throws {
    let desk = try await desk()
    let sheet = desk.folder + "/turns.csv"
    let written = try await desk.work("labels export \(sheet) --labels warm --turns assistant")
    #expect(written.number("rows") == 6 && written.number("conversations") == 6)
    let text = try desk.text(of: "turns.csv")
    #expect(text.hasPrefix("pe_item,turn,before,speaker,text,warm,rater\r\n"))
    #expect(text.contains(",2,user: I am low 1,assistant,'=tell me,,"))
    let filled = text.replacing(",'=tell me,,", with: ",'=tell me,yes,Ann")
    let back = try desk.write(filled, to: "back.csv")
    let joined = try await desk.work(
      "labels import \(back) --id pe_item --turn turn --rater rater")
    #expect(joined.number("joined") == 6)
    let rows = try await desk.work(
      "sql \"select position, value from metadata where key = 'warm.Ann'\"")
    #expect(rows.tables[0].rows == (0..<6).map { _ in [.integer(1), .text("yes")] })
    #expect(try await desk.fail("labels export \(sheet) --labels text --force").code == .usage)
    #expect(
      try await desk.fail("labels export \(sheet) --labels a --force where id:k9").message.contains(
        "k9"))
    await desk.close()
  }
}
