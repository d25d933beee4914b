import PluginKit

/// Reads JSON and JSONL whose records are turns, each with the id of its conversation.
struct TurnRowsReader: Reader, LimitedReader {
  static let info = ReaderInfo(
    summary: "JSON and JSONL of one turn a record, with its conversation's id",
    fileExtensions: ["jsonl", "json", "ndjson"], parts: TurnColumns.parts, rereads: true,
    manual: Manual(
      whatItDoes: """
        Gathers the turns of each conversation wherever they stand in the file, and puts them in \
        order by a column of numbers or times, or by what they reply to. Where messages name their \
        parent, as in trees of answers by models, each branch is a conversation and the branches \
        share a group. What is the same in all turns of each conversation is kept as the \
        conversation's metadata, the rest as the turn's.
        """,
      example: "load utterances.jsonl --format turns --map id=session,speaker=who,text=said"))

  var limits = ReadLimits()
  private var path = ""
  private var plan: (layout: RecordScanner.Layout, columns: TurnColumns)?

  private static let sampledRecords = 64

  mutating func sniff(_ file: FileHead) throws -> Sniff {
    let isAsked = file.options.format != nil
    let others = ["messages", "user", "assistant"]
    guard
      isAsked
        || JSONReader.looksLikeJSON(file) && others.allSatisfy({ file.options.map[$0] == nil })
    else { return .no }
    path = file.path
    for key in file.options.map.keys.sorted() where !TurnColumns.parts.contains(key) {
      guard isAsked else { return .no }
      throw FormatError(
        .badMapping, "--map knows no '\(key)' for turns",
        hint: "there are: \(TurnColumns.parts.joined(separator: ", "))")
    }
    do {
      let layout = try self.layout(file)
      guard let columns = try columns(file, layout) else {
        guard isAsked else { return .no }
        throw FormatError(
          .unknownFormat, "the records of \(path) are no turns with a conversation's id",
          hint: "name them with --map id=NAME,speaker=NAME,text=NAME")
      }
      plan = (layout, columns)
      return .certain(detection(layout, columns))
    } catch let error as FormatError {
      guard isAsked || error.kind == .interrupted else { return .no }
      throw error
    }
  }

  private func layout(_ file: FileHead) throws -> RecordScanner.Layout {
    let sniffer = JSONSniffer(
      path: path, source: file.source, options: file.options, limits: limits)
    let padded = file.bytes + [UInt8](repeating: 0x20, count: ByteWindow.padding)
    let layout = padded.withUnsafeBufferPointer { bytes in
      sniffer.layout(
        of: UnsafeBufferPointer(rebasing: bytes[..<file.bytes.count]), isWholeFile: file.isWhole)
    }
    return layout == .whole ? .lines : layout
  }

  /// Nil where less than nine in ten of the first records are turns, or hold whole talks.
  private func columns(
    _ file: FileHead, _ layout: RecordScanner.Layout
  ) throws(FormatError) -> TurnColumns? {
    var scanner = try RecordScanner(file.source, layout: layout, limit: limits.recordBytes)
    let parser = JSONParser()
    let finder = DialogueFinder(list: nil)
    var rows: [JSONRow] = []
    var talks = 0
    var tried = 0
    var looked = 0
    while looked < Self.sampledRecords, let record = try scanner.next() {
      looked += 1
      let look = { (value: JSONValue) -> JSONRow? in
        let findings = finder.survey(value).findings
        if findings.contains(where: { !$0.isEmpty && !$0.isNested && $0.dialogue.holdsWhole }) {
          talks += 1
        }
        return JSONRow(value)
      }
      // Nil twice: of what is no JSON, and of what is no object.
      guard let row = try? Optional(TurnRecord.parse(record.bytes, parser, look)) else { continue }
      tried += 1
      if let row { rows.append(row) }
      if scanner.position >= Int64(limits.sampleBytes), !rows.isEmpty { break }
    }
    guard rows.count * 10 >= tried * 9, talks * 10 < tried || file.options.format != nil else {
      return nil
    }
    return TurnColumns(rows, file.options.map)
  }

  private func detection(
    _ layout: RecordScanner.Layout, _ columns: TurnColumns
  ) -> Detection {
    var detection = Detection(
      format: "turn_rows", layout: layout.described, unit: .utterance,
      columns: [
        .init("id", [columns.id]), .init("speaker", [columns.speaker]),
        .init("text", [columns.text]),
      ], identity: .column(columns.id))
    if let order = columns.order {
      detection.columns.append(.init("order", [order]))
      detection.order = .column(order)
    }
    if let reply = columns.reply { detection.columns.append(.init("reply", [reply.answered])) }
    return detection
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    guard let plan else { throw FormatError("\(path) was not sniffed") }
    var survey = TurnSurvey(plan.columns)
    var scanner = try RecordScanner(source, layout: plan.layout, limit: limits.recordBytes)
    let parser = JSONParser()
    while let record = try scanner.next() {
      do throws(BrokenReason) {
        var notes: [JSONRepair.Fault] = []
        try JSONReader.parse(record, with: parser, repairs: &notes) { value throws(BrokenReason) in
          try survey.add(
            value, line: record.line, offset: scanner.offset(of: record),
            length: record.bytes.count)
        }
        for fault in notes {
          if let words = fault.words { sink.note(.repaired, words, line: record.line) }
        }
      } catch {
        survey.addBroken()
        try sink.addBroken(line: record.line, reason: error.reason)
      }
    }
    var gathering = TurnGathering(plan.columns, survey.finished())
    if let name = plan.columns.unusableOrder {
      sink.note(
        .ambiguous, "most turns have no place under '\(name)': the order of the file stays", line: 1
      )
    }
    let file = try PlacedBytes(source, name: path)
    for places in survey.conversations() {
      var records: [(line: Int, bytes: [UInt8])] = []
      for place in places {
        records.append((place.line, try file.read(place.length, at: place.offset)))
      }
      let isDamaged = survey.isDamaged(places)
      for (conversation, line) in gathering.conversations(of: records, isDamaged: isDamaged) {
        try sink.add(conversation, line: line)
      }
      for note in gathering.takeNotes() { sink.note(note.kind, note.what, line: note.line) }
    }
  }
}

extension Dialogue {
  /// Whether an object that has it holds more than one turn.
  fileprivate var holdsWhole: Bool {
    switch self {
    case .turns, .written, .pair, .export: true
    case .transcript, .text: false
    }
  }
}

/// Reading one record by itself.
enum TurnRecord {
  /// Gives `body` the value, mended where it has to be.
  static func parse<Result>(
    _ bytes: some Sequence<UInt8>, _ parser: JSONParser,
    _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    do throws(BrokenReason) {
      return try parser.parse(copying: bytes, body)
    } catch {
      let repair = Array(bytes).withUnsafeBufferPointer { JSONRepair($0) }
      guard let repair else { throw error }
      return try parser.parse(repair, body)
    }
  }
}
