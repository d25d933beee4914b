import Corpus

/// A fitted model as a file that holds numbers and texts only: reading it runs nothing.
///
/// All numbers are little-endian; a text is its length in bytes (u64) and its UTF-8.
///
///     "pe model 1\n"          the format and its version
///     u64                     length of the whole file
///     u64                     number of metadata, then each: text name, text value
///     u64                     number of arrays, then each: text name, u8 kind, u64 values, u64 bytes
///     the arrays in order     0 bytes: u8 · 1 integers: i32 · 2 floats: f32 · 3 doubles: f64 ·
///                             4 texts
///     64 hexadecimal digits   SHA-256 of all before, as `head -c -64 FILE | sha256sum` prints it
///
/// Names ascend by their bytes, so equal content is an equal file.
package enum ModelFile {
  package static let version = 1
  static let magic = "pe model "
  static let digestCount = 64

  /// The file of `sections`. `metadata` says in words what the model is: label, features, seed.
  /// O(size).
  package static func encode(metadata: [String: String], sections: Sections) -> [UInt8] {
    var body = ByteWriter()
    body.append(UInt64(metadata.count))
    for (name, value) in metadata.sorted(by: { precedes($0.key, $1.key) }) {
      body.append(text: name)
      body.append(text: value)
    }
    let arrays = sections.arrays.sorted { precedes($0.key, $1.key) }
    body.append(UInt64(arrays.count))
    var payload = ByteWriter()
    for (name, array) in arrays {
      let start = payload.bytes.count
      payload.append(array)
      body.append(text: name)
      body.bytes.append(array.kind)
      body.append(UInt64(array.count))
      body.append(UInt64(payload.bytes.count - start))
    }
    return sealed(body.bytes + payload.bytes)
  }

  /// Puts the head before a body and the checksum behind.
  static func sealed(_ body: [UInt8], version: String = "\(version)") -> [UInt8] {
    var file = ByteWriter()
    file.bytes.append(contentsOf: "\(magic)\(version)\n".utf8)
    file.append(UInt64(file.bytes.count + 8 + body.count + digestCount))
    file.bytes.append(contentsOf: body)
    file.bytes.append(contentsOf: digest(of: file.bytes[...]).utf8)
    return file.bytes
  }

  /// What ``encode(metadata:sections:)`` was given. Throws, with a sentence, for a foreign file, a
  /// newer version, a file cut short, one with bytes added, one with any bit changed, and one whose
  /// counts do not fit its length (nothing is allocated by a count that was not checked). O(size).
  package static func decode(
    _ bytes: [UInt8]
  ) throws(LearningError) -> (metadata: [String: String], sections: Sections) {
    let bodyStart = try checkHead(bytes)
    let bodyEnd = bytes.count - digestCount
    guard
      digest(of: bytes[..<bodyEnd]).utf8.elementsEqual(bytes[bodyEnd...])
    else {
      throw LearningError(
        "the model file is damaged: its checksum does not match its content",
        hint: "copy or export it again")
    }
    var reader = ByteReader(bytes[bodyStart..<bodyEnd])
    var metadata: [String: String] = [:]
    try reader.ascendingNames { (reader, name) throws(LearningError) in
      metadata[name] = try reader.text()
    }
    var entries: [(name: String, kind: UInt8, values: Int, bytes: Int)] = []
    try reader.ascendingNames { (reader, name) throws(LearningError) in
      entries.append((name, try reader.byte(), try reader.count(), try reader.count()))
    }
    var sections = Sections()
    for entry in entries {
      sections[entry.name] = try reader.array(
        kind: entry.kind, values: entry.values, bytes: entry.bytes)
    }
    guard reader.isAtEnd else { throw ByteReader.inconsistent }
    return (metadata, sections)
  }

  /// Where the body starts.
  private static func checkHead(_ bytes: [UInt8]) throws(LearningError) -> Int {
    let magic = Array(magic.utf8)
    guard bytes.starts(with: magic) else {
      guard !bytes.isEmpty, magic.starts(with: bytes) else {
        throw LearningError(
          bytes.isEmpty ? "the model file is empty" : "this is not a model file of pe",
          hint: "give a file that 'model export' wrote")
      }
      throw truncated(bytes.count, of: nil)
    }
    // More digits than any version has, so that a foreign file is not searched to its end.
    let line = bytes[magic.count...].prefix(12)
    guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else {
      if line.count < 12 { throw truncated(bytes.count, of: nil) }
      throw LearningError(
        "the first line of the model file is damaged", hint: "copy or export it again")
    }
    guard let found = Int(String(decoding: bytes[magic.count..<end], as: UTF8.self)) else {
      throw LearningError(
        "the first line of the model file is damaged", hint: "copy or export it again")
    }
    guard found <= version else {
      throw LearningError(
        "the model file has format \(found); this program reads up to \(version)",
        hint: "read it with the newer program that wrote it")
    }
    guard found == version else {
      throw LearningError("the model file has format \(found), which never was one")
    }
    let start = end + 1
    guard bytes.count >= start + 8 else { throw truncated(bytes.count, of: nil) }
    var reader = ByteReader(bytes[start...])
    let told = try reader.unsigned()
    if UInt64(bytes.count) < told { throw truncated(bytes.count, of: told) }
    guard UInt64(bytes.count) == told, bytes.count >= start + 8 + digestCount else {
      throw LearningError(
        "the model file has \(bytes.count) bytes where it says \(told)",
        hint: "copy or export it again")
    }
    return start + 8
  }

  private static func truncated(_ count: Int, of told: UInt64?) -> LearningError {
    LearningError(
      "the model file is cut short: \(count) bytes" + (told.map { " of \($0)" } ?? ""),
      hint: "copy or export it again")
  }

  private static func digest(of bytes: ArraySlice<UInt8>) -> String {
    let digester = Digester()
    bytes.withUnsafeBytes { digester.update($0) }
    return digester.finish().hex
  }

  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}

extension Sections.Array {
  fileprivate var kind: UInt8 {
    switch self {
    case .bytes: 0
    case .integers: 1
    case .floats: 2
    case .doubles: 3
    case .texts: 4
    }
  }

  fileprivate var count: Int {
    switch self {
    case .bytes(let values): values.count
    case .integers(let values): values.count
    case .floats(let values): values.count
    case .doubles(let values): values.count
    case .texts(let values): values.count
    }
  }
}
