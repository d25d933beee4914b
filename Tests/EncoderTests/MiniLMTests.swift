import Foundation
import Testing

@testable import Encoder

/// What `Tests/Parity/minilm.py` stored of all-MiniLM-L6-v2.
private struct Reference: Decodable {
  let texts: [Expected]

  static func stored() throws -> [Expected] {
    let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/minilm.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: place)).texts
  }
}

private let folder = ProcessInfo.processInfo.environment["PE_ENCODER"]
private let texts = ProcessInfo.processInfo.environment["PE_TEXTS"]

/// Where the real weights are at hand: `PE_ENCODER=FOLDER swift test --filter MiniLMTests`.
@Suite(.enabled(if: folder != nil)) struct MiniLMTests {
  private func encoder(_ arithmetic: EncoderArithmetic) throws -> TextEncoder {
    try TextEncoder(folder: folder ?? "", arithmetic: arithmetic)
  }

  @Test func `pieces of its own texts are those of the reference`() throws {
    let encoder = try encoder(.floats)
    for one in try Reference.stored() { #expect(encoder.pieces(one.text) == one.ids) }
  }

  @Test(.enabled(if: texts != nil))
  func `pieces of many texts of many scripts are those of the reference`() throws {
    struct Line: Decodable {
      let text: String
      let ids: [Int32]
    }
    let encoder = try encoder(.floats)
    let data = try Data(contentsOf: URL(fileURLWithPath: texts ?? ""))
    var count = 0
    var others: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      let one = try JSONDecoder().decode(Line.self, from: line)
      count += 1
      if encoder.pieces(one.text) != one.ids { others.append(one.text) }
    }
    #expect(count == 10_000)
    #expect(others.isEmpty, "\(others.count), such as \(others.prefix(5).map(\.debugDescription))")
  }

  @Test func `floats are within a ten-thousandth of the reference`() throws {
    let expected = try Reference.stored()
    let encoded = try EncoderDesk(encoder(.floats)).encode(expected.map(\.text))
    for (index, one) in expected.enumerated() {
      let off = zip(encoded[index], one.vector).map { abs($0 - $1) }.max() ?? 1
      #expect(off < 1e-4, "\(one.text.prefix(40)): \(off)")
    }
  }

  @Test(.enabled(if: EncoderArithmetic.best == .bytes))
  func `bytes are within a cosine of 0.97, and rank pairs alike`() throws {
    let expected = try Reference.stored()
    let encoded = try EncoderDesk(encoder(.bytes)).encode(expected.map(\.text))
    var least: Float = 1
    for (index, one) in expected.enumerated() {
      least = min(least, cosine(encoded[index], one.vector))
    }
    #expect(least >= 0.97, "\(least)")
    var ours: [Float] = []
    var theirs: [Float] = []
    for a in expected.indices {
      for b in 0..<a {
        ours.append(cosine(encoded[a], encoded[b]))
        theirs.append(cosine(expected[a].vector, expected[b].vector))
      }
    }
    #expect(ours.count == 496)
    let agreement = spearman(ours, theirs)
    #expect(agreement > 0.99, "\(agreement)")
    print("least cosine \(least), rank correlation of 496 pairs \(agreement)")
  }

  private func spearman(_ a: [Float], _ b: [Float]) -> Double {
    func ranks(_ values: [Float]) -> [Double] {
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[index] = Double(rank)
      }
      return ranks
    }
    let (a, b) = (ranks(a), ranks(b))
    let squares = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let n = Double(a.count)
    return 1 - 6 * squares / (n * (n * n - 1))
  }
}
