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
