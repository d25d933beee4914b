import Foundation
import PluginHost
import Testing
import Workspace

@testable import Engine

/// What the plugin operations give and refuse, as values. Definitions stand for plugins here: they
/// need no worker.
@Suite struct PluginOperationTests {
  /// A session on a workspace in memory whose builds are kept in a folder of their own.
  private func session() throws -> (Session, folder: String) {
    let folder = NSTemporaryDirectory() + "pe-plugins-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let builds = PluginStore(root: folder + "/builds")
    return (try Session(workspace: ":memory:", builds: builds), folder)
  }

  private func load(_ texts: [String], in session: Session, _ folder: String) async throws {
    let lines = texts.enumerated().map { index, text in
      "{\"id\":\"c\(index)\",\"messages\":[{\"role\":\"user\",\"content\":\"\(text)\"}]}\n"
    }
    let path = folder + "/made.jsonl"
    try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    _ = try await session.perform(LoadFile(path: path))
  }

  @Test func `a definition is listed, described, recalled and removed`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let define = DefineValidator(definition: "joy = count( \"glad\" )")
    let defined = try await session.perform(define)
    #expect(defined.name == "joy" && !defined.isUnchanged)
    let again = try await session.perform(define)
    #expect(again.isUnchanged && again.code == defined.code)

    let listed = try await session.perform(ListPlugins())
    #expect(listed.map(\.record.name) == ["joy"])
    #expect(listed[0].state == .defined && listed[0].kind == .validator)
    #expect(listed[0].failures == 0 && listed[0].version != nil)
    let described = try await session.perform(DescribePlugin(name: "joy"))
    #expect(described.trust == nil && described.record.code == defined.code)
    #expect(described.signatures.isEmpty)

    let origin = try await session.perform(RecallPlugin(.name("joy")))
    #expect(origin == .definition("joy = count(\"glad\")"))
    #expect(try await session.perform(RecallPlugin(.name("grief"))) == nil)
    #expect(try await session.perform(RecallPlugin(.source(folder + "/joy.swift"))) == nil)

    #expect(try await session.perform(RemovePlugin(name: "joy")).path == nil)
    #expect(try await session.perform(ListPlugins()).isEmpty)
  }

  @Test func `what cannot be done is a fault with its facts`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try await session.perform(DefineValidator(definition: "joy = count(\"glad\")"))
    await #expect(throws: RejectionFault.nothingAccepted("joy")) {
      try await session.perform(RejectPlugin(name: "joy"))
    }
    await #expect(throws: TrustFault.needsNone("joy")) {
      try await session.perform(TrustPlugin(name: "joy"))
    }
    await #expect(throws: NameFault.unknown(.plugin, "grief", known: ["joy"])) {
      try await session.perform(DescribePlugin(name: "grief"))
    }
    await #expect(throws: TrialFault.noConversations) {
      try await session.perform(TrialPlugin(name: "joy", sample: 5))
    }
    await #expect(throws: TemplateFault.badName("Two words")) {
      try await session.perform(WritePluginTemplate(name: "Two words"))
    }
    let path = folder + "/gone.py"
    await #expect(throws: AdditionFault.buildNotKept("0123", path: path, fileHolds: nil)) {
      try await session.perform(AddPlugin(path: path, build: "0123"))
    }
    try "print()".write(toFile: path, atomically: true, encoding: .utf8)
    await #expect(throws: AdditionFault.cannotRunInside) {
      try await session.perform(AddPlugin(path: path, isInProcess: true))
    }
  }

  @Test(arguments: [0, -1, Int.min])
  func `a trial's sample is above nothing`(_ sample: Int) async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await load(["glad"], in: session, folder)
    _ = try await session.perform(DefineValidator(definition: "joy = count(\"glad\")"))
    await #expect(throws: TrialFault.emptySample) {
      try await session.perform(TrialPlugin(name: "joy", sample: sample))
    }
  }

  @Test func `a trial tells what the build gave the sample`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await load(["glad", "so glad, so glad", "no", "yes"], in: session, folder)
    _ = try await session.perform(DefineValidator(definition: "joy = count(\"glad\") role:user"))
    let trial = try await session.perform(TrialPlugin(name: "joy", sample: 100))
    #expect(trial.conversations == 4 && trial.comparison == nil)
    #expect(trial.now.summary?.mean == 0.75 && trial.now.summary?.maximum == 2)
    #expect(trial.now.failed == 0 && trial.now.abstained == 0)
    #expect(trial.distribution.counts.reduce(0, +) == 4)
    #expect(try await session.perform(TrialPlugin(name: "joy", sample: 3)).conversations == 3)
  }

  @Test func `a definition is tried beside the one before, promoted and rejected`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await load(["glad", "so glad, so glad", "no", "happy"], in: session, folder)
    let old = try await session.perform(
      DefineValidator(definition: "joy = count(\"glad\") role:user"))
    _ = try await session.perform(Validate(query: "", validators: ["joy"]))
    let new = try await session.perform(
      DefineValidator(definition: "joy = count(\"glad\", \"happy\") role:user"))
    #expect(new.before?.code == old.code && new.scores == .hidden)
    // Numbers of the former one do not pass for this one's.
    await #expect(throws: (any Error).self) {
      try await session.perform(SummariseColumns(columns: ["joy"], by: [], query: ""))
    }
    let trial = try await session.perform(TrialPlugin(name: "joy", sample: 10))
    #expect(trial.comparison?.moves.map(\.conversation) == ["made/c3"])
    #expect(trial.comparison?.moves.first?.change == 1)

    let rejected = try await session.perform(RejectPlugin(name: "joy"))
    #expect(rejected.rejected == new.code && rejected.code == old.code && rejected.scores == .back)
    let back = try await session.perform(SummariseColumns(columns: ["joy"], by: [], query: ""))
    guard case .all(let summaries) = back.summaries else { throw CocoaError(.coderInvalidValue) }
    #expect(summaries[0].summary?.mean == 0.75)
    await #expect(throws: RejectionFault.nothingAccepted("joy")) {
      try await session.perform(RejectPlugin(name: "joy"))
    }

    // What was promoted is what a later one goes back to, also with one between.
    _ = try await session.perform(
      DefineValidator(definition: "joy = count(\"glad\", \"happy\") role:user"))
    #expect(try await session.perform(PromotePlugin(name: "joy")).code == new.code)
    for word in ["merry", "cheerful"] {
      _ = try await session.perform(DefineValidator(definition: "joy = count(\"\(word)\")"))
    }
    #expect(try await session.perform(RejectPlugin(name: "joy")).code == new.code)
    #expect(
      try await session.perform(RecallPlugin(.name("joy")))
        == .definition("joy = count(\"glad\", \"happy\") role:user"))
  }

  @Test func `a name that is taken is told before anything is written`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, kind) in [
      ("subtitles", NameKind.reader), ("turn_rows", .reader), ("dialogue", .reader),
      ("markdown", .exporter), ("empathy", .validator), ("disclosure", .metric),
    ] {
      await #expect(throws: TemplateFault.nameTaken(name, by: kind, origin: "built-in")) {
        try await session.perform(WritePluginTemplate(name: name, kind: .reader))
      }
      #expect(!FileManager.default.fileExists(atPath: name + ".swift"))
    }
  }

  @Test func `a run that was stopped is done again by a run of as many`() async throws {
    let (session, folder) = try session()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await load((0..<3000).map { "number \($0) is glad" }, in: session, folder)
    _ = try await session.perform(DefineValidator(definition: "joy = count(\"glad\") role:user"))
    let cancellation = Cancellation()
    var stopped: ScoringStopped?
    do {
      _ = try await session.perform(
        Validate(query: "", validators: ["joy"]), cancellation: cancellation,
        progress: { if $0.done > 0 { cancellation.raise() } })
    } catch let fault as ScoringStopped {
      stopped = fault
    }
    let fault = try #require(stopped)
    #expect(fault.isFirst && fault.scored > 0 && fault.scored < 3000 && fault.of == 3000)
    let left = try await session.perform(Validate(query: "joy=1", validators: ["joy"], most: 1))
    #expect(left.conversations == fault.scored)

    let (other, otherFolder) = try self.session()
    defer { try? FileManager.default.removeItem(atPath: otherFolder) }
    _ = try await other.perform(LoadFile(path: folder + "/made.jsonl"))
    _ = try await other.perform(DefineValidator(definition: "joy = count(\"glad\") role:user"))
    let some = try await other.perform(
      Validate(query: "", validators: ["joy"], most: fault.scored))
    #expect(some.computed == fault.scored)
    let query = try await session.perform { try $0.workspace.ids($0.workspace.query("joy=1")) }
    let same = try await other.perform { try $0.workspace.ids($0.workspace.query("joy=1")) }
    #expect(query == same)
  }

  @Test func `requests are values that JSON holds`() throws {
    let add = AddPlugin(path: "a.py", build: "01ab", isInProcess: true)
    let back = try JSONDecoder().decode(AddPlugin.self, from: JSONEncoder().encode(add))
    #expect(back.path == "a.py" && back.build == "01ab" && back.isInProcess)
    let recall = RecallPlugin(.source("a.py"))
    let again = try JSONDecoder().decode(RecallPlugin.self, from: JSONEncoder().encode(recall))
    guard case .source("a.py") = again.key else {
      Issue.record("another key: \(again.key)")
      return
    }
  }
}
