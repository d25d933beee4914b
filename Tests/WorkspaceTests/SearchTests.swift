import PluginKit
import Testing

@testable import Workspace

@Suite struct SearchTests {
  private func found(_ hit: SearchHit) -> [String] {
    let bytes = Array(hit.snippet.text.utf8)
    return hit.snippet.ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `hits name the message and the words`() throws {
    let workspace = try Fixture.workspace()
    let result = try workspace.search(workspace.query("sleep"), limit: 10)
    #expect(result.total == 2)
    #expect(Set(result.hits.map(\.externalID)) == ["a1", "a2"])
    for hit in result.hits { #expect(found(hit) == ["sleep"]) }
    let narrowed = try workspace.search(workspace.query("sleep role:assistant"), limit: 10)
    #expect(narrowed.hits.map(\.externalID) == ["a2"])
    #expect(narrowed.hits.first?.message == 1)
    #expect(narrowed.hits.first?.role == .assistant)
  }

  @Test func `messages with more of the words come first`() throws {
    let workspace = try Workspace(path: ":memory:")
    let talks = [
      Fixture.talk("one", [(.user, "tea in the morning is what I drink most of the time")]),
      Fixture.talk("both", [(.user, "tea and rain")]),
    ]
    try Fixture.load(talks, as: "d", into: workspace)
    let result = try workspace.search(workspace.query("tea or rain"), limit: 10)
    #expect(result.hits.map(\.externalID) == ["both", "one"])
    #expect(found(result.hits[0]) == ["tea", "rain"])
    #expect(try workspace.search(workspace.query("tea or rain"), limit: 1).hits.count == 1)
  }

  @Test func `ranges and snippets end on characters`() throws {
    let workspace = try Workspace(path: ":memory:")
    let family = "👨‍👩‍👧‍👦"
    let filler = String(repeating: "\(family)é", count: 60)
    let text = "\(filler) needle1\u{FE0F}\u{20E3} \(filler) Nee\u{301}dle \(filler)"
    try Fixture.load([Fixture.talk("x", [(.user, text)])], as: "d", into: workspace)
    let result = try workspace.search(workspace.query("needle*"), limit: 1)
    let hit = try #require(result.hits.first)
    #expect(!hit.snippet.text.contains("\u{FFFD}"))
    #expect(hit.snippet.isCutBefore && hit.snippet.isCutAfter)
    let inside = Set(Highlight.boundaries(hit.snippet.text))
    #expect(!hit.snippet.ranges.isEmpty)
    for range in hit.snippet.ranges {
      #expect(inside.contains(range.lowerBound) && inside.contains(range.upperBound))
      let word = String(decoding: Array(hit.snippet.text.utf8)[range], as: UTF8.self)
      #expect(word.lowercased().hasPrefix("nee"))
    }
  }

  @Test func `a short message is its own snippet`() throws {
    let workspace = try Fixture.workspace()
    let hit = try #require(
      try workspace.search(workspace.query("\"about work\" role:user"), limit: 1).hits.first)
    #expect(hit.snippet.text == "I cannot sleep and I worry about work.")
    #expect(!hit.snippet.isCutBefore && !hit.snippet.isCutAfter)
    #expect(found(hit) == ["about work"])
  }

  @Test func `a query without a word to search for is refused`() throws {
    let workspace = try Fixture.workspace()
    for text in ["rating>3", "-sleep", "all"] {
      let error = try failure { _ = try workspace.search(workspace.query(text), limit: 3) }
      #expect(error.kind == .badQuery(offset: 0))
    }
  }

  @Test func `the index grows by what is new and is told of progress`() throws {
    let workspace = try Fixture.workspace()
    #expect(try workspace.indexPending() == 8)
    #expect(try workspace.needsIndex(workspace.query("sleep")))
    #expect(try !workspace.needsIndex(workspace.query("topic:sleep")))
    var told: [Int] = []
    try workspace.buildIndex { done, all in
      told.append(done)
      #expect(all == 8)
    }
    #expect(told == [8])
    #expect(try workspace.indexPending() == 0)
    try Fixture.load([Fixture.talk("b", [(.user, "sleep")])], as: "b", into: workspace)
    #expect(try workspace.indexPending() == 1)
    #expect(try workspace.count(workspace.query("sleep")) == 3)
    try workspace.remove(dataset: "b")
    #expect(try workspace.count(workspace.query("sleep")) == 2)
  }

  @Test(arguments: [
    ("失眠", ["zh"], "失眠"), ("😀", ["smile"], "😀"), ("ไม่หลับ", ["th"], "ไม่หลับ"),
    ("\"fine 😀\"", ["smile"], "Fine 😀"), ("100%😀", [], ""), ("眠れ role:user", ["ja"], "眠れ"),
  ])
  func `what no word of the index begins with is found in the texts`(
    query: String, expected: [String], words: String
  ) throws {
    let workspace = try Workspace(path: ":memory:")
    try Fixture.load(
      [
        Fixture.talk("zh", [(.user, "我最近总是失眠，很累。")]),
        Fixture.talk("ja", [(.assistant, "なぜ"), (.user, "夜眠れない")]),
        Fixture.talk("th", [(.user, "ฉันนอนไม่หลับเลย")]),
        Fixture.talk("smile", [(.user, "Am I fine? Fine 😀 thanks 100_😀")]),
      ], as: "d", into: workspace)
    #expect(try Fixture.ids(workspace, query) == expected)
    let hits = try workspace.search(workspace.query(query), limit: 5).hits
    #expect(hits.map(\.externalID) == expected)
    if let hit = hits.first { #expect(found(hit).contains(words)) }
  }

  @Test func `signs and words in one query rank what has both first`() throws {
    let workspace = try Workspace(path: ":memory:")
    try Fixture.load(
      [
        Fixture.talk("sign", [(.user, "well 😴")]), Fixture.talk("word", [(.user, "I am tired")]),
        Fixture.talk("both", [(.user, "so TIRED 😴")]), Fixture.talk("none", [(.user, "hello")]),
      ], as: "d", into: workspace)
    let hits = try workspace.search(workspace.query("tired or 😴"), limit: 5).hits
    #expect(hits.map(\.externalID) == ["both", "sign", "word"])
    #expect(found(hits[0]) == ["TIRED", "😴"])
    #expect(try Fixture.ids(workspace, "tired -😴") == ["word"])
  }

  @Test func `a long message is searched up to the first words alone`() throws {
    let workspace = try Workspace(path: ":memory:")
    let filler = String(repeating: "Größe über alles, ", count: 4_000)
    try Fixture.load(
      [
        Fixture.talk("long", [(.user, filler + "ein Schläfchen am Tag. " + filler)]),
        Fixture.talk("many", [(.user, String(repeating: "Ein Schlaf. ", count: 20_000))]),
      ], as: "d", into: workspace)
    let long = try #require(
      try workspace.search(workspace.query("\"ein schlaf\"* id:long"), limit: 1).hits.first)
    #expect(found(long) == ["ein Schläfchen"])
    #expect(long.snippet.isCutBefore && long.snippet.isCutAfter)
    #expect(long.snippet.text.contains("am Tag."))
    let many = try #require(
      try workspace.search(workspace.query("schlaf id:many"), limit: 1).hits.first)
    #expect(found(many).first == "Schlaf" && many.snippet.text.utf8.count <= 220)
    #expect(!many.snippet.isCutBefore)
  }

  @Test func `the finder knows words as the index does`() throws {
    let workspace = try Workspace(path: ":memory:")
    let texts = [
      "Café au lait", "CAFE", "cafe\u{301}s", "naïve, naïveté", "don't stop", "state-of-the-art",
      "x²", "Straße", "ÅNGSTRÖM units", "snake_case", "a.b", "№5", "tea-time at 5pm",
    ]
    try Fixture.load(
      texts.enumerated().map { Fixture.talk("t\($0)", [(.user, $1)]) }, as: "d", into: workspace)
    for query in [
      "cafe", "café*", "naive", "\"don t\"", "\"of the\"", "angstrom", "case", "\"tea time\"",
      "5pm",
      "stras*", "b", "stop",
    ] {
      let resolved = try workspace.query(query)
      let finder = TextFinder(resolved.resolved.texts.map(\.text))
      let indexed = Set(try workspace.search(resolved, limit: 99).hits.map(\.externalID))
      let seen = Set(
        texts.indices.filter { !finder.ranges(in: texts[$0]).isEmpty }.map { "t\($0)" })
      #expect(seen == indexed, "\(query)")
    }
  }
}
