import Corpus
import Foundation
import Outcomes
import Synchronization
import Testing
import Workspace

@testable import Engine

/// Runs on one workspace at the same time, each with its own cancellation, progress and journal.
@Suite struct SideBySideTests {
  private struct Place {
    let folder: String
    let session: Session

    init() throws {
      folder = NSTemporaryDirectory() + "pe-side-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      session = try Session(workspace: folder + "/w.sqlite")
    }

    /// `count` conversations of six turns, each with its number in it.
    func write(_ count: Int, to name: String) throws -> String {
      var text = ""
      for number in 0..<count {
        let turns = (0..<6).map { turn in
          "{\"role\":\"\(turn % 2 == 0 ? "user" : "assistant")\","
            + "\"content\":\"\(turn % 2 == 0 ? "I feel lost about" : "How long is it for") \(number)\"}"
        }
        text += "{\"id\":\"\(name)-\(number)\",\"messages\":[\(turns.joined(separator: ","))]}\n"
      }
      let path = folder + "/" + name + ".jsonl"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }

    func remove() {
      session.close()
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  @Test func `fifty runs in random order each give what they would alone`() async throws {
    let place = try Place()
    defer { place.remove() }
    let session = place.session
    _ = try await session.perform(LoadFile(path: try place.write(60, to: "base")))
    _ = try await session.perform(Validate(query: ""))
    let mean = try await session.perform(
      SummariseColumns(columns: ["empathy"], by: [], query: "dataset:base"))
    guard case .all(let alone) = mean.summaries else { return }
    var random = SeededRandom(seed: 5, step: "side by side")
    var kinds = (0..<50).map { $0 % 7 }
    kinds.shuffle(using: &random)
    let paths = try (0..<50).map { try place.write(3, to: "more\($0)") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, kind) in kinds.enumerated() {
        let journal = JournalLog()
        group.addTask {
          switch kind {
          case 0:
            let loaded = try await session.perform(LoadFile(path: paths[number]), journal: journal)
            #expect(loaded.conversations == 3)
            #expect(journal.entry.effects.makes == [.dataset("more\(number)")])
          case 1:
            let validated = try await session.perform(
              Validate(query: "dataset:base"), journal: journal)
            #expect(validated.conversations == 60 && validated.computed == 0)
            #expect(journal.entry.effects.reads.contains(.dataset("base")))
          case 2:
            let found = try await session.perform(
              SearchMessages(query: "lost role:user dataset:base", limit: nil))
            #expect(found.hits.count == 180)
          case 3, 4:
            let out = place.folder + "/out\(number).jsonl"
            let exported = try await session.perform(
              ExportConversations(path: out, query: "dataset:base"))
            #expect(exported.conversations == 60)
          case 5:
            let named = try await session.perform(
              NameSelection(name: "s\(number)", query: "dataset:base"), journal: journal)
            #expect(named.count == 60)
            #expect(journal.entry.effects.makes == [.selection("s\(number)")])
          default:
            let result = try await session.perform(
              SummariseColumns(columns: ["empathy"], by: [], query: "dataset:base"))
            guard case .all(let columns) = result.summaries else { return }
            #expect(columns[0].summary?.mean == alone[0].summary?.mean)
          }
        }
      }
      try await group.waitForAll()
    }
    let datasets = try await session.perform(ListDatasets())
    #expect(datasets.count == 1 + kinds.count { $0 == 0 })
    let selections = try await session.perform(ListSelections())
    #expect(selections.count == kinds.count { $0 == 5 })
  }

  @Test func `a run that was stopped before it scored anything leaves no columns`() async throws {
    let place = try Place()
    defer { place.remove() }
    _ = try await place.session.perform(LoadFile(path: try place.write(10, to: "base")))
    let stopped = Cancellation()
    stopped.raise()
    await #expect(throws: (any Error).self) {
      try await place.session.perform(Validate(query: ""), cancellation: stopped)
    }
    let names = try await place.session.perform { try $0.scoreColumns().map(\.name) }
    #expect(names.isEmpty)
    _ = try await place.session.perform(Validate(query: ""))
    let after = try await place.session.perform { try $0.scoreColumns().map(\.name) }
    #expect(after.contains("overall"))
  }

  @Test func `a run is stopped alone, and its neighbours go on`() async throws {
    let place = try Place()
    defer { place.remove() }
    let session = place.session
    _ = try await session.perform(LoadFile(path: try place.write(3000, to: "base")))
    let stopped = Cancellation()
    let told = Mutex<[String: Set<String>]>([:])
    let report: @Sendable (String) -> ProgressReport = { who in
      { progress in told.withLock { _ = $0[who, default: []].insert(progress.label) } }
    }
    async let validated = session.perform(
      Validate(query: ""), cancellation: stopped,
      progress: { progress in
        report("validate")(progress)
        stopped.raise()
      })
    async let exported = session.perform(
      ExportConversations(path: place.folder + "/o.jsonl", query: ""), progress: report("export"))
    async let looked = session.perform(ListConversations(query: "lost", limit: 5))
    #expect(try await exported.conversations == 3000)
    #expect(try await looked.count == 3000)
    do {
      _ = try await validated
      Issue.record("it was stopped and ended well")
    } catch {
      #expect(
        error is Interrupted || error is ScoringStopped
          || (error as? WorkspaceError)?.kind == .interrupted)
    }
    told.withLock { told in
      #expect(told["validate"] == ["validate"])
      #expect(told["export"]?.isSubset(of: ["export"]) ?? true)
    }
    // What it finished stays, and another goes on from there.
    let rest = try await session.perform(Validate(query: ""))
    #expect(rest.conversations == 3000 && (1..<3000).contains(rest.computed))
  }

  @Test func `looking goes on while a large load writes`() async throws {
    let place = try Place()
    defer { place.remove() }
    let session = place.session
    _ = try await session.perform(LoadFile(path: try place.write(20, to: "base")))
    let path = try place.write(4000, to: "large")
    let looks = Mutex(0)
    let isLoading = Mutex(true)
    async let loaded = session.perform(LoadFile(path: path))
    async let looking: Void = {
      while isLoading.withLock({ $0 }) {
        let list = try await session.perform(ListConversations(query: "dataset:base", limit: 3))
        #expect(list.count == 20)
        looks.withLock { $0 += 1 }
      }
    }()
    #expect(try await loaded.conversations == 4000)
    isLoading.withLock { $0 = false }
    try await looking
    #expect(looks.withLock { $0 } > 0)
  }

  @Test func `settings of a run are those of its begin`() async throws {
    let place = try Place()
    defer { place.remove() }
    let session = place.session
    let run = session.begin()
    _ = try await session.perform(ChangeSetting(name: "seed", value: "9"))
    #expect(run.settings.seed == 1)
    #expect(session.begin().settings.seed == 9)
  }
}
