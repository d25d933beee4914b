import PluginKit
import Testing

@testable import Formats

@Test(arguments: [
  "[01.02.24, 10:00:01] Mia: hello\nsecond line\n\u{200E}[01.02.24, 10:00:05] Mia joined\n[01.02.24, 10:00:09] Counselor: hi: you\n",
  "2/1/24, 10:00\u{202F}PM - Mia: hello\nsecond line\n2/1/24, 10:01 PM - Mia joined\n2/1/24, 10:02 PM - Counselor: hi: you",
  "2024-02-01 10:00 - Mia: hello\r\nsecond line\r\n2024-02-01 10:00 - Mia joined\r\n2024-02-01 10:01 - Counselor: hi: you\r\n",
])
func `a messenger's text file is a conversation`(_ text: String) throws {
  let loaded = try Loaded(text, name: "night talk.txt")
  #expect(loaded.detection.format == "chat")
  #expect(loaded.ids == ["night talk"])
  #expect(loaded.talk == ["other:hello\nsecond line", "assistant:hi: you"])
  #expect(loaded.conversations[0].messages[0].speaker == "Mia")
  #expect(loaded.conversations[0].messages[0].metadata["time"] != nil)
  #expect(loaded.report.notes.map(\.kind) == [.leftOut])
}

@Test func `a text file of named lines is a transcript`() throws {
  let loaded = try Loaded(
    "Therapist: How are you?\nClient: Low.\nI do not sleep.\n\nTherapist: Since when?\n",
    name: "a.txt")
  #expect(
    loaded.talk == [
      "assistant:How are you?", "user:Low.\nI do not sleep.", "assistant:Since when?",
    ])
}

@Test func `prose in a text file is refused`() throws {
  let failure = try error("Dear diary,\ntoday: nothing.\n", name: "a.txt")
  #expect(failure.kind != .interrupted)
}

@Test func `SubRip is read with its speakers, and what one says in a row is one turn`() throws {
  let loaded = try Loaded(
    """
    1
    00:00:01,000 --> 00:00:02,500
    Therapist: Good
    morning.

    2
    00:00:02,500 --> 00:00:04,000
    Therapist: How are you?

    3
    00:00:05,000 --> 00:00:07,000
    <i>Client: He said: no.</i>

    """, name: "s.srt")
  #expect(loaded.detection.format == "subtitles")
  #expect(loaded.ids == ["s"])
  #expect(loaded.talk == ["assistant:Good morning. How are you?", "user:He said: no."])
  #expect(
    loaded.conversations[0].messages[0].metadata
      == Metadata([("start", .text("00:00:01,000")), ("end", .text("00:00:04,000"))]))
}

@Test func `WebVTT is read with its voices`() throws {
  let loaded = try Loaded(
    """
    WEBVTT - talk

    NOTE a remark

    cue-1
    00:01.000 --> 00:02.000 align:start
    <v Ann Lee>Hello <b>you</b></v>

    00:03.000 --> 00:04.000
    <v.loud Bo>Hi</v>
    """, name: "s.vtt")
  #expect(loaded.conversations[0].messages.map(\.speaker) == ["Ann Lee", "Bo"])
  #expect(loaded.talk == ["other:Hello you", "other:Hi"])
}
