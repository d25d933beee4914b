private import CSimdJSON

/// Parses one JSON document after the other with simdjson, reusing its memory.
package final class JSONParser {
  /// Documents nested deeper are refused: a walk over a document may recurse.
  static let maximumDepth = 256

  /// Bytes that must be readable, with any content, after those that are parsed.
  package static let padding = pe_json_padding

  private let handle: OpaquePointer

  package init() {
    guard let handle = pe_json_parser_new(JSONParser.maximumDepth) else {
      fatalError("no memory for a JSON parser")
    }
    self.handle = handle
  }

  deinit { pe_json_parser_free(handle) }

  /// Parses `bytes`, after which ``padding`` bytes must be readable, and gives `body`
  /// the root, which is valid during the call alone. Throws ``BrokenReason`` for bad JSON.
  package func parse<Result>(
    padded bytes: UnsafeBufferPointer<UInt8>,
    _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      throw BrokenReason("there is no value")
    }
    var document = pe_json_document()
    let error = pe_json_parse(handle, base, bytes.count, &document)
    guard error == 0, let tape = document.tape, let strings = document.strings else {
      throw BrokenReason(
        JSONParser.reason(error),
        isSyntax: error != pe_json_error_depth && error != pe_json_error_utf8)
    }
    return try body(JSONValue(tape: tape, strings: strings, index: 1))
  }

  /// The same for bytes that are in memory without padding: copies them.
  package func parse<Result>(
    copying text: some Sequence<UInt8>, _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    var bytes = Array(text)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0x20, count: ByteWindow.padding))
    return try bytes.withUnsafeBufferPointer { buffer throws(BrokenReason) in
      try parse(padded: UnsafeBufferPointer(rebasing: buffer[..<count]), body)
    }
  }

  /// The same for a record that was mended.
  func parse<Result>(
    _ repair: JSONRepair, _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    try repair.bytes.withUnsafeBufferPointer { buffer throws(BrokenReason) in
      try parse(padded: UnsafeBufferPointer(rebasing: buffer[..<repair.count]), body)
    }
  }

  private static func reason(_ error: Int32) -> String {
    switch error {
    case pe_json_error_depth: "nested deeper than \(maximumDepth) levels"
    case pe_json_error_utf8: "not valid UTF-8"
    case pe_json_error_number: "not valid JSON: a number is malformed or does not fit in 64 bits"
    case pe_json_error_string: "not valid JSON: a string holds a bad escape"
    case pe_json_error_unclosed_string: "not valid JSON: a string is not closed"
    case pe_json_error_memory: "no memory to parse it"
    default: "not valid JSON"
    }
  }
}
