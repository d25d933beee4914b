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
