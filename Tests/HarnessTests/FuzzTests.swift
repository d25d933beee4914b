import Corpus
import Foundation
import Outcomes
import PluginKit
import Testing

@testable import Commands
@testable import Formats
@testable import Learning
@testable import PluginHost

/// Damaged input of every kind: refused with a sentence or read, never a trap, never for ever.
///
/// Each case follows from its number. `PE_FUZZ=100000` runs that many of each kind, and
/// `PE_FUZZ_SEED` begins elsewhere. The case that is tried lies in the folder of the run.
@Suite struct FuzzTests {
  /// One of each kind of file, with its name.
  static let corpora: [(name: String, text: String)] = [
    (
      "messages.jsonl",
      """
      {"id":"a","topic":"sleep","n":3,"messages":[{"role":"user","content":"I can not sleep"},\
      {"role":"assistant","content":"That sounds hard."}]}
      {"id":"b","meta":{"x":1.5,"y":{"z":true}},"messages":[{"role":"user","content":["a",{"type":\
      "text","text":"b"}]},{"role":"tool","content":null,"tool_calls":[{"id":1}]}]}
      """
    ),
    (
      "nested.json",
      """
      {"set":{"name":"n","talks":[{"id":"t1","dialog":[{"speaker":"seeker","text":"hello"},\
      {"speaker":"supporter","text":"hi"}]},{"id":"t2","dialog":[]}]},"version":2}
      """
    ),
    (
      "pairs.json",
      #"[{"prompt":"so","response":"yes","score":0.5},{"prompt":"why","response":"because"}]"#
    ),
    (
      "instances.jsonl",
      #"{"id":1,"prompt":"so","history":["a","b"],"instances":[{"response":"x"},{"response":"y"}]}"#
    ),
    (
      "transcript.jsonl", #"{"id":"t","transcript":"Client: I am sad.\nTherapist: Tell me more."}"#
    ),
    (
      "turns.csv",
      "session_id,turn,speaker,utterance,label\n1,1,client,\"I said \"\"no\"\"\",x\n1,2,therapist,ok,y\n"
    ),
    ("pairs.tsv", "prompt\tresponse\nso\tyes\n\"a\nb\"\tc\n"),
    (
      "columns.json",
      #"{"question":{"0":"a","1":"b"},"answer":{"0":"c","1":"d"},"n":{"0":1,"1":null}}"#
    ),
    ("split.json", #"{"columns":["user","assistant"],"index":[0,1],"data":[["a","b"],["c","d"]]}"#),
    ("members.json", #"{"c1":{"messages":[{"role":"user","content":"a"}]},"c2":{"messages":[]}}"#),
  ]

  private func fail(_ what: String, seed: UInt64, _ error: any Error) {
    Issue.record("\(what), case \(seed): \(error)")
  }

  @Test(arguments: corpora.map(\.name))
  func `a damaged corpus is read or refused`(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let whole = Array(try #require(Self.corpora.first { $0.name == name }).text.utf8)
    var read = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(300)) {
      var mutator = Mutator(seed: seed)
      let path = try program.write(mutator.damaged(whole), to: name)
      let start = ContinuousClock.now
      do {
        let file = try CorpusFile.open(path)
        _ = try file.read { batch in
          read += batch.conversations.count
          for conversation in batch.conversations {
            #expect(!conversation.id.utf8.contains(0), "case \(seed)")
            for message in conversation.messages {
              #expect(!message.text.utf8.contains(0), "case \(seed)")
            }
          }
        }
      } catch let error as FormatError {
        #expect(!error.message.isEmpty, "case \(seed)")
      } catch {
        fail(name, seed: seed, error)
      }
      #expect(ContinuousClock.now - start < .seconds(20), "case \(seed) of \(name)")
    }
    #expect(read > 0, "nothing was ever read")
  }

  @Test func `a damaged script is run or refused, line by line`() throws {
    let script = Array(
      """
      pe 1  # made by hand
      load sample.jsonl
      = conversations 85
      select good overall>=0.5 and not topic:sleep
      validate dataset:sample --using empathy
      = overall.mean 0.6 +-2%
      stats overall by topic where "my mother" role:user
      sql "select count(*) from message"
      ! no such
      define x = share("glad", /proud of (you|that)/) role:assistant
      ~ 1.8s
      """.utf8)
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(2_000)) {
      var mutator = Mutator(seed: seed)
      let text = String(decoding: mutator.damaged(script), as: UTF8.self)
      do {
        let script = try Script(parsing: text, path: "script.pe")
        for step in script.steps { _ = try? ParsedLine(line: step.command) }
        _ = SplitLine(text)
      } catch {
        #expect(!error.message.isEmpty, "case \(seed)")
      }
    }
  }

  @Test func `a damaged answer of a plugin is read or blamed`() throws {
    let description = try PluginDescription(
      json: """
        {"pe_plugin":1,"kind":"validator","name":"odd","version":"1","summary":"s","metrics":[\
        {"name":"odd","summary":"s"},{"name":"even","summary":"s"}]}
        """)
    let conversation = Conversation(
      id: "a",
      messages: [
        Message(role: .user, text: "I can not sleep, ünd 👩‍👩‍👧"), Message(role: .assistant, text: ""),
      ])
    let answer = Array(
      """
      {"id":"a","scores":{"odd":0.5,"even":{"value":0.25,"low":0.1,"high":0.4}},"evidence":[{"metric":\
      "odd","message":0,"start":2,"end":5,"contribution":0.5,"label":"x"}]}
      """.utf8)
    let reader = AnswerReader(description)
    let parser = JSONParser()
    var read = 0
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(4_000)) {
      var mutator = Mutator(seed: seed)
      let bytes = mutator.damaged(answer)
      let assessment = try? parser.parse(copying: bytes) { value throws(BrokenReason) in
        try? reader.read(value, of: conversation)
      }
      if let assessment {
        read += 1
        for piece in assessment.evidence {
          let text = conversation.messages[piece.message].text
          #expect(piece.range.upperBound <= text.utf8.count, "case \(seed)")
        }
      }
    }
    #expect(read > 0)
  }

  @Test func `a damaged hello of a plugin is understood or refused`() throws {
    let hello = Array(
      """
      {"pe_plugin":1,"kind":"validator","name":"odd","version":"1","summary":"s","metrics":[{"name":\
      "odd","summary":"s","range":[0,1],"better":"higher"}],"options":[{"name":"n","default":"1"}]}
      """.utf8)
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(3_000)) {
      var mutator = Mutator(seed: seed)
      _ = try? PluginDescription(json: String(decoding: mutator.damaged(hello), as: UTF8.self))
    }
  }

  /// What a program made, damaged, and given back to it.
  private func damage(
    _ name: String, of program: Program, count: Int, keepingStart: Int = 0,
    _ look: (inout Mutator) -> String
  ) throws {
    let whole = program.bytes(name)
    try #require(!whole.isEmpty)
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(count)) {
      var mutator = Mutator(seed: seed)
      let damaged =
        whole.prefix(keepingStart) + mutator.damaged(Array(whole.dropFirst(keepingStart)))
      try program.write(Array(damaged), to: "damaged-" + name)
      let end = try program.run(look(&mutator))
      if let objection = end.objection {
        Issue.record("\(name), case \(seed): \(objection)")
      }
    }
  }

  @Test func `a damaged workspace is used or refused`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.corpora[0].text, to: "messages.jsonl")
    try #require(try program.run("load messages.jsonl").status == 0)
    try #require(try program.run("validate").status == 0)
    try #require(try program.run("search sleep").status == 0)
    let looks = [
      "datasets", "show sleep", "search sleep", "stats", "validate", "why a", "export o.md --force",
      "sql 'pragma integrity_check'", "load messages.jsonl --name other", "drop messages",
      "history",
    ]
    // The first hundred bytes say that it is a workspace; elsewhere damage goes deeper.
    try damage("pe.sqlite", of: program, count: 30, keepingStart: 100) { mutator in
      for suffix in ["-wal", "-shm", "-journal"] {
        try? FileManager.default.removeItem(
          atPath: program.folder + "/damaged-pe.sqlite" + suffix)
      }
      return "-w damaged-pe.sqlite " + looks[mutator.number(below: looks.count)]
    }
  }

  @Test func `a damaged model is imported or refused`() throws {
    let program = try Program()
    defer { program.remove() }
    let lines = (0..<40).map { number in
      let word = number % 2 == 0 ? "glad" : "sad"
      return
        #"{"id":"c\#(number)","mood":"\#(word)","messages":[{"role":"user","content":"I feel \#(word) today \#(number)"}]}"#
    }
    try program.write(lines.joined(separator: "\n"), to: "moods.jsonl")
    try #require(try program.run("load moods.jsonl").status == 0)
    let training = try program.run("train fine --label mood --features tfidf --model logistic")
    try #require(training.status == 0, "\(training.errors)")
    try #require(try program.run("model export fine model.pemodel").status == 0)
    let whole = program.bytes("model.pemodel")
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(15)) {
      var mutator = Mutator(seed: seed)
      // Under a right checksum, so that what is behind it is reached.
      let body = Array(whole[19..<whole.count - 64])
      let damaged = seed % 5 == 0 ? mutator.damaged(whole) : ModelFile.sealed(mutator.damaged(body))
      try program.write(damaged, to: "m\(seed).pemodel")
      let end = try program.run("model import m\(seed).pemodel")
      if let objection = end.objection { Issue.record("case \(seed): \(objection)") }
      guard end.status == 0 else { continue }
      for look in ["model info m\(seed)", "predict m\(seed)"] {
        if let objection = try program.run(look).objection {
          Issue.record("case \(seed), \(look): \(objection)")
        }
      }
    }
  }

  @Test func `damaged lines typed or piped end with a sentence`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.corpora[0].text, to: "sample.jsonl")
    let script = Array(
      """
      load sample.jsonl
      validate --using empathy
      select good empathy>=0.1 or sleep
      show @good not topic:sleep --limit 2
      search "can not" role:user
      stats empathy by topic
      sql select role, count(*) from message group by 1
      why a empathy
      help query
      """.utf8)
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(25)) {
      var mutator = Mutator(seed: seed)
      let end = try program.run("-w :memory:", input: mutator.damaged(script))
      if let objection = end.objection { Issue.record("case \(seed): \(objection)") }
    }
    for seed in first..<first + UInt64(Mutator.count(10)) {
      var mutator = Mutator(seed: seed)
      let lines = mutator.damaged(Array(Self.corpora[0].text.utf8))
      let end = try program.run("-w :memory: score --stdin --using empathy", input: lines)
      if let objection = end.objection { Issue.record("filter, case \(seed): \(objection)") }
      let asked = lines.split(separator: 0x0A).filter { line in
        line.contains { ![0x20, 0x09, 0x0D].contains($0) }
      }
      let answers = end.output.split(separator: "\n").count
      #expect(answers == asked.count, "filter, case \(seed)")
    }
  }
}
