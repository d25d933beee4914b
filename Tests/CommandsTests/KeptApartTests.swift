import Foundation
import Outcomes
import Testing

@testable import Commands

/// What once was one in silence: files, ids and scores of several things that have one name.
@Suite struct KeptApartTests {
  private func talk(_ id: String, _ more: String = "", _ text: String = "I lie awake") -> String {
    #"{"id":"\#(id)",\#(more)"messages":[{"role":"user","content":"\#(text) \#(id)"},"#
      + #"{"role":"assistant","content":"Tell me of \#(id)."}]}"#
  }

  @Test func `values that a file's name cannot tell apart have files of their own`() async throws {
    let desk = try Desk()
    let values = ["1", "-1", "C", "C++", "C#", "a/b", "a b", ".."]
    let lines = values.enumerated().map { talk("q\($0)", "\"of\":\"\($1)\",") }
    let path = try desk.write(lines.joined(separator: "\n"), to: "talk.jsonl")
    try await desk.work("load \(path)")
    for ending in ["jsonl", "csv", "parquet"] {
      let made = try await desk.work("export \(desk.folder)/part.\(ending) --by of")
      let files = made.artifacts.map(\.path).filter { !$0.hasSuffix(".manifest.json") }
      #expect(Set(files).count == values.count)
      for file in files {
        #expect(file.hasPrefix(desk.folder + "/part."))
        #expect(FileManager.default.fileExists(atPath: file))
      }
    }
    await desk.close()
  }

  @Test func `ids of several datasets stay apart in a file of both`() async throws {
    let desk = try Desk()
    let first = try desk.write(talk("1") + "\n" + talk("2"), to: "first.jsonl")
    let second = try desk.write(talk("1", "", "We moved") + "\n" + talk("3"), to: "second.jsonl")
    try await desk.work("load \(first)", "load \(second)")
    for ending in ["csv", "jsonl", "parquet"] {
      let made = try await desk.work("export \(desk.folder)/both.\(ending)")
      #expect(made.notes.contains { $0.contains("DATASET/ID") })
      let back = try await desk.work("load \(desk.folder)/both.\(ending) --name \(ending)")
      #expect(back.number("conversations") == 4)
      #expect(try await desk.work("show \(ending)/second/1").failure == nil)
      try await desk.work("drop \(ending)")
    }
    await desk.close()
  }

  @Test func `a file that was renamed is read, and its old name goes`() async throws {
    let desk = try Desk()
    let folder = desk.folder + "/in"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try desk.write(talk("a") + "\n" + talk("b"), to: "in/one.jsonl")
    _ = try desk.write(talk("c"), to: "in/two.jsonl")
    try await desk.work("load \(folder)")
    try FileManager.default.moveItem(
      atPath: folder + "/one.jsonl", toPath: folder + "/other.jsonl")
    #expect(try await desk.work("load \(folder)").number("conversations") == 3)
    #expect(try await desk.work("load \(folder)").notes.contains { $0.hasPrefix("unchanged") })
    #expect(try await desk.work("search lie").number("hits") == 3)
    await desk.close()
  }

  @Test func `roles said of a dataset hold for what comes to it later`() async throws {
    let desk = try Desk()
    let folder = desk.folder + "/in"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try desk.write(talk("a"), to: "in/one.jsonl")
    _ = try desk.write(talk("b"), to: "in/two.jsonl")
    let single = try desk.write(talk("s"), to: "single.jsonl")
    try await desk.work(
      "load \(folder)", "load \(single)", "roles in user=assistant assistant=user",
      "roles single user=other")
    _ = try desk.write(talk("b") + "\n" + talk("c"), to: "in/two.jsonl")
    _ = try desk.write(talk("s") + "\n" + talk("t"), to: "single.jsonl")
    for line in ["load \(folder)", "load \(single)"] {
      let again = try await desk.work(line)
      #expect(again.notes.contains { $0.contains("roles that speakers") }, "\(again.notes)")
    }
    let pairs = try await desk.work(
      "sql select distinct dataset_id, speaker, role from message m join conversation c on "
        + "c.id = m.conversation_id")
    #expect(pairs.tables[0].rows.count == 4)
    await desk.close()
  }

  @Test func `ids do not leave with marks of copies`() async throws {
    let desk = try Desk()
    let same = talk("secret1").replacing("secret1\",", with: "secret2\",")
    let path = try desk.write(talk("secret1") + "\n" + same, to: "talk.jsonl")
    let dropped = try await desk.work(
      "load \(path)", "dedup talk", "export \(desk.folder)/n.jsonl --no-ids")
    #expect(dropped.failure == nil)
    let ids = try desk.text(of: "n.jsonl").split(separator: "\n").map { $0.prefix { $0 != "[" } }
    #expect(ids.count == 2 && ids.allSatisfy { !$0.contains("secret") })
    let after = try await desk.work("load \(path) --name again")
    #expect(after.notes.contains { $0.contains("dedup") })
    await desk.close()
  }

  @Test func `a validator does not take the name of a field`() async throws {
    let desk = try Desk()
    let lines = (0..<12).map { number in
      talk("t\(number)", "\"topic\":\"sleep\",\"rating\":2,\"mood_value\":\(number % 5).5,")
    }
    let path = try desk.write(lines.joined(separator: "\n"), to: "talk.jsonl")
    try await desk.work("load \(path)")
    #expect(try await desk.fail("define topic = share(\"x\")").message.contains("field"))
    let trained = try await desk.fail("train mood --label mood_value --model ridge")
    #expect(trained.message.contains("hides the field 'mood_value'"), "\(trained.message)")
    let plugin = try desk.write(
      """
      import json, sys
      def say(value): print(json.dumps(value), flush=True)
      say({"pe_plugin": 1, "kind": "validator", "name": "stars", "version": "1",
           "summary": "for a test", "metrics": [{"name": "rating", "range": [0, 9]}]})
      for line in sys.stdin:
          value = json.loads(line)
          say({"ready": True} if "start" in value
              else {"id": value["id"], "scores": {"rating": 1}})
      """, to: "stars.py")
    #expect(try await desk.fail("plugin add \(plugin)").message.contains("'rating'"))
    #expect(try await desk.work("show topic:sleep").failure == nil)
    await desk.close()
  }

  @Test func `scores of a former definition do not pass for those of the new one`() async throws {
    let desk = try Desk()
    let path = try desk.write(talk("a") + "\n" + talk("b"), to: "talk.jsonl")
    try await desk.work(
      "load \(path)", "define waking = density(\"awake\")", "validate --using waking",
      "stats waking", "define waking = share(\"tell\")")
    #expect(try await desk.fail("stats waking").hint.contains("validate"))
    try await desk.work("validate --using waking", "stats waking")
    await desk.close()
  }

  @Test func `rows of several annotators are told where they become one turn`() async throws {
    let desk = try Desk()
    let path = try desk.write(
      """
      id,turn,speaker,text,coder,code
      t,1,client,I lie awake,1,change
      t,1,client,I lie awake,2,neutral
      t,2,therapist,Since when?,1,question
      t,2,therapist,Since when?,2,question

      """, to: "coded.csv")
    let loaded = try await desk.work("load \(path)")
    #expect(loaded.number("messages") == 2)
    #expect(loaded.notes.contains { $0.contains("annotators") && $0.contains("2") })
    await desk.close()
  }
}
