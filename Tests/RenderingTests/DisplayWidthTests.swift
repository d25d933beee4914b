import Rendering
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
    ("👩‍👩‍👧", 2), ("🇫🇷", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("😮‍💨", 2), ("👍🏽", 2), ("✓", 1),
    ("\u{200B}", 0), ("\u{1112}\u{1161}\u{11AB}", 2), ("क्", 1), ("–…█", 3), ("한\u{301}", 2),
  ])
  func `columns are counted per grapheme`(_ text: String, _ width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test func `a prefix never cuts a wide character in half`() {
    #expect(prefix("日本語", columns: 5).text == "日本")
    #expect(prefix("日本語", columns: 5).width == 4)
    #expect(prefix("e\u{301}a", columns: 1).text == "e\u{301}")
    #expect(prefix("日", columns: 1).text.isEmpty)
  }

  @Test(arguments: [
    ("plain", "plain"), ("\u{1B}[31mred", "␛[31mred"), ("bell\u{7}", "bell␇"), ("\u{7F}", "␡"),
    ("\u{9B}2J", "\u{FFFD}2J"), ("a\u{202E}b", "ab"), ("a\r\nb\rc\nd", "a↵b↵c↵d"), ("a\tb", "a b"),
    ("👩‍👩‍👧", "👩‍👩‍👧"), ("\u{0}", "␀"), ("a\u{2028}b", "a↵b"), ("\u{FEFF}x", "x"),
  ])
  func `controls become signs and tricks of direction are dropped`(_ text: String, _ shown: String)
  {
    #expect(visible(text, newline: "↵") == shown)
  }

  @Test func `without pictures controls are written with carets`() {
    #expect(visible("\u{1B}[2J\u{7F}\u{9B}", signs: .carets) == "^[[2J^??")
  }
}
