import Foundation
import Testing

/// Programs that speak the protocol, rightly and wrongly.
@Suite(.enabled(if: Program.has("python3"))) struct ProtocolTests {
  /// A Python validator called `odd` whose answer to one conversation is the expression `answer`, of
  /// `c`, the conversation.
  private static func script(
    answer: String, before: String = "", hello: String = "hello"
  ) -> String {
    """
    import json, sys
    \(before)
    hello = {"pe_plugin": 1, "kind": "validator", "name": "odd", "version": "1",
             "summary": "for a test", "metrics": [{"name": "odd", "range": [0, 100000]}]}
    print(json.dumps(\(hello)), flush=True)
    sys.stdin.readline()
    print('{"ready": true}', flush=True)
    for line in sys.stdin:
        c = json.loads(line)
        good = {"id": c["id"], "scores": {"odd": len(c["messages"])}}
        answer = (\(answer)) if c["id"] == "ps-007" else good
        print(answer if isinstance(answer, str) else json.dumps(answer), flush=True)
    """
  }

  @Test(arguments: [
    (#"{"id": "ps-008", "scores": {"odd": 1}}"#, "it answered 'ps-008' when asked 'ps-007'"),
    (#"{"id": c["id"], "scores": {"odd": float("nan")}}"#, "NaN"),
    (#"{"id": c["id"], "scores": {"odd": -5}}"#, "outside 0.0…100000.0"),
    (#"{"id": c["id"], "scores": {"even": 1}}"#, "gave no 'odd'"),
    (#"{"id": c["id"]}"#, "no object 'scores'"),
    (#""these are words""#, "answered what is not valid JSON"),
    (#"{"id": c["id"], "error": "no model for it"}"#, "no model for it"),
    (
      #"{"id": c["id"], "scores": {"odd": 1}, "evidence": [{"metric": "odd", "message": 99, "start": 0, "end": 1}]}"#,
      "outside the text"
    ),
    ("sys.exit(3)", "ended with exit status 3"),
    ("1 / 0", "division by zero"),
  ])
  func `an answer that cannot be used costs its conversation alone`(
    answer: String, reason: String
  ) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    // Evidence is asked for where it is checked, which a run over a corpus does not do.
    try program.write(Self.script(answer: answer), to: "odd.py")
    let added = try program.run("plugin", "add", "odd.py")
    #expect(added.status == 0, "\(added.said)")
    let run = try program.run("validate", "--using", "odd")
    #expect(run.status == 0, "\(run.said)")
    #expect(run.output.contains("1 failed"), "\(run.said)")
    let log = try program.run("--mode", "csv", "plugin", "log", "odd")
    #expect(log.output.contains("ps-007") && log.output.contains(reason), "\(log.said)")
  }

  @Test(arguments: [
    ("import not_a_module_anywhere", "hello", "No module named 'not_a_module_anywhere'"),
    ("print('good morning')", "hello", "its first line is no hello: 'good morning'"),
    ("", #"{"kind": "validator"}"#, "its first line is no hello"),
    ("", #"dict(hello, pe_plugin=9)"#, "version 9 of the protocol"),
    ("", #"dict(hello, name="Odd One")"#, "its name is 'Odd One'"),
    ("", #"dict(hello, metrics=[])"#, "lists no metrics"),
    ("", #"dict(hello, kind="oracle")"#, "its kind is 'oracle'"),
    ("sys.exit(7)", "hello", "exit status 7"),
  ])
  func `a program that does not begin as agreed is not added`(
    before: String, hello: String, reason: String
  ) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.script(answer: "good", before: before, hello: hello), to: "odd.py")
    let result = try program.run("plugin", "add", "odd.py")
    #expect(result.status == 3, "\(result.said)")
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(try program.run("plugin", "list").output.contains("none"))
  }

  @Test func `characters are counted as Python does, and options reach the script`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(
      #"{"id":"a","messages":[{"role":"user","content":"müde 😢 glad"}]}"# + "\n",
      to: "talk.jsonl")
    #expect(try program.run("plugin", "new", "warm_words", "--python").status == 0)
    let text = program.text(of: "warm_words.py")
      .replacing("== \"assistant\"", with: "== \"user\"")
      .replacing("\"turns\": \"supporter\"", with: "\"turns\": \"seeker\"")
      .replacing("\\b(i['’]?m", with: "\\b(glad|i['’]?m")
    try program.write(text, to: "warm_words.py")
    #expect(try program.run("load", "talk.jsonl").status == 0)
    let added = try program.run("plugin", "add", "warm_words.py")
    #expect(added.status == 0, "\(added.said)")
    let why = try program.run("--json", "why", "a", "warm_words")
    #expect(why.output.contains("glad"), "\(why.said)")
    let bad = try program.run(
      "validate", "--using", "warm_words", "--option", "warm_words.minimum_turns=many")
    #expect(bad.status == 3)
    #expect(bad.errors.contains("minimum_turns=many is not a whole number"), "\(bad.errors)")
    let good = try program.run(
      "validate", "--using", "warm_words", "--option", "warm_words.minimum_turns=5")
    #expect(good.status == 0, "\(good.said)")
  }

  @Test func `a worker that ends after its answer costs nothing`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    let script =
      Self.script(answer: "good")
      + "\n    if c[\"id\"] in (\"ps-007\", \"ps-020\"): import os; os._exit(3)\n"
    try program.write(script, to: "odd.py")
    let inProcess = try program.run("plugin", "add", "odd.py", "--in-process")
    #expect(inProcess.status == 1 && inProcess.errors.contains("only Swift code"))
    let added = try program.run("plugin", "add", "odd.py")
    #expect(added.status == 0, "\(added.said)")
    let run = try program.run("validate", "--using", "odd")
    #expect(run.output.contains("85 computed") && !run.output.contains("failed"), "\(run.said)")
  }

  @Test func `what failed is told, and tried again when asked`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    let model = program.folder + "/model"
    let answer =
      #"good if __import__("os").path.exists("\#(model)") else {"id": c["id"], "error": "no model"}"#
    try program.write(Self.script(answer: answer), to: "odd.py")
    #expect(try program.run("plugin", "add", "odd.py").status == 0)
    #expect(try program.run("validate", "--using", "odd").output.contains("1 failed"))
    try program.write("weights", to: "model")
    let again = try program.run("validate", "--using", "odd")
    #expect(again.output.contains("1 of 85 failed before"), "\(again.said)")
    let retried = try program.run("validate", "--using", "odd", "--retry")
    #expect(retried.output.contains("1 computed") && !retried.output.contains("failed"))
  }

  @Test func `an interrupt keeps what a slow plugin has finished`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    let script = Self.script(answer: "good") + "\n    __import__('time').sleep(0.2)\n"
    try program.write(script, to: "odd.py")
    #expect(try program.run("plugin", "add", "odd.py").status == 0)
    let process = try program.start(["validate", "--using", "odd"])
    usleep(4_000_000)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let kept = try program.run("--mode", "csv", "sql", "select count(odd) from conversation_scores")
    let count = kept.output.split(separator: "\n").last.flatMap { Int($0) } ?? 0
    #expect((4..<85).contains(count), "\(kept.said)")
  }

  @Test func `a closed input is an empty one`() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("-w", ":memory:", "score", "--stdin", limits: "exec <&-")
    #expect(result.status == 0 && result.output.isEmpty, "\(result.said)")
  }

  @Test func `a program in any language is a plugin when it can be run`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("#!/usr/bin/env python3\n" + Self.script(answer: "good"), to: "odd")
    #expect(try program.run("plugin", "add", "odd").errors.contains("chmod +x"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.folder + "/odd")
    let added = try program.run("plugin", "add", "odd")
    #expect(added.status == 0, "\(added.said)")
  }
}
