import PluginKit

/// Reads CSV and TSV, in a pass from the first row to the last after one that surveys the columns.
struct TableReader: Reader, LimitedReader {
  static let info = ReaderInfo(
    summary: "CSV and TSV: a row an utterance, a pair or a text",
    fileExtensions: ["csv", "tsv"],
    dialects: [
      .init("csv", "CSV or TSV, one row an utterance"),
      .init("csv-pairs", "CSV or TSV, one row a prompt and its reply"),
      .init("csv-text", "CSV or TSV, one row a text"),
    ],
    parts: TableChoice.parts, rereads: true,
    manual: Manual(
      whatItDoes: """
        Finds the columns by their names: conversation, speaker, text and order of an utterance, a \
        prompt and its reply, or one text. Rows of a conversation need not stand together. Other \
        columns are metadata: of the turn where they vary within conversations, else of the \
        conversation.
        """,
      example: "load talk.csv --map id=session,speaker=who,text=said"))

  var limits = ReadLimits()
  private var path = ""
  private var sniffed: TablePlan?

  mutating func sniff(_ file: FileHead) throws -> Sniff {
    guard file.options.format != nil || !JSONReader.looksLikeJSON(file) else { return .no }
    try FileProbe.checkIsText(file.bytes, path: file.path)
    var options = file.options
    if options.format == "table" { options.format = nil }
    let plan = try file.bytes.withUnsafeBufferPointer { head in
      try TablePlan(
        path: file.path, head: head, isWholeFile: file.isWhole, options: options, limits: limits)
    }
    path = file.path
    sniffed = plan
    return .certain(plan.detection)
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    guard let sniffed else { throw FormatError("\(path) was not sniffed") }
    try TablePass(path: path, source: source, plan: sniffed, limits: limits).read(into: &sink)
  }
}

/// The reading of one table.
private struct TablePass {
  let path: String
  let source: any ByteSource
  let plan: TablePlan
  let limits: ReadLimits

  func read(into sink: inout some ConversationSink) throws {
    var survey = try self.survey(isScattered: false)
    if !survey.isContiguous { survey = try self.survey(isScattered: true) }
    switch plan.kind {
    case .utterances(let columns):
      let conversations = UtteranceReader(plan: plan, columns: columns, survey: survey)
      if survey.isContiguous {
        try readInOrder(conversations, columns.id, into: &sink)
      } else {
        try readScattered(conversations, columns.id, into: &sink)
      }
    case .pairs, .text: try readRows(survey, into: &sink)
    }
  }

  private func scanner() throws(FormatError) -> RowScanner {
    var scanner = try RowScanner(
      source, dialect: plan.dialect, limit: limits.recordBytes)
    if plan.hasHeader { _ = try scanner.next() }
    return scanner
  }

  private func survey(isScattered: Bool) throws(FormatError) -> TableSurvey {
    var survey = TableSurvey(width: plan.header.count, isScattered: isScattered)
    var scanner = try scanner()
    var idColumn: Int?
    if case .utterances(let columns) = plan.kind { idColumn = columns.id }
    while let row = try scanner.next() {
      guard row.fields.count == plan.header.count else { continue }
      survey.note(row.fields, conversation: idColumn.map { row.fields[$0] })
      // Once rows are scattered only the other survey is of use.
      if !isScattered, !survey.isContiguous { break }
    }
    return survey
  }

  /// Why the row cannot be used; nil when it can.
  private func problem(_ row: TableRow, _ idColumn: Int?) -> String? {
    if let problem = row.problem { return problem }
    let count = row.fields.count
    let width = plan.header.count
    guard count == width else {
      return "\(count == 1 ? "1 field" : "\(count) fields") where the header has \(width)"
    }
    if let idColumn, row.fields[idColumn].isEmpty { return "no \(plan.header[idColumn])" }
    return nil
  }

  private func readInOrder(
    _ conversations: UtteranceReader, _ idColumn: Int, into sink: inout some ConversationSink
  ) throws {
    var scanner = try scanner()
    var rows: [TableRow] = []
    while let row = try scanner.next() {
      if let problem = problem(row, idColumn) {
        try sink.addBroken(line: row.line, reason: problem)
        continue
      }
      if let last = rows.last, last.fields[idColumn] != row.fields[idColumn] {
        try conversations.add(rows, to: &sink)
        rows.removeAll(keepingCapacity: true)
      }
      rows.append(row)
    }
    if !rows.isEmpty { try conversations.add(rows, to: &sink) }
  }

  /// Gathers the rows of each conversation by their places in the file, which takes 24 bytes a row.
  private func readScattered(
    _ conversations: UtteranceReader, _ idColumn: Int, into sink: inout some ConversationSink
  ) throws {
    var groups: [UInt64: Int32] = [:]
    var places: [(group: Int32, line: Int32, offset: Int64, length: Int)] = []
    var scanner = try scanner()
    while let row = try scanner.next() {
      if let problem = problem(row, idColumn) {
        try sink.addBroken(line: row.line, reason: problem)
        continue
      }
      let key = QuickHash.of(row.fields[idColumn])
      let group = groups[key] ?? Int32(groups.count)
      groups[key] = group
      places.append((group, Int32(clamping: row.line), row.offset, row.length))
    }
    places.sort { ($0.group, $0.offset) < ($1.group, $1.offset) }
    let file = try PlacedBytes(source, name: path)
    var rows: [TableRow] = []
    var group: Int32?
    for place in places {
      if place.group != group, !rows.isEmpty {
        try conversations.add(rows, to: &sink)
        rows.removeAll(keepingCapacity: true)
      }
      group = place.group
      let bytes = try file.read(place.length, at: place.offset)
      let fields = bytes.withUnsafeBufferPointer { RowScan.fields($0, plan.dialect) }
      guard let fields, fields.count == plan.header.count else {
        throw FormatError(.changed, "\(path) changed while it was read")
      }
      rows.append(
        TableRow(
          line: Int(place.line), offset: place.offset, length: place.length, problem: nil,
          fields: fields))
    }
    if !rows.isEmpty { try conversations.add(rows, to: &sink) }
  }

  /// One conversation a row.
  private func readRows(
    _ survey: TableSurvey, into sink: inout some ConversationSink
  ) throws {
    var scanner = try scanner()
    var number = 0
    while let row = try scanner.next() {
      number += 1
      if let problem = problem(row, nil) {
        try sink.addBroken(line: row.line, reason: problem)
        continue
      }
      let ownID = plan.idColumn.map { row.fields[$0] } ?? ""
      var conversation = Conversation(id: ownID.isEmpty ? String(number) : ownID, messages: [])
      var used: [Int] = plan.idColumn.map { [$0] } ?? []
      switch plan.kind {
      case .pairs(let user, let assistant):
        used += user + [assistant]
        let asked = user.map { row.fields[$0] }.filter { !$0.isEmpty }
        if !asked.isEmpty {
          conversation.messages.append(
            Message(role: .user, text: asked.joined(separator: "\n\n")))
        }
        if !row.fields[assistant].isEmpty {
          conversation.messages.append(Message(role: .assistant, text: row.fields[assistant]))
        }
      case .text(let text):
        used.append(text)
        conversation.messages.append(Message(role: .user, text: row.fields[text]))
      case .utterances: break
      }
      for (column, name) in plan.header.enumerated() where !used.contains(column) {
        conversation.metadata[name] = survey.value(row.fields[column], column)
      }
      try sink.add(conversation, line: row.line)
    }
  }
}
