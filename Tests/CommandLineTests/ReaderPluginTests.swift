import Foundation
import Testing

/// Readers that a user writes, in processes of their own.
@Suite struct ReaderPluginTests {
  private let talk = """
    # one
    Ann: I can not sleep.
    Supporter: What keeps you awake?
    no turn at all
    # two
    Bo: Hello?

    """

  @Test(arguments: [[], ["--python"]])
  func `a new reader works as it is`(language: [String]) throws {
    guard language.isEmpty || Program.has("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    let new = try program.run(arguments: ["plugin", "new", "minutes", "--reader"] + language)
    #expect(new.status == 0, "\(new.said)")
    let file = language.isEmpty ? "minutes.swift" : "minutes.py"
    let added = try program.run("plugin", "add", file)
    #expect(added.status == 0, "\(added.said)")
    let tested = try program.run("plugin", "test", "minutes")
    #expect(tested.status == 0, "\(tested.said)")
    #expect(tested.output.contains("0 failed"))
    #expect(try program.run("plugin", "list").output.contains("reader"))
    #expect(try program.run("formats").output.contains("minutes"))

    // By its ending, and packed; the host sends what it unpacked.
    try program.write(talk, to: "talk.minutes.txt")
    let loaded = try program.run("load", "talk.minutes.txt")
    #expect(loaded.status == 0, "\(loaded.said)")
    #expect(loaded.output.contains("2 conversations"), "\(loaded.said)")
    #expect(loaded.output.contains("1 broken"))
    let info = try program.run("info", "talk-minutes")
    #expect(info.output.contains("no turn of a conversation"), "\(info.said)")
    // By its name, with an option, from standard input.
    let piped = try program.run(
      "load", "-", "--name", "piped", "--format", "minutes", "--option", "supporter=Ann",
      input: talk)
    #expect(piped.status == 0, "\(piped.said)")
    let shown = try program.run("--json", "sql", "select role from message where speaker = 'Ann'")
    #expect(shown.output.contains("assistant") && shown.output.contains("user"), "\(shown.said)")
    // More than one answer is long.
    let long = String(repeating: talk, count: 12_000)
    try program.write(long, to: "long.minutes.txt")
    let many = try program.run("load", "long.minutes.txt", "--format", "minutes")
    #expect(many.output.contains("24,000 conversations"), "\(many.said)")
  }

  @Test(arguments: [
    ("raise ValueError('lost')", "lost"),
    ("import time; time.sleep(60)", "gave no answer"),
    ("answer({'conversations': [{'line': 1, 'conversation': 7}]}); continue", "cannot be used"),
    ("answer({'refuse': 'page 3 is missing', 'hint': 'scan it'}); continue", "page 3 is missing"),
  ])
  func `a reader that goes wrong ends in a sentence, and nothing is stored`(
    body: String, words: String
  ) throws {
    guard Program.has("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    _ = try program.run("plugin", "new", "minutes", "--reader", "--python")
    let added = try program.run("plugin", "add", "minutes.py")
    #expect(added.status == 0, "\(added.said)")
    let source = program.text(of: "minutes.py")
    // Files of the contract do not hold the word that sets it off.
    let broken = source.replacing(
      "    ends = \"finish\" in request\n",
      with: "    ends = \"finish\" in request\n"
        + "    if b'trigger' in base64.b64decode(request.get('bytes', '')):\n        \(body)\n")
    #expect(broken != source)
    try program.write(broken, to: "minutes.py")
    #expect(try program.run("plugin", "add", "minutes.py").status == 0)
    try program.write(talk + "Ann: trigger\n", to: "talk.minutes.txt")
    let script = "set plugin-seconds 1\nload talk.minutes.txt --name talk\n"
    let loaded = try program.run(input: script)
    #expect(loaded.status == 3, "\(loaded.said)")
    #expect(loaded.errors.contains(words), "\(loaded.said)")
    #expect(try !program.run("datasets").output.contains("talk"))
  }

  @Test func `a transcript of TalkBank is read`() throws {
    guard Program.has("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    let plugin = samples + "/../../Plugins/chat_transcript.py"
    #expect(try program.run("plugin", "add", plugin).status == 0)
    try program.write(
      "@UTF8\n@Begin\n@Participants:\tPAR Participant, THE Therapist\n@Date:\t01-FEB-2024\n"
        + "*THE:\thow are you ?\n*PAR:\t&-uh not [/] not well .\n%com:\tsighs\n@End\n",
      to: "first.cha")
    let loaded = try program.run("load", "first.cha")
    #expect(loaded.status == 0, "\(loaded.said)")
    let shown = try program.run("show", "first")
    #expect(shown.output.contains("uh not not well."), "\(shown.said)")
    #expect(shown.output.contains("how are you?"))
  }
}
