import Corpus
import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// What a researcher learns from a corpus, through the words she types.
@Suite struct LearningTests {
  // Agreement

  @Test func `a score is compared with a label beside what length alone says`() async throws {
    let desk = try await learningDesk()
    let outcome = try await desk.work("agree rating kind --positive warm")
    #expect(outcome.number("n") == 60)
    #expect(outcome.number("groups") == 20)
    #expect(outcome.number("auc") == 1)
    #expect(try #require(outcome.number("length.auc")) < 0.9)
    #expect(outcome.notes.contains("grouped by speaker"))
    let turned = try await desk.work("agree rating kind --positive cold")
    #expect(turned.number("auc") == 0)
    await desk.close()
  }

  @Test func `two raters on one scale get kappas and alpha, three the alpha alone`() async throws {
    let desk = try await learningDesk()
    let two = try await desk.work("agree coder other_coder")
    for name in ["kappa", "linear_kappa", "quadratic_kappa", "alpha", "spearman"] {
      #expect(two.number(name) != nil, "\(name)")
    }
    #expect(two.number("kappa.low") != nil)
    let three = try await desk.work("agree coder other_coder rating")
    #expect(three.tables[0].rows.count == 2)
    await desk.close()
  }

  @Test func `the word that counts as the higher is told, or has to be said`() async throws {
    let desk = try await scoredDesk()
    let failure = try await desk.fail("agree overall intended_quality")
    #expect(failure.hint.contains("--positive") && failure.hint.contains("mediocre"))
    let slip = try await desk.fail("agree overall intended_quality --positive goood")
    #expect(slip.message.contains("did you mean 'good'"))
    let ordered = try await desk.work("agree overall intended_quality --order poor,mediocre,good")
    #expect(try #require(ordered.number("spearman")) > 0.3)
    #expect(ordered.number("missing") ?? 0 > 4)
    await desk.close()
  }

  @Test(arguments: [
    ("agree rating", "two columns"), ("agree rating rating", "named twice"),
    ("agree ratin kind", "did you mean 'rating'"),
    ("agree rating kind where coder>7", "no conversation has values"),
    ("agree rating kind --group nobody", "no field or score 'nobody'"),
    ("agree rating kind --positive warm --order warm,cold", "exclude"),
  ])
  func `agreement that cannot be computed says why`(line: String, words: String) async throws {
    let desk = try await learningDesk()
    let failure = try await desk.fail(line)
    #expect("\(failure.message); \(failure.hint)".contains(words), "\(failure.message)")
    await desk.close()
  }

  // Models

  @Test(arguments: ["logistic", "forest --option trees=20", "naive-bayes", "majority"])
  func `a model is trained, kept, applied and asked for by its scores`(model: String)
    async throws
  {
    let desk = try await learningDesk()
    let trained = try await desk.work(
      "train tone --label kind --positive warm --text assistant --model \(model)")
    #expect(trained.number("conversations") == 60)
    #expect(try await desk.work("models").number("models") == 1)
    let predicted = try await desk.work("predict tone")
    #expect(predicted.number("computed") == 60)
    #expect(try await desk.work("predict tone").number("computed") == 0)
    #expect(try await desk.work("stats rating by tone_class").tables[0].rows.isEmpty == false)
    // Half of the corpus is warm, so a constant is not above one half.
    let found = try await desk.work("show tone_probability>0.5")
    #expect(found.number("conversations") == (model == "majority" ? 0 : 30))
    let table = try #require(predicted.table("predictions"))
    #expect(table.columns.map(\.name).suffix(2) == ["high_quality_probability", "predicted_class"])
    await desk.close()
  }

  @Test func `a number is learned by ridge and by the forest`() async throws {
    let desk = try await learningDesk()
    try await desk.work("train level --label rating --model ridge --text assistant")
    try await desk.work("predict level")
    #expect(try #require(try await desk.work("agree level_value rating").number("spearman")) > 0.6)
    let info = try await desk.work("model info level --limit 2")
    #expect(info.table("terms")?.rows.count == 4)
    let outcome = try await desk.work(
      "evaluate --label rating --model forest --option trees=10 --repeats 1 --text assistant")
    #expect(outcome.number("r_squared") != nil && outcome.number("auc") == nil)
    await desk.close()
  }

  @Test func `evaluation is grouped, repeats exactly and stands beside its baselines`()
    async throws
  {
    let desk = try await learningDesk()
    let line = "evaluate --label kind --positive warm --model logistic --text assistant --repeats 2"
    let outcome = try await desk.work(line)
    #expect(try #require(outcome.number("auc")) > 0.9)
    #expect(outcome.number("majority.auc") == 0.5)
    #expect(outcome.number("groups") ?? 60 <= 20)
    #expect(outcome.number("leak") == 0)
    let again = try await desk.work(line)
    #expect(again.measures == outcome.measures)
    #expect(again.tables.map(\.digest.hex) == outcome.tables.map(\.digest.hex))
    try await desk.work("set seed 2")
    #expect(try await desk.work(line).text("split") != outcome.text("split"))
    await desk.close()
  }

  @Test func `a group or a copy on both sides is told as a leak`() async throws {
    let twins = corpus(40).replacing("\"id\":\"c", with: "\"id\":\"d")
    let desk = try await learningDesk(corpus(40) + twins)
    let line = "evaluate --label kind --model naive-bayes --repeats 1"
    let open = try await desk.work(line + " --group none")
    #expect(try #require(open.number("leak")) > 0.5)
    #expect(open.notes.contains { $0.contains("likely too good") })
    #expect(try await desk.work(line).number("leak") == 0)
    await desk.close()
  }

  @Test func `curves come as tables, and as pictures in a file`() async throws {
    let desk = try await learningDesk()
    let outcome = try await desk.work(
      "evaluate --label kind --model logistic --repeats 1 --svg \(desk.folder)/curves.svg")
    for name in ["evaluation", "confusion", "roc", "precision_recall", "calibration"] {
      #expect(outcome.table(name)?.rows.isEmpty == false, "\(name)")
    }
    #expect(try desk.text(of: "curves.svg").components(separatedBy: "<polyline").count == 7)
    await desk.close()
  }

  @Test func `words that have an order get weighted kappas`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work(
      "evaluate --label intended_quality --order poor,mediocre,good --model logistic --repeats 1")
    #expect(outcome.number("quadratic_kappa") != nil && outcome.number("spearman") != nil)
    #expect(
      outcome.table("confusion")?.columns.map(\.name).suffix(3) == ["poor", "mediocre", "good"])
    await desk.close()
  }

  @Test(arguments: [
    ("train m", "--label"), ("train --label kind", "one name"),
    ("train m --label kind where kind:warm", "one class"),
    ("train m --label rating>=9", "move the threshold"),
    ("train m --label kind>=2", "holds words"),
    ("train m --label rating --model logistic", "ridge or forest"),
    ("train m --label kind --model ridge", "gives classes"),
    ("train m --label kind --positive wram", "did you mean 'warm'"),
    ("train m --label knd", "did you mean 'kind'"),
    ("train m --label kind --model forst", "did you mean 'forest'"),
    ("train m --label kind --features tfdf", "did you mean 'tfidf'"),
    ("train m --label kind --features tfidf+tfidf", "twice"),
    ("train m --label kind --features counts", "run 'validate' first"),
    ("train m --label kind --features counts:kind", "counts are numbers"),
    ("train m --label kind --text robot", "no text 'robot'"),
    ("train m --label kind --ngrams 3-1", "--ngrams"),
    ("train m --label kind --max-features 0", "above 0"),
    ("train m --label kind --option tres=3", "did you mean 'trees'"),
    ("train m --label kind --option trees=none", "whole number"),
    ("train Big --label kind", "lower-case"), ("train empathy --label kind", "is taken"),
    ("train m --label kind where id:c0", "one class"),
    ("evaluate --label kind --folds 1", "2 or more"),
    ("evaluate --label kind --folds 30", "30 folds need 30 groups and there are"),
    ("evaluate --label kind --repeats 0", "1 or more"),
    ("evaluate nobody", "no model 'nobody'"), ("evaluate a b", "one model"),
    ("predict nobody", "no model 'nobody'"), ("model remove nobody", "no model"),
    ("split part --parts a=0.5,b=0.6", "sum to 1"), ("split part --parts a", "names and shares"),
    ("split Part", "lower-case"), ("split part --by id", "60 different values"),
    ("split", "one name"), ("features export", "one file"),
    ("features export a.mtx --text turns", "of conversations"),
    ("train m --label kind --features cues", "--text turns"),
    ("train m --label act --text turns --features counts", "counts belong to conversations"),
    ("train m --label kind --text turns --features hash", "no field of messages 'kind'"),
    ("train m --label kind --group 'speaker~('", "is not understood"),
    ("train m --label kind --group other", "no field or score 'other'"),
    ("evaluate --label kind --held-out", "a model that was kept"),
    ("group nothing speaker", "no dataset 'nothing'"), ("group made spaeker", "'speaker'"),
  ])
  func `what cannot be learned says what to do`(line: String, words: String) async throws {
    let desk = try await learningDesk()
    let failure = try await desk.fail(line)
    #expect("\(failure.message); \(failure.hint)".contains(words), "\(failure)")
    await desk.close()
  }

  @Test func `a label of 400 values, and one that is nowhere a number, are refused`()
    async throws
  {
    let many = (0..<400).map { number in
      """
      {"id":"m\(number)","name":"n\(number)","score":"NaN",\
      "messages":[{"role":"user","content":"word \(number)"}]}
      """
    }.joined(separator: "\n")
    let desk = try await learningDesk(many + "\n")
    #expect(try await desk.fail("train m --label name").message.contains("400 different values"))
    #expect(try await desk.fail("train m --label score").message.contains("none of 400 rows"))
    await desk.close()
  }

  @Test func `texts without words, and a vocabulary that comes out empty, are told`()
    async throws
  {
    let empty = (0..<20).map {
      #"{"id":"e\#($0)","kind":"\#($0 % 2 == 0 ? "a" : "b")","messages":[{"role":"user","content":" "}]}"#
    }.joined(separator: "\n")
    let desk = try await learningDesk(empty + "\n")
    let failure = try await desk.fail("train m --label kind")
    #expect(failure.code == .failed && !failure.hint.isEmpty, "\(failure)")
    let hashed = try await desk.fail("train m --label kind --features hash")
    #expect(hashed.message.contains("none of 20 rows"))
    await desk.close()
  }

  @Test func `a model goes through a file, and a damaged or foreign one is refused`() async throws {
    let desk = try await learningDesk()
    let path = desk.folder + "/tone.pemodel"
    try await desk.work(
      "train tone --label kind --text assistant --model logistic", "model export tone \(path)",
      "predict tone", "model import \(path) --name copy", "predict copy")
    let same = try await desk.work("agree tone_probability copy_probability")
    #expect(try #require(same.number("pearson")) > 0.999_999)
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: desk.folder + "/bent.pemodel"))
    let bent = try await desk.fail("model import \(desk.folder)/bent.pemodel")
    #expect(bent.message.contains("checksum"))
    let foreign = try await desk.fail("model import \(desk.folder)/made.jsonl")
    #expect(foreign.message.contains("not a model file"))
    let nowhere = try await desk.fail("model import nowhere.pemodel")
    #expect(nowhere.code == .precondition)
    try await desk.work("train tone --label kind --model majority")
    let taken = try await desk.fail("model import \(path)")
    #expect(taken.hint.contains("--name"))
    await desk.close()
  }

  @Test func `a model is refused when the scores it reads are others now`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "train fine --label intended_quality --positive good --features counts:questions,empathy "
        + "--model logistic", "predict fine", "model export fine \(desk.folder)/fine.pemodel")
    let fresh = try await unscoredDesk(desk)
    let failure = try await fresh.fail("predict fine")
    #expect(failure.code == .precondition && failure.message.contains("'questions'"))
    await fresh.close()
    await desk.close()
  }

  @Test func `a split has its parts as selections and keeps copies together`() async throws {
    let twins = corpus(40).replacing("\"id\":\"c", with: "\"id\":\"d")
    let desk = try await learningDesk(corpus(40) + twins)
    let outcome = try await desk.work("split study --by kind --parts train=0.75,test=0.25")
    #expect(outcome.number("leak") == 0)
    let parts = try await [
      desk.work("show @study_train").number("conversations") ?? 0,
      desk.work("show split_study:test").number("conversations") ?? 0,
    ]
    #expect(parts[0] + parts[1] == 80 && parts[1] > 10)
    try await desk.work("train tone --label kind where @study_train", "predict tone @study_test")
    try await desk.work("export \(desk.folder)/test.jsonl where @study_test")
    await desk.close()
  }

  @Test func `features are written as other tools read them`() async throws {
    let desk = try await learningDesk()
    let outcome = try await desk.work(
      "features export \(desk.folder)/words.mtx --max-features 10 --features tfidf+counts:rating")
    #expect(outcome.number("features") == 11)
    #expect(
      try desk.text(of: "words.mtx").hasPrefix("%%MatrixMarket matrix coordinate real general"))
    #expect(try desk.text(of: "words.vocabulary.txt").split(separator: "\n").count == 11)
    #expect(try desk.text(of: "words.ids.txt").split(separator: "\n").count == 60)
    await desk.close()
  }
}

/// Another desk with the sample corpus, not scored, and the model that `desk` exported as `fine`.
private func unscoredDesk(_ desk: Desk) async throws -> Desk {
  let fresh = try Desk()
  try await fresh.work(
    "load \(samples)/peer-support.jsonl", "model import \(desk.folder)/fine.pemodel")
  return fresh
}
