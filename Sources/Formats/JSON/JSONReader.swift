import PluginKit

/// Reads JSON and JSONL in the dialects of the field.
struct JSONReader: Reader, LimitedReader {
  static let info = ReaderInfo(
    summary: "JSON and JSONL: messages, turns, transcripts, pairs and texts",
    fileExtensions: ["jsonl", "json", "ndjson"],
    dialects: [
      .init("messages", "chat messages: a list of role and content"),
      .init("sharegpt", "conversations: a list of from and value"),
      .init("dialogue", "a list of turns under other names: ESConv, utterances, transcripts"),
      .init("transcript", "lines in one string: '- text' in turn or 'Name: text'"),
      .init("pairs", "a prompt and its reply: Alpaca, context and response"),
      .init("text", "one text a record"),
      .init("nested", "dialogues deeper in the records"),
    ] + ExportForm.allCases.map { .init($0.rawValue, $0.summary) },
    parts: ShapeChoice.parts,
    manual: Manual(
      whatItDoes: """
        Finds the conversations of a file by what its first records hold: a list of messages, turns \
        under other names, a transcript in one string, a prompt and its reply, or one text. Records \
        are lines, elements of a list, members of an object, or objects in a row. What is no part of \
        the talk is kept as metadata.
        """,
      example: "load talk.jsonl --map messages=turns,role=who,content=said"))

  var limits = ReadLimits()
  private var path = ""
  private var plan: JSONPlan?

  mutating func sniff(_ file: FileHead) throws -> Sniff {
    guard file.options.format != nil || JSONReader.looksLikeJSON(file) else { return .no }
    try FileProbe.checkIsText(file.bytes, path: file.path)
    if file.options.encoding == nil { try TextEncoding.check(file.bytes, path: file.path) }
    var options = file.options
    // By its own name the reader finds out which dialect it is.
    if let format = options.format, !Self.info.dialects.contains(where: { $0.name == format }) {
      options.format = nil
    }
    let sniffer = JSONSniffer(
      path: file.path, source: file.source, options: options, limits: limits)
    let padded = file.bytes + [UInt8](repeating: 0x20, count: ByteWindow.padding)
    let plan = try padded.withUnsafeBufferPointer { bytes in
      try sniffer.sniff(
        UnsafeBufferPointer(rebasing: bytes[..<file.bytes.count]), isWholeFile: file.isWhole)
    }
    self.plan = plan
    path = file.path
    return .certain(plan.detection)
  }

  /// Whether nothing but JSON can be meant.
  static func looksLikeJSON(_ file: FileHead) -> Bool {
    let first = file.bytes.first { !isSpace($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return true }
    let path = file.plainPath.lowercased()
    return info.fileExtensions.contains { path.hasSuffix(".\($0)") }
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    guard let plan else { throw FormatError("\(path) was not sniffed") }
    var scanner = try RecordScanner(
      source, layout: plan.shape.layout, limit: limits.recordBytes)
    var pass = JSONPass(plan)
    while let record = try scanner.next() {
      pass.read(record)
      for conversation in pass.yield.conversations {
        try sink.add(conversation, line: record.line)
      }
      for note in pass.yield.notes { sink.note(note.kind, note.what, line: record.line) }
      for reason in pass.yield.broken { try sink.addBroken(line: record.line, reason: reason) }
    }
  }

  /// The same for a record that may have to be mended, with what was mended.
  static func parse<Result>(
    _ record: RecordScanner.Record, with parser: JSONParser, repairs: inout [JSONRepair.Fault],
    _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    do throws(BrokenReason) {
      return try parse(record, with: parser, body)
    } catch {
      guard error.isSyntax, let repair = JSONRepair(record.bytes) else { throw error }
      repairs = repair.faults
      return try parser.parse(repair, body)
    }
  }

  /// Parses a record, with a reason that says more where the scanner knows more.
  static func parse<Result>(
    _ record: RecordScanner.Record, with parser: JSONParser,
    _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    switch record.problem {
    case .tooLong(let limit): throw BrokenReason("record longer than \(ReadLimits.label(limit))")
    case .malformed(let reason): throw BrokenReason(reason)
    case nil, .cutOff: break
    }
    do throws(BrokenReason) {
      return try parser.parse(padded: record.bytes, body)
    } catch  where record.problem == .cutOff && error.isSyntax && record.opensContainer {
      throw BrokenReason("the file ends within this record")
    }
  }
}

/// A built-in reader whose bounds tests make small.
protocol LimitedReader: CorpusReader {
  var limits: ReadLimits { get set }
}
