import Corpus
import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// A model that was trained here is a validator, and its mistakes can be read.
@Suite struct ModelValidatorTests {
  @Test func `a model scores, explains and is explained like any validator`() async throws {
    let desk = try await learningDesk()
    try await desk.work(
      "train tone --label kind --positive warm --text assistant --model logistic")
    let run = try await desk.work("validate --using tone")
    #expect(run.number("computed") == 60)
    #expect(run.notes.contains { $0.contains("60 of these 'tone' was trained on") })
    // One signature, however it is asked for.
    #expect(try await desk.work("predict tone").number("computed") == 0)
    #expect(try await desk.work("show tone_probability>0.5").number("conversations") == 30)
    #expect(try await desk.work("validators").tables[0].rows.contains { $0[0] == .text("tone") })

    let why = try await desk.work("why c0 tone")
    let words = why.tables.first { $0.name == "evidence" }?.rows ?? []
    #expect(!words.isEmpty)
    // What speaks for warmth is what the warm ones say.
    for row in words {
      guard case .text(let word)? = row.last, case .number(let moved) = row[4] else { continue }
      #expect(moved != 0 && !word.isEmpty)
    }
    let shown = try await desk.work("show c0 --scores")
    let scores = shown.tables.first { $0.name == "scores" }?.rows ?? []
    #expect(scores.contains { $0[0] == .text("tone_probability") })
    guard case .page(let page)? = try await desk.work("help tone").exhibits.first else {
      Issue.record("no page")
      return
    }
    #expect(page.contains("What it was trained on") && page.contains("tone_probability"))
    #expect(try await desk.work("card tone").number("measurements") == 0)
    await desk.close()
  }

  @Test func `a model of turns gives each turn its numbers`() async throws {
    let desk = try await learningDesk(turnCorpus(40))
    try await desk.work("train act --label act --text turns --model logistic", "predict act")
    let found = try await desk.work("show turn.act_question>0.5 role:assistant")
    #expect(found.number("conversations") == 40)
    #expect(
      try await desk.work("show turn.act_question>0.5 role:user").number("conversations") == 0)
    let agreed = try await desk.work("agree turn.act_question act --positive question")
    #expect(try #require(agreed.number("auc")) > 0.99)
    // It was trained on these turns, and that is said.
    #expect(agreed.notes.contains { $0.contains("act") && $0.contains("trained on") })
    let listed = try await desk.work("predict act --turns")
    let table = try #require(listed.tables.first { $0.name == "turns" })
    #expect(Double(table.rows.count) == listed.number("turns"))
    #expect(table.rows.allSatisfy { $0[2] == $0[3] })
    #expect(
      try await desk.fail("predict tone --turns").message.contains("tone"))
    await desk.close()
  }

  @Test func `a confusion's cell opens to its turns, worst first, and as a sheet`() async throws {
    let desk = try await learningDesk(turnCorpus(40))
    // Labels that no words tell: the model errs, and says how sure it was.
    let text = turnCorpus(40).split(separator: "\n").enumerated().map { number, line in
      number % 4 == 0
        ? String(line).replacing("\"reflection\"", with: "\"question\"") : String(line)
    }.joined(separator: "\n")
    try await desk.work("load \(try desk.write(text, to: "odd.jsonl"))")
    try await desk.work("train act --label act --text turns --model logistic where dataset:odd")
    #expect(
      try await desk.fail("errors act").hint.contains("evaluate act --errors"))
    let evaluated = try await desk.work("evaluate act --repeats 1 --errors")
    let confusion = try #require(evaluated.tables.first { $0.name.hasPrefix("confusion") })
    let errors = try await desk.work(
      "errors act --true question --predicted reflection --limit all")
    let table = try #require(errors.tables.first)
    #expect(errors.number("errors") == Double(table.rows.count) && !table.rows.isEmpty)
    #expect("\(confusion.rows)".contains("integer(\(table.rows.count))"))
    let certain = table.rows.map { row -> Double in
      if case .number(let value) = row[4] { value } else { -1 }
    }
    #expect(certain == certain.sorted(by: >))
    #expect(table.rows.allSatisfy { $0[2] == .text("question") && $0[3] == .text("reflection") })
    try await desk.work("errors act --to \(desk.folder)/sheet.csv")
    let sheet = try String(contentsOfFile: desk.folder + "/sheet.csv", encoding: .utf8)
    #expect(sheet.hasPrefix("conversation,turn,true,predicted,certainty,text,your label,note\r\n"))
    // Of a dataset that is gone nothing is left to show.
    try await desk.work("drop odd")
    #expect(try await desk.work("errors act").number("errors") == 0)
    await desk.close()
  }
}
