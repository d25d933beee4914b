import Foundation
import Outcomes
import Rendering
import Testing

@Suite struct MachineTextTests {
  private func render(_ outcome: Outcome, _ mode: OutputMode) -> String {
    Renderer(mode: mode, terminal: .plain()).text(outcome)
  }

  @Test func `an outcome is one JSON object on one line`() {
    var outcome = Outcome(command: "load")
    outcome.measures = [
      Measure("dataset", text: "a\"b"), Measure("conversations", 133), Measure("m", .nan, .score),
      Measure("share", 0.25, .share),
    ]
    outcome.tables = [
      Table(
        "t", [.init("id", .text), .init("n", .integer), .init("x", .number), .init("f", .boolean)],
        rows: [[.text("\u{1B}\u{9B}\u{7F}"), .integer(1), .number(0.5), .flag(true)], [.null]])
    ]
    outcome.artifacts = [Artifact(path: "p", rows: 2, sha256: "ab")]
    outcome.notes = ["n"]
    #expect(
      json(outcome)
        == #"{"command":"load","status":"ok","measures":{"conversations":133,"#
        + #""m":null,"share":0.25},"labels":{"dataset":"a\"b"},"tables":[{"name":"t","columns":[{"name":"id","type":"text"},"#
        + #"{"name":"n","type":"integer"},{"name":"x","type":"number"},"#
        + #"{"name":"f","type":"boolean"}],"rows":[["\u001b\u009b\u007f",1,0.5,true],[null]]}],"#
        + #""artifacts":[{"path":"p","rows":2,"sha256":"ab"}],"notes":["n"]}"#)
  }

  @Test func `a failure is in the JSON`() {
    let outcome = Outcome(
      command: "load", failure: Failure(.precondition, "no such file", hint: "look"))
    #expect(
      json(outcome).hasSuffix(
        #""notes":[],"error":{"code":"precondition","message":"no such file","hint":"look"}}"#))
    #expect(json(outcome).contains(#""status":"error""#))
  }

  @Test(arguments: 0..<60)
  func `JSON of any outcome parses`(_ seed: Int) throws {
    var texts = HardTexts(seed: UInt64(seed))
    let outcome = texts.outcome()
    let text = json(outcome)
    #expect(!text.contains("\n"))
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "command", "status", "measures", "labels", "tables", "artifacts", "notes",
      ])
    #expect(object["command"] as? String == outcome.command)
    let tables = try #require(object["tables"] as? [[String: Any]])
    #expect((tables[0]["rows"] as? [[Any]])?.count == outcome.tables[0].rows.count)
  }

  @Test func `CSV has the first table with all digits`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table(
        "t",
        [.init("a,b", .text), .init("x", .number), .init("n", .integer), .init("f", .boolean)],
        rows: [
          [.text("say \"hi\"\nthere"), .number(0.1), .integer(9699), .flag(false)],
          [.text(""), .null, .null, .null], [.text(" pad")],
        ]),
      Table("other", [.init("z", .text)]),
    ]
    #expect(
      render(outcome, .csv)
        == "\"a,b\",x,n,f\n\"say \"\"hi\"\"\nthere\",0.1,9699,false\n\"\",,,\n\" pad\",,,\n")
    outcome.tables = []
    outcome.measures = [Measure("conversations", 133), Measure("dataset", text: "a")]
    #expect(render(outcome, .csv) == "measure,value\nconversations,133\ndataset,a\n")
  }

  @Test(arguments: [
    "a,b", "\"", "\"\"", "x\r\ny", "\r", "\n", " ", "e\u{301}\"", "日本,", "\"\u{301}",
  ])
  func `quoted CSV reads back the same`(_ text: String) {
    var outcome = Outcome(command: "sql")
    outcome.tables = [Table("t", [.init("c", .text)], rows: [[.text(text)]])]
    let field = Array(render(outcome, .csv).unicodeScalars.dropFirst(2).dropLast())
    #expect(field.first == "\"" && field.last == "\"")
    var read = String.UnicodeScalarView()
    var isQuote = false
    for scalar in field.dropFirst().dropLast() {
      isQuote = scalar == "\"" && !isQuote
      if !isQuote { read.append(scalar) }
    }
    #expect(Array(String(read).utf8) == Array(text.utf8))
  }

  @Test func `Markdown escapes what would break a table`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table(
        "t", [.init("mi_quality", .text), .init("n", .integer)],
        rows: [[.text("a|b\n*c* _d_ <i> \\"), .integer(1200)], [.null, .null]])
    ]
    outcome.notes = ["see `help load` & *more*"]
    #expect(
      render(outcome, .markdown) == #"""
        | mi_quality | n |
        | --- | ---: |
        | a\|b<br>\*c\* \_d\_ &lt;i> \\ | 1,200 |
        |  |  |

        see `help load` &amp; \*more\*

        """#)
  }

  @Test func `Markdown passes a page through`() {
    var outcome = Outcome(command: "help")
    outcome.exhibits = [.page("# load\n\n`x` | y\n")]
    #expect(render(outcome, .markdown) == "# load\n\n`x` | y\n")
  }
}
