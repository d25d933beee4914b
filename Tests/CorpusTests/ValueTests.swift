import Corpus
import Testing

@Suite struct `JSON writer` {
  @Test func `nests, separates and escapes`() {
    var writer = JSONWriter()
    writer.object {
      $0.key("a")
      $0.array {
        $0.integer(-1)
        $0.number(0.1)
        $0.number(.nan)
        $0.flag(true)
        $0.null()
        $0.object { _ in }
        $0.array { _ in }
      }
      $0.key("b\"")
      $0.string("tab\t line\n \\ \u{1}\u{1F} é \u{1F622}")
      $0.key("c")
      $0.raw("[1]")
    }
    writer.newline()
    writer.integer(2)
    #expect(
      writer.string
        == #"{"a":[-1,0.1,null,true,null,{},[]],"b\"":"tab\t line\n \\ \u0001\u001f é 😢","c":[1]}"#
        + "\n2")
  }

  @Test func `writes each kind of metadata and starts over after reset`() {
    var writer = JSONWriter()
    writer.array {
      for value: MetadataValue in [
        .text("x"), .integer(1), .number(2.5), .flag(false), .json("{}"), .null,
      ] {
        $0.value(value)
      }
    }
    #expect(writer.string == #"["x",1,2.5,false,{},null]"#)
    writer.reset()
    writer.string("")
    #expect(writer.string == #""""#)
  }
}

@Suite struct `Roles` {
  @Test(arguments: [
    ("Therapist", Role.assistant), ("gpt", .assistant), ("listener", .assistant),
    ("SEEKER", .user), ("human", .user), ("help-seeker", .user), ("Help Seeker", .user),
    ("system", .system), ("function_call", .tool), ("tool-call", .tool),
  ])
  func `are told from the names of the field's corpora`(name: String, role: Role) {
    #expect(Role(speaker: name) == role)
  }

  @Test(arguments: ["", "bob", "therapists"])
  func `are not guessed`(name: String) {
    #expect(Role(speaker: name) == nil)
  }
}

@Suite struct `Metadata entries` {
  @Test func `are the same however many there are`() {
    for count in [3, 16, 17, 400] {
      let given = (0..<count).map { (key: "k\($0)", value: MetadataValue.integer($0)) }
      let twice = Metadata(given + [("k1", .text("new")), ("k1", .text("newest"))])
      #expect(twice.count == count)
      #expect(twice.entries[1].key == "k1" && twice["k1"] == .text("newest"))
      #expect(twice == Metadata(twice.entries.reversed()))
      #expect(twice != Metadata(given))
    }
  }

  @Test func `keeps order, replaces in place and forgets`() {
    var metadata = Metadata([("b", .integer(1)), ("a", .flag(true)), ("b", .integer(2))])
    #expect(metadata.entries.map(\.key) == ["b", "a"])
    #expect(metadata["b"] == .integer(2))
    metadata["b"] = nil
    metadata["missing"] = nil
    #expect(metadata.count == 1 && metadata["b"] == nil)
  }
}

@Suite struct `Seeded random numbers` {
  @Test func `are xoshiro256** seeded through SplitMix64`() {
    var random = SeededRandom(seed: 0)
    let first = (0..<3).map { _ in random.next() }
    #expect(
      first == [11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768])
  }

  @Test func `are the same for a seed and step, and others for another`() {
    func draw(_ seed: UInt64, _ step: String) -> [UInt64] {
      var random = SeededRandom(seed: seed, step: step)
      return (0..<4).map { _ in random.next() }
    }
    #expect(draw(1, "split") == draw(1, "split"))
    #expect(draw(1, "split") != draw(1, "forest"))
    #expect(draw(1, "split") != draw(2, "split"))
  }
}
