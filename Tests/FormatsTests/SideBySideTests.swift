import Corpus
import PluginKit
import Testing

@testable import Formats

private func talks(_ loaded: Loaded) -> [[String]] {
  loaded.conversations.map { $0.messages.map { "\($0.role.rawValue)/\($0.speaker):\($0.text)" } }
}

private func told(_ loaded: Loaded, _ beginning: String) -> Bool {
  loaded.report.notes.contains { $0.what.hasPrefix(beginning) }
}

private let sleep =
  #"[{"speaker":"client","text":"I lie awake"},{"speaker":"coach","text":"Since?"}]"#
private let work = #"[{"speaker":"client","text":"My boss"},{"speaker":"coach","text":"Go on"}]"#
private let sleepTalk = ["user/client:I lie awake", "assistant/coach:Since?"]
private let workTalk = ["user/client:My boss", "assistant/coach:Go on"]

/// Several talks, or both sides of one, that stand side by side in a record.
@Suite struct SideBySideTests {
  @Test(arguments: [
    (#"{"dialogs":[\#(sleep),\#(work)]}"#, ["1/dialogs/0", "1/dialogs/1"]),
    (
      #"{"id":"s","conversations":[\#(sleep),\#(work)]}"#,
      ["s/conversations/0", "s/conversations/1"]
    ),
    (#"{"data":{"ann":\#(sleep),"bo":\#(work)}}"#, ["ann", "bo"]),
    (#"{"version":2,"# + "\n" + #""data":{"ann":\#(sleep),"bo":\#(work)}}"#, ["ann", "bo"]),
    (#"{"train":{"ann":\#(sleep)},"test":{"ann":\#(work)}}"#, ["train", "test"]),
    (#"{"id":"p","day1":\#(sleep),"day2":\#(work)}"#, ["p/day1", "p/day2"]),
  ])
  func `talks in one record are a conversation each`(text: String, ids: [String]) throws {
    let loaded = try Loaded(text, name: "t.json")
    #expect(loaded.ids == ids)
    #expect(talks(loaded) == [sleepTalk, workTalk])
    #expect(
      loaded.conversations.allSatisfy { $0.metadata["bo"] == nil && $0.metadata["day2"] == nil })
  }

  @Test func `talks by name in lines of JSON are a conversation each, too`() throws {
    let loaded = try Loaded(
      #"{"ann":\#(sleep),"bo":\#(work)}"# + "\n" + #"{"cy":\#(work),"di":\#(sleep)}"#)
    #expect(loaded.ids == ["1/ann", "1/bo", "2/cy", "2/di"])
    #expect(talks(loaded) == [sleepTalk, workTalk, workTalk, sleepTalk])
  }

  @Test func `lists of turns in a list under a word for one talk are one, and it is told`() throws {
    let loaded = try Loaded(#"{"messages":[\#(sleep),\#(work)]}"#)
    #expect(talks(loaded) == [sleepTalk + workTalk])
    #expect(told(loaded, "lists of turns within a list"))
  }

  @Test(arguments: [1, 3])
  func `a preference is read alike whether it is alone or not`(count: Int) throws {
    let line =
      #"{"prompt":[{"role":"system","content":"s"},{"role":"user","content":"q"}],"#
      + #""chosen":[{"role":"assistant","content":"kind"}],"rejected":[{"role":"assistant","content":"cold"}]}"#
    let loaded = try Loaded(Array(repeating: line, count: count).joined(separator: "\n"))
    #expect(
      talks(loaded)
        == Array(
          repeating: ["system/system:s", "user/user:q", "assistant/assistant:kind"], count: count))
    #expect(loaded.conversations.allSatisfy { $0.metadata["rejected"] != nil })
  }

  @Test func `parts of one talk that are lists of texts are no talks`() throws {
    let refused = try error(#"{"context":["x","y"],"chosen":["v"],"rejected":["w"]}"# + "\n")
    #expect(refused.message.contains("no conversations were found"))
    let lists = try Loaded(#"{"conversations":[["x","y"],["v","w"]]}"# + "\n")
    #expect(lists.conversations.count == 1 && told(lists, "lists of turns within a list"))
  }

  @Test func `what is chosen may repeat what was asked`() throws {
    let answers =
      #""chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"kind"}],"#
      + #""rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"cold"}]"#
    let talk = [["user/user:q", "assistant/assistant:kind"]]
    let same = try Loaded(#"{"prompt":"q",\#(answers)}"#)
    #expect(talks(same) == talk && same.conversations[0].metadata["prompt"] == nil)
    let other = try Loaded(#"{"prompt":"Human: q","# + answers + "}")
    #expect(talks(other) == talk && other.conversations[0].metadata["prompt"] == .text("Human: q"))
    #expect(talks(try Loaded("{\(answers)}")) == talk)
  }

  @Test func `speakers in a list beside the texts are theirs`() throws {
    let loaded = try Loaded(
      #"{"id":"a","utterances":["x","y","z"],"speakers":["coach","client","client"]}"# + "\n"
        + #"{"id":"b","utterances":["x","y"],"speakers":["coach","client","coach"]}"#)
    #expect(
      talks(loaded) == [
        ["assistant/coach:x", "user/client:y", "user/client:z"],
        ["user/user:x", "assistant/assistant:y"],
      ])
    #expect(loaded.conversations[0].metadata["speakers"] == nil)
    #expect(loaded.conversations[1].metadata["speakers"] != nil)
    #expect(
      loaded.report.notes.map(\.what).contains { $0.hasPrefix("speakers that are not as many") })
    let columns = try Loaded(
      #"{"id":"a","turns":{"text":["x","y"],"role":["assistant","user"]}}"# + "\n")
    #expect(talks(columns) == [["assistant/assistant:x", "user/user:y"]] && columns.ids == ["a"])
    let numbers = try Loaded(#"{"dialog":["x","y","z"],"speaker_ids":[1,0,0]}"# + "\n")
    #expect(numbers.conversations[0].messages.map(\.speaker) == ["1", "0", "0"])
  }

  @Test func `strings in turn without speakers are told`() throws {
    let loaded = try Loaded(#"{"dialog":["x","y"]}"# + "\n")
    #expect(talks(loaded) == [["user/user:x", "assistant/assistant:y"]])
    #expect(told(loaded, "turns without a speaker"))
  }

  @Test func `turns written into a string are turns`() throws {
    let loaded = try Loaded(
      #"{"id":"w","messages":"[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"y\"}]"}"#
        + "\n")
    #expect(talks(loaded) == [["user/user:x", "assistant/assistant:y"]] && loaded.ids == ["w"])
  }
}

/// Two answers to one prompt.
@Suite struct ComparedAnswersTests {
  @Test func `two answers in a table are two conversations of one group`() throws {
    let loaded = try Loaded(
      "id,model_a,model_b,prompt,response_a,response_b,winner\n"
        + #"7,m,n,"[""q"",""r""]","[""x"",""y""]","[""v"",null]",a"# + "\n"
        + "8,m,n,plain,[x] is,v,b\n", name: "arena.csv")
    #expect(loaded.ids == ["7/a", "7/b", "8/a", "8/b"])
    #expect(
      talks(loaded) == [
        ["user/user:q", "assistant/assistant:x", "user/user:r", "assistant/assistant:y"],
        ["user/user:q", "assistant/assistant:v", "user/user:r"],
        ["user/user:plain", "assistant/assistant:[x] is"],
        ["user/user:plain", "assistant/assistant:v"],
      ])
    let first = loaded.conversations[1].metadata
    #expect(
      first["group"] == .text("7") && first["side"] == .text("b") && first["model"] == .text("n"))
    #expect(first["winner"] == .text("a") && first["response_a"] == nil)
    #expect(told(loaded, "two answers to one prompt") && told(loaded, "answers that are missing"))
  }

  @Test(arguments: [
    #"{"id":7,"prompt":"q","response_a":"x","response_b":"v"}"#,
    #"{"id":7,"prompt":["q"],"response_a":["x"],"response_b":["v"]}"#,
    #"{"id":7,"prompt":"[\"q\"]","response_a":"[\"x\"]","response_b":"[\"v\"]"}"#,
    #"{"id":7,"question":[{"role":"user","content":"q"}],"answer_a":"x","answer_b":"v"}"#,
  ])
  func `two answers in JSON are, too`(line: String) throws {
    let loaded = try Loaded(line + "\n")
    #expect(loaded.ids == ["7/a", "7/b"])
    #expect(
      loaded.conversations.map { $0.messages.map { "\($0.role.rawValue):\($0.text)" } } == [
        ["user:q", "assistant:x"], ["user:q", "assistant:v"],
      ])
  }

  @Test(arguments: ["response1,response2", "answer_0,answer_1", "Response A,Response B"])
  func `they may be told apart in other ways`(names: String) throws {
    let loaded = try Loaded("prompt,\(names)\nq,x,v\n", name: "t.csv")
    #expect(loaded.conversations.map { $0.messages.map(\.text) } == [["q", "x"], ["q", "v"]])
  }

  @Test func `lists of texts on both sides of a pair are turns`() throws {
    let loaded = try Loaded(
      "prompt,response\n" + #""[""q"",""r""]","[""x"",""y""]""# + "\n", name: "t.csv")
    #expect(loaded.talk == ["user:q", "assistant:x", "user:r", "assistant:y"])
  }
}

/// What turns are put in order by, and transcripts in one text.
@Suite struct OrderAndTranscriptTests {
  @Test(arguments: [
    "Turn #", "turn#", "Turn No.", "turnNumber", "Message #", "Line Number", "#", "No.",
    "Sequence Number",
    "Msg #",
  ])
  func `a number of turns is known however it is called`(name: String) throws {
    let loaded = try Loaded(
      "conversation_id,\(name),speaker,text\nc,2,coach,y\nc,1,client,x\n", name: "t.csv")
    #expect(loaded.talk == ["user:x", "assistant:y"])
    #expect(loaded.conversations[0].messages[0].metadata.entries.isEmpty)
  }

  @Test func `a column named for talk is the text beside speakers, and the whole talk without`()
    throws
  {
    let rows = try Loaded(
      "session_id,Timestamp,Speaker,Dialogue\ns,10:01,Coach,y\ns,10:00,Client,x\n", name: "t.csv")
    #expect(rows.talk == ["user:x", "assistant:y"])
    let whole = try Loaded("id,name,dialogue\n1,Ann,\"Client: x\nCoach: y\"\n", name: "t.csv")
    #expect(whole.talk == ["user:x", "assistant:y"])
    let alone = try error("Timestamp,Speaker,Dialogue\n10:00,Client,x\n", name: "t.csv")
    #expect(alone.hint.contains("add a column"))
  }

  @Test(arguments: ["Turn #", "turnNumber", "Msg No."])
  func `so it is in turns of JSON`(name: String) throws {
    let lines = [2, 1].map {
      #"{"conversation_id":"c","role":"user","text":"\#($0)","\#(name)":\#($0)}"#
    }
    let loaded = try Loaded(lines.joined(separator: "\n"))
    #expect(loaded.conversations[0].messages.map(\.text) == ["1", "2"])
    #expect(loaded.conversations[0].messages[0].metadata.entries.isEmpty)
  }

  @Test func `turns of JSON without a place stay behind the turn before them, told`() throws {
    func line(_ text: String, _ turn: String) -> String {
      #"{"conversation_id":"c","role":"user","text":"\#(text)","turn":\#(turn)}"#
    }
    let loaded = try Loaded(
      [line("0", "null"), line("3", "3"), line("3b", "null"), line("1", "1")]
        .joined(separator: "\n"))
    #expect(loaded.conversations[0].messages.map(\.text) == ["0", "1", "3", "3b"])
    #expect(told(loaded, "turns without a place in the order"))
    let few = try Loaded(
      [line("a", "2"), line("b", "null"), line("c", "null"), line("d", "1"), line("e", "null")]
        .joined(separator: "\n"))
    #expect(few.conversations[0].messages.map(\.text) == ["a", "b", "c", "d", "e"])
    #expect(told(few, "most turns have no place under 'turn'"))
  }

  @Test(arguments: [
    ("A: hi B: hello A: bye", ["other/A:hi", "other/B:hello", "other/A:bye"]),
    (
      "Client: I cry. Therapist: Note: go on. Client: It hurts: a lot.",
      ["user/Client:I cry.", "assistant/Therapist:Note: go on.", "user/Client:It hurts: a lot."]
    ),
    ("user: hi bot: hello", ["user/user:hi", "assistant/bot:hello"]),
    (
      "Speaker 1: hi Speaker 2: hello Speaker 1: bye",
      ["other/Speaker 1:hi", "other/Speaker 2:hello", "other/Speaker 1:bye"]
    ),
  ])
  func `turns in one line are parted, and it is told`(text: String, talk: [String]) throws {
    for loaded in [
      try Loaded(text + "\n", name: "t.txt"), try Loaded(#"{"transcript":"\#(text)"}"# + "\n"),
    ] {
      #expect(talks(loaded) == [talk])
      #expect(told(loaded, "turns of one line"))
    }
  }

  @Test func `a text in which several talk is told where it stays one message`() throws {
    let loaded = try Loaded(#"{"text":"Ann: hi\nBo: hello\nAnn: bye"}"# + "\n")
    #expect(loaded.conversations[0].messages.count == 1)
    #expect(told(loaded, "texts in which several speakers seem to talk"))
    let prose = try Loaded(#"{"text":"Note: I slept: badly. Then: I rose."}"# + "\n")
    #expect(prose.conversations[0].messages.count == 1 && prose.report.notes.isEmpty)
  }

  @Test func `a colon without a space parts a known name from what is said`() throws {
    let loaded = try Loaded("CLIENT:low\nTHERAPIST:at 10:30\nCLIENT:yes\n", name: "t.txt")
    #expect(
      talks(loaded) == [["user/CLIENT:low", "assistant/THERAPIST:at 10:30", "user/CLIENT:yes"]])
  }

  @Test func `initials of therapist and client are their roles`() throws {
    let loaded = try Loaded("T: How so?\nC: Low.\nT: Since when?\n", name: "t.txt")
    #expect(talks(loaded) == [["assistant/T:How so?", "user/C:Low.", "assistant/T:Since when?"]])
    let others = try Loaded("T: a\nC: b\nX: c\nT: d\n", name: "t.txt")
    #expect(others.conversations[0].messages.allSatisfy { $0.role == .other })
  }

  @Test func `names in bold begin turns`() throws {
    let loaded = try Loaded(
      "# Session\n\n**Therapist:** How so?\n\n**Client**: Low.\nVery **low**.\n", name: "t.md")
    #expect(talks(loaded) == [["assistant/Therapist:How so?", "user/Client:Low.\nVery **low**."]])
    #expect(told(loaded, "headings above"))
  }

  @Test(arguments: [
    ("turn1.client,turn1.coach,turn2.client", "x,y,z"),
    ("Input.client1,Input.coach1,Input.client2", "x,y,z"), ("client1,client2,coach1", "x,z,y"),
  ])
  func `columns of turns are in the order of their numbers`(header: String, row: String) throws {
    let loaded = try Loaded("id,\(header)\nc,\(row)\n", name: "t.csv")
    #expect(loaded.talk == ["user:x", "assistant:y", "user:z"])
  }

  @Test(arguments: [
    #"{"user_message":"x","bot_reply":"y"}"#, #"{"instruction":"x","chosen":"y","rejected":"n"}"#,
    #"{"session":"s","who":"client","says":"x"}"# + "\n"
      + #"{"session":"s","who":"coach","says":"y"}"#,
    #"{"dialogue":[{"who":"client","said":"x"},{"who":"coach","said":"y"}]}"#,
  ])
  func `names that the field uses are known`(text: String) throws {
    #expect(try Loaded(text + "\n").talk == ["user:x", "assistant:y"])
  }
}
