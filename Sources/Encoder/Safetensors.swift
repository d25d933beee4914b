import Glibc

/// A file of tensors: a length, a header of JSON that says where each tensor lies, and their bytes.
///
/// Strict: the header must hold what the format says and no more, and tensors must fill the file
/// without gaps, overlaps and rest, so that nothing is read from where it does not stand.
/// The format is described in the README of the safetensors project.
package struct Safetensors: Sendable {
  /// A tensor of floats of 32 bits.
  package struct Tensor: Sendable, Equatable {
    package let shape: [Int]
    /// Where its bytes begin in the file.
    let offset: Int
    package var count: Int { shape.reduce(1, *) }
  }

  private struct Entry {
    let name: String
    let type: String
    let shape: [Int]
    let start: Int
    let end: Int
  }

  let file: MappedFile
  private let tensors: [String: Tensor]

  private static let mostHeader = 16 << 20
  private static let sizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "I16": 2, "U16": 2, "F16": 2,
    "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "I64": 8, "U64": 8, "F64": 8,
  ]

  package init(path: String) throws(EncoderError) {
    file = try MappedFile(path: path)
    let bytes = file.bytes
    guard bytes.count >= 8 else { throw Self.refused("is too short to hold tensors") }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard length >= 2, length <= Self.mostHeader, Int(length) <= bytes.count - 8 else {
      throw Self.refused("tells a header of \(length) bytes, which it cannot have")
    }
    let start = 8 + Int(length)
    var reader = HeaderReader(bytes[8..<start])
    var tensors: [String: Tensor] = [:]
    var names: Set<String> = []
    var entries: [Entry] = []
    try reader.forEachMember { reader, name throws(EncoderError) in
      guard names.insert(name).inserted else {
        throw Self.refused("names the tensor '\(name.prefix(80))' twice")
      }
      if name == "__metadata__" {
        try reader.forEachMember { reader, _ throws(EncoderError) in _ = try reader.text() }
      } else {
        entries.append(try Self.entry(name, &reader))
      }
    }
    try reader.end()
    var place = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard entry.start == place else {
        throw Self.refused(
          "\(entry.start < place ? "has tensors that overlap" : "has a gap") at "
            + "'\(entry.name.prefix(80))'")
      }
      place = entry.end
      guard entry.type == "F32" else { continue }
      guard (start + entry.start) % 4 == 0 else {
        throw Self.refused("has floats at odd places ('\(entry.name.prefix(80))')")
      }
      tensors[entry.name] = Tensor(shape: entry.shape, offset: start + entry.start)
    }
    guard start + place == bytes.count else {
      throw Self.refused(
        start + place > bytes.count
          ? "is cut off: \(start + place - bytes.count) bytes are missing"
          : "has \(bytes.count - start - place) bytes that no tensor holds")
    }
    self.tensors = tensors
  }

  /// The tensor of that name and shape. Throws when there is none of 32-bit floats.
  package func tensor(_ name: String, _ shape: [Int]) throws(EncoderError) -> Tensor {
    guard let found = tensors[name] ?? tensors["bert." + name] else {
      throw Self.refused("lacks '\(name)' as floats of 32 bits")
    }
    guard found.shape == shape else {
      throw Self.refused("has '\(name)' of shape \(found.shape), not \(shape)")
    }
    return found
  }

  /// Valid as long as the file is kept.
  func floats(_ tensor: Tensor) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(
      rebasing: UnsafeRawBufferPointer(
        rebasing: file.bytes[tensor.offset..<tensor.offset + 4 * tensor.count]
      ).bindMemory(to: Float.self)[...])
  }

  /// A copy of the numbers. Throws when one is none.
  func array(_ name: String, _ shape: [Int]) throws(EncoderError) -> [Float] {
    let values = Array(floats(try tensor(name, shape)))
    guard values.allSatisfy(\.isFinite) else {
      throw Self.refused("has numbers in '\(name)' that are infinite or none")
    }
    return values
  }

  private static func entry(
    _ name: String, _ reader: inout HeaderReader
  ) throws(EncoderError) -> Entry {
    var type: String?
    var shape: [Int]?
    var place: [Int]?
    try reader.forEachMember { reader, key throws(EncoderError) in
      switch key {
      case "dtype" where type == nil: type = try reader.text()
      case "shape" where shape == nil: shape = try reader.numbers()
      case "data_offsets" where place == nil: place = try reader.numbers()
      default: throw refused("says '\(key.prefix(80))' of '\(name.prefix(80))'")
      }
    }
    guard let type, let shape, let place, place.count == 2, let size = sizes[type] else {
      throw refused("does not say what '\(name.prefix(80))' is, and where")
    }
    var bytes = size
    for one in shape {
      let (product, isTooMuch) = bytes.multipliedReportingOverflow(by: one)
      guard !isTooMuch else { throw refused("has '\(name.prefix(80))' of an impossible shape") }
      bytes = product
    }
    guard place[0] <= place[1], place[1] - place[0] == bytes else {
      throw refused("places '\(name.prefix(80))' where its shape does not fit")
    }
    return Entry(name: name, type: type, shape: shape, start: place[0], end: place[1])
  }

  private static func refused(_ what: String) -> EncoderError {
    EncoderError(
      "the file of weights \(what)", hint: "it is damaged, or no safetensors file of BERT")
  }
}

/// Reads the little JSON that headers are made of: objects, texts, and lists of whole numbers.
private struct HeaderReader {
  private let bytes: Slice<UnsafeRawBufferPointer>
  private var place: Int

  init(_ bytes: Slice<UnsafeRawBufferPointer>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  mutating func forEachMember(
    _ body: (inout HeaderReader, _ name: String) throws(EncoderError) -> Void
  ) throws(EncoderError) {
    try take("{")
    if takes("}") { return }
    repeat {
      let name = try text()
      try take(":")
      try body(&self, name)
    } while takes(",")
    try take("}")
  }

  mutating func text() throws(EncoderError) -> String {
    try take("\"")
    let start = place
    while place < bytes.endIndex, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\\") || mayEscape() else {
        throw Self.malformed
      }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < bytes.endIndex, let text = String(validating: bytes[start..<place], as: UTF8.self)
    else { throw Self.malformed }
    place += 1
    return text
  }

  /// Escapes stand in metadata alone, where they are passed over.
  private func mayEscape() -> Bool { place + 1 < bytes.endIndex }

  mutating func numbers() throws(EncoderError) -> [Int] {
    try take("[")
    var numbers: [Int] = []
    if takes("]") { return numbers }
    repeat {
      skipSpace()
      let start = place
      while place < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
        place += 1
      }
      guard let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)) else {
        throw Self.malformed
      }
      numbers.append(number)
    } while takes(",")
    try take("]")
    return numbers
  }

  /// Nothing but spaces may follow.
  mutating func end() throws(EncoderError) {
    skipSpace()
    guard place == bytes.endIndex else { throw Self.malformed }
  }

  private mutating func skipSpace() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func take(_ sign: Unicode.Scalar) throws(EncoderError) {
    guard takes(sign) else { throw Self.malformed }
  }

  private static let malformed = EncoderError(
    "the header of the file of weights is no JSON as such files have it",
    hint: "it is damaged, or no safetensors file")
}
