import PluginKit

/// Makes conversations of rows.
struct ConversationRows {
  private let parser = JSONParser()
  private var turnCell = TurnCell()
  private var roles = RoleCache()
  private let kind: TableKind
  private let header: [String]
  private let values: [TableSurvey.Values]
  private let turnColumns: [Int]
  private let conversationColumns: [Int]
  private let isMonthFirst: Bool
  /// Whether days of the order can be read in two ways.
  private let isDoubtful: Bool
  private let columnRoles: [Role]

  init(plan: TablePlan, survey: TableSurvey) {
    kind = plan.kind
    header = plan.header
    values = survey.values
    let others = plan.others
    turnColumns = others.filter { !survey.isConstant($0) }
    conversationColumns = others.filter { survey.isConstant($0) }
    isMonthFirst = plan.kind.order.map { survey.isMonthFirst($0.place) } ?? false
    isDoubtful = plan.kind.order.map { survey.isDoubtful($0.place) } ?? false
    columnRoles = plan.header.map { ColumnNames.role($0) ?? .other }
  }

  /// Adds the conversation of `rows`, which share an id and are in the order of the file.
  ///
  /// - Parameter isDamaged: whether rows of it could not be used.
  mutating func add(
    _ rows: [TableRow], id: String, isDamaged: Bool = false, to sink: inout some ConversationSink
  ) throws {
    guard let first = rows.first else { return }
    if case .rows(let columns) = kind, case .answers(let prompt, let answers) = columns.talk {
      return try addAnswers(first, id, prompt, answers, to: &sink)
    }
    var conversation = Conversation(id: id, messages: [])
    let rows = sorted(rows, &sink)
    var isDamaged = isDamaged
    switch kind {
    case .utterances(let columns):
      if let exported = columns.exported {
        let used = try add(rows, columns, exported, to: &conversation, &sink)
        guard used > 0 || !conversation.messages.isEmpty else { return }
        if isDamaged || used < rows.count { DamageMark.set(in: &conversation.metadata) }
        return try sink.add(conversation, line: first.line)
      }
      for group in merged(rows, columns) {
        if group.count > 1 {
          sink.note(
            .kept,
            "rows that repeat a turn, as of several annotators, in one; where they differ, lists",
            line: group[1].line, count: group.count - 1)
        }
        conversation.messages.append(message(group, columns, &sink))
      }
    case .rows(let columns):
      for row in rows {
        do throws(BrokenReason) {
          var messages = try messages(of: row, columns, &sink)
          // What a row says of its turns is said of the last: the reply.
          for column in turnColumns {
            messages[messages.count - 1].metadata[header[column]] =
              values[column].value(row.fields[column])
          }
          conversation.messages += messages
        } catch {
          isDamaged = true
          try sink.addBroken(line: row.line, reason: error.reason)
        }
      }
      if conversation.messages.isEmpty { return }
    }
    if isDamaged { DamageMark.set(in: &conversation.metadata) }
    for column in conversationColumns {
      conversation.metadata[header[column]] = values[column].value(first.fields[column])
    }
    try sink.add(conversation, line: first.line)
  }

  /// Two answers to one prompt: a conversation each, in one group.
  private mutating func addAnswers(
    _ row: TableRow, _ id: String, _ prompt: Int, _ answers: [RowColumns.Answer],
    to sink: inout some ConversationSink
  ) throws {
    let asked = ComparedAnswers.texts(in: row.fields[prompt], parser)
    for answer in answers {
      let (side, column) = (answer.side, answer.column)
      let answered = ComparedAnswers.texts(in: row.fields[column], parser)
      if answered.contains(where: { $0 == nil || $0 == "" }) {
        sink.note(.leftOut, ComparedAnswers.missing, line: row.line)
      }
      var conversation = Conversation(
        id: "\(id)/\(side)", messages: ComparedAnswers.talk(asked, answered))
      guard !conversation.messages.isEmpty else {
        try sink.addBroken(
          line: row.line, reason: "nothing under '\(header[prompt])' or '\(header[column])'")
        continue
      }
      conversation.metadata["group"] = .text(id)
      conversation.metadata["side"] = .text(side)
      if let model = header.firstIndex(of: "model_" + side), !row.fields[model].isEmpty {
        conversation.metadata["model"] = .text(row.fields[model])
      }
      for column in turnColumns + conversationColumns {
        conversation.metadata[header[column]] = values[column].value(row.fields[column])
      }
      try sink.add(conversation, line: row.line)
    }
    sink.note(.kept, ComparedAnswers.told, line: row.line)
  }

  // Order

  /// By the order column; rows of one place stay as they were, and a row without one stays behind the
  /// row that stood before it.
  private func sorted(_ rows: [TableRow], _ sink: inout some ConversationSink) -> [TableRow] {
    guard let order = kind.order, rows.count > 1 else { return rows }
    var orders = rows.map { RowOrder($0.fields[order.place], isMonthFirst: isMonthFirst) }
    if isSorted(orders) { return rows }
    if isDoubtful {
      let others = rows.map { RowOrder($0.fields[order.place], isMonthFirst: true) }
      if isSorted(others) { return rows }
      guard Self.places(orders) == Self.places(others) else {
        sink.note(
          .ambiguous,
          "days of \(header[order.place]) may have the month first or last: the order of the file stays; "
            + "--map dates=day-first says, or month-first", line: rows[0].line)
        return rows
      }
    }
    if let sections = RowOrder.sections(rows.map { $0.fields[order.place] }) {
      sink.note(
        .ambiguous, "numbers of turns such as 1.10 read as a part's and its turn's",
        line: rows[0].line)
      orders = sections
      if isSorted(orders) { return rows }
    }
    if beginsAnew(orders, rows) {
      sink.note(
        .ambiguous,
        "numbers of turns that begin anew within a conversation: the order of the file stays",
        line: rows[0].line)
      return rows
    }
    var scales: [RowOrder.Scale: Int] = [:]
    for order in orders { if let order { scales[order.scale, default: 0] += 1 } }
    guard let scale = scales.max(by: { $0.value < $1.value })?.key else { return rows }
    var blocks: [(value: Double, rows: [TableRow])] = []
    for (row, order) in zip(rows, orders) {
      if let order, order.scale == scale {
        blocks.append((order.value, [row]))
      } else {
        sink.note(
          .ambiguous, "turns without a place in the order left behind the turn before them",
          line: row.line)
        if blocks.isEmpty { blocks.append((-.infinity, [])) }
        blocks[blocks.count - 1].rows.append(row)
      }
    }
    return blocks.enumerated()
      .sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
      .flatMap(\.element.rows)
  }

  /// Whether the rows are several runs of turns, each counted from the same number, as of sessions: put
  /// in one order they would be mixed. Runs of the same texts are of several annotators.
  private func beginsAnew(_ orders: [RowOrder?], _ rows: [TableRow]) -> Bool {
    guard case .utterances(let columns) = kind, let first = orders.first ?? nil,
      first.scale == .number
    else { return false }
    var texts: [Double: String] = [:]
    var last = -Double.infinity
    var isOther = false
    for (order, row) in zip(orders, rows) {
      guard let order, order.scale == .number else { return false }
      if order.value <= last, order.value != first.value { return false }
      last = order.value
      let text = row.fields[columns.text]
      if let known = texts[order.value], known != text { isOther = true }
      texts[order.value] = text
    }
    return isOther
  }

  private static func places(_ orders: [RowOrder?]) -> [Int] {
    let values = orders.map { $0?.value ?? -.infinity }
    return values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  }

  private func isSorted(_ orders: [RowOrder?]) -> Bool {
    guard var last = orders.first ?? nil else { return false }
    for order in orders.dropFirst() {
      guard let order, order.scale == last.scale, order.value >= last.value else { return false }
      last = order
    }
    return true
  }

  /// Rows of one utterance, one by each annotator, side by side.
  private func merged(_ rows: [TableRow], _ columns: UtteranceColumns) -> [[TableRow]] {
    // Times are no names of turns: two may say the same within one second.
    guard let order = columns.order, order.isTurnNumber else { return rows.map { [$0] } }
    var groups: [[TableRow]] = []
    for row in rows {
      if let last = groups.last?.first, !row.fields[order.place].isEmpty,
        [order.place, columns.text, columns.speaker].allSatisfy({
          last.fields[$0] == row.fields[$0]
        })
      {
        groups[groups.count - 1].append(row)
      } else {
        groups.append([row])
      }
    }
    return groups
  }

  // Utterances

  private mutating func message(
    _ rows: [TableRow], _ columns: UtteranceColumns, _ sink: inout some ConversationSink
  ) -> Message {
    let fields = rows[0].fields
    let speaker = SpeakerName.cleaned(fields[columns.speaker])
    if speaker.utf8.count != fields[columns.speaker].utf8.count {
      sink.note(.repaired, "speakers with spaces or a colon around them", line: rows[0].line)
    }
    var message = Message(role: roles.role(speaker), speaker: speaker, text: fields[columns.text])
    for column in turnColumns {
      if rows.dropFirst().allSatisfy({ $0.fields[column] == fields[column] }) {
        message.metadata[header[column]] = values[column].value(fields[column])
      } else {
        var writer = JSONWriter()
        writer.array { writer in
          for row in rows { writer.value(values[column].value(row.fields[column]) ?? .null) }
        }
        message.metadata[header[column]] = .json(writer.string)
      }
    }
    return message
  }

  /// Rows as the csv exporter writes them; gives how many of them are of use.
  private func add(
    _ rows: [TableRow], _ columns: UtteranceColumns, _ exported: UtteranceColumns.Exported,
    to conversation: inout Conversation, _ sink: inout some ConversationSink
  ) throws -> Int {
    var used = 0
    for row in rows {
      do throws(BrokenReason) {
        try add(row, columns, exported, isFirst: used == 0, to: &conversation)
        used += 1
        if differs(row, from: rows[0], exported) {
          sink.note(
            .ambiguous,
            "fields of a conversation that differ between its rows: the first row's count",
            line: row.line)
        }
      } catch {
        try sink.addBroken(line: row.line, reason: error.reason)
      }
    }
    return used
  }

  /// Without a position the row is a conversation without messages.
  private func add(
    _ row: TableRow, _ columns: UtteranceColumns, _ exported: UtteranceColumns.Exported,
    isFirst: Bool, to conversation: inout Conversation
  ) throws(BrokenReason) {
    switch exported.metadata {
    case .objects(_, let column): try metadata(row.fields[column], into: &conversation.metadata)
    case .columns(let fields, let first):
      if isFirst { try add(row, fields, first, ofMessages: false, to: &conversation.metadata) }
    }
    guard let order = columns.order, !row.fields[order.place].isEmpty else { return }
    let speaker = row.fields[columns.speaker]
    guard let role = Role(rawValue: row.fields[exported.role]) else {
      throw BrokenReason("the role is none that the csv exporter writes")
    }
    var message = Message(role: role, speaker: speaker, text: row.fields[columns.text])
    switch exported.metadata {
    case .objects(let column, _): try metadata(row.fields[column], into: &message.metadata)
    case .columns(let fields, let first):
      try add(row, fields, first, ofMessages: true, to: &message.metadata)
    }
    conversation.messages.append(message)
  }

  private func add(
    _ row: TableRow, _ fields: [ExportedField], _ first: Int, ofMessages: Bool,
    to metadata: inout Metadata
  ) throws(BrokenReason) {
    for (place, field) in fields.enumerated() where field.isOfMessages == ofMessages {
      guard let value = try field.value(row.fields[first + place], parser) else { continue }
      try MetadataReader.insert(field.key, value, into: &metadata)
    }
  }

  /// Whether two rows of one conversation say different things of it.
  private func differs(
    _ row: TableRow, from other: TableRow, _ exported: UtteranceColumns.Exported
  ) -> Bool {
    guard case .columns(let fields, let first) = exported.metadata else { return false }
    return fields.enumerated().contains { place, field in
      !field.isOfMessages && row.fields[first + place] != other.fields[first + place]
    }
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

  // Rows that hold several turns

  /// At least one message.
  private mutating func messages(
    of row: TableRow, _ columns: RowColumns, _ sink: inout some ConversationSink
  ) throws(BrokenReason) -> [Message] {
    let messages: [Message]
    switch columns.talk {
    case .pair(let user, let assistant):
      let asked = user.map { row.fields[$0] }.filter { !$0.isEmpty }
      if asked.count == 1, let prompts = ComparedAnswers.list(in: asked[0], parser),
        let answers = ComparedAnswers.list(in: row.fields[assistant], parser)
      {
        messages = ComparedAnswers.talk(prompts, answers)
        break
      }
      var pair: [Message] = []
      if !asked.isEmpty {
        pair.append(Message(role: .user, text: asked.joined(separator: "\n\n")))
      }
      if !row.fields[assistant].isEmpty {
        pair.append(Message(role: .assistant, text: row.fields[assistant]))
      }
      messages = pair
    // Two conversations, which are made elsewhere.
    case .answers: messages = []
    case .text(let text):
      messages = row.fields[text].isEmpty ? [] : [Message(role: .user, text: row.fields[text])]
      if InlineTranscript.mayHoldTurns(row.fields[text]) {
        sink.note(.ambiguous, InlineTranscript.unread, line: row.line)
      }
    case .list(let list):
      messages = try turnCell.messages(row.fields[list])
      for note in turnCell.notes { sink.note(note.kind, note.what, line: row.line) }
    case .transcript(let text):
      if InlineTranscript.isMeant(by: row.fields[text]) {
        sink.note(.ambiguous, InlineTranscript.guess, line: row.line)
      }
      messages = row.fields[text].isEmpty ? [] : TranscriptText.turns(row.fields[text])
    case .turns(let turns):
      messages = turns.filter { !row.fields[$0].isEmpty }.map {
        Message(role: columnRoles[$0], speaker: header[$0], text: row.fields[$0])
      }
    }
    guard !messages.isEmpty else {
      let names = columns.talkColumns.map { "'\(header[$0])'" }.joined(separator: " or ")
      throw BrokenReason("nothing under \(names)")
    }
    return messages
  }
}

/// The roles of the speakers met last; a table has few.
private struct RoleCache {
  private var known: [(name: String, role: Role)] = []

  mutating func role(_ speaker: String) -> Role {
    for entry in known where entry.name == speaker { return entry.role }
    let role = Role(speaker: speaker) ?? .other
    if known.count == 8 { known.removeFirst() }
    known.append((speaker, role))
    return role
  }
}
