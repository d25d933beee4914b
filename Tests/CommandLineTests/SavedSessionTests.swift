import Corpus
import Foundation
import Testing

/// Random sessions on one workspace, saved from anywhere and replayed from anywhere.
@Suite struct SavedSessionTests {
  /// What a random session may do next, given what is there.
  private struct Author {
    var random: SeededRandom
    var datasets: [String] = []
    /// Datasets of several files.
    var several: [String] = []
    var selections: [String] = []
    var meanings: [String: String] = [:]
    var isScored = false
    var files = 0
    var names = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed, step: "saved sessions") }

    mutating func pick<Item>(_ items: [Item]) -> Item {
      items[Int.random(in: 0..<items.count, using: &random)]
    }

    mutating func fresh(_ prefix: String) -> String {
      names += 1
      return "\(prefix)\(names)"
    }

    mutating func query() -> String {
      var queries = ["", "messages>12", "role:user", "(messages>4 or messages<3)"]
      queries += datasets.map { "dataset:\($0)" } + selections.map { "@\($0)" }
      queries += selections.map { "not @\($0)" }
      return pick(queries)
    }

    mutating func line(inFolder folder: String) -> String {
      guard !datasets.isEmpty else { return load(folder) }
      switch Int.random(in: 0..<14, using: &random) {
      case 0, 1: return load(folder)
      case 2 where datasets.count > 1:
        let name = pick(datasets)
        datasets.removeAll { $0 == name }
        several.removeAll { $0 == name }
        // Queries that name it find an error from now on.
        selections.removeAll { meanings[$0]?.contains("dataset:\(name)") == true }
        return "drop \(name)"
      case 3, 4:
        let name = selections.isEmpty || Bool.random(using: &random) ? fresh("s") : pick(selections)
        // A selection that names itself would be a circle.
        let query = query()
        guard !query.isEmpty, !query.contains("@") else { return "set seed \(names)" }
        if !selections.contains(name) { selections.append(name) }
        meanings[name] = query
        return "select \(name) \(query)"
      case 5 where !selections.isEmpty:
        let name = pick(selections)
        selections.removeAll { $0 == name }
        return "select \(name) --remove"
      case 6, 7:
        isScored = true
        return "validate \(query())"
      case 8:
        isScored = true
        return "validate --using empathy \(query())"
      case 9: return "set \(pick(["seed 3", "seed 1", "profile seed", "profile standard"]))"
      case 10: return "sample 3 \(query())"
      case 11: return "sql select 'it''s # \(fresh("x"))' as a, count(*) from conversation"
      case 12 where !several.isEmpty && Bool.random(using: &random):
        return "load \(pick(sources(folder))) --append --name \(pick(several))"
      case 12:
        files += 1
        let name = fresh("e")
        datasets.append(name)
        return
          "export out\(files).jsonl \(pick(["", "messages>3"]))\nload out\(files).jsonl --name \(name)"
      default:
        return isScored ? "stats \(pick(["empathy", ""])) where \(query())" : "# nothing is scored"
      }
    }

    private mutating func load(_ folder: String) -> String {
      let name = fresh("d")
      datasets.append(name)
      guard Bool.random(using: &random) else {
        let path = pick(["data/talks.csv", "\(folder)/data/talks.csv", "data/chats.jsonl"])
        return "load \(path) --name \(name)"
      }
      several.append(name)
      return "load \(pick(sources(folder))) --name \(name)"
    }

    /// Several files, or one that is added to others.
    private func sources(_ folder: String) -> [String] {
      [
        "data/weeks", "\(folder)/data/weeks", "data/weeks/*.csv", "data/we?ks/week[12].csv",
        "\(folder)/data/weeks/*.jsonl data/talks.csv", "data/talks.csv data/chats.jsonl",
        "data/weeks/deep/more.csv data/weeks/week1.csv",
      ]
    }
  }

  /// A few conversations in two shapes.
  private func writeData(_ program: Program) throws {
    var rows = "id,speaker,text,quality\n"
    var lines = ""
    for number in 0..<24 {
      let count = 2 + number * 5 % 15
      for turn in 0..<count {
        let speaker = turn % 2 == 0 ? "client" : "therapist"
        let words = ["I am tired", "What is it like?", "It goes on", "I hear you", "Thanks"]
        rows += "t\(number),\(speaker),\(words[(turn + number) % 5]) \(turn),\(number % 3)\n"
      }
      lines += "{\"id\":\"c\(number)\",\"messages\":["
      lines += (0..<count).map { turn in
        "{\"role\":\"\(turn % 2 == 0 ? "user" : "assistant")\",\"content\":\"so \(turn) it is\"}"
      }.joined(separator: ",")
      lines += "],\"topic\":\"t\(number % 4)\"}\n"
    }
    try program.write(rows, to: "data/talks.csv")
    try program.write(lines, to: "data/chats.jsonl")
    for week in 1...3 {
      // Their ids are those of other weeks, and of the others' contents in part.
      let rows = (0..<4).map { "t\($0),client,week \(week % 2)\nt\($0),therapist,\(week)\n" }
      try program.write("id,speaker,text\n" + rows.joined(), to: "data/weeks/week\(week).csv")
    }
    try program.write(
      "id,speaker,text\nm,client,so\nm,therapist,and\n", to: "data/weeks/deep/more.csv")
    try program.write(lines.replacing("so ", with: "and "), to: "data/weeks/chats.jsonl")
  }

  @Test(arguments: 1...6)
  func `a random session replays the same from another folder`(seed: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try writeData(program)
    var author = Author(seed: UInt64(seed))
    var history = ""
    // Each process is a session of its own, which begins with what the ones before left.
    for session in 0..<3 {
      var script = ""
      for _ in 0..<7 { script += author.line(inFolder: program.folder) + "\n" }
      script += "stats overall where messages>0\n".replacing(
        "stats overall where messages>0\n", with: author.isScored ? "stats where messages>0\n" : "")
      let path = author.pick(["s\(session).pe", "deep/er/s\(session).pe", "data/s\(session).pe"])
      try program.write("", to: "deep/er/here")
      history += script
      let ran = try program.run(input: script + "save \(path) --force\n")
      try #require(ran.status == 0, "\(history)\n\(ran.said)")
      let folder = program.folder + "/" + author.pick(["deep", "deep/er", "."])
      let replayed = try program.run(
        "--workspace", ":memory:", "replay", program.folder + "/" + path,
        limits: "mkdir -p '\(folder)/run' && cd '\(folder)/run'")
      #expect(
        replayed.status == 0 && replayed.said.contains("SAME"),
        "\(history)\n\(program.text(of: path))\n\(replayed.said)")
    }
  }
}
