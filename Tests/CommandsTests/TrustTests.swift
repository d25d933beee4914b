import Engine
import Foundation
import Outcomes
import PluginHost
import Testing
import Workspace

@testable import Commands

/// Workspaces that somebody prepared: what they name does not run until the person says so.
@Suite struct TrustTests {
  /// Says hello, answers, and leaves a mark that it ran.
  private static func script(_ name: String, mark: String) -> String {
    """
    import json, sys
    open(\(mark.debugDescription), "a").write("ran")
    print(json.dumps({"pe_plugin": 1, "kind": "validator", "name": "\(name)", "version": "1",
        "summary": "for a test", "metrics": [{"name": "\(name)", "range": [0, 9]}]}), flush=True)
    for line in sys.stdin:
        value = json.loads(line)
        if "start" in value:
            print(json.dumps({"ready": True}), flush=True)
        else:
            print(json.dumps({"id": value["id"], "scores": {"\(name)": 1}}), flush=True)
    """
  }

  private static func description(_ name: String) -> String {
    """
    {"pe_plugin":1,"name":"\(name)","version":"1","summary":"for a test","kind":"validator",\
    "offsets":"utf8","metrics":[{"name":"\(name)","summary":"","range":[0,9],"better":"higher"}],\
    "options":[]}
    """
  }

  private func record(
    _ name: String, _ language: String, _ path: String, code: String,
    description: String? = nil, isInProcess: Bool = false
  ) -> PluginRecord {
    PluginRecord(
      name: name, language: language, path: path, code: code, accepted: code,
      description: description ?? Self.description(name), isInProcess: isInProcess, savedAt: 1)
  }

  /// A foreign workspace with a corpus and these plugins, in the desk's folder.
  private func plant(_ desk: Desk, _ records: [PluginRecord]) async throws -> Desk {
    let other = try desk.at("foreign.sqlite")
    try await other.work("load \(samples)/peer-support.jsonl", "validate")
    other.interpreter.session.close()
    let workspace = try Workspace(path: desk.folder + "/foreign.sqlite")
    for record in records { try workspace.keep(record) }
    try workspace.close()
    return try desk.at("foreign.sqlite")
  }

  @Test func `planted rows of every language run nothing, whatever is looked at`() async throws {
    let desk = try Desk()
    let mark = desk.folder + "/mark"
    let path = try desk.write(Self.script("spy", mark: mark), to: "spy.py")
    let code = try PluginSource(path: path).code
    // Where a build's folder would be if a name of a build could be a path.
    try FileManager.default.createDirectory(
      atPath: desk.folder + "/out/source", withIntermediateDirectories: true)
    _ = try desk.write(Self.script("climber", mark: mark), to: "out/source/climber.py")
    let foreign = try await plant(
      desk,
      [
        record("spy", "python", path, code: code),
        record("climber", "python", path, code: "../out"),
        record("swifty", "swift", desk.folder + "/x.swift", code: code, isInProcess: true),
        record("lib", "library", desk.folder + "/lib.so", code: code, isInProcess: true),
        record("tool", "program", "/bin/sh", code: code),
        record("flagged", "python", path, code: code, isInProcess: true),
        record("odd\"name", "python", path, code: code),
        record("rude", "perl", path, code: code),
        record("liar", "python", path, code: code, description: Self.description("empathy")),
        record(
          "huge", "python", path, code: code, description: String(repeating: "x", count: 2 << 20)),
        record("hit", "pattern", "", code: code, description: "hit = count(\"glad\")"),
        record("newline", "pattern", "", code: code, description: "x\nplugin add \(path)"),
      ])
    for line in [
      "datasets", "show", "search sleep", "stats overall", "validators", "plugin list",
      "plugin info spy", "why ps-001", "validate", "export \(desk.folder)/e.jsonl", "history",
      "save \(desk.folder)/s.pe",
    ] {
      #expect(try await foreign.run(line).failure == nil, "\(line)")
    }
    for name in ["spy", "climber", "swifty", "lib", "tool", "flagged", "hit"] {
      for line in [
        "validate --using \(name)", "plugin test \(name)", "plugin trial \(name)",
        "plugin reject \(name)",
      ] {
        let failure = try await foreign.fail(line)
        #expect(!failure.message.isEmpty, "\(line)")
      }
    }
    let refused = try await foreign.fail("validate --using spy")
    #expect(refused.message.contains("not accepted on this machine"))
    #expect(refused.hint.contains("plugin trust spy"))
    #expect(foreign.interpreter.session.watchedSources().haveChanged == false)
    #expect(foreign.interpreter.session.savedPlugins().isEmpty)
    let list = try #require(try await foreign.run("plugin list").tables.first)
    #expect(list.rows.contains { $0.contains(.text("not trusted")) })
    #expect(!FileManager.default.fileExists(atPath: mark), "something ran")
    let script = try desk.text(of: "s.pe")
    #expect(!script.split(separator: "\n").contains { $0.hasPrefix("plugin add") }, "\(script)")
  }

  @Test func `the source that is to be trusted is shown whole, and no terminal obeys it`()
    async throws
  {
    let desk = try Desk()
    let text =
      "# not a heading\n" + (0..<300).map { "step_\($0) = 1\n" }.joined()
      + "hide = '\u{1B}[2K\u{202E}'\nlast = 'hidden part'\n"
    let path = try desk.write(text, to: "long.py")
    guard case .verbatim(let page) = try PluginSource(path: path).page else {
      Issue.record("no source is shown")
      return
    }
    #expect(page.contains("\n# not a heading\n") && page.contains("\nlast = 'hidden part'\n"))
    #expect(page.contains("hide = '\u{FFFD}[2K\u{FFFD}'"))
    await desk.close()
  }

  @Test func `trust shows the source, takes it up, and holds in other workspaces`() async throws {
    let desk = try Desk()
    let mark = desk.folder + "/mark"
    let path = try desk.write(Self.script("spy", mark: mark), to: "spy.py")
    let code = try PluginSource(path: path).code
    let foreign = try await plant(
      desk, [record("spy", "python", path, code: code, isInProcess: true)])
    let outcome = try await foreign.work("plugin trust spy")
    guard case .verbatim(let page)? = outcome.exhibits.last else {
      Issue.record("no source is shown")
      return
    }
    #expect(page.contains("open(") && page.contains("spy.py"))
    #expect(FileManager.default.fileExists(atPath: mark))
    try await foreign.work("validate --using spy", "save \(desk.folder)/s.pe")
    // A script of this machine brings the build back where nothing came along.
    let script = try desk.text(of: "s.pe")
    #expect(script.contains("plugin add \(path) --build \(code.prefix(8))"), "\(script)")
    #expect(try await foreign.run("plugin trust spy").notes.first?.contains("already") == true)
    let list = desk.folder + "/builds/accepted.json"
    let modes = try FileManager.default.attributesOfItem(atPath: list)[.posixPermissions] as? Int
    #expect(modes == 0o600)
    // The same build named from elsewhere would find other files beside it.
    foreign.interpreter.session.close()
    let workspace = try Workspace(path: desk.folder + "/foreign.sqlite")
    try workspace.keep(record("spy", "python", "/tmp/elsewhere/spy.py", code: code))
    try workspace.close()
    let again = try desk.at("foreign.sqlite")
    #expect(try await again.fail("validate --using spy --retry").message.contains("not accepted"))
    // Its stored scores stay.
    #expect(try await again.run("stats spy").failure == nil)
  }

  @Test func `a person's own plugin takes the place of one that came along`() async throws {
    let desk = try Desk()
    let mark = desk.folder + "/mark"
    let mine = try desk.write(Self.script("spy", mark: mark), to: "mine.py")
    let foreign = try await plant(
      desk, [record("spy", "python", "/nowhere/spy.py", code: "0123456789abcdef")])
    #expect(try await foreign.fail("plugin trust spy").message.contains("not on this machine"))
    try await foreign.work("plugin add \(mine)", "validate --using spy")
    let after = try await foreign.run("plugin info spy")
    #expect(after.tables[0].rows.contains([.text("state"), .text("trusted")]))
  }

  @Test func `scores of a former build are out of sight until that build is back`() async throws {
    let desk = try Desk()
    let text = Self.script("spy", mark: desk.folder + "/mark")
    let path = try desk.write(text, to: "spy.py")
    try await desk.work(
      "load \(samples)/sessions.csv", "plugin add \(path)", "validate --using spy", "stats spy")
    _ = try desk.write(text + "# another\n", to: "spy.py")
    let added = try await desk.work("plugin add \(path)")
    #expect(added.notes.contains { $0.contains("another build's and out of sight") })
    #expect(try await desk.fail("stats spy").hint.contains("validate --using spy"))
    #expect(try await desk.fail("show spy>=0").hint.contains("validate --using spy"))
    let rejected = try await desk.work("plugin reject spy")
    #expect(rejected.notes.contains { $0.contains("in sight again") })
    #expect(rejected.notes.contains { $0.contains("still holds what was rejected") })
    try await desk.work("stats spy")
    await desk.close()
  }

  @Test func `a plugin that is removed runs in no workspace until it is taken up again`()
    async throws
  {
    let desk = try Desk()
    let path = try desk.write(Self.script("spy", mark: desk.folder + "/mark"), to: "spy.py")
    try await desk.work(
      "load \(samples)/sessions.csv", "plugin add \(path)", "validate --using spy", "plugin list")
    let other = try desk.at("other.sqlite")
    try await other.work("load \(samples)/sessions.csv", "plugin add \(path)")
    let removed = try await desk.work("plugin remove spy")
    #expect(removed.notes.contains { $0.contains("no workspace of this machine") })
    #expect(try await other.fail("validate --using spy").message.contains("not accepted"))
    // A script of the session still brings it back: running that is the person's own word.
    try await desk.work("save \(desk.folder)/s.pe")
    #expect(try desk.text(of: "s.pe").contains(#/\nplugin add .*spy.py --build/#))
    try await other.work("plugin trust spy", "validate --using spy")
    await desk.close()
  }

  @Test func `what is kept is held against its hash before it runs`() async throws {
    let desk = try Desk()
    let mark = desk.folder + "/mark"
    let path = try desk.write(Self.script("spy", mark: mark), to: "spy.py")
    try await desk.work("load \(samples)/peer-support.jsonl", "plugin add \(path)")
    let code = try PluginSource(path: path).code
    let kept = desk.folder + "/builds/\(code)/source/spy.py"
    try "raise SystemExit".write(toFile: kept, atomically: true, encoding: .utf8)
    #expect(
      try await desk.fail("validate --using spy").message.contains("other than when it was kept"))
    try await desk.work("plugin add \(path)", "validate --using spy")
  }

  @Test func `a list or a folder that others can write is not believed`() async throws {
    let desk = try Desk()
    let mark = desk.folder + "/mark"
    let path = try desk.write(Self.script("spy", mark: mark), to: "spy.py")
    try await desk.work("load \(samples)/peer-support.jsonl", "plugin add \(path)")
    let list = desk.folder + "/builds/accepted.json"
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: list)
    #expect(try await desk.fail("validate --using spy").message.contains("not believed"))
    try files.moveItem(atPath: list, toPath: desk.folder + "/copy")
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: desk.folder + "/copy")
    try files.createSymbolicLink(atPath: list, withDestinationPath: desk.folder + "/copy")
    #expect(try await desk.fail("validate --using spy").message.contains("not believed"))
    try files.removeItem(atPath: list)
    try files.moveItem(atPath: desk.folder + "/copy", toPath: list)
    try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: desk.folder + "/builds")
    #expect(try await desk.fail("validate --using spy").message.contains("others can write"))
    try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: desk.folder + "/builds")
    try await desk.work("validate --using spy")
  }

  @Test(arguments: [
    ("xx", ["xx", "xx_low"]), ("xx", ["rowid"]), ("xx", ["xx_high", "xx"]), ("overall", ["yy"]),
    ("xx", [String(repeating: "y", count: 100_000)]), ("xx", (0..<5000).map { "m\($0)" }),
    (String(repeating: "y", count: 100_000), ["yy"]), ("xx", ["content_id"]),
  ])
  func `names that cannot be kept are refused when a plugin is added`(
    name: String, metrics: [String]
  ) async throws {
    let desk = try Desk()
    let list = metrics.map { "{\"name\": \"\($0)\"}" }.joined(separator: ", ")
    let path = try desk.write(
      """
      import json, sys
      print('{"pe_plugin": 1, "kind": "validator", "name": "\(name)", "version": "1", \
      "summary": "s", "metrics": [\(list)]}', flush=True)
      for line in sys.stdin:
          value = json.loads(line)
          scores = {m["name"]: 1 for m in [\(list)]}
          print(json.dumps({"ready": True} if "start" in value else
              {"id": value["id"], "scores": scores}), flush=True)
      """, to: "bad.py")
    let failure = try await desk.fail("plugin add \(path)")
    #expect(failure.message.utf8.count < 400, "\(failure.message.prefix(400))")
    #expect(try await desk.run("plugin list").tables.isEmpty)
  }
}
