import Corpus
import Learning
import Testing

@testable import Estimators

/// Features, fits, files and evaluations as a whole.
@Suite struct EstimatorTests {
  @Test func `recipes that cannot be are refused by kind`() {
    func fault(
      _ features: String, text: String = "all", count: Int = 9, ngrams: String? = nil
    ) -> EstimatorFault? {
      do {
        _ = try FeatureRecipe(features, text: text, maxFeatures: count, ngrams: ngrams)
        return nil
      } catch { return error as? EstimatorFault }
    }
    #expect(fault("tfidf+counts:questions,warmth", ngrams: "1-3") == nil)
    #expect(fault("hash+cues", text: "turns") == nil)
    #expect(
      fault("tfidf", text: "both")
        == .unknown(.span, "both", known: ["all", "user", "assistant", "turns"]))
    #expect(fault("tfidf+") == .unknown(.features, "", known: FeatureRecipe.Part.names))
    #expect(fault("tfidf", count: 0) == .badTermCount(0))
    #expect(fault("tfidf+tfidf") == .partTwice("tfidf+tfidf"))
    #expect(fault("cues") == .cuesOfConversations)
    #expect(fault("counts:a", text: "turns") == .countsOfTurns)
    for ngrams in ["0-2", "3-2", "a", "1-2-3", "1-99"] {
      #expect(fault("tfidf", ngrams: ngrams) == .badLengths(ngrams))
    }
  }

  @Test func `turns are read with the message before and with cues`() throws {
    let recipe = try FeatureRecipe("hash+cues", text: "turns", maxFeatures: 9, ngrams: nil)
    let conversation = Conversation(
      id: "c",
      messages: [
        Message(role: .user, text: "nobody listens"),
        Message(role: .assistant, text: "How long has that been so?"),
      ])
    let turns = try InputReader(recipe).turns([0, 1], of: conversation)
    #expect(turns.map(\.before) == ["", "nobody listens"])
    #expect(turns.map(\.text) == ["nobody listens", "How long has that been so?"])
    #expect(turns.allSatisfy { $0.numbers.count == recipe.numbers.count })
    #expect(turns[0].numbers != turns[1].numbers)
    let assistant = try FeatureRecipe("tfidf", text: "assistant", maxFeatures: 9, ngrams: nil)
    let whole = try InputReader(assistant).conversation(conversation, numbers: [])
    #expect(whole.text == "How long has that been so?\n" && whole.before == nil)
  }

  @Test func `a key of a text forgets names and fields, and nothing else`() {
    func key(_ texts: [String], id: String = "a", role: Role = .user) -> Int64 {
      Conversation(id: id, messages: texts.map { Message(role: role, text: $0) }).textKey
    }
    #expect(key(["one", "two"]) == key(["one", "two"], id: "b"))
    #expect(key(["one", "two"]) != key(["onetwo"]))
    #expect(key(["one"]) != key(["one"], role: .assistant))
    var provenance = Provenance(program: "tests")
    provenance.textKeys = [-9, 3, 40]
    #expect(provenance.hasSeen(3) && provenance.hasSeen(-9) && !provenance.hasSeen(4))
  }

  @Test func `text without terms is a fault, unless the model reads none`() throws {
    let silent = FeatureRows.of(["", " ", "", ""])
    let target = Target.classes(ClassLabels(["a", "b", "a", "b"]))
    let groups = Groups([String?](repeating: nil, count: 4))
    #expect(throws: (any Error).self) {
      try plan().estimator.fit(silent, target, groups: groups, seed: 1, isCancelled: { false })
    }
    let hashed = try plan(features: "hash").estimator
    #expect(throws: EstimatorFault.noFeatures(rows: 4)) {
      try hashed.fit(silent, target, groups: groups, seed: 1, isCancelled: { false })
    }
    let majority = try plan("majority", features: "hash").estimator
    let fitted = try majority.fit(
      silent, target, groups: groups, seed: 1, isCancelled: { false })
    #expect(
      try fitted.predictions(of: silent, isCancelled: { false }) == Array(repeating: 0.5, count: 8))
    #expect(throws: EstimatorFault.noRows) {
      try hashed.fit(
        FeatureRows(columnCount: 0), target, groups: groups, seed: 1, isCancelled: { false })
    }
  }

  @Test func `calibration needs each class in two groups`() throws {
    let plan = try plan("naive-bayes", calibrates: true)
    let set = made(40)
    let model = try fitted(plan, set)
    #expect(model.fitted.calibration != nil)
    let read = try TrainedModel(file: model.file)
    #expect(read.estimator.calibrates && read.fitted.calibration != nil)
    // Even rows alone are warm, and all of them are of one group.
    let divided = made(40, groups: 2)
    #expect(throws: EstimatorFault.self) { try fitted(plan, divided) }
  }

  @Test func `a damaged or foreign file is refused`() throws {
    let file = try fitted(try plan(), made(20)).file
    #expect(throws: LearningError.self) { try TrainedModel(file: Array(file.dropLast(9))) }
    #expect(throws: LearningError.self) { try TrainedModel(file: Array("id,text\n1,hi\n".utf8)) }
    for place in stride(from: 12, to: file.count, by: file.count / 40) {
      var bytes = file
      bytes[place] ^= 0x5A
      #expect(throws: (any Error).self, "byte \(place)") { try TrainedModel(file: bytes) }
    }
    // Whole, but of a label that cannot be.
    let (metadata, sections) = try ModelFile.decode(file)
    let other = metadata.merging(["label": "rating>=much"]) { $1 }
    #expect(throws: EstimatorFault.badDescription(.badLabel("rating>=much"))) {
      try TrainedModel(file: ModelFile.encode(metadata: other, sections: sections))
    }
    let unknown = metadata.merging(["kind": "oracle"]) { $1 }
    #expect(throws: LearningError.self) {
      try TrainedModel(file: ModelFile.encode(metadata: unknown, sections: sections))
    }
  }
}

extension FeatureRows {
  static func of(_ texts: [String]) -> FeatureRows {
    var rows = FeatureRows(columnCount: 0)
    for text in texts { rows.append(FeatureInput(text: text)) }
    return rows
  }
}
