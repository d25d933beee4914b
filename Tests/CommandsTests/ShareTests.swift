import Foundation
import Outcomes
import Testing

@testable import Commands
@testable import Engine
@testable import Formats

@Suite struct ShareTests {
  private func zip(_ path: String) throws -> [String: String] {
    let zip = try ZipReader(path: path)
    var texts: [String: String] = [:]
    for entry in zip.entries {
      texts[entry.name] = String(
        decoding: try zip.bytes(entry.name, atMost: 1 << 24) ?? [], as: UTF8.self)
    }
    return texts
  }

  /// A package with another script, made by hand.
  private func packed(_ desk: Desk, _ script: String, _ name: String = "p.pe.zip") throws -> String
  {
    let path = desk.folder + "/" + name
    let zip = try ZipWriter(path: path)
    let contents = PackageContents(program: "pe")
    try zip.add("package.json", bytes: [UInt8](JSONEncoder().encode(contents)))
    try zip.add("session.pe", bytes: Array(script.utf8))
    try zip.finish(comment: "")
    return path
  }

  @Test func `a package replays elsewhere, with the data found by what it holds`() async throws {
    let desk = try Desk()
    let data = try desk.write(
      try String(contentsOfFile: samples + "/sessions.csv", encoding: .utf8), to: "mine.csv")
    try await desk.work(
      "load \(data)", "define glad = share(\"glad\", \"happy for you\")", "validate",
      "select good overall>0.6", "export \(desk.folder)/good.jsonl @good",
      "load \(desk.folder)/good.jsonl --name again", "share \(desk.folder)/s.pe.zip")
    let files = try zip(desk.folder + "/s.pe.zip")
    #expect(Set(files.keys) == ["package.json", "session.pe"])
    #expect(!files.values.contains { $0.contains(desk.folder) })
    #expect(files["session.pe"]?.contains("load data/mine.csv") == true)
    #expect(files["session.pe"]?.contains("export out/good.jsonl") == true)
    let file = desk.folder + "/s.pe.zip"
    let other = try Desk()
    #expect(try await other.fail("replay \(file)").hint.contains("--data"))
    _ = try other.write("changed", to: "mine.csv")
    let wrong = try await other.fail("replay \(file) --data \(other.folder)")
    #expect(wrong.message.contains("mine.csv") && wrong.hint.contains("other content"))
    try FileManager.default.createDirectory(
      atPath: other.folder + "/deep/down", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: data, toPath: other.folder + "/deep/down/renamed.csv")
    let replay = try await other.work("replay \(file) --data \(other.folder)")
    #expect(replay.notes.contains("SAME"))
    await other.close()
    await desk.close()
  }

  @Test func `what a package writes is kept where that is asked for`() async throws {
    let desk = try Desk()
    try await desk.work(
      "load \(samples)/sessions.csv", "validate", "report \(desk.folder)/page.html --force",
      "share \(desk.folder)/s.pe.zip --data")
    let file = desk.folder + "/s.pe.zip"
    let other = try Desk()
    let gone = try await other.work("replay \(file)")
    #expect(gone.notes.contains { $0.contains("--out DIR keeps it") })
    let kept = try await other.work("replay \(file) --out \(other.folder)/pages")
    #expect(kept.notes.contains { $0.contains("\(other.folder)/pages") })
    #expect(kept.tables[0].rows.contains { $0.contains(.text("report out/page.html")) })
    #expect(try other.text(of: "pages/page.html").contains("<html"))
    let refused = try await other.fail("replay \(file) --out \(other.folder)/pages")
    #expect(refused.message.contains("is there already"))
    #expect(try await other.fail("replay \(samples)/../tour.md --out x").code == .usage)
    await other.close()
    await desk.close()
  }

  @Test func `what share says runs anywhere is what replay takes`() async throws {
    let desk = try await scoredDesk()
    let out = desk.folder + "/b.csv"
    let made = try await desk.work(
      "let cut = 0.6", "export \(desk.folder)/good.jsonl overall>=${cut}", "stats overall",
      "let m = $overall.mean", "select low overall<${m}", "export \(out) --by intended_quality",
      "load \(desk.folder)/b.good.csv --name again", "share \(desk.folder)/s.pe.zip --data")
    #expect(made.notes.contains { $0.contains("anywhere") })
    let script = try #require(try zip(desk.folder + "/s.pe.zip")["session.pe"])
    #expect(!script.contains(desk.folder))
    #expect(script.contains("export out/b.csv --by") && script.contains("load out/b.good.csv"))
    let other = try Desk()
    let replay = try await other.work("replay \(desk.folder)/s.pe.zip")
    #expect(replay.notes.contains("SAME"))
    await other.close()
    try await desk.work("let where = /tmp/x.jsonl", "let f = \(desk.folder)/v.jsonl")
    try await desk.work("export ${f}")
    let refused = try await desk.fail("share \(desk.folder)/t.pe.zip --data")
    #expect(refused.message.contains("cannot be shared") && refused.message.contains("variable"))
    #expect(!FileManager.default.fileExists(atPath: desk.folder + "/t.pe.zip"))
    await desk.close()
  }

  @Test func `a session with vectors is shared, and replays with the encoder`() async throws {
    let desk = try Desk()
    try await desk.work(
      "encoder install \(tinyEncoder)", "load \(samples)/sessions.csv", "embed topic:sleep",
      "share \(desk.folder)/s.pe.zip --data")
    let other = try Desk()
    try await other.work("encoder install \(tinyEncoder)")
    let replay = try await other.work("replay \(desk.folder)/s.pe.zip")
    #expect(replay.notes.contains("SAME"))
    await other.close()
    await desk.close()
  }

  @Test func `with the data it replays anywhere`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("share \(desk.folder)/s.pe.zip --data")
    let other = try Desk()
    let replay = try await other.work("replay \(desk.folder)/s.pe.zip")
    #expect(replay.notes.contains("SAME"))
    try await desk.work("share \(desk.folder)/s.pe.zip")
    await other.close()
    await desk.close()
  }

  @Test(arguments: [
    "load /etc/passwd", "load data/../../x", "plugin add plugins/x.py", "run data/x.pe",
    "export out/x.jsonl --force", "export /tmp/x.jsonl", "export ~/x.jsonl", "datasets > out/x",
    "datasets | sh", "let f = /etc/passwd\nload ${f}", "generate out/x.jsonl", "load mine.csv",
    "save out/x.pe", "plugin add out/x.py", "plugin new x", "report /tmp/x.html",
    "let f = /etc/passwd\nload data/a x:${f}", "let f = a b\nexport out/x.jsonl topic:${f}",
    "let f = a\nexport out/x.jsonl ${f}", "let f = a\nexport out/x=${f}",
    "export out/x.jsonl topic:${f}", "let f = a\nexport out/x.jsonl topic:${f}/..",
  ])
  func `a script that reaches outside of its package is refused`(line: String) async throws {
    let desk = try Desk()
    let path = try packed(desk, line + "\n")
    let failure = try await desk.fail("replay \(path)")
    #expect(failure.code == .precondition && failure.message.contains("is refused"))
    await desk.close()
  }

  @Test func `a plugin of a package runs only when it was accepted`() async throws {
    let desk = try Desk()
    let text = try String(contentsOfFile: root.path + "/Plugins/reading_level.py", encoding: .utf8)
    let source = try desk.write(text, to: "reading_level.py")
    let added = try await desk.run("plugin add \(source)")
    try #require(added.failure == nil, "\(added.failure?.message ?? "")")
    try await desk.work(
      "load \(samples)/sessions.csv", "validate --using reading_level", "stats reading_ease",
      "share \(desk.folder)/s.pe.zip --data")
    let files = try zip(desk.folder + "/s.pe.zip")
    let name = try #require(files.keys.first { $0.hasSuffix("reading_level.py") })
    #expect(files[name] == text)
    let code = String(name.split(separator: "/")[1])
    let other = try Desk()
    let refused = try await other.run("replay \(desk.folder)/s.pe.zip")
    #expect(refused.failure?.hint.contains("--trust \(code.prefix(8))") == true)
    #expect(refused.exhibits.count == 1)
    #expect(try await other.run("replay \(desk.folder)/s.pe.zip --trust 00000000").failure != nil)
    #expect(
      try await other.run("replay \(desk.folder)/s.pe.zip --trust \(code.prefix(4))").failure != nil
    )
    let replay = try await other.work("replay \(desk.folder)/s.pe.zip --trust \(code.prefix(8))")
    #expect(replay.notes.contains("SAME"))
    // Once is enough.
    try await other.work("replay \(desk.folder)/s.pe.zip")
    await other.close()
    await desk.close()
  }

  @Test func `another name is refused, and what is no package told`() async throws {
    let desk = try await scoredDesk()
    #expect(try await desk.fail("share \(desk.folder)/s.zip").message.contains(".pe.zip"))
    let path = try desk.write("nothing", to: "n.pe.zip")
    #expect(try await desk.fail("replay \(path)").message.contains("no package"))
    #expect(try await desk.fail("share \(path)").code == .precondition)
    await desk.close()
  }
}
