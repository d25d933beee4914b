import PluginKit

/// Makes a conversation of the rows that hold its utterances.
struct UtteranceReader {
  private let parser = JSONParser()
  private let columns: UtteranceColumns
  private let survey: TableSurvey
  private let header: [String]
  private let turnColumns: [Int]
  private let conversationColumns: [Int]

  init(plan: TablePlan, columns: UtteranceColumns, survey: TableSurvey) {
    self.columns = columns
    self.survey = survey
    header = plan.header
    let others = plan.header.indices.filter { !columns.used.contains($0) }
    turnColumns = others.filter { !survey.isConstant($0) }
    conversationColumns = others.filter { survey.isConstant($0) }
  }

  /// Adds the conversation of `rows`, which share an id and are in the order of the file.
  func add(_ rows: [TableRow], to sink: inout some ConversationSink) throws {
    guard let first = rows.first else { return }
    var conversation = Conversation(id: first.fields[columns.id], messages: [])
    if let exported = columns.exported {
      var isUsable = true
      for row in sorted(rows) {
        do throws(BrokenReason) {
          try add(row, exported, to: &conversation)
        } catch {
          isUsable = false
          try sink.addBroken(line: row.line, reason: error.reason)
        }
      }
      guard isUsable || !conversation.messages.isEmpty else { return }
    } else {
      for column in conversationColumns {
        conversation.metadata[header[column]] = survey.value(first.fields[column], column)
      }
      conversation.messages = merged(sorted(rows)).map(message)
    }
    try sink.add(conversation, line: first.line)
  }

  /// By the order column when all its fields are numbers; rows of one number stay as they were.
  private func sorted(_ rows: [TableRow]) -> [TableRow] {
    guard let order = columns.order else { return rows }
    var keys: [(number: Double, place: Int)] = []
    for (place, row) in rows.enumerated() {
      guard let number = Double(row.fields[order]), number.isFinite else { return rows }
      keys.append((number, place))
    }
    return keys.sorted { ($0.number, $0.place) < ($1.number, $1.place) }.map { rows[$0.place] }
  }

  /// Rows of one utterance, one by each annotator, side by side.
  private func merged(_ rows: [TableRow]) -> [[TableRow]] {
    guard let order = columns.order else { return rows.map { [$0] } }
    var groups: [[TableRow]] = []
    for row in rows {
      if let last = groups.last?.first,
        [order, columns.text, columns.speaker].allSatisfy({ last.fields[$0] == row.fields[$0] })
      {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  private func message(_ rows: [TableRow]) -> Message {
    let fields = rows[0].fields
    let speaker = fields[columns.speaker]
    var message = Message(
      role: Role(speaker: speaker) ?? .other, speaker: speaker, text: fields[columns.text])
    for column in turnColumns {
      let values = rows.map { $0.fields[column] }
      if values.allSatisfy({ $0 == values[0] }) {
        message.metadata[header[column]] = survey.value(values[0], column)
      } else {
        var writer = JSONWriter()
        writer.array { writer in
          for value in values { writer.value(survey.value(value, column) ?? .null) }
        }
        message.metadata[header[column]] = .json(writer.string)
      }
    }
    return message
  }

  /// A row as the csv exporter writes it: without a position it is a conversation without messages.
  private func add(
    _ row: TableRow, _ exported: UtteranceColumns.Exported, to conversation: inout Conversation
  ) throws(BrokenReason) {
    try metadata(row.fields[exported.conversationMetadata], into: &conversation.metadata)
    guard let order = columns.order, !row.fields[order].isEmpty else { return }
    let speaker = row.fields[columns.speaker]
    let name = row.fields[exported.role]
    guard let role = Role(rawValue: name) else {
      throw BrokenReason("the role is none that the csv exporter writes")
    }
    var message = Message(role: role, speaker: speaker, text: row.fields[columns.text])
    try metadata(row.fields[exported.metadata], into: &message.metadata)
    conversation.messages.append(message)
  }

  private func metadata(
    _ field: String, into metadata: inout Metadata
  ) throws(BrokenReason) {
    guard !field.isEmpty else { return }
    try parser.parse(copying: field.utf8) { value throws(BrokenReason) in
      guard value.isObject else { throw BrokenReason("a metadata field is no JSON object") }
      try MetadataReader.addEnvelope(value, to: &metadata)
    }
  }
}
