import Engine
import Outcomes
import Testing

@testable import Commands

/// Labels that nothing in the text tells, three chats for each of twenty speakers.
private func noise(_ extra: String = "") -> String {
  (0..<60).map { number in
    """
    {"id":"n\(number)","kind":"\((number * 7919) % 13 < 6 ? "a" : "b")","speaker":"s\(number % 20)",\
    "level":\(number % 12)\(extra),"messages":[\
    {"role":"user","content":"only \(number) and \(number * 31)"}]}
    """
  }.joined(separator: "\n") + "\n"
}

/// Figures that would be too good are told, or do not come about.
@Suite struct HonestyTests {
  private static let luck = "train luck --label kind --positive a --model forest --features hash"

  @Test func `held out, leak and baselines are of what the model was trained on`() async throws {
    let desk = try await learningDesk(noise())
    try await desk.work("split study --parts train=0.5,test=0.5 --group none")
    try await desk.work("\(Self.luck) where @study_train")
    let test = try await desk.work("evaluate luck --held-out where @study_test")
    let all = try await desk.work("evaluate luck --held-out")
    #expect(try #require(test.number("leak")) > 0.3 && test.number("leak") == all.number("leak"))
    #expect(test.number("majority.auc") == 0.5)
    let idle = try await desk.fail("evaluate luck --held-out --folds 3")
    #expect(idle.message.contains("divides nothing"))
    await desk.close()
  }

  @Test func `training rows are known by their texts when their query names nothing any more`()
    async throws
  {
    let desk = try await learningDesk(noise())
    try await desk.work(
      "split study --parts train=0.5,test=0.5 --group none", "\(Self.luck) where @study_train")
    let before = try await desk.work("evaluate luck --held-out where @study_test")
    try await desk.work("select study_train --remove")
    let after = try await desk.work("evaluate luck --held-out where @study_test")
    #expect(before.number("leak") != nil && after.number("leak") == before.number("leak"))
    #expect(!after.notes.contains { $0.contains("are not here") })
    try await desk.work("drop made")
    let half = noise().split(separator: "\n").suffix(40).joined(separator: "\n")
    try await desk.work("load \(try desk.write(half + "\n", to: "half.jsonl"))")
    let partly = try await desk.work("evaluate luck --held-out")
    #expect(partly.notes.contains { $0.contains("rows that it was trained on are not here") })
    await desk.close()
  }

  @Test func `features that a model predicted of what it has seen are told`() async throws {
    let desk = try await learningDesk(noise())
    try await desk.work(Self.luck, "predict luck")
    let line = "--label kind --positive a --model logistic --features counts:luck_probability"
    for line in ["evaluate \(line) --repeats 1", "train second \(line)"] {
      let outcome = try await desk.work(line)
      #expect(outcome.notes.contains { $0.contains("was trained on 60 of these 60") }, "\(line)")
    }
    try await desk.work("predict luck --out-of-fold")
    let honest = try await desk.work("evaluate \(line) --repeats 1")
    #expect(!honest.notes.contains { $0.contains("was trained on") })
    await desk.close()
  }

  @Test func `a label is no feature of itself, however it is written`() async throws {
    let desk = try await scoredDesk()
    let own = try await desk.fail("evaluate --label 'Empathy>=0.5' --features counts:empathy")
    #expect(own.message.contains("no feature"))
    for label in ["empathy", "Empathy"] {
      let outcome = try await desk.work(
        "evaluate --label '\(label)>=0.5' --features counts --model logistic --repeats 1")
      #expect(outcome.number("metrics.auc") == nil)
      #expect(outcome.notes.contains { $0.contains("metrics are scores as the label is") })
    }
    await desk.close()
  }

  @Test func `a text is known again when fields were added to it`() async throws {
    let desk = try await learningDesk(noise())
    try await desk.work(Self.luck, "drop made")
    let rated = try desk.write(noise(#","rater2":3"#), to: "rated.jsonl")
    try await desk.work("load \(rated)")
    #expect(try await desk.work("predict luck").number("seen") == 60)
    let agreed = try await desk.work("agree luck_probability kind --positive a")
    #expect(agreed.notes.contains { $0.contains("was trained on 60 of these 60") })
    let held = try await desk.fail("evaluate luck --held-out")
    #expect(held.message.contains("all 60 labelled rows"))
    await desk.close()
  }

  @Test func `scores of an earlier model of the name are out of sight`() async throws {
    let desk = try await learningDesk(noise())
    try await desk.work(Self.luck, "predict luck")
    let again = try await desk.work(Self.luck)
    #expect(try await desk.work("agree luck_probability level").number("n") == 60)
    #expect(again.notes.contains { $0.contains("takes the place of") })
    try await desk.work("\(Self.luck) where level>=6")
    let failure = try await desk.fail("agree luck_probability level")
    #expect(failure.message.contains("no field or score 'luck_probability'"))
    await desk.close()
  }

  @Test func `out of fold is refused when the labels are others now`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("set profile seed", "validate")
    try await desk.work("train t --label tier --model naive-bayes", "set profile standard")
    try await desk.work("validate")
    let failure = try await desk.fail("predict t --out-of-fold")
    #expect(failure.code == .precondition && failure.message.contains("have changed"))
    await desk.close()
  }

  @Test func `turns of copies of a conversation stay together`() async throws {
    let desk = try await learningDesk(turnCorpus(30))
    try await desk.work("load \(try desk.write(turnCorpus(30), to: "twins.jsonl")) --name twins")
    let outcome = try await desk.work(
      "evaluate --label act --text turns --features hash --model naive-bayes --repeats 1")
    #expect(outcome.number("turns") == 160 && outcome.number("groups") == 30)
    #expect(outcome.number("leak") == 0)
    await desk.close()
  }

  @Test func `a calibration never turns a model round`() async throws {
    let desk = try await learningDesk(noise())
    let options = "--label kind --positive a --model logistic --features hash"
    try await desk.work("train p \(options)", "train c \(options) --calibrate")
    try await desk.work("predict p", "predict c")
    let both = try await desk.work("agree c_probability p_probability")
    #expect((both.number("spearman") ?? 0) >= 0)
    let number = try await desk.fail("train r --label level --model ridge --calibrate")
    #expect(number.message.contains("is a number here"))
    await desk.close()
  }

  @Test func `classes that are numbers stand in their order`() async throws {
    let text = noise().replacing("\"level\":11", with: "\"level\":10")
      .replacing("\"level\":0", with: "\"level\":10")
    let desk = try await learningDesk(text)
    let outcome = try await desk.work(
      "evaluate --label level --model naive-bayes --features hash --repeats 1")
    let names = try #require(outcome.table("classes")).rows.map { $0[0] }
    #expect(names == (1...10).map { .text("\($0)") })
    await desk.close()
  }

  @Test func `a model of turns is applied to those whose labels it learned`() async throws {
    let text = turnCorpus(30).replacing(
      "\"content\":\"it was heavy\"", with: "\"content\":\"it was heavy\",\"act\":\"neutral\"")
    let desk = try await learningDesk(text)
    try await desk.work(
      "train acts --label act --order question,reflection --text turns --features hash",
      "predict acts")
    let shares = try await desk.work("stats acts_reflection by mood")
    let low = try #require(shares.tables[0].rows.first { $0.contains(.text("low")) })
    // One of two turns of the assistant; of all labelled turns it would be fewer.
    #expect(
      low.contains { if case .number(let mean) = $0 { abs(mean - 0.5) < 0.1 } else { false } })
    await desk.close()
  }

  @Test func `what was not validated is not predicted from the mean`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "train m --label intended_quality --positive good --features counts:questions,empathy "
        + "--model logistic where dataset:peer-support")
    try await desk.work("load \(try desk.write(noise(), to: "noise.jsonl"))")
    let failure = try await desk.fail("predict m")
    #expect(failure.code == .precondition && failure.message.contains("60 of these"))
    #expect(try await desk.work("predict m dataset:sessions").number("computed") == 34)
    await desk.close()
  }

  @Test func `a rating that is missing is no rating`() async throws {
    let rows = (0..<30).map { number in
      let names = ["ra", "rb", "rc"].enumerated().filter { $0.offset != number % 3 }
      let ratings = names.map { "\"\($0.element)\":\"\(number % 2 == 0 ? "yes" : "no")\"" }
      return """
        {"id":"r\(number)",\(ratings.joined(separator: ",")),"messages":[\
        {"role":"user","content":"text \(number)"}]}
        """
    }.joined(separator: "\n")
    let desk = try await learningDesk(rows + "\n")
    #expect(try await desk.work("agree ra rb rc --positive yes").number("alpha") == 1)
    await desk.close()
  }

  @Test func `a group that a dataset has not is refused`() async throws {
    let desk = try await learningDesk(noise())
    let other = noise().replacing("\"id\":\"n", with: "\"clinic\":1,\"id\":\"o")
    try await desk.work("load \(try desk.write(other, to: "other.jsonl"))")
    let failure = try await desk.fail("group made clinic")
    #expect(failure.message.contains("no conversation of 'made'"))
    try await desk.work("group other clinic", "drop other")
    #expect(
      try await desk.work("agree level kind --positive a").notes.contains("grouped by speaker"))
    await desk.close()
  }
}
