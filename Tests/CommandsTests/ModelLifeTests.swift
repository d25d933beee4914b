import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// What a kept model knows of where it comes from, and what is made of that.
@Suite struct ModelLifeTests {
  @Test func `turns are learned, and a conversation has the share of turns of each class`()
    async throws
  {
    let desk = try await learningDesk(turnCorpus(30))
    let options = "--label act --text turns --features hash+cues --model logistic"
    let outcome = try await desk.work("evaluate \(options) --repeats 1")
    #expect(outcome.number("turns") == 80 && outcome.number("groups") == 30)
    #expect(try #require(outcome.number("macro_f1")) > 0.9)
    let trained = try await desk.work("train acts \(options)")
    #expect(trained.number("turns") == 80 && trained.number("missing") == 60)
    try await desk.work("predict acts")
    let asking = try await desk.work("agree acts_question mood")
    #expect(asking.number("auc") == 1)
    let counted = try await desk.work(
      "evaluate --label mood --model logistic --features counts:acts_question,acts_reflection "
        + "--repeats 1")
    #expect(try #require(counted.number("auc")) > 0.95)
    try await desk.work("define tone_probability = share(\"how\")")
    let clash = try await desk.fail("train tone --label mood --model majority")
    #expect(clash.message.contains("'tone_probability', which another gives"))
    await desk.close()
  }

  @Test func `what a model was trained on is told, evaluated again, and left out when asked`()
    async throws
  {
    let desk = try await learningDesk()
    try await desk.work(
      "split study --by kind --parts train=0.7,test=0.3",
      "train tone --label kind --positive warm --text assistant --model logistic --group speaker "
        + "where @study_train")
    let seen = try #require(try await desk.work("show @study_train").number("conversations"))
    let again = try await desk.work("evaluate tone --repeats 1")
    #expect(again.number("conversations") == seen)
    let info = try await desk.work("model info tone")
    let facts = try #require(info.table("model")).rows
    #expect(
      facts.contains([.text("trained on"), .text("\(Int(seen)) conversations of @study_train")]))
    #expect(facts.contains([.text("grouped by"), .text("speaker")]))

    let held = try await desk.work("evaluate tone --held-out")
    #expect(held.number("conversations") == 60 - seen && held.number("seen") == seen)
    #expect(try #require(held.number("auc")) > 0.9 && held.number("majority.auc") == 0.5)
    #expect(held.number("leak") == 0)
    let nothing = try await desk.fail("evaluate tone --held-out where @study_train")
    #expect(nothing.message.contains("all \(Int(seen)) labelled rows"))

    let predicted = try await desk.work("predict tone")
    #expect(predicted.number("seen") == seen)
    let fresh = try await desk.work("agree tone_probability kind --positive warm where @study_test")
    #expect(!fresh.notes.contains { $0.contains("was trained on") })
    let all = try await desk.work("agree tone_probability kind --positive warm")
    #expect(all.notes.contains { $0.contains("was trained on \(Int(seen)) of these 60") })
    await desk.close()
  }

  @Test func `out of fold, nothing is predicted by a model that saw it`() async throws {
    // Labels that nothing tells: a model that has seen a text knows its label, others do not.
    let noise = (0..<60).map { number in
      """
      {"id":"n\(number)","kind":"\((number * 7919) % 13 < 6 ? "a" : "b")","messages":[\
      {"role":"user","content":"only \(number) and \(number * 31)"}]}
      """
    }.joined(separator: "\n")
    let desk = try await learningDesk(noise + "\n")
    try await desk.work(
      "train luck --label kind --positive a --model forest --features hash", "predict luck")
    let known = try await desk.work("agree luck_probability kind --positive a")
    #expect(try #require(known.number("auc")) > 0.95)
    try await desk.work("predict luck --out-of-fold")
    let honest = try await desk.work("agree luck_probability kind --positive a")
    #expect(try #require(honest.number("auc")) < 0.8)
    #expect(!honest.notes.contains { $0.contains("agrees too well") })
    let fewer = noise.split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
    try await desk.work("drop made", "load \(try desk.write(fewer, to: "fewer.jsonl"))")
    let gone = try await desk.fail("predict luck --out-of-fold")
    #expect(gone.code == .precondition && gone.message.contains("60 conversations then, 59 now"))
    await desk.close()
  }

  @Test func `calibrated probabilities are closer to what comes true, and go through a file`()
    async throws
  {
    let desk = try await learningDesk()
    let options = "--label kind --positive warm --text assistant --model naive-bayes --repeats 1"
    let plain = try await desk.work("evaluate \(options) --option alpha=100")
    let scaled = try await desk.work("evaluate \(options) --option alpha=100 --calibrate")
    #expect(
      try #require(scaled.number("log_loss")) < #require(plain.number("log_loss")))
    try await desk.work(
      "train tone --label kind --positive warm --text assistant --model logistic --calibrate",
      "model export tone \(desk.folder)/tone.pemodel",
      "model import \(desk.folder)/tone.pemodel --name copy", "predict tone", "predict copy")
    let same = try await desk.work("agree tone_probability copy_probability")
    #expect(try #require(same.number("pearson")) > 0.999_999)
    await desk.close()
  }

  @Test func `a dataset's groups are kept, found by a pattern, and go with it`() async throws {
    let desk = try await learningDesk(corpus(60, groups: 20))
    let first = try await desk.work("group made")
    #expect(first.number("groups") == 20 && first.notes == ["grouped by speaker"])
    let byFirst = try await desk.work("group made 'speaker~^s\\d'")
    #expect(byFirst.number("groups") == 10)
    let outcome = try await desk.work("evaluate --label kind --model naive-bayes --repeats 1")
    #expect(outcome.number("groups") ?? 60 <= 10)
    #expect(outcome.notes.contains { $0.contains("speaker~^s\\d") })
    #expect(try await desk.work("group made none").number("alone") == 60)
    try await desk.work("group made usual")
    #expect(try await desk.work("group made").number("groups") == 20)
    await desk.close()
  }

  @Test func `groups are taken of the datasets whose rows are asked about`() async throws {
    let desk = try await learningDesk()
    let other = (0..<8).map { number in
      """
      {"id":"o\(number)","group":"g\(number % 2)","messages":[{"role":"user","content":"hi"}]}
      """
    }.joined(separator: "\n")
    try await desk.work("load \(try desk.write(other + "\n", to: "other.jsonl"))")
    let outcome = try await desk.work("agree rating kind --positive warm")
    #expect(outcome.notes.contains("grouped by speaker"))
    await desk.close()
  }

  @Test func `agreement takes thresholds and numbers that are labels`() async throws {
    let desk = try await learningDesk()
    let above = try await desk.work("agree rating 'coder>=2'")
    #expect(above.number("auc") == 1)
    let three = try await desk.work("agree rating coder --positive 3")
    #expect(three.number("auc") == 1)
    let turned = try await desk.work("agree rating coder --positive 1")
    #expect(turned.number("auc") == 0)
    await desk.close()
  }
}
