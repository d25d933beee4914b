public import PluginKit

extension ConversationFactory {
  /// What a validator or an exporter has to survive. The ids say what is nasty about each.
  public static let hostile: [Conversation] = [
    Conversation(id: "hostile-no-messages", messages: []),
    make("hostile-only-user", [(true, "I am alone here."), (true, "Is anyone there?")]),
    make("hostile-only-supporter", [(false, "Hello?"), (false, "Tell me what happened.")]),
    Conversation(
      id: "hostile-only-system",
      messages: [Message(role: .system, text: "You are a helpful assistant.")]),
    make("hostile-empty-texts", [(true, ""), (false, ""), (true, ""), (false, "")]),
    make(
      "hostile-blank-texts", [(true, " \t\n"), (false, "\n\n\n"), (true, " "), (false, "\r\n")]),
    make("hostile-one-word", [(true, "sad"), (false, "why?")]),
    make(
      "hostile-huge-turn",
      [
        (true, "I feel stuck."),
        (false, String(repeating: "You feel stuck and tired of all this waiting. ", count: 22_000)),
      ]),
    make(
      "hostile-one-long-word", [(true, "help"), (false, String(repeating: "a", count: 200_000))]),
    make(
      "hostile-ten-thousand-turns",
      (0..<10_000).map { ($0.isMultiple(of: 2), "Turn \($0): you said you cannot sleep.") }),
    make(
      "hostile-no-marks", [(true, "no stop " + alternating), (false, "you feel " + alternating)]),
    make("hostile-only-marks", [(true, "?!?!..."), (false, "...???!!!")]),
    make(
      "hostile-german",
      turns(
        "Ich kann seit Wochen nicht schlafen und weiß nicht mehr weiter.",
        "Das klingt sehr anstrengend, erzählen Sie mir bitte mehr davon.")),
    make("hostile-chinese", turns("我最近一直睡不着觉。", "听起来你很累，可以多说一点吗？")),
    make("hostile-arabic", turns("لا أستطيع النوم منذ أسابيع؟", "هذا يبدو صعبا جدا.")),
    make("hostile-hebrew-mixed", turns("אני עייף and tired מאוד", "you sound עייף מאוד today")),
    make(
      "hostile-emoji",
      turns(
        "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F622}\u{1F3FD}",
        "\u{2764}\u{FE0F} you\u{1F622}feel \u{1F1E9}\u{1F1EA}?")),
    make(
      "hostile-combining",
      turns(
        "e\u{301}e\u{301} so\u{308} Z\u{351}\u{36B}\u{343}alg\u{322}o",
        "you fe\u{301}el so\u{308} tired")),
    make(
      "hostile-control", turns("a\u{1}b\u{7}c\u{1B}[31mred", "you\u{1}feel\u{B}\u{C}\u{7F}sad?")),
    make(
      "hostile-invisible",
      turns("\u{200B}\u{FEFF}I\u{200B}am\u{2060}tired", "\u{202E}you are tired\u{202C}\u{AD}?")),
    make("hostile-numbers", turns("1 2 3 4 5 6 7 8 9 10", "0.5 1e9 -3 100% 7 8 9 10?")),
    make("hostile-apostrophes", turns("'''' don''t 'tis rock'n'roll'", "’’ you’re’ ‘you’")),
    make("hostile-replacement", turns("bad \u{FFFD}\u{FFFD} bytes", "you \u{FFFD}feel\u{FFFD}")),
    make(
      "hostile-same-turn", (0..<40).map { ($0.isMultiple(of: 2), "I understand you feel sad.") }),
    make("hostile-quotes", turns("\"quoted, \\ and\ttabbed\"\n,;", "<b>you</b> & 'feel' `x`\r")),
    hostileMetadata,
  ]

  private static let alternating = String(repeating: "and so on ", count: 500)

  /// Four exchanges of the same two texts.
  private static func turns(_ user: String, _ supporter: String) -> [(isUser: Bool, text: String)] {
    (0..<8).map { ($0.isMultiple(of: 2), $0.isMultiple(of: 2) ? user : supporter) }
  }

  private static let hostileMetadata: Conversation = {
    var conversation = make("hostile \"id\",\n\u{1F622}", turns("I am fine.", "You say fine."))
    conversation.metadata = Metadata([
      ("", .text("")), ("a,b", .text("x\ny")), ("nested", .json("{\"a\":[1,2]}")),
      ("number", .number(-0.0)), ("null", .null), ("flag", .flag(false)),
    ])
    conversation.messages[0].speaker = "O'Brien, \"Pat\""
    conversation.messages[1].metadata = Metadata([("strategy", .text("question"))])
    return conversation
  }()
}
