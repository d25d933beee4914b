import Foundation
import Glibc
import Testing

private let corpus = samples + "/peer-support.jsonl"

private func answers(_ text: String) throws -> [[String: Any]] {
  try text.split(separator: "\n").map {
    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
  }
}

@Test func `a file is scored as a workspace scores it, and none is made`() throws {
  let program = try Program()
  defer { program.remove() }
  let scored = try program.run(
    "--json", "quality", "validate", "--input", corpus, "--output", "scores.jsonl")
  #expect(scored.status == 0, "\(scored.said)")
  #expect(!program.exists("pe.sqlite"))
  let measures = try #require(try scored.json()["measures"] as? [String: Any])
  #expect(measures["conversations"] as? Int == 85)
  let lines = try answers(program.text(of: "scores.jsonl"))
  #expect(lines.count == 85)

  _ = try program.run("load", corpus)
  _ = try program.run("validate")
  let listed = try program.run(
    "--json", "show", "--columns", "empathy,safety_compliance", "--limit", "all", "--", "(all)")
  let tables = try #require(try listed.json()["tables"] as? [[String: Any]])
  let rows = try #require(tables[0]["rows"] as? [[Any]])
  for (line, row) in zip(lines, rows) {
    let metrics = try #require(line["quality_metrics"] as? [String: Any])
    #expect(line["id"] as? String == row[2] as? String)
    #expect(metrics["emotional_authenticity"] as? Double == row[3] as? Double)
    #expect(metrics["safety_score"] as? Double == row[4] as? Double)
  }
}

@Test func `a table of scores has a row for each record, and refuses to take a stranger's place`()
  throws
{
  let program = try Program()
  defer { program.remove() }
  let talk =
    #"{"id":"=1+1","messages":[{"role":"user","content":"I am sad."},"#
    + #"{"role":"assistant","content":"What makes you sad?"}]}"#
  try program.write(
    talk + "\n{\"id\":\"b\",\"messages\":7}\n" + talk.replacing("=1+1", with: "c"),
    to: "talks.jsonl")
  let words = ["quality", "validate", "--input", "talks.jsonl", "--output"]
  let scored = try program.run(arguments: words + ["out.csv"])
  #expect(scored.status == 3, "\(scored.said)")
  #expect(scored.errors.contains("1 of 3 records were not scored"))
  let rows = program.text(of: "out.csv").split(separator: "\r\n")
  #expect(rows.count == 4 && rows[0].hasPrefix("id,tier_classification,error,overall,"))
  // A spreadsheet must not run what a stranger called a conversation.
  #expect(rows.contains { $0.hasPrefix("'=1+1,") })
  #expect(rows.contains { $0.contains("line 2: ") })
  // Its own file gives way, another's does not.
  #expect(try program.run(arguments: words + ["out.csv"]).status == 3)
  try program.write("mine", to: "mine.csv")
  let refused = try program.run(arguments: words + ["mine.csv"])
  #expect(refused.status != 0 && refused.errors.contains("was not written by pe"))
  #expect(program.text(of: "mine.csv") == "mine")
}

@Test func `lines from standard input are answered a line each, whatever they hold`() throws {
  let program = try Program()
  defer { program.remove() }
  let talk = #"{"id":"a","messages":[{"role":"user","content":"x"}]}"#
  let answered = try program.run(
    "quality", "validate", "--evidence", input: "\(talk)\n\nnot json\n\(talk)\n")
  #expect(answered.status == 3)
  let lines = try answers(answered.output)
  #expect(lines.count == 3)
  #expect(lines[0]["id"] as? String == "a" && lines[0]["evidence"] != nil)
  #expect((lines[1]["error"] as? String)?.contains("line 3") == true)
  let unknown = try program.run("quality", "validate", "--using", "warmth", input: talk)
  #expect(unknown.status == 1 && unknown.output.isEmpty)
  let table = try program.run(
    "quality", "validate", "--format", "csv", "--evidence", input: talk)
  #expect(table.status == 1 && table.errors.contains("no place for evidence"))
  #expect(!program.exists("pe.sqlite"))
}

@Test(arguments: ["chatbot", "research", "validator", "service"])
func `a project is written once, into a folder of its own`(template: String) throws {
  let program = try Program()
  defer { program.remove() }
  let made = try program.run("init", "mine", "--template", template)
  #expect(made.status == 0, "\(made.said)")
  #expect(!program.exists("pe.sqlite"))
  let names = try FileManager.default.contentsOfDirectory(atPath: program.folder + "/mine")
  #expect(names.contains("README.md") && names.contains { $0.hasPrefix("test_") })
  #expect(try program.run("init", "mine", "--template", template).status == 1)
  if Program.has("python3") {
    let scripts = names.filter { $0.hasSuffix(".py") }.map { program.folder + "/mine/" + $0 }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "python3", "-c", "import ast, sys\nfor p in sys.argv[1:]: ast.parse(open(p).read())",
      ] + scripts
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}

@Test func `data is downloaded from the workspace where no gateway is named`() throws {
  let program = try Program()
  defer { program.remove() }
  _ = try program.run("load", corpus)
  let made = try program.run(
    "data", "download", "--dataset", "peer-support", "--format", "csv", "--output", "out.csv")
  #expect(made.status == 0, "\(made.said)")
  #expect(program.text(of: "out.csv").hasPrefix("dataset,id,position,role"))
  let unknown = try program.run(
    "data", "download", "--format", "nothing-like-it", "--output", "x")
  #expect(unknown.status == 1 && !program.exists("x"))
}

@Test func `a gateway that is not there is named`() throws {
  let program = try Program()
  defer { program.remove() }
  // Nobody listens at the port of a socket that is bound alone.
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      _ = bind(socket, pointer, size)
      _ = getsockname(socket, pointer, &size)
    }
  }
  let url = "http://127.0.0.1:\(address.sin_port.bigEndian)"
  for words in [
    ["auth", "validate", "--gateway", url], ["docs", "generate", "--gateway", url],
    ["data", "download", "--gateway", url, "--output", "out.jsonl"],
  ] {
    let told = try program.run(arguments: words)
    #expect(told.status == 4 && told.errors.contains("nothing answers at \(url)"), "\(told.said)")
  }
  #expect(!program.exists("out.jsonl"))
  let odd = try program.run("auth", "validate", "--gateway", "ftp://x")
  #expect(odd.status == 1)
}
