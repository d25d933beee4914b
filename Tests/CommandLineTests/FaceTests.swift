import Foundation
import Testing

/// The command line as a person or a program meets it.
@Suite struct FaceTests {
  @Test func `the version is one line`() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("--version")
    #expect(result.status == 0)
    #expect(result.output == "pe 0.1.0\n")
    #expect(!program.exists("pe.sqlite"), "nothing is made for a look")
  }

  @Test func `JSON is one object a command with the promised members`() throws {
    let program = try Program()
    defer { program.remove() }
    let load = try program.run("load", samples + "/sessions.csv", "--json").json()
    #expect(load["command"] as? String == "load")
    #expect(load["status"] as? String == "ok")
    #expect((load["measures"] as? [String: Any])?["conversations"] as? Int == 34)
    #expect(load["notes"] is [String])
    let list = try program.run("--json", "datasets").json()
    let table = try #require((list["tables"] as? [[String: Any]])?.first)
    #expect(table["name"] as? String == "datasets")
    let columns = try #require(table["columns"] as? [[String: String]])
    #expect(columns.first == ["name": "dataset", "type": "text"])
    #expect((table["rows"] as? [[Any]])?.count == 1)
    let export = try program.run("--json", "export", "out.jsonl").json()
    let artifact = try #require((export["artifacts"] as? [[String: Any]])?.first)
    #expect(artifact["rows"] as? Int == 34)
    #expect((artifact["sha256"] as? String)?.count == 64)
    let failed = try program.run("--json", "load", "nowhere.jsonl")
    #expect(failed.status == 4)
    let error = try #require(try failed.json()["error"] as? [String: Any])
    #expect(error["code"] as? String == "precondition")
    #expect((error["message"] as? String)?.contains("no such file") == true)
  }

  @Test(arguments: [
    (words: "help", status: Int32(0)), (words: "laod", status: 1), (words: "load", status: 1),
    (words: "load nowhere", status: 4), (words: "--nothing", status: 1),
    (words: "show overall>0.5", status: 1), (words: "sql select * from nothing", status: 1),
    (words: "--workspace", status: 1), (words: "--mode pretty datasets", status: 1),
  ])
  func `the exit status tells what kind of end it was`(words: String, status: Int32) throws {
    let program = try Program()
    defer { program.remove() }
    let process = try program.start(words.split(separator: " ").map(String.init))
    process.waitUntilExit()
    #expect(process.terminationStatus == status)
    #expect(status == 0 || program.text(of: "stderr").hasPrefix("error: "))
  }

  @Test func `piped input is a script`() throws {
    let program = try Program()
    defer { program.remove() }
    let script = "load \(samples)/sessions.csv\n= conversations 34\n# a comment\ndatasets\n"
    let good = try program.run(input: script)
    #expect(good.status == 0)
    #expect(good.output.contains("sessions"))
    #expect(!good.output.contains("pe>"))
    #expect(try program.run(input: "load nowhere.jsonl\ndatasets\n").status == 4)
    #expect(try program.run(input: "datasets\n= datasets 7\n").status == 2)
    let lines = try program.run("--json", input: "datasets\ninfo\n").output.split(separator: "\n")
    #expect(lines.count >= 2 && lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
  }

  @Test func `commands typed one by one make one session that can be saved`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/sessions.csv").status == 0)
    #expect(try program.run("validate", "--using", "conversation_flow").status == 0)
    #expect(try program.run("save", "session.pe").status == 0)
    let replay = try program.run("replay", "session.pe")
    #expect(replay.status == 0, "\(replay.said)")
    #expect(replay.output.contains("SAME"))
  }

  @Test func `a query in single quotes reads as it would in the shell`() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.run("load", samples + "/peer-support.jsonl")
    let result = try program.run("--json", "search", #""my mother" role:user"#)
    #expect(result.status == 0)
    #expect(try result.json()["status"] as? String == "ok")
  }
}
