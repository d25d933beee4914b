import Foundation
import PluginHost
import PluginKit
import Testing
import Validation

@testable import Engine

@Suite struct HeadOperationTests {
  private static let header =
    "transcript_id,utterance_id,interlocutor,utterance_text,mi_quality,question_exists,"
    + "reflection_exists,therapist_input_exists\n"

  private func check(_ text: String) async throws -> CheckRules.Result {
    let room = try await LearnRoom(4)
    defer { room.close() }
    let path = room.folder + "/coded.csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return try await room.session.perform(CheckRules(file: path))
  }

  @Test func `rules are held against what people coded, a row coded twice counting once`()
    async throws
  {
    let result = try await check(
      Self.header + """
        1,0,client,"I drink, at night.",high,,,
        1,1,therapist,What does a night look like?,high,True,False,False
        1,1,therapist,What does a night look like?,high,False,False,False
        1,2,client,Long.,high,,,
        1,3,therapist,You should try tea before bed.,high,False,False,True
        2,0,client,"He said ""no"".",low,,,
        2,1,therapist,What did you say then?,low,False,False,False

        """)
    #expect(result.sessions == 2 && result.turns == 3)
    let open = try #require(result.figures.first { $0.rule == "open question" })
    #expect(open.firings == 2 && open.right == 1 && open.codedTurns == 1)
    #expect(open.precision == 0.5 && open.recall == 1)
    #expect(open.inGood == 1 && open.inPoor == 1)
    let advice = try #require(result.figures.first { $0.rule == "unasked advice" })
    #expect(advice.precision == 1)
    #expect(result.figures.first { $0.rule == "warning" }?.precision == nil)
  }

  @Test func `a table without the codes is refused by what it lacks`() async throws {
    await #expect(throws: HeadSourceFault.self) { try await check("a,b\n1,2\n") }
  }

  @Test func `heads are made of data that is there, by their names`() async throws {
    let room = try await LearnRoom(4)
    defer { room.close() }
    await #expect(throws: HeadSourceFault.self) {
      try await room.session.perform(MakeHeads(data: room.folder, output: nil, heads: ["caring"]))
    }
    await #expect(throws: NameFault.self) {
      try await room.session.perform(MakeHeads(data: room.folder, output: nil, heads: ["carring"]))
    }
  }

  @Test func `a head is made of comments, and not written over another's file`() async throws {
    let room = try await LearnRoom(4)
    defer { room.close() }
    let folder = room.folder + "/goemotions"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "caring\ncuriosity\n".write(
      toFile: folder + "/labels.txt", atomically: true, encoding: .utf8)
    let lines = (0..<200).map { number in
      number.isMultiple(of: 4)
        ? "take care of you \(number)\t0\tx" : "the bus came late \(number)\t1\tx"
    }.joined(separator: "\n")
    for file in ["train.tsv", "dev.tsv"] {
      try lines.write(toFile: folder + "/" + file, atomically: true, encoding: .utf8)
    }
    let request = MakeHeads(data: room.folder, output: room.folder, heads: ["caring"])
    let made = try #require(try await room.session.perform(request).first)
    #expect(made.card.examples == 400 && made.card.positives == 100)
    #expect(made.card.area > 0.99 && !made.isBuiltIn)
    let first = try Data(contentsOf: URL(fileURLWithPath: room.folder + "/caring.head"))
    _ = try await room.session.perform(request)
    #expect(try Data(contentsOf: URL(fileURLWithPath: room.folder + "/caring.head")) == first)
    try "mine".write(toFile: room.folder + "/caring.head", atomically: true, encoding: .utf8)
    await #expect(throws: FileFault.self) { try await room.session.perform(request) }
  }

  @Test func `heads that a person trains are a validator from then on, damaged ones are told`()
    async throws
  {
    let folder = NSTemporaryDirectory() + "pe-heads-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let session = try Session(workspace: ":memory:", builds: PluginStore(root: folder))
    defer { session.close() }
    let rows = (0..<40).map { number in
      """
      \(number),0,client,It was a long day \(number).,\(number % 3 == 0 ? "low" : "high"),,,
      \(number),1,therapist,What made it long for you \(number)?,high,True,False,False
      \(number),2,client,The work.,high,,,
      \(number),3,therapist,So the work wore you down \(number).,high,False,True,False
      \(number),4,client,Yes.,high,,,
      \(number),5,therapist,Research says that walks help \(number).,high,False,False,True

      """
    }
    let path = folder + "/coded.csv"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try (Self.header + rows.joined()).write(toFile: path, atomically: true, encoding: .utf8)
    let trained = try await session.perform(TrainHead(task: "behaviours", data: path))
    #expect(
      trained.cards.map(\.name) == [
        "behaviours_question", "behaviours_reflection", "behaviours_input",
      ])
    #expect(trained.cards.allSatisfy { $0.examples == 120 && $0.area > 0.95 })
    let entry = try #require(session.begin().registry.validators.first { $0.name == "behaviours" })
    #expect(entry.info.manual.references == trained.cards[0].sources)
    let talk = Conversation(
      id: "x",
      messages: [
        Message(role: .user, text: "It was a long day."),
        Message(role: .assistant, text: "What made it long for you?"),
      ])
    let assessed = try entry.make().assess(talk)
    #expect(try #require(assessed["behaviours_question"]?.value) > 0.6)
    #expect(try #require(assessed["behaviours_reflection"]?.value) < 0.4)
    #expect(assessed.turns.count == 3)

    let file = folder + "/heads/behaviours.question.head"
    try Data("pe head 7\n".utf8).write(to: URL(fileURLWithPath: file))
    let run = session.begin()
    #expect(!run.registry.validators.contains { $0.name == "behaviours" })
    #expect(run.leftOut["behaviours"]?.contains("version 7") == true)
  }
}
