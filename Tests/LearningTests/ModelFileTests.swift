import Corpus
import Testing

@testable import Learning

@Suite struct ModelFileTests {
  private let metadata = ["label": "overall>=0.8", "ß": "größe", "note": ""]
  private let sections = Sections([
    "trees.left": .integers([0, -1, .max, .min]),
    "weights": .doubles([0.1, -0.0, .infinity, .leastNonzeroMagnitude]),
    "small": .floats([1.5, -2.25]),
    "vocabulary": .texts(["ärger", "", "sleep", "a b"]),
    "raw": .bytes([0, 255, 10]),
    "none": .texts([]), "empty": .doubles([]),
  ])

  private func refusal(_ bytes: [UInt8]) -> LearningError? {
    do throws(LearningError) {
      _ = try ModelFile.decode(bytes)
      return nil
    } catch { return error }
  }

  @Test func `a file gives back what it was written from`() throws {
    let bytes = ModelFile.encode(metadata: metadata, sections: sections)
    #expect(bytes == ModelFile.encode(metadata: metadata, sections: sections))
    #expect(bytes.starts(with: Array("pe model 1\n".utf8)))
    let read = try ModelFile.decode(bytes)
    #expect(read.metadata == metadata)
    #expect(read.sections == sections)
    #expect(try read.sections.doubles("weights")[1].sign == .minus)
    let empty = try ModelFile.decode(ModelFile.encode(metadata: [:], sections: Sections()))
    #expect(empty.metadata.isEmpty && empty.sections == Sections())
  }

  @Test func `the bytes are as documented`() {
    let file = ModelFile.encode(metadata: ["k": "v"], sections: Sections(["n": .integers([-2])]))
    let u64 = { (value: UInt8) in [value] + [UInt8](repeating: 0, count: 7) }
    let head = Array("pe model 1\n".utf8) + u64(UInt8(file.count))
    let names = u64(1) + u64(1) + Array("k".utf8) + u64(1) + Array("v".utf8)
    let table = u64(1) + u64(1) + Array("n".utf8) + [1] + u64(1) + u64(4)
    let body = head + names + table + [0xFE, 0xFF, 0xFF, 0xFF]
    #expect(Array(file.dropLast(64)) == body)
    #expect(
      String(decoding: file.suffix(64), as: UTF8.self)
        == {
          let digester = Digester()
          digester.update(body)
          return digester.finish().hex
        }())
  }

  @Test func `every truncation is refused as cut short`() {
    let bytes = ModelFile.encode(metadata: metadata, sections: sections)
    for length in 1..<bytes.count {
      #expect(refusal(Array(bytes.prefix(length)))?.message.contains("cut short") == true)
    }
    #expect(refusal([])?.message == "the model file is empty")
  }

  @Test func `every flipped bit is refused`() {
    let bytes = ModelFile.encode(metadata: metadata, sections: sections)
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << bit
        #expect(refusal(damaged) != nil, "byte \(place), bit \(bit)")
      }
    }
  }

  @Test func `random content under a right checksum is refused or read, never trapped`() {
    let bytes = ModelFile.encode(metadata: metadata, sections: sections)
    let body = Array(bytes[19..<bytes.count - 64])
    var random = SeededRandom(seed: 77)
    var refused = 0
    for _ in 0..<3_000 {
      var changed = body
      for _ in 0...Int(random.next() % 3) {
        let place = random.below(changed.count)
        changed[place] = [0, 1, 0x7F, 0x80, 0xFF, UInt8(random.next() & 255)][random.below(6)]
      }
      if random.next() % 4 == 0 { changed.removeLast(random.below(changed.count)) }
      if refusal(ModelFile.sealed(changed)) != nil { refused += 1 }
    }
    #expect(refused > 1_000)
  }

  @Test(arguments: [UInt64.max, 1 << 62, 1 << 40, 8])
  func `absurd counts are refused without being believed`(count: UInt64) {
    func words(_ values: UInt64..., name: String = "", then: [UInt8] = []) -> [UInt8] {
      var writer = ByteWriter()
      for value in values { writer.append(value) }
      return writer.bytes + then
    }
    // As the number of metadata, of arrays, the length of a name, and of texts and numbers.
    var bodies = [words(count), words(0, count), words(1, count), words(0, 1, count)]
    for kind in 0..<6 as Range<UInt8> {
      bodies.append(words(0, 1, 0, then: [kind] + words(count, 0)))
      bodies.append(words(0, 1, 0, then: [kind] + words(count, count)))
      bodies.append(words(0, 1, 0, then: [kind] + words(count, count &* 8)))
    }
    for body in bodies {
      #expect(refusal(ModelFile.sealed(body))?.message.contains("does not fit together") == true)
    }
  }

  @Test func `a foreign file, a newer and an unknown version are refused by name`() {
    #expect(refusal(Array("PK\u{3}\u{4}".utf8))?.message == "this is not a model file of pe")
    let foreign = [UInt8](repeating: 0x80, count: 5_000)
    #expect(refusal(foreign)?.message == "this is not a model file of pe")
    #expect(
      refusal(ModelFile.sealed([], version: "2"))?.message
        == "the model file has format 2; this program reads up to 1")
    #expect(refusal(ModelFile.sealed([], version: "0")) != nil)
    #expect(refusal(ModelFile.sealed([], version: "x")) != nil)
    #expect(refusal(ModelFile.sealed([], version: "99999999999999999999")) != nil)
  }

  @Test func `bytes after the end, names twice and bad UTF-8 are refused`() {
    let bytes = ModelFile.encode(metadata: metadata, sections: sections)
    #expect(refusal(bytes + [0])?.message.contains("bytes where it says") == true)
    var twice = ByteWriter()
    twice.append(2)
    for _ in 0..<2 {
      twice.append(text: "a")
      twice.append(text: "b")
    }
    twice.append(0)
    #expect(refusal(ModelFile.sealed(twice.bytes)) != nil)
    var invalid = ByteWriter()
    invalid.append(1)
    invalid.append(1)
    invalid.bytes.append(0xFF)
    invalid.append(0)
    invalid.append(0)
    #expect(refusal(ModelFile.sealed(invalid.bytes)) != nil)
  }
}
