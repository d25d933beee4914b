import Foundation
import Glibc
import Testing

@testable import Shell

struct PasteTests {
  private func pasted(_ text: String) -> String? {
    var paste = Paste()
    let isComplete = (text + "\u{1B}[201~").unicodeScalars.map { paste.take($0) }
    #expect(isComplete.dropLast().allSatisfy { !$0 } && isComplete.last == true)
    return paste.text
  }

  @Test(arguments: [
    ("a\tb", "a\tb"), ("a\rb\r", "a\nb"), ("a\r\n\r\nb\n\n", "a\n\nb"), ("", ""),
    ("x\u{1B}[31my\u{0}\u{7}", "x[31my"), ("日本 🙂", "日本 🙂"), ("\u{1B}[201", "[201"),
  ])
  func `newlines are one kind, tabs stay, other control characters go`(
    raw: String, text: String
  ) {
    #expect(pasted(raw) == text)
  }
}

struct CommandLinesTests {
  private let isComplete: (String) -> Bool = { !$0.hasSuffix("\\") }

  @Test(arguments: [
    ("load a", ["load a"]), ("a\n\nb\n", ["a", "b"]), ("a\\\nb\nc", ["a\\\nb", "c"]),
    ("  ", []), ("!echo \\\nb", ["!echo \\", "b"]),
  ])
  func `each complete command is one`(text: String, commands: [String]) {
    #expect(CommandLines.split(text, isComplete: isComplete) == commands)
  }

  @Test func `an incomplete end asks for more`() {
    #expect(CommandLines.split("a\nb\\", isComplete: isComplete) == nil)
  }
}

@Suite(.serialized) struct PlainReaderTests {
  /// Reads all lines of `bytes`, which arrive in pieces of `size`.
  private func lines(_ bytes: [UInt8], pieces size: Int) -> [LineReading] {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return [] }
    let output = ends[1]
    // A thread of its own: the pool's may all be taken by tests that wait.
    Thread.detachNewThread {
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = Array(bytes[start..<min(start + size, bytes.count)])
        _ = write(output, piece, piece.count)
      }
      close(output)
    }
    var reader = PlainReader(descriptor: ends[0])
    var readings: [LineReading] = []
    repeat { readings.append(reader.readLine()) } while readings.last != .endOfFile
    close(ends[0])
    return readings
  }

  @Test(arguments: [1, 3, 1000])
  func `lines come whole however they arrive`(size: Int) async {
    let readings = lines(Array("one\r\n\ncafé\nlast".utf8), pieces: size)
    #expect(readings == [.line("one"), .line(""), .line("café"), .line("last"), .endOfFile])
  }

  @Test func `a line of a megabyte is a line`() async {
    let long = [UInt8](repeating: 0x61, count: 1 << 20)
    let readings = lines(long + [0x0A, 0x62], pieces: 1 << 14)
    #expect(readings == [.line(String(decoding: long, as: UTF8.self)), .line("b"), .endOfFile])
  }

  @Test func `an unreadable descriptor says why`() {
    var reader = PlainReader(descriptor: open("/", O_RDONLY | O_CLOEXEC))
    #expect(reader.readLine() == .failed(EISDIR))
  }
}

@Suite(.serialized) struct ProgramRunnerTests {
  private let scratch = Scratch()

  @Test(arguments: [("exit 0", Int32(0)), ("exit 7", 7), ("kill -9 $$", 137), ("no-such-one", 127)])
  func `the exit status comes back`(line: String, status: Int32) {
    #expect(ProgramRunner.run(line + " 2>/dev/null", input: "") == status)
  }

  @Test func `a program that is not there is 127`() {
    #expect(ProgramRunner.run("x", input: "", shell: "/no/such/shell") == 127)
  }

  @Test func `text goes through whole`() {
    let text = String(repeating: "größe\n", count: 100_000)
    #expect(ProgramRunner.run("cat > \(scratch.file("out"))", input: text) == 0)
    #expect(scratch.read("out") == text)
  }

  @Test func `a program that reads no further is no failure`() {
    let text = String(repeating: "line\n", count: 100_000)
    #expect(ProgramRunner.run("head -1 > /dev/null", input: text) == 0)
  }

  @Test(arguments: [
    ("a\nb\n", 2, false), ("a\nb\nc\n", 2, true), ("a\nb", 2, false), ("", 1, false),
    (String(repeating: "x", count: 21), 2, true), (String(repeating: "x", count: 20), 2, false),
    ("\u{1B}[31m1234567890\u{1B}[0m\n", 1, false),
  ])
  func `only what is longer than the screen is paged`(text: String, rows: Int, isLonger: Bool) {
    #expect(Pager.isLonger(text, rows: rows, columns: 10) == isLonger)
  }
}
