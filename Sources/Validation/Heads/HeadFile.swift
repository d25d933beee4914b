private import CHeads
private import Foundation

/// Why a head cannot be read from its bytes.
package enum HeadFault: Error, Sendable, Equatable, CustomStringConvertible {
  case notAHead
  /// Of a version that this program does not know.
  case version(String)
  case damaged

  package var description: String {
    switch self {
    case .notAHead: "this is no file of a head"
    case .version(let found): "the head is of version \(found); this program reads version 1"
    case .damaged: "the head is damaged: its bytes are not those that were written"
    }
  }
}

extension Head {
  /// What the file of a head begins with.
  package static let mark = "pe head "
  private static let version = "1"

  private struct Header: Codable {
    var card: Card
    var reads: Reads
    var scales: [Float]
    var bias: Float
    var slope: Double
    var offset: Double
    var threshold: Double
    var ranks: [Float]?
    var fewestWords: Int?
  }

  /// A line with mark and version, a line of JSON, a line with a hash of what follows and of that JSON, then
  /// rarities and weights, a byte each.
  package func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let header = try encoder.encode(
      Header(
        card: card, reads: reads, scales: scales, bias: bias, slope: slope, offset: offset,
        threshold: threshold, ranks: ranks.isEmpty ? nil : ranks,
        fewestWords: fewestWords > 1 ? fewestWords : nil))
    let body = rarities + weights.map { UInt8(bitPattern: $0) }
    let hash = String(Head.hash(Array(header) + body), radix: 16)
    return Array((Head.mark + Head.version + "\n").utf8) + Array(header)
      + Array("\n\(hash)\n".utf8) + body
  }

  /// Throws ``HeadFault``. What does not hold together is damaged: sizes, the hash, numbers out of range.
  package init(bytes: [UInt8]) throws(HeadFault) {
    var lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard let first = lines.first, first.starts(with: Array(Head.mark.utf8)) else {
      throw .notAHead
    }
    let version = String(decoding: first.dropFirst(Head.mark.utf8.count), as: UTF8.self)
    guard version == Head.version else { throw .version(String(version.prefix(20))) }
    guard lines.count == 4 else { throw .damaged }
    let body = Array(lines.removeLast())
    let hash = String(decoding: lines[2], as: UTF8.self)
    guard hash == String(Head.hash(Array(lines[1]) + body), radix: 16),
      let header = try? JSONDecoder().decode(Header.self, from: Data(lines[1]))
    else { throw .damaged }
    let size = header.reads.blocks * HeadFeatures.buckets
    guard body.count == 2 * size, header.scales.count == header.reads.blocks,
      header.scales.allSatisfy(\.isFinite), header.bias.isFinite, header.slope.isFinite,
      header.offset.isFinite, (0...1).contains(header.threshold), Head.areRanks(header.ranks ?? []),
      (1...100).contains(header.fewestWords ?? 1)
    else { throw .damaged }
    self.init(
      card: header.card, reads: header.reads, rarities: Array(body[..<size]),
      weights: body[size...].map { Int8(bitPattern: $0) }, scales: header.scales,
      bias: header.bias, slope: header.slope, offset: header.offset, threshold: header.threshold,
      ranks: header.ranks ?? [], fewestWords: header.fewestWords ?? 1)
  }

  /// None, or finite and ascending.
  private static func areRanks(_ ranks: [Float]) -> Bool {
    ranks.count != 1 && ranks.allSatisfy(\.isFinite) && zip(ranks, ranks.dropFirst()).allSatisfy(<=)
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}

/// The heads that come with the program, read once.
package struct BundledHeads: Sendable {
  package let all: [Head]

  package subscript(name: String) -> Head? { all.first { $0.card.name == name } }

  /// The hash that the file of a head bears, by the head's name: a part of the signature of what rests on it.
  /// Reads no weights.
  package static let digests: [String: String] = {
    var digests: [String: String] = [:]
    for index in 0..<pe_head_count() {
      var count = 0
      let start = pe_head_bytes(index, &count)
      let lines = UnsafeBufferPointer(start: start, count: count).split(
        separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
      guard lines.count == 4 else { continue }
      digests[String(cString: pe_head_name(index))] = String(decoding: lines[2], as: UTF8.self)
    }
    return digests
  }()

  /// Fails with what is wrong with the first that cannot be read.
  package static let shared = Result { () throws(HeadFault) in try BundledHeads() }

  /// Others in their place, for a validator of a person's own; `base` says that reading heads works at all.
  init(_ heads: [Head], _ base: BundledHeads) {
    all = heads.isEmpty ? base.all : heads
  }

  private init() throws(HeadFault) {
    var heads: [Head] = []
    for index in 0..<pe_head_count() {
      var count = 0
      let start = pe_head_bytes(index, &count)
      heads.append(try Head(bytes: Array(UnsafeBufferPointer(start: start, count: count))))
    }
    all = heads
  }
}
