import GRDB
import Glibc
import PluginKit
import Testing

@testable import Workspace

/// The index of words, against what its definition says of every message.
@Suite struct WordIndexTests {
  @Test(arguments: [
    ("I can't sleep.", ["i", "cant", "sleep"]), ("Größe, GRÖSSE", ["grosse", "grosse"]),
    ("O'Neil o\u{2019}neil oneil", ["oneil", "oneil", "oneil"]), ("ｈｅｌｌｏ ＯＮ９", ["hello", "on9"]),
    ("l'école, it's Ann’s", ["l", "ecole", "it", "s", "ann", "s"]),
    ("don’t dont", ["dont", "dont"]),
    ("I'm I’ve I'mmer o'", ["im", "ive", "i", "mmer", "o"]),
    ("can'tankerous", ["can", "tankerous"]),
    ("œuvre Søren łódź ﬁn", ["oeuvre", "soren", "lodz", "fin"]),
    ("п'ять п\u{2BC}ять", ["п", "ять", "п", "ять"]),
    ("e\u{301}te\u{301} ÉTÉ", ["ete", "ete"]), ("3.5 mg/day", ["3", "5", "mg", "day"]),
    ("", []), ("  …—!", []), ("a😀b", ["a", "b"]), ("x\u{301}", ["x"]), ("Ελλάδα", ["ελλαδα"]),
    ("naïve_word", ["naive", "word"]), ("снова", ["снова"]),
  ])
  func `words are runs of letters and digits`(text: String, words: [String]) {
    #expect(WordScanner.words(text) == words.map { Array($0.utf8) })
  }

  @Test func `bytes that are no text part words`() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x20, 0xED, 0xA0, 0x80, 0x63, 0xF0, 0x9F]
    var words: [[UInt8]] = []
    var scanner = WordScanner()
    bytes.withUnsafeBufferPointer { bytes in
      scanner.forEachWord(in: bytes) { word, _ in
        words.append(Array(word))
        return true
      }
    }
    #expect(words == [[0x61], [0x62], [0x63]])
  }

  @Test func `lengths keep their order and are exact where texts are short`() {
    var last: UInt8 = 0
    for words in Array(0..<5_000) + [100_000, 1 << 40, .max] {
      let code = TextLength.code(words)
      #expect(code >= last)
      #expect(TextLength.words(code) <= words)
      #expect(words >= 32 || words - TextLength.words(code) <= words / 16)
      last = code
    }
  }

  @Test func `sorted keys keep the order of equal ones`() {
    var random = SeededRandom(seed: 3)
    var keys = (0..<5_000).map { UInt64($0) | random.next() % 40_000_000_000 << 18 }
    let expected = keys.enumerated()
      .sorted { ($0.element >> 18, $0.offset) < ($1.element >> 18, $1.offset) }.map(\.element)
    RadixSort.sort(&keys, from: 18)
    #expect(keys == expected)
  }

  @Test func `postings that are cut or changed are damage, never a trap`() throws {
    var keys: [UInt64] = []
    for times in 1...3 {
      for index in 0..<100 {
        keys.append(
          UInt64((3 * index + times) * 700) | UInt64(times) << UInt64(WordPostings.timesBit))
      }
    }
    var classes: [UInt8] = []
    var postings: [UInt8] = []
    keys.withUnsafeBufferPointer {
      WordPostings.write($0, classes: &classes, postings: &postings)
    }
    func read(_ classes: [UInt8], _ postings: [UInt8]) throws -> [Int] {
      var messages: [Int] = []
      for one in try classes.withUnsafeBufferPointer({ try WordPostings.classes($0) }) {
        try postings.withUnsafeBufferPointer {
          try WordPostings.forEachMessage($0, one) { messages.append($0) }
        }
      }
      return messages
    }
    #expect(try read(classes, postings).sorted() == (1...300).map { $0 * 700 })
    var random = SeededRandom(seed: 5)
    for _ in 0..<2_000 {
      var (cut, changed) = (classes, postings)
      cut[Int(random.next() % UInt64(cut.count))] = UInt8(random.next() & 0xFF)
      changed[Int(random.next() % UInt64(changed.count))] = UInt8(random.next() & 0xFF)
      changed.removeLast(Int(random.next() % 4))
      _ = try? read(cut, changed).allSatisfy { $0 < WordPostings.span }
    }
  }

  // Against every message

  private struct Talk {
    let dataset: String
    let id: String
    var turns: [(role: Role, text: String)]
  }

  private static let vocabulary = [
    "sleep", "sleeps", "sleepless", "night", "I'm", "you", "O’Neil", "mother", "café", "Straße",
    "worry",
  ]

  private func talks(_ dataset: String, _ count: Int, _ random: inout SeededRandom) -> [Talk] {
    (0..<count).map { number in
      let turns = (0..<Int(random.next() % 5)).map { _ in
        let words = (0..<Int(random.next() % 9)).map { _ in
          // Rarer towards the end.
          Self.vocabulary[min(10, Int(random.next() % 12) * Int(random.next() % 12) / 8)]
        }
        return (
          [Role.user, .assistant, .other][Int(random.next() % 3)], words.joined(separator: " ")
        )
      }
      return Talk(dataset: dataset, id: "\(dataset)\(number)", turns: turns)
    }
  }

  /// Scores of all messages by the definition, most first.
  private func expected(
    _ texts: [(words: [String], isPrefix: Bool)], _ role: Role?, _ talks: [Talk]
  ) -> [String: Double] {
    var messages: [(name: String, words: [String])] = []
    for talk in talks {
      for (place, turn) in talk.turns.enumerated() where role == nil || turn.role == role {
        let words = WordScanner.words(turn.text).map { String(decoding: $0, as: UTF8.self) }
        messages.append(("\(talk.id)/\(place)", words))
      }
    }
    let mean =
      Double(messages.reduce(0) { $0 + $1.words.count }) / Double(max(1, messages.count))
    var scores: [String: Double] = [:]
    for (words, isPrefix) in texts {
      func fits(_ place: Int, _ word: String) -> Bool {
        isPrefix && place == words.count - 1 ? word.hasPrefix(words[place]) : word == words[place]
      }
      for message in messages where message.words.count >= words.count {
        let stands = (0...message.words.count - words.count).contains { start in
          words.indices.allSatisfy { fits($0, message.words[start + $0]) }
        }
        guard stands else { continue }
        var parts: [(place: Int, key: String)] = []
        for place in words.indices {
          let key = "\(words[place])\(isPrefix && place == words.count - 1)"
          if !parts.contains(where: { $0.key == key }) { parts.append((place, key)) }
        }
        for (place, _) in parts {
          // Of an open ending, messages are counted once for each word that they have.
          let holders = messages.reduce(0) { sum, one in
            sum + Set(one.words.filter { fits(place, $0) }).count
          }
          let count = min(Double(holders), Double(messages.count))
          let times = Double(message.words.count { fits(place, $0) })
          let length = Double(TextLength.words(TextLength.code(message.words.count)))
          let total = Double(messages.count)
          scores[message.name, default: 0] +=
            log(1 + (total - count + 0.5) / (count + 0.5)) * times * 2.2
            / (times + 1.2 * (0.25 + 0.75 * length / max(1, mean)))
        }
      }
    }
    return scores
  }

  private func check(
    _ texts: [(words: [String], isPrefix: Bool)], _ role: Role?, _ talks: [Talk],
    _ workspace: Workspace
  ) throws {
    let written = texts.map { "\"\($0.words.joined(separator: " "))\"" + ($0.isPrefix ? "*" : "") }
    let query =
      "(" + written.joined(separator: " or ") + ")" + (role.map { " role:\($0.rawValue)" } ?? "")
    let scores = expected(texts, role, talks)
    let best = scores.values.sorted(by: >)
    for limit in [1, 5, 1_000] {
      let hits = try workspace.search(workspace.query(query), limit: limit).hits
      #expect(hits.count == min(limit, scores.count), "\(query)")
      for (place, hit) in hits.enumerated() {
        let score = scores["\(hit.externalID)/\(hit.message)"] ?? 0
        #expect(abs(score - best[place]) < 1e-4, "\(query) at \(place)")
      }
    }
    let holders = Set(scores.keys.map { $0.prefix { $0 != "/" } })
    #expect(try workspace.count(workspace.query(query)) == holders.count, "\(query)")
  }

  @Test(arguments: 0..<6)
  func `whatever was loaded, dropped and renamed, search ranks as the definition says`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    let workspace = try Workspace(path: ":memory:")
    var talks: [Talk] = []
    for round in 0..<6 {
      let name = "d\(round)"
      let new = self.talks(name, Int(random.next() % 40), &random)
      try Fixture.load(new.map { Fixture.talk($0.id, $0.turns) }, as: name, into: workspace)
      talks += new
      if random.next() % 3 == 0, let gone = talks.first?.dataset {
        try workspace.remove(dataset: gone)
        talks.removeAll { $0.dataset == gone }
      }
      if random.next() % 3 == 0, let changed = talks.last?.dataset {
        _ = try workspace.setRoles(["user": .assistant], dataset: changed)
        for index in talks.indices where talks[index].dataset == changed {
          for turn in talks[index].turns.indices where talks[index].turns[turn].role == .user {
            talks[index].turns[turn].role = .assistant
          }
        }
      }
      try workspace.buildIndex(span: [1, 7, 32, WordPostings.span][Int(random.next() % 4)])
      for _ in 0..<6 {
        var texts: [(words: [String], isPrefix: Bool)] = []
        for _ in 0...random.next() % 3 {
          let words = (0...random.next() % 2).map { _ in
            String(
              decoding: WordScanner.words(Self.vocabulary[Int(random.next() % 11)])[0],
              as: UTF8.self)
          }
          let text = (words: words, isPrefix: random.next() % 4 == 0)
          // A text given twice counts once.
          if !texts.contains(where: { $0 == text }) { texts.append(text) }
        }
        let role: Role? = random.next() % 3 == 0 ? .user : nil
        try check(texts, role, talks, workspace)
      }
    }
  }

  @Test func `conditions on conversations find hits however far down they rank`() throws {
    let workspace = try Workspace(path: ":memory:")
    var talks = (0..<2_000).map { Fixture.talk("short\($0)", [(.user, "sleep")]) }
    talks.append(Fixture.talk("long", [(.user, "sleep is what I want most"), (.user, "tea")]))
    try Fixture.load(talks, as: "d", into: workspace)
    let hits = try workspace.search(workspace.query("sleep messages>=2"), limit: 3).hits
    #expect(hits.map(\.externalID) == ["long"])
    #expect(try workspace.search(workspace.query("sleep messages>=2"), limit: nil).hits.count == 1)
    #expect(try workspace.search(workspace.query("sleep"), limit: nil).total == 2_001)
  }

  @Test func `very long words are told apart`() throws {
    let workspace = try Workspace(path: ":memory:")
    let stem = String(repeating: "a", count: 400)
    try Fixture.load(
      [Fixture.talk("x", [(.user, stem + "x")]), Fixture.talk("y", [(.user, stem + "y")])],
      as: "d", into: workspace)
    #expect(try Fixture.ids(workspace, stem + "y") == ["y"])
    #expect(try Fixture.ids(workspace, stem).isEmpty)
  }

  @Test func `an index that lies ends a search with a sentence`() throws {
    let folder = try TemporaryFolder()
    for (number, statement) in [
      "UPDATE word_posting SET classes = x'0100'", "UPDATE word_posting SET postings = x''",
      "UPDATE word_posting SET classes = x'0001018080808001'",
      "UPDATE word_segment SET last = 9223372036854775807",
    ].enumerated() {
      let path = folder.file("pe\(number).sqlite")
      try Fixture.workspace(path).buildIndex()
      let queue = try DatabaseQueue(path: path)
      try queue.write { try $0.execute(sql: statement) }
      try queue.close()
      let workspace = try Workspace(path: path)
      let error = try failure { _ = try workspace.count(workspace.query("sleep")) }
      #expect(error.kind == .damaged, "\(statement): \(error)")
      #expect(try workspace.count(workspace.query("sleep")) == 2)
    }
  }
}
