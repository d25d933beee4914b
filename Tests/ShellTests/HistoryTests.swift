import Glibc
import Testing

@testable import Shell

struct HistoryFileTests {
  private let scratch = Scratch()
  private var path: String { scratch.file("deep/er/history") }

  @Test func `entries survive, several lines and backslashes included`() {
    var writer = HistoryFile(path: path)
    #expect(writer.load().isEmpty)
    let entries = ["load a.csv", "two\nlines\t\\n not a newline", "caf\u{E9} 🙂", "a\\"]
    for entry in entries { writer.append(entry) }
    #expect(writer.problem == nil)
    var reader = HistoryFile(path: path)
    #expect(reader.load() == entries)
  }

  @Test func `repetitions in a row and blank lines are dropped, across sessions too`() {
    var first = HistoryFile(path: path)
    for entry in ["a", "a", " ", "", "b"] { first.append(entry) }
    var second = HistoryFile(path: path)
    #expect(second.load() == ["a", "b"])
    second.append("b")
    second.append("a")
    var third = HistoryFile(path: path)
    #expect(third.load() == ["a", "b", "a"])
  }

  @Test func `two sessions at once both keep theirs`() async {
    let path = path
    await withTaskGroup { group in
      for session in 0..<4 {
        group.addTask {
          var history = HistoryFile(path: path, limit: 20)
          for number in 0..<50 {
            history.append("\(session) \(number)")
            if number % 10 == 9 {
              var other = HistoryFile(path: path, limit: 1000)
              _ = other.load()
            }
          }
        }
      }
    }
    var reader = HistoryFile(path: path)
    #expect(Set(reader.load()).count == 200)
  }

  @Test func `a file that has grown is shortened to its newest entries`() {
    scratch.write((0..<100).map { "entry \($0)\n" }.joined(), to: "history")
    var history = HistoryFile(path: scratch.file("history"), limit: 10)
    #expect(history.load() == (90..<100).map { "entry \($0)" })
    #expect(scratch.read("history") == (90..<100).map { "entry \($0)\n" }.joined())
    history.append("next")
    #expect(scratch.read("history").hasSuffix("entry 99\nnext\n"))
  }

  @Test func `an entry that was cut short stays apart from the next`() {
    scratch.write("whole\ncut", to: "history")
    var history = HistoryFile(path: scratch.file("history"))
    history.append("next")
    #expect(scratch.read("history") == "whole\ncut\nnext\n")
  }

  @Test func `a history that is a link stays one`() {
    scratch.write((0..<50).map { "\($0)\n" }.joined(), to: "real")
    symlink(scratch.file("real"), scratch.file("link"))
    var history = HistoryFile(path: scratch.file("link"), limit: 5)
    _ = history.load()
    #expect(scratch.read("real") == "45\n46\n47\n48\n49\n")
    var status = stat()
    #expect(lstat(scratch.file("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func `what cannot be written is told once and does no harm`() throws {
    scratch.write("a file", to: "occupied")
    var history = HistoryFile(path: scratch.file("occupied/history"))
    _ = history.load()
    history.append("lost")
    let problem = try #require(history.problem)
    #expect(problem.contains("occupied/history") && problem.contains("not kept"))
    #expect(!problem.contains("lost"))
  }

  @Test func `bytes that are not UTF-8 do no harm`() {
    let descriptor = open(scratch.file("history"), O_WRONLY | O_CREAT, 0o600)
    let bytes: [UInt8] = [0x61, 0xFF, 0x0A, 0x62, 0x0A]
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
    var history = HistoryFile(path: scratch.file("history"))
    #expect(history.load() == ["a\u{FFFD}", "b"])
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/pe/history"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/pe/history"),
    (["HOME": "/h"], "/h/.local/state/pe/history"), ([:], nil),
  ])
  func `the place follows the XDG specification`(environment: [String: String], path: String?) {
    #expect(HistoryFile.defaultPath { environment[$0] } == path)
  }
}

struct HistoryRecallTests {
  private let entries = ["load a", "validate", "load b", "load b", "show"]

  @Test func `only entries with the typed beginning come, each once, and the draft at the end`() {
    var recall = HistoryRecall(draft: "load", beginning: "load", entries: entries)
    #expect(recall.newer(in: entries) == nil)
    #expect(recall.older(in: entries) == "load b")
    #expect(recall.older(in: entries) == "load a")
    #expect(recall.older(in: entries) == nil)
    #expect(recall.newer(in: entries) == "load b")
    #expect(recall.newer(in: entries) == "load")
  }

  @Test func `search finds any part in either case and keeps the last hit when it fails`() {
    var search = HistorySearch(original: "draft")
    for letter in "LOAD".unicodeScalars { search.type(letter, in: entries) }
    #expect(search.text(in: entries) == "load b")
    search.older(in: entries)
    #expect(search.text(in: entries) == "load a")
    search.older(in: entries)
    #expect(search.isFailing && search.text(in: entries) == "load a")
    search.newer(in: entries)
    #expect(!search.isFailing && search.text(in: entries) == "load b")
    for _ in 0..<4 { search.erase(in: entries) }
    #expect(search.text(in: entries) == "draft")
  }

  @Test(arguments: [
    ("café", "FÉ", false), ("café", "fé", true), ("ab", "abc", false), ("", "", true),
  ])
  func `ASCII letters match in either case`(text: String, piece: String, found: Bool) {
    #expect(containsIgnoringCase(text, piece) == found)
  }
}
