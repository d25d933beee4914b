import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// Options that all exports share, and the export that fine-tuning accepts.
@Suite struct ExportOptionTests {
  private func line(_ id: String, _ turns: [(String, String)], _ rest: String = "") -> String {
    let messages = turns.map { #"{"role":"\#($0.0)","content":"\#($0.1)"}"# }
    return #"{"id":"\#(id)","messages":[\#(messages.joined(separator: ","))]\#(rest)}"# + "\n"
  }

  private let talk = [("user", "I am low"), ("assistant", "since when?")]

  /// The rules of the validator that the service documents, on each line; what breaks one.
  private func problems(_ text: String) throws -> [String] {
    try text.split(separator: "\n").enumerated().flatMap { number, line -> [String] in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      guard let object = object as? [String: Any],
        let messages = object["messages"] as? [[String: Any]], !messages.isEmpty
      else { return ["\(number): no messages"] }
      var problems: [String] = object.count == 1 ? [] : ["\(number): more than messages"]
      for message in messages {
        if !Set(message.keys).isSubset(of: ["role", "content"]) {
          problems.append("\(number): key")
        }
        let role = message["role"] as? String ?? ""
        if !["system", "user", "assistant"].contains(role) { problems.append("\(number): role") }
        let text = (message["content"] as? String ?? "").trimmingCharacters(in: .whitespaces)
        if text.isEmpty { problems.append("\(number): content") }
      }
      let last = messages.last?["role"] as? String
      return last == "assistant" ? problems : problems + ["\(number): last is \(last ?? "")"]
    }
  }

  @Test func `lines for fine-tuning keep every rule, and what does not is told`() async throws {
    let desk = try Desk()
    let long = String(repeating: "word ", count: 400)
    let lines = [
      line("good", talk, #","topic":"sleep""#),
      line("named", [("system", "be kind")] + talk + talk),
      line("trailing", talk + [("user", "two weeks"), ("user", "or more")]),
      line("blank", [("user", "hi"), ("assistant", "  "), ("assistant", "hello")]),
      line("asked", [("user", "anybody?")]), line("alone", [("assistant", "welcome")]),
      line("tools", [("user", "find"), ("tool", "found"), ("assistant", "there")]),
      line("nobody", [("Gast", "hm"), ("assistant", "yes?")]),
      line("long", [("user", long), ("assistant", "ok")]),
      line("lost", talk, #","damaged":"yes""#),
    ]
    let path = try desk.write(lines.joined(), to: "t.jsonl")
    let out = desk.folder + "/t.openai.jsonl"
    let exported = try await desk.work("load \(path)", "export \(out) --option tokens=200")
    #expect(exported.number("conversations") == 4 && exported.number("left_out") == 6)
    let text = try desk.text(of: "t.openai.jsonl")
    #expect(try problems(text).isEmpty)
    #expect(text.split(separator: "\n").count == 4 && !text.contains("sleep"))
    for note in [
      "left out: conversations without a turn of the assistant: 1, first asked",
      "left out: conversations in which no user speaks before the assistant: 1, first alone",
      "left out: conversations with calls of tools: 1, first tools",
      "left out: conversations in which a speaker has no role: 1, first nobody",
      "left out: conversations of more than about 200 tokens: 1, first long",
      "left out: conversations that lost a turn: 1, first lost",
      "turns without text are left out, of conversations: 1, first blank",
      "turns behind the assistant's last are cut, of conversations: 1, first trailing",
      "a file of fewer than 10 examples, which is refused",
    ] { #expect(exported.notes.contains(note), "\(note) in \(exported.notes)") }
    await desk.close()
  }

  @Test func `a file for each value, without ids, with the fields that were named`() async throws {
    let desk = try Desk()
    let lines = ["b", "a", "A", "c \\\"d\\\""].enumerated().map { number, part in
      line("secret-\(number)", talk, #","part":"\#(part)","mood":"low","age":\#(number)"#)
    }
    let path = try desk.write(lines.joined() + line("rest", talk), to: "t.jsonl")
    try await desk.work("load \(path)")
    let out = desk.folder + "/out.jsonl"
    let exported = try await desk.work(
      "export \(out) --by part --no-ids --fields mood,part where messages>0")
    #expect(exported.number("files") == 4 && exported.number("conversations") == 4)
    #expect(exported.notes.contains("1 conversation has no part and is in no file"))
    #expect(exported.tables[0].rows.map { $0[1] } == Array(repeating: .integer(1), count: 4))
    let a = try desk.text(of: "out.A.jsonl")
    #expect(a.split(separator: "\n").count == 1)
    #expect(a.hasPrefix(#"{"id":"1","messages":"#) && a.contains(#""mood":"low""#))
    #expect(!a.contains("secret") && !a.contains("\"age\""))
    #expect(try desk.text(of: "out.c-d.jsonl").contains("mood"))
    // Numbers go on, so that the files are one dataset again.
    let parts = ["A", "a-2", "b", "c-d"].map { "\(desk.folder)/out.\($0).jsonl" }.joined(
      separator: " ")
    try await desk.work("load \(parts) --name again")
    let ids = try await desk.work("show dataset:again").tables[0].rows.map { $0[2] }
    #expect(ids == ["1", "2", "3", "4"].map { .text($0) })
    // What a format has no place for is told.
    let turns = try await desk.work("export \(desk.folder)/out.turns.parquet")
    #expect(
      turns.notes.contains {
        $0.hasPrefix("metadata of conversations has no place in this format and is not written (")
          && $0.contains("part, mood, age): 8, first secret-0")
      })
    try await desk.work("drop again")
    let bare = try await desk.work("export \(desk.folder)/bare.jsonl --fields none")
    #expect(bare.number("conversations") == 5)
    #expect(try !desk.text(of: "bare.jsonl").contains("mood"))
    #expect(try await desk.fail("export \(out) --by nothing").message.contains("nothing"))
    #expect(try await desk.fail("export \(out) --fields modo --force").message.contains("mood"))
    #expect(try await desk.fail("export - --by part").hint == "name a file")
    await desk.close()
  }

  @Test func `each conversation is in one file, whatever its value looks like`() async throws {
    let desk = try Desk()
    let values = [
      "5", "\"5\"", "\"05\"", "5.5", "\"5.0\"", "true", "\"true\"", "false", "\"TRUE\"", "1", "0",
      "\"ÄB\"", "\"äb\"", "\"Äb\"", "9007199254740993", "9007199254740992", "9007199254740994.5",
      "1e300", "-1e300", "1e-300", "\"2024-01-02\"", "\"2024-01\"", "\"2024\"", "2024",
      "\"2024-01-02T10:00:00Z\"", "\"a\\\"b\"", "\"a\\\\b\"", "\"a*\"", "\"null\"", "\"-\"",
      "\" \"",
      "\"or\"", "\"..\"", "\"日本\"", "\"a b\"", "\"a-b\"",
    ]
    // Each of them twice.
    let lines = (values + values).enumerated().map { number, value in
      line("talk\(number)", talk, ",\"part\":\(value)")
    }
    let path = try desk.write(lines.joined() + line("none", talk), to: "t.jsonl")
    try await desk.work("load \(path)")
    let exported = try await desk.work("export \(desk.folder)/o.jsonl --by part")
    #expect(exported.number("conversations") == Double(2 * values.count))
    let counts = exported.tables[0].rows.map { $0[1] }
    #expect(counts.allSatisfy { $0 == .integer(2) }, "\(exported.tables[0].rows)")
    #expect(counts.count == values.count)
    var ids: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: desk.folder)
    where name.hasPrefix("o.") && name.hasSuffix(".jsonl") {
      let inFile = try desk.text(of: name).split(separator: "\n")
      #expect(inFile.count == 2, "\(name)")
      ids += inFile.compactMap { $0.split(separator: "\"").dropFirst(3).first.map(String.init) }
    }
    #expect(ids.count == 2 * values.count && Set(ids).count == ids.count)
    // A query and a score's column go with it.
    let few = try await desk.work("export \(desk.folder)/f.jsonl part:5 or talk0 --by messages")
    #expect(few.number("files") == 1)
    await desk.close()
  }

  @Test func `cells that a spreadsheet would run are told, or made safe`() async throws {
    let desk = try Desk()
    let path = try desk.write(
      line("=1", [("user", "=cmd"), ("assistant", "@you")]), to: "t.jsonl")
    let csv = desk.folder + "/t.csv"
    let kept = try await desk.work("load \(path)", "export \(csv)")
    #expect(
      kept.notes.contains {
        $0.hasPrefix("cells that a spreadsheet would run as formulas") && $0.contains("--safe")
      })
    let safe = try await desk.work("export \(csv) --safe")
    #expect(safe.notes.isEmpty)
    #expect(try desk.text(of: "t.csv").contains("'=cmd"))
    await desk.close()
  }
}
