import PluginKit
import Testing

@testable import Formats

private func talks(_ loaded: Loaded) -> [[String]] {
  loaded.conversations.map { $0.messages.map { "\($0.role.rawValue):\($0.text)" } }
}

/// Lists of records in a wrapper, which are no turns of one talk.
@Suite struct WrapperTests {
  @Test(arguments: [
    #"{"train":[{"prompt":"a","response":"b"}],"test":[{"prompt":"c","response":"d"}]}"#,
    #"{"schema":{"fields":[]},"data":[{"index":0,"question":"a","answer":"b"},{"index":1,"question":"c","answer":"d"}]}"#,
    #"{"version":2,"data":[{"user":"a","assistant":"b"},{"user":"c","assistant":"d"}]}"#,
    #"{"rows":[{"human":"a","assistant":"b"},{"human":"c","assistant":"d"}]}"#,
  ])
  func `pairs in a wrapper are a conversation each`(text: String) throws {
    let loaded = try Loaded(text, name: "t.json")
    #expect(talks(loaded) == [["user:a", "assistant:b"], ["user:c", "assistant:d"]])
  }

  @Test func `exchanges of one talk stay one conversation`() throws {
    let loaded = try Loaded(
      #"{"id":"x","exchanges":[{"user":"a","assistant":"b"},{"user":"c","assistant":"d"}]}"# + "\n")
    #expect(talks(loaded) == [["user:a", "assistant:b", "user:c", "assistant:d"]])
    let members = try Loaded(
      #"{"d1":[{"user":"a","assistant":"b"},{"user":"c","assistant":"d"}],"d2":[{"user":"e","assistant":"f"}]}"#,
      name: "t.json")
    #expect(members.ids == ["d1", "d2"] && talks(members)[0].count == 4)
  }

  @Test func `messages of a channel are one conversation with their senders`() throws {
    let loaded = try Loaded(
      #"[{"type":"message","user":"U1","text":"hi","ts":"1700000000.1"},"#
        + #"{"type":"message","subtype":"channel_join","user":"U3","text":"joined","ts":"1700000001.1"},"#
        + #"{"type":"message","user":"U2","text":"yo","ts":"1700000002.1"}]"#, name: "channel.json")
    #expect(loaded.conversations.count == 1)
    #expect(loaded.conversations[0].messages.map(\.speaker) == ["U1", "U2"])
    #expect(loaded.conversations[0].messages.map(\.text) == ["hi", "yo"])
    #expect(loaded.report.notes.contains { $0.what.hasPrefix("a line of the program itself") })
  }

  @Test func `a transcript in a text file is read by whatever names when that is asked`() throws {
    let text =
      "Interviewer: How are you?\nParticipant: Low.\nI sleep badly.\nInterviewer: Since when?\n"
    let loaded = try Loaded(text, name: "talk.txt", ReadOptions(format: "chat"))
    #expect(
      loaded.conversations[0].messages.map(\.speaker) == [
        "Interviewer", "Participant", "Interviewer",
      ])
    #expect(loaded.conversations[0].messages[1].text == "Low.\nI sleep badly.")
  }

  @Test func `what a table needs is told with the option`() throws {
    let tilde = try error(
      "session_id~speaker~text\ns1~client~hi, you\ns1~coach~yo\n", name: "t.csv")
    #expect(tilde.hint.hasPrefix("--delimiter \"~\""))
    let caret = try Loaded(
      "session_id^speaker^text\ns1^client^hi, you\ns1^coach^yo\n", name: "t.csv")
    #expect(caret.talk == ["user:hi, you", "assistant:yo"])
    let merged = #expect(throws: FormatError.self) {
      _ = try Loaded("session_id,speaker,text\ns1,client,a\n,coach,b\n,client,c\n", name: "t.csv")
    }
    #expect(merged?.hint.contains("Fill it down") == true)
  }

  @Test(arguments: [
    (
      ["2024-01-01T09:00:00Z", "2024-01-01T10:00:00+02:00", "2024-01-01T08:30:00-05:00"], [1, 0, 2]
    ),
    (["1/13/2024 10:00", "1/12/2024 10:00", "2/1/2024 09:00"], [1, 0, 2]),
    (["10", "9", "1e1"], [1, 0, 2]), (["9:05", "8:59", "10:00"], [1, 0, 2]),
    // Of these nobody can say: the order of the file stays.
    (["3/2/2024", "2/3/2024", "4/1/2024"], [0, 1, 2]), (["last", "2", "first"], [0, 1, 2]),
    (["1b", "2", "1a"], [2, 0, 1]),
  ])
  func `turns of JSON are ordered by what their times mean`(
    times: [String], order: [Int]
  ) throws {
    let lines = times.enumerated().map { place, time in
      #"{"conversation_id":"c","role":"user","content":"\#(place)","timestamp":"\#(time)"}"#
    }
    let loaded = try Loaded(lines.joined(separator: "\n") + "\n")
    #expect(loaded.conversations[0].messages.map(\.text) == order.map { "\($0)" })
    let isTold = loaded.report.notes.contains { $0.what.hasSuffix("the order of the file stays") }
    #expect(isTold == (order == [0, 1, 2]))
  }

  @Test func `contents of parts are messages`() throws {
    let loaded = try Loaded(
      #"{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"model","parts":[{"text":"y"}]}]}"#
        + "\n")
    #expect(talks(loaded) == [["user:x", "assistant:y"]])
  }

  @Test(arguments: ["shift_jis", "gb18030"])
  func `text of another script is not taken for Latin`(encoding: String) throws {
    // 我睡不着觉了 in GBK, 眠れません in Shift JIS.
    let bytes: [UInt8] =
      encoding == "gb18030"
      ? [0xCE, 0xD2, 0xCB, 0xAF, 0xB2, 0xBB, 0xD7, 0xC5, 0xBE, 0xF5, 0xC1, 0xCB]
      : [0x96, 0xB0, 0x82, 0xEA, 0x82, 0xDC, 0x82, 0xB9, 0x82, 0xF1]
    let text =
      Array("session_id,speaker,text\ns1,client,".utf8) + bytes + Array("\ns1,coach,ok\n".utf8)
    let file = try TemporaryFile(text, name: "t.csv")
    let refusal = #expect(throws: FormatError.self) { _ = try Loaded(file) }
    #expect(refusal?.hint.contains(encoding) == true)
    let loaded = try Loaded(file, ReadOptions(encoding: encoding))
    let said = encoding == "gb18030" ? "我睡不着觉了" : "眠れません"
    #expect(loaded.conversations[0].messages[0].text == said)
  }

  @Test func `a header of unknown names below other lines is told with its columns`() throws {
    let preamble = "Export of the week\nNight line\n\n"
    let rows = "Case;Who;Said\n1;Guest;hello there\n1;Host;hi\n2;Guest;so tired\n"
    let refusal = try error(preamble + rows, name: "t.csv")
    #expect(refusal.message.contains("Case, Who, Said"))
    #expect(refusal.hint.hasPrefix("--skip 3 --map id=NAME"))
    let loaded = try Loaded(
      preamble + rows, name: "t.csv",
      ReadOptions(map: ["id": "Case", "speaker": "Who", "text": "Said"], skippedLines: 3))
    #expect(loaded.ids == ["1", "2"] && loaded.conversations[0].messages.count == 2)
  }
}
