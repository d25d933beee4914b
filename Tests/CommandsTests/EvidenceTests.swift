import Corpus
import Engine
import Outcomes
import Synchronization
import Testing

@testable import Commands

/// Evidence: told of one conversation, gathered over many, marked by a person; and comparisons.
@Suite struct EvidenceTests {
  private func scoredDesk() async throws -> Desk {
    let desk = try Desk()
    try await desk.work("load \(samples)/peer-support.jsonl", "validate")
    return desk
  }

  private func transcript(_ outcome: Outcome) throws -> Transcript {
    guard case .transcript(let transcript)? = outcome.exhibits.first else {
      throw Failure(.failed, "no transcript")
    }
    return transcript
  }

  @Test func `why tells scores first, then the whole talk, with one number a piece`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("why ps-001")
    let shown = try transcript(outcome)
    #expect(shown.beginsWithScores && shown.scores.first?.metric == "overall")
    #expect(shown.turns.contains { $0.role == .user })
    #expect(shown.turns.map(\.index) == Array(shown.turns.indices))
    let empathy = try #require(shown.scores.first { $0.metric == "empathy" })
    let cause = try #require(empathy.causes.first)
    // The number of a cause stands at its words in the talk as well.
    let marks = shown.turns.flatMap { turn in turn.marks.map { (turn.index, $0) } }
    #expect(cause.contains(", turn "))
    #expect(!marks.isEmpty)
    #expect(outcome.notes.last?.contains("overall, by the profile's weights") == true)
    // Places in bytes are for those who ask.
    #expect(outcome.exhibits.count == 1)
    #expect(try await desk.work("why ps-001 --ranges").exhibits.count == 2)
    let one = try await desk.work("why ps-001 empathy")
    #expect(one.notes.last?.hasSuffix("what they did to empathy") == true)
    await desk.close()
  }

  @Test func `one turn is told with the turn before it`() async throws {
    let desk = try await scoredDesk()
    let outcome = try await desk.work("why ps-001 --turn 3")
    #expect(try transcript(outcome).turns.map(\.index) == [2, 3])
    let evidence = outcome.tables[1]
    #expect(evidence.rows.allSatisfy { $0[1] == .integer(3) })
    let failure = try await desk.fail("why ps-001 --turn 500")
    #expect(failure.code == .usage && failure.message.contains("--turn takes 0 to"))
    await desk.close()
  }

  @Test func `a label is found everywhere, drawn the same again, and marked`() async throws {
    let desk = try await scoredDesk()
    let all = try await desk.work("evidence \"open question\"")
    let sightings = try #require(all.number("sightings"))
    #expect(sightings > 20 && all.tables[0].rows.count == Int(sightings))
    // As many as 'why' tells of one conversation, each words once.
    let why = try await desk.work("why ps-001 --ranges").tables[1]
    let label = try #require(why.columns.firstIndex { $0.name == "label" })
    let open = Set(
      why.rows.filter { $0[label] == .text("open question") }.map { "\($0[1...3])" })
    let of = try await desk.work("evidence \"open question\" id:ps-001")
    #expect(of.tables[0].rows.count == open.count && !open.isEmpty)
    let drawn = try await desk.work("evidence \"open question\" --sample 5 --seed 7").tables[0]
    let again = try await desk.work("evidence \"open question\" --sample 5 --seed 7").tables[0]
    let other = try await desk.work("evidence \"open question\" --sample 5 --seed 8").tables[0]
    #expect(drawn.rows.count == 5 && drawn.rows == again.rows && drawn.rows != other.rows)

    let marked = try await desk.work(
      "evidence \"open question\" --sample 5 --seed 7 --mark yyn-y")
    #expect(marked.number("marked") == 4 && marked.number("precision") == 0.75)
    // Wilson's interval of 3 of 4 (statsmodels 0.14: proportion_confint(3, 4, method="wilson")).
    #expect(abs((marked.number("precision.low") ?? 0) - 0.300642) < 1e-5)
    #expect(abs((marked.number("precision.high") ?? 0) - 0.954413) < 1e-5)
    // A mark that is given anew takes the place of the first.
    let changed = try await desk.work("evidence \"open question\" --sample 5 --seed 7 --mark --y")
    #expect(changed.number("marked") == 4 && changed.number("precision") == 1)
    let counts = try await desk.work("validators").tables.last
    #expect(counts?.rows.first?.prefix(3) == [.text("open question"), .integer(4), .integer(4)])
    let view = try await desk.work("sql select label, words, is_right from evidence").tables[0]
    #expect(view.rows.count == 4)
    await desk.close()
  }

  @Test func `marks survive a load of the data anew, and a replay makes them again`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "evidence \"open question\" --sample 4 --mark ynyy", "drop peer-support",
      "load \(samples)/peer-support.jsonl", "validate")
    #expect(try await desk.work("evidence").tables[0].rows.first?[1] == .integer(4))
    try await desk.work("save \(desk.folder)/s.pe")
    #expect(try desk.text(of: "s.pe").contains("--mark ynyy"))
    let replay = try await desk.work("replay \(desk.folder)/s.pe")
    #expect(replay.notes.contains("SAME"))
    await desk.close()
  }

  @Test func `a key marks each sighting, is kept at once, and stands in the script`() async throws {
    let desk = try await scoredDesk()
    let line = "evidence \"open question\" --sample 4 --mark"
    // Where nobody presses keys it is said how marks are given.
    #expect(try await desk.fail(line).hint.contains("--mark yyn-y"))
    let keys = Keys("yxn ubu?nq")
    var interpreter = desk.interpreter
    interpreter.askKey = { text, _ in keys.press(text) }
    let outcome = try #require(await interpreter.execute(line: line)).outcome
    // y; x is no key; n; skip; back to the third, back to the second, which is open again; n; q.
    #expect(outcome.failure == nil && outcome.number("marked") == 2)
    #expect(outcome.number("precision") == 0.5 && outcome.text("marks") == "yn")
    let pages = keys.pages
    #expect(pages[0].contains("1 of 4") && pages[0].contains("none marked"))
    #expect(pages[1].contains("2 of 4") && pages[1].contains("1 of 1 right"))
    #expect(pages.count == 7 && pages[5].contains("2 of 4"))
    #expect(try await desk.work("evidence").tables[0].rows.count == 1)

    // The rest is asked about the next time, and what was answered stays when keys end.
    let rest = Keys("y")
    interpreter.askKey = { text, _ in rest.press(text) }
    let second = try #require(await interpreter.execute(line: line)).outcome
    #expect(second.number("marked") == 3 && second.text("marks") == "--y")
    #expect(rest.pages[0].contains("1 of 2"))

    try await desk.work("save \(desk.folder)/s.pe")
    let script = try desk.text(of: "s.pe")
    #expect(script.contains("--sample 4 --mark yn\n") && script.contains("--mark --y\n"))
    #expect(try await desk.work("replay \(desk.folder)/s.pe").notes.contains("SAME"))
    // A later session brings the marks back.
    let later = try desk.at("w.sqlite")
    try await later.work("stats overall", "save \(desk.folder)/t.pe")
    #expect(try desk.text(of: "t.pe").contains("--mark yn\n"))
    #expect(try await later.work("replay \(desk.folder)/t.pe").notes.contains("SAME"))
    await desk.close()
  }

  @Test func `diff says what it lacks, and takes a limit`() async throws {
    let desk = try await scoredDesk()
    let failure = try await desk.fail("diff ps-001")
    #expect(failure.message.contains("compares two") && failure.hint.contains("diff ps-001 OTHER"))
    #expect(try await desk.fail("diff ps-9999").message.contains("no validator"))
    #expect(try await desk.fail("diff @before @after").hint == "diff empathy @before @after")
    let short = try await desk.work("diff ps-001 ps-002 --limit 3")
    #expect(short.tables[1].rows.count == 3 && short.notes.contains { $0.hasPrefix("3 of ") })
    #expect(try await desk.work("diff ps-001 ps-002").tables[1].rows.count > 3)
    await desk.close()
  }

  @Test func `labels that nothing has, and marks that fit nothing, are told`() async throws {
    let desk = try await scoredDesk()
    #expect(try await desk.fail("evidence \"opn question\"").hint.contains("open question"))
    #expect(try await desk.fail("evidence \"open question\" --mark x").message.contains("'x'"))
    let many = try await desk.fail("evidence \"open question\" --sample 2 --mark yyyyy")
    #expect(many.message == "5 marks for 2 sightings")
    #expect(try await desk.fail("evidence \"open question\" --sample 0").code == .usage)
    #expect(try await desk.work("evidence").tables[0].rows.isEmpty)
    await desk.close()
  }

  @Test func `two conversations are compared turn by turn`() async throws {
    let desk = try Desk()
    let turns = { (end: String) in
      """
      "messages":[{"role":"user","content":"I cannot sleep at night"},\
      {"role":"assistant","content":"What goes through your mind then?"},\
      {"role":"user","content":"\(end)"}]
      """
    }
    let path = try desk.write(
      """
      {"id":"a","messages":[{"role":"user","content":"Hello"},{"role":"user","content":"I cannot \
      sleep at night"},{"role":"assistant","content":"What goes through your mind then?"}]}
      {"id":"b",\(turns("Mostly work"))}
      """, to: "two.jsonl")
    try await desk.work("load \(path)")
    let outcome = try await desk.work("diff a b")
    #expect(outcome.number("same") == 2)
    #expect(outcome.number("first_only") == 1 && outcome.number("second_only") == 1)
    #expect(
      outcome.tables[1].rows.map { $0[0] }
        == [.text("first only"), .text("same"), .text("same"), .text("second only")])
    #expect(try await desk.fail("diff a c").message.contains("'c'"))
    await desk.close()
  }

  @Test func `what moved between two signatures is told, most first`() async throws {
    let desk = try await scoredDesk()
    #expect(try await desk.fail("diff empathy").message.contains("one signature alone"))
    try await desk.work(
      "define tired = share(\"sleep\")", "validate --using tired",
      "define tired = share(\"sleep\", \"night\", \"work\")", "validate --using tired")
    let outcome = try await desk.work("diff tired --limit all")
    let moved = try #require(outcome.number("moved"))
    let changes = outcome.tables[1].rows.compactMap { row -> Double? in
      if case .number(let change)? = row.last { abs(change) } else { nil }
    }
    #expect(moved > 3 && changes.count == Int(moved))
    #expect(changes == changes.sorted(by: >))
    let same = try await desk.work("diff tired @before @after --limit 1")
    #expect(same.tables[1].rows.count == 1)
    #expect(try await desk.fail("diff tired @zz @after").message.contains("'zz'"))
    await desk.close()
  }

  @Test func `the view of turns is read by dataset and id without a pass`() async throws {
    let desk = try await scoredDesk()
    let rows = try await desk.work(
      "sql select position, role, text from turn where id = 'ps-001' order by position"
    ).tables[0].rows
    let shown = try await desk.work("show ps-001").tables[0].rows
    #expect(rows.map { $0[2] } == shown.map { $0[3] })
    let plan = try await desk.work(
      "sql explain query plan select t.text from turn t where t.dataset = 'peer-support' "
        + "and t.id = 'ps-001'"
    ).tables[0].rows
    let steps = plan.compactMap { row -> String? in
      if case .text(let text)? = row.last { text } else { nil }
    }
    #expect(!steps.contains { $0.hasPrefix("SCAN m") }, "\(steps)")
    await desk.close()
  }
}

/// Keys that a person presses, and what she saw before each.
private final class Keys: Sendable {
  private let state: Mutex<(keys: [Unicode.Scalar], seen: [String])>

  init(_ keys: String) { state = Mutex((Array(keys.unicodeScalars), [])) }

  var pages: [String] { state.withLock { $0.seen.filter { !$0.isEmpty } } }

  func press(_ text: String) -> Unicode.Scalar? {
    state.withLock { state in
      state.seen.append(text)
      return state.keys.isEmpty ? nil : state.keys.removeFirst()
    }
  }
}
