import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

@Suite struct RolesTests {
  private static let talks = (1...3).map { number in
    #"{"id":"t\#(number)","messages":["#
      + (number == 3
        ? #"{"role":"user","content":"I feel low and tired"},{"role":"assistant","content":"That sounds hard"}]}"#
        : #"{"role":"Gast","content":"I feel low and tired today"},{"role":"Wirtin","content":"That sounds hard \#(number)"}]}"#)
  }.joined(separator: "\n")

  @Test func `roles said afterwards are as if said at the load`() async throws {
    let desk = try Desk()
    let path = try desk.write(Self.talks, to: "talks.jsonl")
    try await desk.work("load \(path)", "validate")
    let assigned = try await desk.work("roles talks Gast=user Wirtin=assistant")
    #expect(assigned.number("turns") == 4)
    // What changed is scored anew, what did not is not.
    #expect(try await desk.work("validate").number("computed") == 2)
    let again = try await desk.work("roles talks Gast=user")
    #expect(again.number("turns") == 0)
    #expect(again.text("fingerprint") == assigned.text("fingerprint"))
    let other = try Desk()
    let copy = try other.write(Self.talks, to: "talks.jsonl")
    let loaded = try await other.work("load \(copy) --role Gast=user,Wirtin=assistant")
    #expect(loaded.text("fingerprint") == assigned.text("fingerprint"))
    await desk.close()
    await other.close()
  }

  @Test func `what cannot be assigned is refused`() async throws {
    let desk = try Desk()
    let path = try desk.write(Self.talks, to: "talks.jsonl")
    try await desk.work("load \(path)")
    #expect(try await desk.fail("roles talks Gast=chief").hint.contains("assistant"))
    #expect(try await desk.fail("roles talk Gast=user").message.contains("no dataset"))
    await desk.close()
  }

  @Test func `conversations that lost a turn are scored when they are asked for`() async throws {
    let desk = try Desk()
    let rows =
      #"{"conv_id":"a","speaker":"user","text":"I feel low"}"# + "\n"
      + #"{"conv_id":"a","speaker":"bot"}"# + "\n"
      + #"{"conv_id":"b","speaker":"user","text":"I feel low, too"}"# + "\n"
      + #"{"conv_id":"b","speaker":"bot","text":"That sounds hard"}"# + "\n"
    let path = try desk.write(rows, to: "rows.jsonl")
    try await desk.work("load \(path)")
    let usual = try await desk.work("validate")
    #expect(usual.number("conversations") == 1)
    #expect(usual.notes.contains { $0.contains("'validate damaged:yes'") })
    #expect(try await desk.work("validate damaged:yes").number("conversations") == 1)
    await desk.close()
  }
}
