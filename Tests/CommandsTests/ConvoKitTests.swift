import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// Corpora as ConvoKit keeps them, both ways.
@Suite struct ConvoKitTests {
  /// Two linear talks and a tree of two branches; what is known of speakers in the older form.
  private func write(at desk: Desk, older: Bool = false) throws -> String {
    let folder = desk.folder + "/talks"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (root, who) = older ? ("root", "user") : ("conversation_id", "speaker")
    func line(
      _ id: String, _ talk: String, _ speaker: String, _ text: String, _ reply: String?,
      _ time: Int, _ meta: String
    ) -> String {
      #"{"id":"\#(id)","\#(root)":"\#(talk)","text":"\#(text)","\#(who)":"\#(speaker)","meta":\#(meta),"reply-to":\#(reply.map { "\"\($0)\"" } ?? "null"),"timestamp":\#(time),"vectors":[]}"#
        + "\n"
    }
    let utterances =
      line("a1", "a1", "mia", "I cannot sleep", nil, 10, #"{"score":3,"tags":["x"]}"#)
      + line("a2", "a1", "tom", "since when?", "a1", 20, #"{"score":1,"tags":[]}"#)
      + line("b1", "b1", "tom", "hello", nil, 5, "{}")
      + line("b2", "b1", "mia", "hi", "b1", 6, "{}")
      + line("c1", "c1", "mia", "root", nil, 1, #"{"score":2}"#)
      + line("c2", "c1", "tom", "early", "c1", 2, #"{"score":2}"#)
      + line("c3", "c1", "zoe", "late", "c1", 9, #"{"score":2}"#)
      + line("c4", "c1", "mia", "to early", "c2", 12, #"{"score":2}"#)
    let speakers =
      older
      ? #"{"mia":{"age":34},"tom":{"age":51,"helper":true}}"#
      : #"{"mia":{"meta":{"age":34},"vectors":[]},"tom":{"meta":{"age":51,"helper":true},"vectors":[]},"zoe":{"meta":{},"vectors":[]}}"#
    let talks =
      #"{"a1":{"meta":{"topic":"sleep"},"vectors":[]},"c1":{"meta":{"topic":"work","rated":[1,2]},"vectors":[]}}"#
    for (name, text) in [
      ("utterances.jsonl", utterances), (older ? "users.json" : "speakers.json", speakers),
      ("conversations.json", talks), ("corpus.json", #"{"name":"x"}"#), ("index.json", "{}"),
    ] {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    return folder
  }

  @Test(arguments: [false, true])
  func `a folder is read with what is known of speakers and conversations`(
    older: Bool
  ) async throws {
    let desk = try Desk()
    let folder = try write(at: desk, older: older)
    let loaded = try await desk.work("load \(folder) --role mia=user,tom=assistant")
    #expect(loaded.text("dataset") == "talks" && loaded.number("conversations") == 4)
    #expect(
      loaded.notes.contains {
        $0.hasPrefix("guessed: replies that branch: each branch is a conversation, of one group: 1")
      })
    #expect(loaded.notes.contains { $0.hasPrefix("kept: what is known of speakers") })
    #expect(
      loaded.notes.contains {
        $0.hasPrefix("left out: what corpus.json says of the corpus (name): 1")
      })
    let kept = loaded.notes.first { $0.hasPrefix("kept as metadata:") } ?? ""
    #expect(kept.contains("topic") && !kept.contains("group"))
    let ids = try await desk.work("show all").tables[0].rows.map { $0[2] }
    #expect(ids == ["a1", "b1", "c1/1", "c1/2"].map { .text($0) })
    let found = { (query: String) in
      try await desk.work("show \(query)").number("conversations")
    }
    #expect(try await found("topic:sleep") == 1)
    #expect(try await found("topic:work") == 2)
    #expect(try await found("speaker.age>50") == 3)
    #expect(try await found("since speaker.helper:true") == 1)
    #expect(try await found("score>=3") == 1)
    let alone = try await desk.work("load \(folder)/utterances.jsonl --dry-run")
    #expect(alone.notes.contains { $0.hasPrefix("beside it stands") && $0.contains(folder) })
    // What stands beside the utterances is a part of the corpus.
    let again = try await desk.work("load \(folder) --role mia=user,tom=assistant")
    #expect(again.notes.first?.hasPrefix("unchanged") == true)
    try #"{"a1":{"meta":{"topic":"money"}}}"#.write(
      toFile: folder + "/conversations.json", atomically: true, encoding: .utf8)
    let changed = try await desk.work("load \(folder) --role mia=user,tom=assistant")
    #expect(changed.notes.contains { $0.contains("utterances.jsonl changed and read anew") })
    #expect(try await found("topic:money") == 1)
    #expect(try await desk.fail("show topic:sleeping and topicc:x").code == .usage)
    try "{\"a1\": {\"meta\": ".write(
      toFile: folder + "/conversations.json", atomically: true, encoding: .utf8)
    #expect(
      try await desk.fail("load \(folder) --name other").message.contains("conversations.json:1"))
    await desk.close()
  }

  @Test func `what is exported for ConvoKit loads as the same conversations`() async throws {
    let desk = try Desk()
    let folder = try write(at: desk)
    let out = desk.folder + "/out.convokit"
    try await desk.work(
      "load \(folder) --role mia=user,tom=assistant",
      "load \(samples)/peer-support.jsonl --name peers")
    let first = try await desk.work("export \(out) where dataset:talks")
    #expect(first.number("conversations") == 4)
    let again = try await desk.work("load \(out) --name back --role mia=user")
    #expect(again.number("conversations") == 4)
    let datasets = try await desk.work("datasets").tables[0].rows
    let prints = Dictionary(uniqueKeysWithValues: datasets.map { ("\($0[0])", "\($0[5])") })
    #expect(prints["\(Table.Cell.text("talks"))"] == prints["\(Table.Cell.text("back"))"])
    // Utterances of a tree stand once.
    let lines = try desk.text(of: "out.convokit/utterances.jsonl").split(separator: "\n")
    #expect(lines.count == 8)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(
        Set(object?.keys.map { $0 } ?? []) == [
          "id", "conversation_id", "text", "speaker", "meta", "reply-to", "timestamp", "vectors",
        ])
    }
    // A corpus without ids of utterances, and the same file again over the first.
    let peers = desk.folder + "/peers"
    try await desk.work(
      "export \(desk.folder)/talks.jsonl where dataset:peers messages>0",
      "load \(desk.folder)/talks.jsonl --name spoken",
      "export \(peers) --format convokit where dataset:peers",
      "export \(peers) --format convokit where dataset:spoken", "load \(peers) --name copy")
    let all = try await desk.work("datasets").tables[0].rows
    #expect(all.suffix(2).map { $0[5] }.first == all.last?[5] && all.last?[1] == .integer(84))
    let mine = try desk.write("mine", to: "mine.txt")
    #expect(try await desk.fail("export \(mine) --format convokit").message.contains("mine.txt"))
    await desk.close()
  }
}
