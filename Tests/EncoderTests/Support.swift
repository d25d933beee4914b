import Foundation

@testable import Encoder

struct Expected: Decodable {
  let text: String
  let ids: [Int32]
  let vector: [Float]
}

enum Tiny {
  /// An encoder of random weights, written by Tests/Parity/tiny_encoder.py with what the reference
  /// makes of it.
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Tiny"

  static func expected() throws -> [Expected] {
    try JSONDecoder().decode(
      [Expected].self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json")))
  }

  /// A copy of its folder that may be spoiled.
  static func copy() throws -> String {
    let place = NSTemporaryDirectory() + "pe-encoder-" + UUID().uuidString
    try FileManager.default.copyItem(atPath: folder, toPath: place)
    return place
  }
}

func cosine(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
  let lengths = [a.reduce(0) { $0 + $1 * $1 }, b.reduce(0) { $0 + $1 * $1 }].map { $0.squareRoot() }
  return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / (lengths[0] * lengths[1])
}
