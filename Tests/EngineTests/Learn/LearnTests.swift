import Estimators
import Foundation
import Learning
import Outcomes
import Testing
import Workspace

@testable import Engine

/// What the learning operations give and refuse, as values.
@Suite struct LearnTests {
  @Test func `train gives the model that it keeps, and what it took the place of`() async throws {
    let room = try await LearnRoom()
    let first = try await room.session.perform(
      Train(name: "tone", request: LearnRoom.request(group: "speaker")))
    #expect(first.model.provenance.rows == 60 && first.missing == 0 && first.silent == 0)
    #expect(first.model.positive == "warm" && first.model.provenance.group == "speaker")
    #expect(first.model.provenance.classCounts == [30, 30] && first.former == nil)
    #expect(first.readScores == ReadScores(seen: [], lacking: 0))
    let again = try await room.session.perform(
      Train(name: "tone", request: LearnRoom.request(group: "speaker")))
    #expect(again.digest == first.digest && again.former?.digest == first.digest)
    let models = try await room.session.perform(ListModels())
    #expect(models.map(\.name) == ["tone"] && models[0].digest == first.digest)
    let described = try await room.session.perform(DescribeModel(name: "tone", limit: 3))
    guard case .classes(let terms)? = described.explanation else {
      Issue.record("a linear model tells its terms")
      return
    }
    #expect(terms.map(\.terms.count) == [3, 3])
    try await room.session.perform(RemoveModel(name: "tone"))
    #expect(try await room.session.perform(ListModels()).isEmpty)
    room.close()
  }

  @Test(arguments: [
    ("Tone", ModelFault.badName("Tone")), ("", .badName("")), ("9th", .badName("9th")),
    ("empathy", .nameIsTaken("empathy")), ("overall", .nameIsTaken("overall")),
    ("split_x", .nameIsTaken("split_x")),
  ])
  func `a model's name begins names of columns`(_ name: String, _ fault: ModelFault) async throws {
    let room = try await LearnRoom(8)
    await #expect(throws: fault) {
      try await room.session.perform(Train(name: name, request: LearnRoom.request()))
    }
    room.close()
  }

  @Test func `columns that cannot be learned from are faults with what there is`() async throws {
    let room = try await LearnRoom(20)
    func fault(_ change: (inout LearningRequest) -> Void) async -> (any Error)? {
      var request = LearnRoom.request()
      change(&request)
      do {
        _ = try await room.session.perform(Train(name: "tone", request: request))
        return nil
      } catch { return error }
    }
    guard
      case .unknown("kund", let known)? = await fault({ $0.label = "kund" })
        as? LearningColumnFault
    else {
      Issue.record("an unknown label is told")
      return
    }
    #expect(known.contains("kind") && known.contains("rating"))
    #expect(
      await fault { $0.label = "act" } as? LearningColumnFault == .isOfMessages("act"))
    #expect(
      await fault {
        $0.label = "kind"
        $0.features.text = "turns"
      } as? LearningColumnFault == .unknownMessageField("kind", known: ["act"]))
    #expect(
      await fault { $0.features.parts = "counts" } as? LearningColumnFault == .noMetrics)
    #expect(
      await fault { $0.features.parts = "counts:name" } as? LearningColumnFault
        == .countsOfText("name"))
    #expect(
      await fault {
        $0.label = "rating"
        $0.positive = nil
        $0.features.parts = "counts:rating"
      } as? LearningColumnFault == .countsOfLabel("rating"))
    #expect(await fault { $0.group = "~x" } as? GroupFault == .badKey("~x"))
    guard case .badPattern("kind~(", _)? = await fault({ $0.group = "kind~(" }) as? GroupFault
    else {
      Issue.record("a pattern that is not understood is told")
      return
    }
    #expect(
      await fault {
        $0.query = "kind:warm"
        $0.positive = nil
      } as? EstimatorFault == .oneClass("warm", rows: 10, threshold: nil))
    #expect(try await room.session.perform(ListModels()).isEmpty)
    room.close()
  }

  @Test func `evaluate gives figures of the model and of each baseline`() async throws {
    let room = try await LearnRoom()
    let result = try await room.session.perform(
      Evaluate(request: LearnRoom.request(), folds: 4, repeats: 2))
    let evaluation = result.evaluation
    #expect(evaluation.folds.count == 2 && evaluation.folds[0].count == 4)
    #expect(evaluation.results.map(\.baseline) == [nil, .majority, .length, .phrases])
    let area = evaluation.results[0].figures.first { $0.name == evaluation.mainFigure }
    #expect(try #require(area?.pooled.estimate) > 0.9)
    #expect(evaluation.groups.count == 20 && !result.grouping.isAsked)
    #expect(result.grouping.keys["made"]?.field == "speaker")
    #expect(result.rules == .nothingIsScored)
    _ = try await room.session.perform(Validate(query: ""))
    let beside = try await room.session.perform(
      Evaluate(request: LearnRoom.request(), folds: 3, repeats: 1))
    #expect(beside.rules == .isCompared)
    #expect(beside.evaluation.results.last?.baseline == .metrics)
    var score = LearnRoom.request(positive: nil)
    score.label = "overall>=0.2"
    let ofScore = try await room.session.perform(Evaluate(request: score, folds: 3, repeats: 1))
    #expect(ofScore.rules == .labelIsScore)
    room.close()
  }

  @Test func `a kept model is evaluated on what it was trained on, and held out on the rest`()
    async throws
  {
    let room = try await LearnRoom()
    let split = try await room.session.perform(
      SplitConversations(
        name: "study",
        parts: [.init(name: "train", share: 0.7), .init(name: "test", share: 0.3)],
        label: "kind"))
    #expect(split.column == "split_study" && !split.replaces && split.strata == ["cold", "warm"])
    #expect(split.parts.map(\.selection) == ["study_train", "study_test"])
    #expect(split.parts.map(\.conversations).reduce(0, +) == 60)
    #expect(split.leaks.allSatisfy { $0.rows == 0 })
    let trained = split.parts[0].conversations
    _ = try await room.session.perform(
      Train(name: "tone", request: LearnRoom.request("@study_train")))
    let again = try await room.session.perform(EvaluateModel(name: "tone", folds: 3, repeats: 1))
    #expect(again.training == .init(query: "@study_train", isUnchanged: true))
    #expect(again.evaluated.evaluation.set.count == trained)
    let held = try await room.session.perform(EvaluateHeldOut(name: "tone"))
    #expect(held.seen == trained && held.evaluation.set.count == 60 - trained)
    #expect(
      held.found == trained && held.trained == trained && held.hasBaselines
        && !held.evaluation.isDivided)
    await #expect(
      throws: ModelFault.nothingIsHeldOut(model: "tone", column: "kind", seen: trained)
    ) {
      try await room.session.perform(EvaluateHeldOut(name: "tone", query: "@study_train"))
    }
    let replaced = try await room.session.perform(
      SplitConversations(
        name: "study", parts: [.init(name: "a", share: 0.5), .init(name: "b", share: 0.5)]))
    #expect(replaced.replaces)
    try await room.session.perform(RemoveSelection(name: "study_train"))
    await #expect {
      try await room.session.perform(EvaluateModel(name: "tone"))
    } throws: { error in
      guard case .trainingIsNotHere("tone", query: "@study_train", _)? = error as? ModelFault
      else { return false }
      return true
    }
    room.close()
  }

  @Test func `predictions are scores, computed once, and out of fold when asked`() async throws {
    let room = try await LearnRoom()
    _ = try await room.session.perform(Train(name: "tone", request: LearnRoom.request()))
    let first = try await room.session.perform(Predict(name: "tone"))
    #expect(first.computed == 60 && first.seen == 60 && !first.hidesFormer)
    #expect(first.scores.names == ["tone_probability", "tone_class"])
    #expect(first.predictions.classes.values.reduce(0, +) == 60)
    #expect(first.predictions.rows.count == 60 && first.predictions.abstained == 0)
    #expect(first.predictions.rows[0].dataset == "made" && first.predictions.rows[0].id == "c0")
    let second = try await room.session.perform(Predict(name: "tone"))
    #expect(second.computed == 0 && second.predictions.sums == first.predictions.sums)
    let honest = try await room.session.perform(Predict(name: "tone", isOutOfFold: true))
    #expect(honest.computed == 60 && honest.hidesFormer)
    #expect(honest.predictions.sums != first.predictions.sums)
    let none = try await room.session.perform(
      Predict(name: "tone", query: "kind:tepid", isOutOfFold: true))
    #expect(none.predictions.conversations == 0 && none.predictions.rows.isEmpty)
    let agreed = try await room.session.perform(
      Agree(columns: ["tone_probability", "kind"], positive: "warm"))
    #expect(agreed.seen.isEmpty)
    _ = try await room.session.perform(Predict(name: "tone"))
    let known = try await room.session.perform(
      Agree(columns: ["tone_probability", "kind"], positive: "warm"))
    #expect(known.seen == [SeenByModel(model: "tone", rows: 60)] && known.whole == 60)
    room.close()
  }

  @Test func `a model that reads scores asks for those that it was trained on`() async throws {
    let room = try await LearnRoom(30)
    _ = try await room.session.perform(Validate(query: ""))
    var request = LearnRoom.request()
    request.features = FeatureRequest(parts: "counts:empathy")
    _ = try await room.session.perform(Train(name: "tone", request: request))
    let more = room.folder + "/more.jsonl"
    try LearnRoom.corpus(34).split(separator: "\n").suffix(4).joined(separator: "\n")
      .write(toFile: more, atomically: true, encoding: .utf8)
    _ = try await room.session.perform(LoadFile(path: more))
    await #expect(
      throws: ModelFault.lacksScores(model: "tone", columns: ["empathy"], conversations: 4)
    ) { try await room.session.perform(Predict(name: "tone")) }
    #expect(
      try await room.session.perform(Predict(name: "tone", query: "dataset:made")).computed == 30)
    let other = try await LearnRoom(6)
    let file = room.folder + "/tone.pemodel"
    _ = try await room.session.perform(ExportModel(name: "tone", path: file))
    _ = try await other.session.perform(ImportModel(path: file))
    await #expect(throws: ModelFault.sourceIsMissing(model: "tone", column: "empathy")) {
      try await other.session.perform(Predict(name: "tone"))
    }
    other.close()
    room.close()
  }

  @Test func `a model goes through a file unchanged, and a damaged one is refused`() async throws {
    let room = try await LearnRoom()
    let trained = try await room.session.perform(Train(name: "tone", request: LearnRoom.request()))
    let path = room.folder + "/tone.pemodel"
    let written = try await room.session.perform(ExportModel(name: "tone", path: path))
    #expect(written.file.sha256 == trained.digest && written.bytes > 100)
    let copy = try await room.session.perform(ImportModel(path: path, name: "copy"))
    #expect(copy.digest == trained.digest && copy.model.rule == trained.model.rule)
    _ = try await room.session.perform(
      Train(name: "other", request: LearnRoom.request(positive: "cold")))
    await #expect(throws: ModelFault.isOther("other")) {
      try await room.session.perform(ImportModel(path: path, name: "other"))
    }
    await #expect(throws: FileFault.cannotBeRead(path + ".none")) {
      try await room.session.perform(ImportModel(path: path + ".none", name: "none"))
    }
    var bytes = try #require(FileManager.default.contents(atPath: path))
    bytes[bytes.count / 2] ^= 0xFF
    try bytes.write(to: URL(fileURLWithPath: path))
    await #expect {
      try await room.session.perform(ImportModel(path: path, name: "broken"))
    } throws: { error in
      guard case .badFile(path, _)? = error as? ModelFault else { return false }
      return true
    }
    #expect(
      try await room.session.perform(ListModels()).map(\.name) == ["copy", "other", "tone"])
    room.close()
  }

  @Test func `what belongs together is kept for a dataset, by a field or what a pattern finds`()
    async throws
  {
    let room = try await LearnRoom()
    let usual = try await room.session.perform(GroupDataset(dataset: "made"))
    #expect(usual.groups.count == 20 && usual.alone == 0 && usual.conversations == 60)
    #expect(usual.groups[0].conversations == 3 && !usual.grouping.isAsked)
    let pattern = try await room.session.perform(
      GroupDataset(dataset: "made", rule: "speaker~^s\\d"))
    #expect(pattern.groups.count == 10)
    #expect(pattern.grouping.keys["made"]?.pattern == "^s\\d")
    let none = try await room.session.perform(
      GroupDataset(dataset: "made", rule: GroupDataset.none))
    #expect(none.groups.isEmpty && none.alone == 60)
    await #expect(throws: GroupFault.self) {
      try await room.session.perform(GroupDataset(dataset: "made", rule: "speaker~zzz"))
    }
    let back = try await room.session.perform(
      GroupDataset(dataset: "made", rule: GroupDataset.usual))
    #expect(back.groups.count == 20)
    room.close()
  }

  @Test func `columns agree as their figures say, and remarks tell what was assumed`()
    async throws
  {
    let room = try await LearnRoom()
    let result = try await room.session.perform(Agree(columns: ["rating", "kind"]))
    #expect(result.compared == 60 && result.groups == 20 && result.missing == 0)
    #expect(result.figures.first?.name == .auc && result.figures.first?.interval.estimate == 1)
    #expect(result.remarks == [.higher(word: "warm", column: "kind")])
    #expect(result.ofLength.map(\.name) == [.auc, .spearman, .pearson])
    let words = try await room.session.perform(Agree(columns: ["kind", "speaker"]))
    #expect(words.remarks == [.wordsWithoutOrder])
    func fault(_ operation: Agree) async -> AgreeFault? {
      do {
        _ = try await room.session.perform(operation)
        return nil
      } catch { return error as? AgreeFault }
    }
    #expect(await fault(Agree(columns: ["kind"])) == .oneColumn)
    #expect(await fault(Agree(columns: ["kind", "kind"])) == .columnTwice)
    #expect(
      await fault(Agree(columns: ["rating", "kind"], query: "kind:warm"))
        == .isConstant(column: "kind", value: "warm"))
    guard
      case .unknownValue("hot", let known)? = await fault(
        Agree(columns: ["rating", "kind"], positive: "hot"))
    else {
      Issue.record("a word that is nowhere is told")
      return
    }
    #expect(known.suffix(2) == ["cold", "warm"])
    #expect(
      await fault(Agree(columns: ["rating", "kind"], query: "id:c1"))
        == .nothingShared(columns: ["rating", "kind"], conversations: 1))
    room.close()
  }

  @Test func `features are written with the names of their columns and rows`() async throws {
    let room = try await LearnRoom(20)
    let path = room.folder + "/words.mtx"
    let written = try await room.session.perform(
      ExportFeatures(path: path, features: FeatureRequest(maxFeatures: 7)))
    #expect(written.conversations == 20 && written.features == 7)
    #expect(written.files.map(\.rows) == [20, 7, 20])
    let names = try String(contentsOfFile: room.folder + "/words.vocabulary.txt", encoding: .utf8)
    #expect(names.split(separator: "\n").count == 7)
    await #expect(throws: ExportFeatures.ExportFeaturesFault.ofTurns) {
      try await room.session.perform(
        ExportFeatures(path: path, features: FeatureRequest(text: "turns"), overwrites: true))
    }
    await #expect(throws: SplitConversations.SplitFault.badName("Half")) {
      try await room.session.perform(
        SplitConversations(name: "x", parts: [.init(name: "Half", share: 1)]))
    }
    await #expect(
      throws: SplitConversations.SplitFault.tooManyValues(column: "name", levels: 20)
    ) {
      try await room.session.perform(
        SplitConversations(
          name: "x", parts: [.init(name: "a", share: 0.5), .init(name: "b", share: 0.5)],
          label: "name"))
    }
    await #expect(throws: SplitConversations.SplitFault.nothingToSplit) {
      try await room.session.perform(
        SplitConversations(
          name: "x", parts: [.init(name: "a", share: 0.5), .init(name: "b", share: 0.5)],
          query: "kind:tepid"))
    }
    room.close()
  }

  @Test func `a stopped run keeps nothing, and the next one works`() async throws {
    let room = try await LearnRoom()
    func isStopped(_ operation: some Engine.Operation) async -> Bool {
      let cancellation = Cancellation()
      cancellation.raise()
      do {
        _ = try await room.session.perform(operation, cancellation: cancellation)
        return false
      } catch is Interrupted {
        return true
      } catch let error as LearningError {
        return error == .interrupted
      } catch let error as WorkspaceError {
        return error.kind == .interrupted
      } catch { return false }
    }
    #expect(await isStopped(Train(name: "tone", request: LearnRoom.request())))
    #expect(await isStopped(Evaluate(request: LearnRoom.request(), repeats: 1)))
    #expect(try await room.session.perform(ListModels()).isEmpty)
    _ = try await room.session.perform(Train(name: "tone", request: LearnRoom.request("level:0")))
    #expect(await isStopped(Predict(name: "tone")))
    #expect(await isStopped(EvaluateHeldOut(name: "tone")))
    #expect(await isStopped(EvaluateModel(name: "tone")))
    #expect(try await room.session.perform(Predict(name: "tone")).predictions.abstained == 0)
    room.close()
  }

  @Test func `two evaluations and a look go side by side`() async throws {
    let room = try await LearnRoom(40)
    async let one = room.session.perform(
      Evaluate(request: LearnRoom.request(), folds: 4, repeats: 2))
    async let other = room.session.perform(
      Evaluate(request: LearnRoom.request(positive: "cold"), folds: 4, repeats: 2))
    async let models = room.session.perform(ListModels())
    let (first, second) = try await (one, other)
    #expect(try await models.isEmpty)
    let (a, b) = (first.evaluation.results[0].figures[0], second.evaluation.results[0].figures[0])
    #expect(a.name == .auc && b.name == .auc)
    #expect(try abs(#require(a.pooled.estimate) - #require(b.pooled.estimate)) < 0.05)
    room.close()
  }

  @Test func `requests are spelled as JSON and read back`() throws {
    var request = LearnRoom.request("dataset:made", group: "speaker")
    request.options = ["c": "0.5"]
    let train = Train(name: "tone", request: request)
    let data = try JSONEncoder().encode(train)
    let read = try JSONDecoder().decode(Train.self, from: data)
    #expect(read.name == "tone" && read.request.options == ["c": "0.5"])
    #expect(read.request.features.text == "assistant" && read.request.group == "speaker")
    let split = SplitConversations(name: "x", parts: [.init(name: "a", share: 1)], label: "kind")
    let copy = try JSONDecoder().decode(
      SplitConversations.self, from: try JSONEncoder().encode(split))
    #expect(copy.parts == split.parts && copy.label == "kind")
  }
}
