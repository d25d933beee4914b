import Corpus
import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// Loads of many files, of folders and of patterns.
@Suite struct ManyFilesTests {
  private func talk(_ ids: [String], _ word: String) -> String {
    "id,speaker,text\n"
      + ids.map { "\($0),client,\(word) \($0)\n\($0),therapist,mm\n" }.joined()
  }

  private func chat(_ word: String) -> String {
    #"{"messages":[{"role":"user","content":"\#(word)"},{"role":"assistant","content":"b"}]}"#
      + "\n"
  }

  private func write(_ text: String, to name: String, at desk: Desk) throws {
    let path = desk.folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func ids(_ outcome: Outcome) -> Set<String> {
    Set(
      outcome.table("conversations")?.rows.compactMap { row in
        if case .text(let id) = row[2] { id } else { nil }
      } ?? [])
  }

  @Test func `a folder is one dataset, and what is no conversation is told`() async throws {
    let desk = try Desk()
    try write(talk(["1", "2"], "one"), to: "study/a.csv", at: desk)
    try write(talk(["2", "3"], "two"), to: "study/b.csv", at: desk)
    try write(chat("x"), to: "study/sub/m.jsonl", at: desk)
    try write(chat("y"), to: "study/sub/n.jsonl", at: desk)
    try write(talk(["1", "2"], "one"), to: "study/sub/copy.csv", at: desk)
    try write("# About\n\na,b\n", to: "study/README.txt", at: desk)
    try write("nothing of the kind", to: "study/odd.json", at: desk)
    try write("", to: "study/empty.csv", at: desk)
    try write("x", to: "study/.hidden.csv", at: desk)
    try write("x", to: "study/scan.pdf", at: desk)
    try FileManager.default.createSymbolicLink(
      atPath: desk.folder + "/study/sub/loop", withDestinationPath: "..")
    #expect(mkfifo(desk.folder + "/study/pipe.csv", 0o600) == 0)
    let loaded = try await desk.work("load \(desk.folder)/study")
    #expect(loaded.text("dataset") == "study" && loaded.number("files") == 4)
    #expect(loaded.number("conversations") == 6)
    for note in [
      "2 files, first a.csv, b.csv: one row an utterance", "first sub/m.jsonl, sub/n.jsonl",
      "given another id: id of a record of another file: 1, first in b.csv",
      "passed over: about the data: README.txt", "passed over: empty: empty.csv",
      "passed over: hidden: .hidden.csv", "passed over: .pdf files: scan.pdf",
      "passed over: links that lead nowhere or back: sub/loop",
      "passed over: no files but pipes or devices: pipe.csv", "odd.json:1: not valid JSON",
      "sub/copy.csv of the same bytes as another file",
    ] {
      #expect(loaded.notes.contains { $0.contains(note) }, "\(note) in \(loaded.notes)")
    }
    #expect(
      ids(try await desk.work("show all")) == ["1", "2", "b/2", "3", "sub/m/1", "sub/n/1"])
    #expect(ids(try await desk.work("show file:b.csv")) == ["b/2", "3"])
    #expect(ids(try await desk.work("show file:sub")) == ["sub/m/1", "sub/n/1"])
    #expect(try await desk.work("show study/b/2").notes == ["from the file b.csv"])
    #expect(ids(try await desk.work("show not file:*.jsonl")).count == 4)
    #expect(try await desk.fail("show file:c.csv").message.contains("no file 'c.csv' was loaded"))
    #expect(try await desk.fail("load \(desk.folder)/study --strict").message.contains("odd.json"))
    await desk.close()
  }

  @Test func `tables about the others are not read as conversations beside them`() async throws {
    let desk = try Desk()
    try write(talk(["1"], "one"), to: "s/a.csv", at: desk)
    try write("topic,text\ntea,likes tea\nrain,likes rain\n", to: "s/people.csv", at: desk)
    let failure = try await desk.fail("load \(desk.folder)/s")
    #expect(failure.message.contains("a.csv: one row an utterance"))
    #expect(failure.message.contains("people.csv: one row a text"))
    #expect(try await desk.work("datasets").tables.isEmpty)
    let each = try await desk.work("load \(desk.folder)/s --each")
    #expect(each.number("datasets") == 2)
    #expect(each.table("datasets")?.rows.map { $0[0] } == [.text("a"), .text("people")])
    await desk.close()
  }

  @Test func `files are added to a dataset that is there, none twice`() async throws {
    let desk = try Desk()
    let folder = desk.folder
    try write(talk(["1"], "one"), to: "a.csv", at: desk)
    try write(talk(["1", "2"], "two"), to: "b.csv", at: desk)
    try write(talk(["1"], "one"), to: "again.csv", at: desk)
    try await desk.work("load \(folder)/a.csv --name study")
    let failure = try await desk.fail("load \(folder)/b.csv --append --name studie")
    #expect(failure.message.contains("study"))
    let added = try await desk.work("load \(folder)/b.csv --append --name study")
    #expect(added.number("files") == 2 && added.number("conversations") == 3)
    #expect(ids(try await desk.work("show dataset:study")) == ["1", "b/1", "2"])
    let again = try await desk.work("load \(folder)/again.csv --append --name study")
    #expect(again.number("conversations") == 3)
    #expect(again.notes.contains { $0.contains("again.csv of the same bytes as another file") })
    #expect(try await desk.work("load \(folder)/b.csv --append --name study").number("files") == 2)
    // What was added is not lost to a load that does not name it.
    let alone = try await desk.work("load \(folder)/b.csv --name alone")
    #expect(alone.notes.contains("the same bytes are a file of study, too"))
    try await desk.work("drop alone")
    let taken = try await desk.fail("load \(folder)/a.csv --name study")
    #expect(taken.hint.contains("--replace"))
    let others = try await desk.fail("load \(folder)/a.csv \(folder)/again.csv --name study")
    #expect(others.message.contains("holds a file that is not among these"))
    // One that changed is read anew, and its words are found where it is.
    try await desk.work("search two")
    try write(talk(["7"], "three"), to: "b.csv", at: desk)
    try await desk.work("load \(folder)/b.csv --append --name study")
    #expect(ids(try await desk.work("show dataset:study")) == ["1", "7"])
    #expect(try await desk.work("search two").number("hits") ?? 0 == 0)
    #expect(ids(try await desk.work("show three")) == ["7"])
    await desk.close()
  }

  @Test func `patterns are opened, but not in quotes`() async throws {
    let desk = try Desk()
    let folder = desk.folder
    for name in ["w1", "w2", "x[1]", "a b"] {
      try write(talk([name], name), to: "in/\(name).csv", at: desk)
    }
    #expect(try await desk.work("load \(folder)/in/w*.csv").number("files") == 2)
    #expect(try await desk.fail("load \"\(folder)/in/w*.csv\"").message.contains("no such file"))
    #expect(try await desk.fail("load \(folder)/in/q*.csv").message.contains("no file matches"))
    // A file's own name comes before what it could mean.
    #expect(
      try await desk.work("load \(folder)/in/x[1].csv --name x").text("dataset") == "x")
    let words = ["load", "\(folder)/in/x[1].csv", "\(folder)/in/a b.csv", "--name", "two"]
    let execution = await desk.interpreter.execute(arguments: words)
    #expect(execution.outcome.failure == nil)
    #expect(
      execution.canonical == "load \"\(folder)/in/x[1].csv\" \"\(folder)/in/a b.csv\" --name two")
    await desk.close()
  }

  @Test func `a damaged file leaves nothing of itself, and takes nothing with it`() async throws {
    let desk = try Desk()
    try write(talk(["1"], "one"), to: "in/a.csv", at: desk)
    try write(talk(["2"], "two"), to: "in/c.csv", at: desk)
    // Packed data without an end: what is before it can be read.
    let many = (0..<3000).map { "k\($0),client,\($0 * 7919 % 6007) words\n" }.joined()
    let packed = desk.folder + "/in/b.csv.gz"
    try write("id,speaker,text\n" + many, to: "b.csv", at: desk)
    let pack = Process()
    pack.executableURL = URL(fileURLWithPath: "/bin/sh")
    pack.arguments = ["-c", "gzip -c '\(desk.folder)/b.csv' | head -c 9000 > '\(packed)'"]
    try pack.run()
    pack.waitUntilExit()
    let loaded = try await desk.work("load \(desk.folder)/in")
    #expect(loaded.number("files") == 2 && loaded.number("conversations") == 2)
    #expect(loaded.notes.contains { $0.hasPrefix("passed over: ") && $0.contains("b.csv.gz") })
    #expect(ids(try await desk.work("show all")) == ["1", "2"])
    await desk.close()
  }

  @Test func `a replay has the folder, and tells when it has changed`() async throws {
    let desk = try Desk()
    try write(talk(["1"], "one"), to: "in put/a.csv", at: desk)
    try write(talk(["2"], "two"), to: "in put/b.csv", at: desk)
    try await desk.work(
      "load \"\(desk.folder)/in put\" --name study",
      "load \(desk.folder)/in\\ put/a*.csv --name some", "save \(desk.folder)/s.pe")
    let script = try desk.text(of: "s.pe")
    #expect(script.contains("load \"in put\" --name study\n= dataset study\n= files 2\n"))
    #expect(script.contains("load in\\ put/a*.csv --name some"))
    #expect(try await desk.work("replay \(desk.folder)/s.pe").notes.contains("SAME"))
    try write(talk(["3"], "three"), to: "in put/c.csv", at: desk)
    let failure = try await desk.fail("replay \(desk.folder)/s.pe")
    #expect(failure.code == .precondition && failure.message.contains("files is 3, was 2"))
    #expect(failure.hint.contains("the data has changed"))
    await desk.close()
  }

  @Test func `labels and roles that were given since do not unsettle a changed file`() async throws
  {
    let desk = try Desk()
    try write(talk(["1", "2"], "one"), to: "in/a.csv", at: desk)
    try write(talk(["3"], "two"), to: "in/b.csv", at: desk)
    try await desk.work("load \(desk.folder)/in")
    try write("id,mood\n1,low\n3,fine\n", to: "labels.csv", at: desk)
    try await desk.work("labels import \(desk.folder)/labels.csv --id id")
    try write(talk(["3"], "three"), to: "in/b.csv", at: desk)
    let loaded = try await desk.work("load \(desk.folder)/in")
    #expect(loaded.notes.contains("files: b.csv changed and read anew; 1 unchanged"))
    let fresh = try desk.at("fresh.sqlite")
    let other = try await fresh.work("load \(desk.folder)/in")
    #expect(loaded.text("fingerprint") == other.text("fingerprint"))
    #expect(ids(try await desk.work("show mood:low")) == ["1"])
    // Roles are of the conversations that are there.
    try await fresh.work("roles in client=tool")
    try write(talk(["4"], "four"), to: "in/b.csv", at: desk)
    try await fresh.work("load \(desk.folder)/in", "roles in client=tool")
    let last = try desk.at("last.sqlite")
    let told = try await last.work("load \(desk.folder)/in", "roles in client=tool", "datasets")
    #expect(told.tables[0].rows[0][5] == (try await fresh.work("datasets")).tables[0].rows[0][5])
    for desk in [fresh, last] { desk.interpreter.session.close() }
    await desk.close()
  }

  @Test func `a file that becomes another's double goes, and one that was doubled comes`()
    async throws
  {
    let desk = try Desk()
    let (one, two, three) = (talk(["1"], "one"), talk(["2"], "two"), talk(["3"], "six"))
    for (name, text) in [("b", one), ("c", two)] {
      try write(text, to: "in/\(name).csv", at: desk)
    }
    try await desk.work("load \(desk.folder)/in")
    for (round, texts) in [
      [("c", one)], [("b", three), ("a", two)], [("c", three), ("d", one), ("a", one)],
    ].enumerated() {
      for (name, text) in texts { try write(text, to: "in/\(name).csv", at: desk) }
      let loaded = try await desk.work("load \(desk.folder)/in")
      let fresh = try desk.at("fresh\(round).sqlite")
      let other = try await fresh.work("load \(desk.folder)/in")
      #expect(loaded.number("files") == other.number("files"), "round \(round)")
      #expect(loaded.text("fingerprint") == other.text("fingerprint"), "round \(round)")
      fresh.interpreter.session.close()
    }
    await desk.close()
  }

  /// A folder that changes at random; each load of it must give what a load from nothing does.
  @Test(arguments: 1...3)
  func `a folder that is loaded again is as if it were loaded at first`(seed: Int) async throws {
    let desk = try Desk()
    var random = SeededRandom(seed: UInt64(seed), step: "folders")
    var names: [String] = []
    for round in 0..<6 {
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let choice = Int.random(in: 0..<4, using: &random)
        if choice == 0, names.count > 1 {
          let name = names.remove(at: Int.random(in: 0..<names.count, using: &random))
          try FileManager.default.removeItem(atPath: "\(desk.folder)/in/\(name)")
          continue
        }
        if choice < 3 || names.isEmpty { names.append("f\(round)-\(names.count).csv") }
        // Ids and contents are of few kinds, so that files often share them.
        let ids = (0..<Int.random(in: 1...3, using: &random)).map { _ in
          "\(Int.random(in: 0..<(seed % 2 == 0 ? 400 : 9), using: &random))"
        }
        let place = choice < 3 ? names.count - 1 : Int.random(in: 0..<names.count, using: &random)
        let name = names[place]
        let word = ["a", "b"][Int.random(in: 0..<2, using: &random)]
        var text = talk(Array(Set(ids)).sorted(), word)
        if Bool.random(using: &random) {
          text = text.replacing("\n", with: ",\(word)\n").replacing(
            "text,\(word)", with: "text,mood")
        }
        try write(text, to: "in/\(name)", at: desk)
      }
      if Bool.random(using: &random) { try await desk.work("search a") }
      let loaded = try await desk.work("load \(desk.folder)/in")
      let fresh = try desk.at("fresh\(round).sqlite")
      let other = try await fresh.work("load \(desk.folder)/in")
      for measure in ["files", "conversations", "messages", "broken"] {
        #expect(loaded.number(measure) == other.number(measure), "\(measure) in round \(round)")
      }
      #expect(loaded.text("fingerprint") == other.text("fingerprint"), "round \(round)")
      let tables = [try await desk.work("info in"), try await fresh.work("info in")].map {
        Set($0.table("fields")?.rows.map { "\($0)" } ?? [])
      }
      #expect(tables[0] == tables[1])
      #expect(
        try await desk.work("show a").number("conversations")
          == fresh.work("show a").number("conversations"))
      fresh.interpreter.session.close()
    }
    await desk.close()
  }
}
