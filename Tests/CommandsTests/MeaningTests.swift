import Foundation
import Outcomes
import Testing

@testable import Commands

/// An encoder of random weights, whose vectors are as good as any for what is not their quality.
let tinyEncoder = root.path + "/Tests/EncoderTests/Tiny"

@Suite struct MeaningTests {
  private func ids(_ outcome: Outcome) -> [String] {
    (outcome.tables.first?.rows ?? []).map { row in
      guard case .text(let id) = row[1], case .integer(let turn) = row[3] else { return "" }
      return "\(id) \(turn)"
    }
  }

  private func note(_ outcome: Outcome, _ words: String) -> Bool {
    outcome.notes.contains { $0.contains(words) }
  }

  private func loaded() async throws -> Desk {
    let desk = try Desk()
    try await desk.work("load \(samples)/sessions.csv")
    return desk
  }

  @Test func `without an encoder all is by words, and says so`() async throws {
    let desk = try await loaded()
    let words = try await desk.work("search sleep --limit 5")
    #expect(words.notes.allSatisfy { !$0.contains("encoder") })
    let meant = try await desk.work("search ~\"cannot sleep at night\" --limit 5")
    #expect(note(meant, "no encoder is installed"))
    #expect(ids(meant).count == 5)
    #expect(try await desk.fail("embed").message.contains("no encoder"))
    #expect(try await desk.fail("encoder remove").message.contains("no encoder"))
    #expect(note(try await desk.work("encoder"), "no encoder is installed"))
    #expect(try await desk.fail("search ~sleep --words").message.contains("by meaning"))
    #expect(try await desk.fail("search role:user --meaning").message.contains("no text"))
    #expect(try await desk.fail("show ~sleep").message.contains("ranks"))
    await desk.close()
  }

  @Test func `what is installed is told, and is refused when it is none`() async throws {
    let desk = try await loaded()
    for path in [desk.folder, desk.folder + "/nothing", root.path + "/README.md"] {
      _ = try await desk.fail("encoder install \(path)")
    }
    #expect(note(try await desk.work("encoder"), "no encoder is installed"))
    let installed = try await desk.work("encoder install \(tinyEncoder)")
    #expect(installed.tables.first?.rows.contains { $0.contains(.text("24 numbers")) } == true)
    try await desk.work("encoder install \(tinyEncoder)/model.safetensors", "encoder")
    // Something in its place.
    let weights = desk.folder + "/builds/encoder/model.safetensors"
    var data = try Data(contentsOf: URL(fileURLWithPath: weights))
    data[data.count - 2] ^= 1
    try data.write(to: URL(fileURLWithPath: weights))
    #expect(try await desk.fail("encoder").message.contains("not as it was installed"))
    try await desk.work("encoder remove")
    #expect(note(try await desk.work("encoder"), "no encoder is installed"))
    await desk.close()
  }

  @Test func `a saved session with vectors replays the same`() async throws {
    let desk = try await loaded()
    try await desk.work("encoder install \(tinyEncoder)", "embed topic:sleep")
    let judged = try desk.write(
      "query,id,turn,grade\nI cannot sleep,se-01,0,2\nlonely,se-01,1,1\n", to: "judged.csv")
    try await desk.work("embed", "search --judge \(judged)")
    try await desk.work("save \(desk.folder)/s.pe")
    #expect(try desk.text(of: "s.pe").contains("= with_vectors "))
    let replay = try await desk.work("replay \(desk.folder)/s.pe")
    #expect(replay.notes.contains("SAME"))
    await desk.close()
  }

  @Test func `vectors are made once, and searches use them`() async throws {
    let desk = try await loaded()
    try await desk.work("encoder install \(tinyEncoder)")
    let before = try await desk.work("search ~\"I cannot sleep\" --limit 400")
    #expect(note(before, "compared by meaning"))
    let part = try await desk.work("embed topic:sleep")
    let all = try await desk.work("embed")
    #expect(part.measures.first { $0.name == "messages" }?.value != .number(0))
    #expect(all.measures.first { $0.name == "with_vectors" }?.value == .number(789))
    let again = try await desk.work("embed")
    #expect(again.measures.first { $0.name == "encoded" }?.value == .number(0))
    let both = try await desk.work("search sleep --limit 5")
    #expect(note(both, "by words and by meaning together"))
    let words = try await desk.work("search sleep --words --limit 5")
    #expect(words.notes.allSatisfy { !$0.contains("meaning") })
    let meant = try await desk.work("search ~\"I cannot sleep\" role:user --limit 20")
    #expect(note(meant, "ranked by meaning"))
    #expect(ids(meant).count == 20)
    #expect(try #require(meant.tables.first).rows.allSatisfy { $0[4] == .text("user") })
    // A turn is nearest to itself, whatever the encoder.
    let own = try #require(meant.tables.first?.rows.first)
    guard case .text(let text) = own[5], case .text(let id) = own[1],
      case .integer(let turn) = own[3]
    else { return }
    let self0 = try await desk.work("search ~\"\(text)\" --limit 3")
    #expect(ids(self0).contains("\(id) \(turn)"))
    await desk.close()
  }

  @Test func `vectors that cannot be used are told`() async throws {
    let desk = try await loaded()
    try await desk.work("encoder install \(tinyEncoder)", "embed")
    let path = desk.folder + "/w.sqlite.vectors"
    try await desk.work("encoder remove")
    #expect(note(try await desk.work("search sleep"), "no encoder is installed that could"))
    // Another encoder: the same weights under another limit of tokens.
    let other = desk.folder + "/other"
    try FileManager.default.copyItem(atPath: tinyEncoder, toPath: other)
    try "{\"max_seq_length\": 20}".write(
      toFile: other + "/sentence_bert_config.json", atomically: true, encoding: .utf8)
    try await desk.work("encoder install \(other)")
    #expect(note(try await desk.work("search sleep"), "of another encoder"))
    #expect(note(try await desk.work("embed"), "made anew"))
    #expect(note(try await desk.work("search sleep"), "together"))
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[data.count / 2] ^= 0x10
    try data.write(to: URL(fileURLWithPath: path))
    #expect(try await desk.fail("search sleep").message.contains("damaged"))
    #expect(try await desk.work("search sleep --words").failure == nil)
    try await desk.work("embed")
    #expect(note(try await desk.work("search sleep"), "together"))
    try FileManager.default.removeItem(atPath: path)
    #expect(note(try await desk.work("search sleep"), "damaged or not its own"))
    await desk.close()
  }

  @Test func `rankings are judged by known answers`() async throws {
    let desk = try await loaded()
    let words = try await desk.work("search --judge \(samples)/judgements.csv")
    #expect(words.measures.first { $0.name == "queries" }?.value == .number(60))
    #expect(words.tables.first?.rows.count == 1)
    #expect(note(words, "by words alone: no message has a vector"))
    try await desk.work("encoder install \(tinyEncoder)", "embed")
    // Two answers, in the first and the third place by words: what the figures must be is known.
    let hits = ids(try await desk.work("search heron --words"))
    let place = try #require(hits.firstIndex(of: "se-14 13") ?? hits.firstIndex(of: "se-14 61"))
    let known = hits[place].split(separator: " ")
    let path = try desk.write(
      "query,id,turn,grade\nheron,\(known[0]),\(known[1]),2\n", to: "one.csv")
    let one = try await desk.work("search --judge \(path)")
    #expect(one.tables.first?.rows.count == 3)
    guard case .number(let gain) = try #require(one.tables.first?.rows.first)[1] else { return }
    #expect(abs(gain - 1 / log2(Double(place) + 2)) < 1e-9)
    for (rows, words) in [
      ("query,id,turn\nheron,se-14,1\n", "grade"), ("query,id,turn,grade\n", "no judgement"),
      ("query,id,turn,grade\nheron,se-14,999,1\n", "no turn 999"),
      ("query,id,turn,grade\nheron,nobody,1,1\n", "no turn 1 of 'nobody'"),
      ("query,id,turn,grade\nheron,se-14,one,1\n", "is no judgement"),
      ("query,id,turn,grade\nheron,se-14,1,0\n", "is no judgement"),
    ] {
      let file = try desk.write(rows, to: "bad.csv")
      let message = try await desk.fail("search --judge \(file)").message
      #expect(message.contains(words), "\(message)")
    }
    await desk.close()
  }

  @Test func `what is like a conversation or a turn is found without an encoder`() async throws {
    let desk = try await loaded()
    #expect(try await desk.fail("like se-14").message.contains("no message has a vector"))
    try await desk.work("encoder install \(tinyEncoder)", "embed", "encoder remove")
    let alike = try await desk.work("like se-14 --limit 5")
    let rows = try #require(alike.tables.first).rows
    #expect(rows.count == 5 && !rows.contains { $0.contains(.text("se-14")) })
    let similarities = rows.map { row -> Double in
      guard case .number(let value) = row[0] else { return -1 }
      return value
    }
    #expect(similarities == similarities.sorted(by: >) && similarities[0] <= 1)
    let turns = try await desk.work("like se-14 --turn 11 role:user --limit 7")
    #expect(try #require(turns.tables.first).rows.allSatisfy { $0[4] == .text("user") })
    #expect(!ids(turns).contains("se-14 11") && ids(turns).count == 7)
    #expect(try await desk.fail("like se-14 --turn 900").message.contains("turn"))
    #expect(try await desk.fail("like nobody").message.contains("nobody"))
    await desk.close()
  }
}
