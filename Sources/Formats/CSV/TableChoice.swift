import PluginKit

/// Decides what a table's columns are for, from their names, its first rows and what the person said.
struct TableChoice {
  let path: String
  let options: ReadOptions
  let header: [String]
  let hasHeader: Bool
  let rows: [[String]]

  /// Parts that `--map` can name in a table.
  static let parts = [
    "id", "speaker", "role", "text", "content", "order", "user", "assistant",
  ]

  /// The place of a column given as `#2`, from 0.
  static func columnNumber(_ name: String) -> Int? {
    guard name.hasPrefix("#"), let number = Int(name.dropFirst()), number > 0 else { return nil }
    return number - 1
  }

  func kind() throws(FormatError) -> TableKind {
    for key in options.map.keys.sorted() where !TableChoice.parts.contains(key) {
      throw FormatError(
        .badMapping, "--map knows no '\(key)' for a table",
        hint: "there are: \(TableChoice.parts.joined(separator: ", "))")
    }
    if options.map.isEmpty, header == UtteranceColumns.exportedHeader, fits("csv") {
      return .utterances(.exportedColumns)
    }
    let user = try mapped("user")
    let assistant = try mapped("assistant")
    if let user, let assistant { return .pairs(user: [user], assistant: assistant) }
    guard user == nil, assistant == nil else {
      throw FormatError(.badMapping, "--map user= and assistant= go together")
    }
    let text = try mapped("text", "content") ?? column(ColumnNames.texts)
    let speaker = try mapped("speaker", "role") ?? column(ColumnNames.speakers, except: text)
    let id = try conversationColumn(except: [text, speaker])
    if let text, let speaker, let id, fits("csv") {
      let order = try mapped("order") ?? column(ColumnNames.orders, except: id)
      return .utterances(
        UtteranceColumns(
          id: id, speaker: speaker, text: text, order: order == text ? nil : order))
    }
    if fits("csv-pairs"), options.map["text"] == nil, let pair = pair() { return pair }
    let isTextAsked = options.format == "csv-text" || hasOnlyText
    if let text, fits("csv-text"), speaker == nil || isTextAsked { return .text(text) }
    if fits("csv-text"), let single = column(KnownNames.singles) {
      if speaker == nil || isTextAsked { return .text(single) }
    }
    throw failure(text: text, speaker: speaker)
  }

  private func fits(_ format: String) -> Bool {
    options.format == nil || options.format == format
  }

  /// Whether the person named a text and no speaker.
  private var hasOnlyText: Bool {
    (options.map["text"] ?? options.map["content"]) != nil
      && options.map["speaker"] == nil && options.map["role"] == nil
  }

  private func mapped(_ parts: String...) throws(FormatError) -> Int? {
    for part in parts {
      guard let name = options.map[part] else { continue }
      if !hasHeader, let number = TableChoice.columnNumber(name), number < header.count {
        return number
      }
      if hasHeader, let place = header.firstIndex(of: name) { return place }
      let names =
        hasHeader && !looksLikeHeader
        ? "the first row does not look like column names" : nameHint(for: name, among: header)
      throw FormatError(
        .badMapping, "--map \(part)=\(name): there is no column '\(name)' in \(path)", hint: names)
    }
    return nil
  }

  private func column(_ names: [String], except used: Int? = nil) -> Int? {
    let normalised = header.map(ColumnNames.normalised)
    for name in names {
      if let place = normalised.firstIndex(of: name), place != used { return place }
    }
    return nil
  }

  private func conversationColumn(except used: [Int?]) throws(FormatError) -> Int? {
    if let id = try mapped("id") { return id }
    if let id = column(ColumnNames.conversations), !used.contains(id) { return id }
    guard let id = column(ColumnNames.doubtfulConversations) else { return nil }
    let values = rows.compactMap { id < $0.count ? $0[id] : nil }
    return values.count < 2 || Set(values).count < values.count ? id : nil
  }

  private func pair() -> TableKind? {
    for pair in KnownNames.pairs {
      let user = pair.user.compactMap { name in column([ColumnNames.normalised(name)]) }
      let isComplete = column([ColumnNames.normalised(pair.user[0])]) != nil
      guard isComplete, let assistant = column([ColumnNames.normalised(pair.assistant)]) else {
        continue
      }
      return .pairs(user: user, assistant: assistant)
    }
    return nil
  }

  /// The column that names the conversations of pairs and texts.
  func idColumn(for kind: TableKind) throws(FormatError) -> Int? {
    if case .utterances = kind { return nil }
    if let id = try mapped("id") { return id }
    let sample = rows.filter { $0.count == header.count }.map { row in
      var ids: [String: String] = [:]
      for (name, value) in zip(header, row) where KnownNames.isIDLike(name) && !value.isEmpty {
        ids[name] = value
      }
      return ids
    }
    guard let name = KnownNames.idKey(in: sample, needsDistinct: true) else { return nil }
    return header.firstIndex(of: name)
  }

  /// Which of the other columns vary within a conversation and which do not, by the rows at hand.
  func levels(of kind: TableKind) -> (turn: [String], conversation: [String])? {
    guard case .utterances(let columns) = kind, columns.exported == nil else { return nil }
    var survey = TableSurvey(width: header.count)
    for row in rows where row.count == header.count {
      survey.note(row, conversation: row[columns.id])
    }
    let others = header.indices.filter { !columns.used.contains($0) }
    return (
      others.filter { !survey.isConstant($0) }.map { header[$0] },
      others.filter { survey.isConstant($0) }.map { header[$0] }
    )
  }

  private func failure(text: Int?, speaker: Int?) -> FormatError {
    guard !hasHeader || looksLikeHeader else {
      return FormatError(
        .unknownFormat,
        "\(path) is neither JSON nor a table with a header: its first row does not look like "
          + "column names",
        hint: "name the columns by number, such as --map text=#1")
    }
    if let format = options.format {
      return FormatError(
        .unknownFormat, "\(path) does not look like '\(format)'; it has the columns \(names)",
        hint: "name the columns with --map")
    }
    if let text, let speaker {
      return FormatError(
        .unknownFormat,
        "no column of \(path) tells which conversation a row belongs to (text is "
          + "'\(header[text])', speaker '\(header[speaker])'); there are: \(names)",
        hint: "name it with --map id=NAME")
    }
    return FormatError(
      .unknownFormat, "no column of \(path) is known to hold talk; there are: \(names)",
      hint: "name them with --map id=NAME,speaker=NAME,text=NAME or --map user=NAME,assistant=NAME")
  }

  private var names: String { nameList(header) }

  /// Whether the first row has names rather than text, which no message may show.
  private var looksLikeHeader: Bool {
    header.allSatisfy { name in
      name.utf8.count <= 60 && name.split(separator: " ").count <= 4
        && !name.contains(where: { ".?!\n".contains($0) })
    }
  }
}
