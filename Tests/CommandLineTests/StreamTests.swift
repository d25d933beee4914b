import Foundation
import Testing

private let corpus = samples + "/peer-support.jsonl"

private func fingerprint(_ result: Program.Result) throws -> String {
  let measures = try result.json()["labels"] as? [String: Any]
  return try #require(measures?["fingerprint"] as? String, "\(result.said)")
}

@Test func `a corpus has one fingerprint, from files of every kind and from standard input`() throws
{
  let program = try Program()
  defer { program.remove() }
  let text = try String(contentsOfFile: corpus, encoding: .utf8)
  try program.write(text, to: "plain.jsonl")
  let expected = try fingerprint(program.run("--json", "load", "plain.jsonl"))
  for name in ["copy.jsonl.gz", "again.jsonl.zst"] {
    let written = try program.run("export", name, "dataset:plain")
    #expect(written.status == 0, "\(written.said)")
    let loaded = try program.run("--json", "load", name)
    #expect(try fingerprint(loaded) == expected)
    #expect(loaded.output.contains(name.prefix { $0 != "." }))
    #expect(try program.run("load", name).output.contains("unchanged"))
  }
  let piped = try program.run("--json", "load", "-", "--name", "piped", input: text)
  #expect(try fingerprint(piped) == expected)
  let again = try program.run("load", "-", "--name", "piped", input: text)
  #expect(again.output.contains("unchanged: piped is loaded already"), "\(again.said)")
  let same = try program.run("load", "-", input: text)
  #expect(same.output.contains("the same file is loaded as"), "\(same.said)")
  let other = try program.run("load", "-", "--name", "piped", input: text + text)
  #expect(other.status == 1)
  #expect(other.errors.contains("--replace takes its place"))
  let listed = try program.run("--json", "datasets")
  #expect(!listed.output.contains("stdin"))
}

@Test func `standard input that cannot be read as a corpus is named`() throws {
  let program = try Program()
  defer { program.remove() }
  let empty = try program.run("load", "-")
  #expect(empty.status == 4)
  #expect(empty.errors.contains("standard input is empty"), "\(empty.said)")
}

@Test func `an export to standard output is the conversations and nothing else`() throws {
  let program = try Program()
  defer { program.remove() }
  _ = try program.run("load", corpus, "--name", "talk")
  _ = try program.run("export", "file.jsonl", "dataset:talk")
  for place in ["-", "/dev/stdout"] {
    let sent = try program.run("export", place, "dataset:talk")
    #expect(sent.status == 0)
    #expect(sent.output == program.text(of: "file.jsonl"))
    #expect(sent.errors.isEmpty)
  }
  let table = try program.run("export", "-", "dataset:talk", "--format", "csv")
  #expect(table.output.hasPrefix("dataset,id,position,role"))
  let json = try program.run("export", "-", "dataset:talk", "--json")
  #expect(json.status == 1)
  #expect(json.output.contains("standard output cannot take both"))
  #expect(!program.exists("-"))
  #expect(!program.exists("-.manifest.json"))
}

@Test func `an output goes where its name leads`() throws {
  let program = try Program()
  defer { program.remove() }
  _ = try program.run("load", corpus, "--name", "talk")
  let files = FileManager.default
  // A link is followed, also one whose file is not there yet.
  try program.write("", to: "kept/readme")
  try files.createSymbolicLink(
    atPath: program.folder + "/link.jsonl", withDestinationPath: "kept/real.jsonl")
  for _ in 0..<2 {
    let result = try program.run("export", "link.jsonl", "dataset:talk")
    #expect(result.status == 0, "\(result.said)")
    #expect(
      try files.destinationOfSymbolicLink(atPath: program.folder + "/link.jsonl")
        == "kept/real.jsonl")
    #expect(program.text(of: "kept/real.jsonl").contains("\"messages\""))
  }
  try files.createSymbolicLink(
    atPath: program.folder + "/circle.jsonl", withDestinationPath: "circle.jsonl")
  #expect(try program.run("export", "circle.jsonl").errors.contains("leads in a circle"))
  // A device stays what it is.
  let device = try program.run("export", "/dev/null", "--format", "messages", "--force")
  #expect(device.status == 1)
  #expect(device.errors.contains("/dev/null is a device"))
  #expect(
    try files.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
      == .typeCharacterSpecial)
  // A pipe is written through to its reader.
  #expect(mkfifo(program.folder + "/pipe.jsonl", 0o600) == 0)
  let export = try program.start(["export", "pipe.jsonl", "dataset:talk"])
  let end = try #require(FileHandle(forReadingAtPath: program.folder + "/pipe.jsonl"))
  let read = String(decoding: try end.readToEnd() ?? Data(), as: UTF8.self)
  export.waitUntilExit()
  #expect(export.terminationStatus == 0)
  #expect(read == program.text(of: "kept/real.jsonl"))
  #expect(!program.exists("pipe.jsonl.manifest.json"))
  #expect(try !files.contentsOfDirectory(atPath: program.folder).contains { $0.contains("part") })
}

@Test func `an export that waits for a reader can be interrupted`() throws {
  let program = try Program()
  defer { program.remove() }
  _ = try program.run("load", corpus, "--name", "talk")
  #expect(mkfifo(program.folder + "/pipe.jsonl", 0o600) == 0)
  let export = try program.start(["export", "pipe.jsonl"])
  usleep(500_000)
  #expect(export.isRunning)
  export.interrupt()
  export.waitUntilExit()
  #expect(export.terminationStatus == 130)
}

@Test func `a manifest of somebody else's is seen before anything is written`() throws {
  let program = try Program()
  defer { program.remove() }
  _ = try program.run("load", corpus, "--name", "talk")
  try program.write("mine", to: "o.jsonl")
  try program.write("my notes", to: "o.jsonl.manifest.json")
  let refused = try program.run("export", "o.jsonl", "dataset:talk")
  #expect(refused.status == 4)
  #expect(program.text(of: "o.jsonl") == "mine")
  try FileManager.default.removeItem(atPath: program.folder + "/o.jsonl")
  let beside = try program.run("export", "o.jsonl", "dataset:talk")
  #expect(beside.status == 4)
  #expect(beside.errors.contains("o.jsonl.manifest.json is there already"), "\(beside.said)")
  #expect(!program.exists("o.jsonl"))
  let forced = try program.run("export", "o.jsonl", "dataset:talk", "--force")
  #expect(forced.status == 0, "\(forced.said)")
  #expect(program.text(of: "o.jsonl.manifest.json").hasPrefix("{\"file\":\"o.jsonl\""))
}
