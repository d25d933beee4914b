import PluginKit
import Testing

@testable import Formats

private func utf16(_ text: String, isLittle: Bool, hasMark: Bool = true) -> [UInt8] {
  let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
  return units.flatMap { unit in
    let bytes = [UInt8(unit & 255), UInt8(unit >> 8)]
    return isLittle ? bytes : bytes.reversed()
  }
}

private let table = "chat_id,speaker,text\nk,client,Ünder 😔 „quoted“\nk,coach,ok\n"

@Test(arguments: [true, false])
func `UTF-16 is read by its mark, in any pieces`(_ isLittle: Bool) throws {
  let file = try TemporaryFile(utf16(table, isLittle: isLittle), name: "a.csv")
  let loaded = try Loaded(file)
  #expect(loaded.talk == ["user:Ünder 😔 „quoted“", "assistant:ok"])
  #expect(loaded.detection.encoding == "utf-16")
}

@Test func `scattered rows of another encoding are gathered`() throws {
  let rows = "chat_id,speaker,text\na,client,é1\nb,client,x\na,coach,ü2\n"
  let latin = rows.unicodeScalars.map { UInt8($0.value) }
  let file = try TemporaryFile(latin, name: "a.csv")
  let loaded = try Loaded(file, ReadOptions(encoding: "latin1"))
  #expect(loaded.talk == ["user:é1", "assistant:ü2"])
}

@Test func `text that is not UTF-8 is refused with its encoding, and read when that is said`()
  throws
{
  let rows: [UInt8] =
    Array("chat_id,speaker,text\nk,client,caf".utf8) + [0xE9, 0x20, 0x93] + Array("so".utf8) + [
      0x94
    ]
    + Array("\nk,coach,ok\n".utf8)
  let file = try TemporaryFile(rows, name: "a.csv")
  let failure = #expect(throws: FormatError.self) { try Loaded(file) }
  #expect(failure?.kind == .notText)
  #expect(failure?.hint == "--encoding windows-1252 reads it so")
  #expect(try Loaded(file, ReadOptions(encoding: "Windows-1252")).talk.first == "user:café “so”")
  #expect(try Loaded(file, ReadOptions(encoding: "cp850")).conversations.count == 1)
  // Said to be UTF-8, it is repaired.
  #expect(
    try Loaded(file, ReadOptions(encoding: "utf-8")).talk.first
      == "user:caf\u{FFFD} \u{FFFD}so\u{FFFD}")
  let unknown = #expect(throws: FormatError.self) {
    try Loaded(file, ReadOptions(encoding: "windoes-1252"))
  }
  #expect(unknown?.hint.contains("did you mean 'windows-1252'") == true)
}

@Test func `another encoding behind the sample is found before anything is read`() throws {
  var limits = ReadLimits()
  limits.sampleBytes = 64
  let plain = String(repeating: "k,client,plain text\n", count: 40)
  let file = try TemporaryFile(
    Array(("chat_id,speaker,text\n" + plain + "k,coach,na").utf8) + [0xEF] + Array("ve\n".utf8),
    name: "a.csv")
  let failure = #expect(throws: FormatError.self) { try Loaded(file, limits: limits) }
  #expect(failure?.kind == .notText)
}
