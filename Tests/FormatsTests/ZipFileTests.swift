import Foundation
import Testing

@testable import Formats

/// A zip file byte by byte (PKWARE, APPNOTE 6.3), so that it can hold what no honest one does.
private struct MadeZip {
  struct Entry {
    var name: [UInt8]
    var bytes: [UInt8] = Array("text".utf8)
    /// What the directory says of its size.
    var claimed: Int?
    var attributes: UInt32 = 0
    var system: UInt8 = 0
    var flags: UInt16 = 0
    var checksum: UInt32?

    init(_ name: String) { self.name = Array(name.utf8) }
  }

  static func bytes(_ entries: [Entry]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = UInt32(file.count)
      let sum = entry.checksum ?? crc(entry.bytes)
      let size = UInt32(entry.claimed ?? entry.bytes.count)
      let common: [UInt8] =
        two(20) + two(entry.flags) + two(0) + two(0) + two(0x21) + four(sum)
        + four(UInt32(entry.bytes.count)) + four(size) + two(UInt16(entry.name.count)) + two(0)
      file += four(0x0403_4B50) + common + entry.name + entry.bytes
      directory +=
        four(0x0201_4B50) + [20, entry.system] + common + two(0) + two(0) + two(0)
        + four(entry.attributes) + four(offset) + entry.name
    }
    let start = UInt32(file.count)
    let count = two(UInt16(entries.count))
    return file + directory + four(0x0605_4B50) + two(0) + two(0) + count + count
      + four(UInt32(directory.count)) + four(start) + two(0)
  }

  private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
  private static func four(_ value: UInt32) -> [UInt8] {
    two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16))
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }
}

@Suite struct ZipFileTests {
  private let folder = NSTemporaryDirectory() + "pe-zip-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func path(_ bytes: [UInt8]) -> String {
    let path = folder + "/\(UUID().uuidString).zip"
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    return path
  }

  @Test func `writing is stopped in the middle and leaves nothing`() throws {
    let target = folder + "/stopped.zip"
    do {
      let zip = try ZipWriter(path: target)
      try zip.add("a", bytes: [UInt8](repeating: 7, count: 4 << 20))
      #expect(throws: ZipFault.self) { try zip.finish(comment: "") { true } }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  private func refusal(_ entries: [MadeZip.Entry]) -> ZipFault.Refusal? {
    do {
      let zip = try ZipReader(path: path(MadeZip.bytes(entries)))
      for index in zip.entries.indices { try zip.read(index) { _ in } }
      return nil
    } catch ZipFault.refused(_, let refusal) {
      return refusal
    } catch {
      return .isDamaged
    }
  }

  @Test func `what is written is read, and the same is the same file`() throws {
    let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    func write(_ name: String) throws -> String {
      let path = folder + "/" + name
      let zip = try ZipWriter(path: path)
      try zip.add("a/größe.txt", bytes: Array("one".utf8))
      try zip.add("empty", bytes: [])
      try zip.add("large", bytes: large)
      try zip.finish(comment: "made by pe 1")
      return path
    }
    let first = try write("1.zip")
    let zip = try ZipReader(path: first)
    #expect(zip.entries.map(\.name) == ["a/größe.txt", "empty", "large"])
    #expect(try zip.bytes("large", atMost: 1 << 20) == large)
    #expect(try zip.bytes("empty", atMost: 1) == [])
    #expect(try zip.bytes("large", atMost: 10) == nil)
    let again = try write("2.zip")
    #expect(
      FileManager.default.contents(atPath: first) == FileManager.default.contents(atPath: again))
  }

  @Test(arguments: [
    "../x", "a/../../x", "/etc/x", "a//b", "./x", "a/.", "a\\..\\x", "C:x", "a\nb", "folder/", "",
  ])
  func `a name that leads elsewhere is refused`(name: String) {
    #expect(refusal([.init("fine"), .init(name)]) == .badName)
  }

  @Test func `names that meet are refused`() {
    #expect(refusal([.init("a"), .init("a")]) != nil)
    #expect(refusal([.init("data/A.csv"), .init("data/a.CSV")]) == .twice)
    #expect(refusal([.init("a"), .init("A/b")]) == .twice)
    #expect(refusal([.init("a"), .init("b/a")]) == nil)
  }

  @Test func `links, devices and secrets are refused`() {
    var link = MadeZip.Entry("link")
    link.system = 3
    link.attributes = UInt32(S_IFLNK | 0o777) << 16
    #expect(refusal([link]) == .isNoFile)
    link.attributes = UInt32(S_IFCHR | 0o666) << 16
    #expect(refusal([link]) == .isNoFile)
    link.attributes = UInt32(S_IFREG | 0o644) << 16
    #expect(refusal([link]) == nil)
    var secret = MadeZip.Entry("secret")
    secret.flags = 1
    #expect(refusal([secret]) == .isEncrypted)
  }

  @Test func `what is not what it says is refused`() {
    var bomb = MadeZip.Entry("bomb")
    bomb.claimed = 2_000_000_000
    #expect([.tooLarge, .isDamaged].contains(refusal([bomb])))
    var damaged = MadeZip.Entry("damaged")
    damaged.checksum = 1
    #expect(refusal([damaged]) == .isDamaged)
    #expect(throws: ZipFault.self) { try ZipReader(path: path(Array("no zip".utf8))) }
    #expect(throws: ZipFault.self) { try ZipReader(path: folder) }
    let whole = MadeZip.bytes([.init("a"), .init("b")])
    for count in 0..<whole.count {
      #expect(throws: ZipFault.self) { try ZipReader(path: path(Array(whole.prefix(count)))) }
    }
  }

  @Test func `a zip of zeros does not unpack`() throws {
    let path = folder + "/zeros.zip"
    let zip = try ZipWriter(path: path)
    try zip.add("zeros", bytes: [UInt8](repeating: 0, count: 80 << 20))
    try zip.finish(comment: "")
    #expect(throws: ZipFault.refused(name: "zeros", .tooLarge)) { try ZipReader(path: path) }
  }
}
