import Foundation
import Testing

@testable import Encoder

@Suite struct TextEncoderTests {
  @Test func `pieces are those of the reference`() throws {
    let encoder = try TextEncoder(folder: Tiny.folder, arithmetic: .floats)
    let expected = try Tiny.expected()
    #expect(expected.count == 30)
    for one in expected {
      #expect(encoder.pieces(one.text) == one.ids, "\(one.text.debugDescription)")
    }
  }

  @Test func `vectors of floats are those of the reference`() throws {
    let desk = EncoderDesk(try TextEncoder(folder: Tiny.folder, arithmetic: .floats))
    let expected = try Tiny.expected()
    let encoded = try desk.encode(expected.map(\.text))
    for (index, one) in expected.enumerated() {
      let off = zip(encoded[index], one.vector).map { abs($0 - $1) }.max() ?? 1
      #expect(off < 1e-4, "\(one.text.debugDescription): \(off)")
    }
  }

  @Test(.enabled(if: EncoderArithmetic.best == .bytes))
  func `vectors of bytes are near those of the reference`() throws {
    let desk = EncoderDesk(try TextEncoder(folder: Tiny.folder, arithmetic: .bytes))
    let expected = try Tiny.expected()
    let encoded = try desk.encode(expected.map(\.text))
    for (index, one) in expected.enumerated() {
      #expect(cosine(encoded[index], one.vector) > 0.97, "\(one.text.debugDescription)")
    }
  }

  @Test(arguments: EncoderArithmetic.allCases)
  func `a text's vector does not depend on its company`(_ arithmetic: EncoderArithmetic) throws {
    guard arithmetic == .floats || EncoderArithmetic.best == .bytes else { return }
    let encoder = try TextEncoder(folder: Tiny.folder, arithmetic: arithmetic)
    let texts = try Tiny.expected().map(\.text)
    let together = try EncoderDesk(encoder).encode(texts + texts.reversed())
    let desk = EncoderDesk(encoder)
    for (index, text) in texts.enumerated() {
      let alone = try desk.encode([text])
      let off = zip(alone[0], together[index]).map { abs($0 - $1) }.max() ?? 1
      #expect(off < 1e-5, "\(text.debugDescription)")
    }
    #expect(try desk.encode([]).vectors.isEmpty)
  }

  @Test func `what is empty or cut is told`() throws {
    let desk = EncoderDesk(try TextEncoder(folder: Tiny.folder, arithmetic: .floats))
    let long = String(repeating: "sleep ", count: 20_000)
    let extents = try desk.encode(["sleep", "", " \n\u{200B}\u{0}", long, "?"]).extents
    #expect(extents == [.whole, .empty, .empty, .beginning, .whole])
    // Thirty fit between the two that stand around a text.
    #expect(try desk.encode([String(repeating: "i ", count: 30)]).extents == [.whole])
    #expect(try desk.encode([String(repeating: "i ", count: 31)]).extents == [.beginning])
    let one = try desk.encode([String(repeating: "x", count: 100_000)])
    #expect(one.extents == [.whole])
  }

  @Test func `a broken end of a text is passed over`() throws {
    let encoder = try TextEncoder(folder: Tiny.folder, arithmetic: .floats)
    var tokenizer = WordPiece(encoder.vocabulary, most: 30)
    for bytes in [[0x73, 0xC3], [0x73, 0xE2, 0x80], [0xF0, 0x9F, 0x98], [0xFF, 0x73], [0x80]]
      as [[UInt8]]
    {
      var pieces: [Int32] = []
      let isWhole = bytes.withUnsafeBufferPointer { tokenizer.append($0, to: &pieces) }
      #expect(isWhole)
      #expect(pieces.first == encoder.vocabulary.begin && pieces.last == encoder.vocabulary.end)
    }
  }
}

@Suite struct EncoderFolderTests {
  private func refusal(_ change: (_ folder: String) throws -> Void) throws -> String {
    let folder = try Tiny.copy()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try change(folder)
    do {
      _ = try TextEncoder(folder: folder, arithmetic: .floats)
      return ""
    } catch { return error.message }
  }

  private func replace(_ old: String, _ new: String, _ file: String) throws -> String {
    try refusal { folder in
      let path = folder + "/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains(old))
      try text.replacing(old, with: new, maxReplacements: 1)
        .write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  @Test func `a vocabulary that lies is refused`() throws {
    #expect(try replace("\nsleep\n", "\n", "vocab.txt").contains("pieces"))
    #expect(try replace("\nsleep\n", "\nnight\n", "vocab.txt").contains("twice"))
    #expect(try replace("[SEP]", "[SEPT]", "vocab.txt").contains("lacks [SEP]"))
    #expect(try replace("\nsleep\n", "\n\n", "vocab.txt").contains("empty line"))
    #expect(
      try refusal { try FileManager.default.removeItem(atPath: $0 + "/vocab.txt") }
        .contains("vocab.txt"))
  }

  @Test func `a shape that the weights do not have, or that is not computed, is refused`() throws {
    #expect(
      try replace("\"hidden_size\": 24", "\"hidden_size\": 48", "config.json").contains("shape"))
    #expect(
      try replace("\"num_attention_heads\": 3", "\"num_attention_heads\": 5", "config.json")
        .contains("no encoder has"))
    #expect(
      try replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "config.json")
        .contains("lacks"))
    #expect(try replace("\"gelu\"", "\"relu\"", "config.json").contains("another kind"))
    #expect(try replace("\"bert\"", "\"gpt2\"", "config.json").contains("another kind"))
    #expect(try replace("{", "[", "config.json").contains("not the configuration"))
    #expect(
      try refusal {
        try FileManager.default.createDirectory(
          atPath: $0 + "/1_Pooling", withIntermediateDirectories: true)
        try "{\"pooling_mode_mean_tokens\": false, \"pooling_mode_cls_token\": true}"
          .write(toFile: $0 + "/1_Pooling/config.json", atomically: true, encoding: .utf8)
      }.contains("mean"))
    #expect(
      try refusal {
        try "{\"do_lower_case\": false}"
          .write(toFile: $0 + "/tokenizer_config.json", atomically: true, encoding: .utf8)
      }.contains("case"))
  }

  @Test func `weights that are no numbers are refused`() throws {
    for name in ["encoder.layer.1.output.dense.weight", "embeddings.LayerNorm.bias"] {
      let message = try refusal { folder in
        let path = folder + "/model.safetensors"
        let tensors = try Safetensors(path: path)
        let shape = name.hasSuffix("weight") ? [24, 40] : [24]
        let place = try tensors.tensor(name, shape).offset
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(place + 8..<place + 12, with: [0, 0, 0xC0, 0x7F])
        try data.write(to: URL(fileURLWithPath: path))
      }
      #expect(message.contains("infinite or none"), "\(name)")
    }
  }
}
