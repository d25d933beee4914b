import PluginKit

/// Decides what a table's columns are for, from their names, its first rows and what the person said.
struct TableChoice {
  let path: String
  let options: ReadOptions
  let header: [String]
  let hasHeader: Bool
  let rows: [[String]]
  /// Parts to columns: what the person said, and without a header what the rows tell.
  private let map: [String: String]
  private let normalised: [String]

  init(
    path: String, options: ReadOptions, header: [String], hasHeader: Bool, rows: [[String]]
  ) {
    self.path = path
    self.options = options
    self.header = header
    self.hasHeader = hasHeader
    self.rows = rows.filter { $0.count == header.count }
    normalised = header.map(ColumnNames.normalised)
    let isGuessed = !hasHeader && options.map["user"] == nil && options.map["messages"] == nil
    let guessed = isGuessed ? HeaderlessColumns(rows).parts : [:]
    // What the person said of a column is not said of it again.
    let taken = Set(options.map.values)
    map = options.map.merging(guessed.filter { !taken.contains($0.value) }) { said, _ in said }
  }

  /// Parts that `--map` can name in a table.
  static let parts = [
    "id", "speaker", "role", "text", "content", "order", "user", "assistant", "messages",
    dates,
  ]
  /// Not a column: which number of days such as 5/6/2024 comes first, where they do not tell.
  static let dates = "dates"
  static let dayFirst = "day-first"
  static let monthFirst = "month-first"

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
    if let said = options.map[Self.dates], ![Self.dayFirst, Self.monthFirst].contains(said) {
      throw FormatError(
        .badMapping, "--map dates=\(said): dates are \(Self.dayFirst) or \(Self.monthFirst)")
    }
    if options.map.isEmpty, fits("csv"), let exported = UtteranceColumns.exported(header) {
      return .utterances(exported)
    }
    let user = try mapped("user")
    let assistant = try mapped("assistant")
    if let user, let assistant {
      return try rows(.pair(user: [user], assistant: assistant), needsDistinct: true)
    }
    guard user == nil, assistant == nil else {
      throw FormatError(.badMapping, "--map user= and assistant= go together")
    }
    if let list = try mapped("messages") { return try rows(.list(list), needsDistinct: false) }
    let known = try mapped("text", "content") ?? column(ColumnNames.texts)
    let speaker = try mapped("speaker", "role") ?? column(ColumnNames.speakers, except: known)
    let text = known ?? (speaker == nil ? nil : spoken(except: speaker))
    let id = try conversationColumn(except: [text, speaker])
    if let text, let speaker, let id, fits("csv") {
      let order = try order(except: [id, text, speaker])
      return .utterances(UtteranceColumns(id: id, speaker: speaker, text: text, order: order))
    }
    let isTextNamed = map["text"] != nil || map["content"] != nil
    if !isTextNamed, let list = list(in: namedForTalk) {
      return try rows(list, needsDistinct: false)
    }
    if fits("csv-pairs"), !isTextNamed, let answers = comparedAnswers() {
      return try rows(answers, needsDistinct: true)
    }
    if fits("csv-pairs"), map["text"] == nil, let pair = pair() {
      return try rows(pair, needsDistinct: true)
    }
    if !isTextNamed, let talk = wholeTalk() { return try rows(talk, needsDistinct: false) }
    let isTextAsked = options.format == "csv-text" || hasOnlyText
    if fits("csv-text"), let single = text ?? column(KnownNames.singles) {
      if speaker == nil || isTextAsked { return try rows(.text(single), needsDistinct: true) }
    }
    throw failure(text: text, speaker: speaker)
  }

  private func fits(_ format: String) -> Bool {
    options.format == nil || options.format == format
  }

  /// Whether the person named a text and no speaker.
  private var hasOnlyText: Bool {
    (map["text"] ?? map["content"]) != nil && map["speaker"] == nil && map["role"] == nil
  }

  private func mapped(_ parts: String...) throws(FormatError) -> Int? {
    for part in parts {
      guard let name = map[part] else { continue }
      if !hasHeader, let number = TableChoice.columnNumber(name), number < header.count {
        return number
      }
      if hasHeader, let place = place(of: name) { return place }
      let names =
        hasHeader && !TableHeader.isLikely(header)
        ? "the first row does not look like column names" : nameHint(for: name, among: header)
      throw FormatError(
        .badMapping, "--map \(part)=\(name): there is no column '\(name)' in \(path)", hint: names)
    }
    return nil
  }

  /// The column of this name; without case, where that leaves one.
  private func place(of name: String) -> Int? {
    if let place = header.firstIndex(of: name) { return place }
    let alike = header.indices.filter { header[$0].lowercased() == name.lowercased() }
    return alike.count == 1 ? alike[0] : nil
  }

  private func column(_ names: [String], except used: Int?...) -> Int? {
    for name in names {
      if let place = normalised.firstIndex(of: name), !used.contains(place) { return place }
    }
    return nil
  }

  private func conversationColumn(except used: [Int?]) throws(FormatError) -> Int? {
    if let id = try mapped("id") { return id }
    if let id = column(ColumnNames.conversations), !used.contains(id) { return id }
    guard let id = column(ColumnNames.doubtfulConversations) else { return nil }
    let values = rows.map { $0[id] }
    return values.count < 2 || Set(values).count < values.count ? id : nil
  }

  // Order

  /// The column that counts the turns, or else one of times; only such as rows can be sorted by.
  private func order(except used: [Int]) throws(FormatError) -> OrderColumn? {
    if let place = try mapped("order") {
      guard !used.contains(place) || options.map["order"] == nil else {
        throw FormatError(
          .badMapping, "--map order=\(header[place]): the column is another part of the turn",
          hint: "name one that counts the turns or holds their times")
      }
      guard isSortable(place) else {
        throw FormatError(
          .badMapping,
          "--map order=\(header[place]): its cells are neither numbers nor times that pe knows",
          hint: "times are such as 2024-05-01 09:30, 1714555800 or 00:01:30")
      }
      return OrderColumn(place: place, isTurnNumber: countsTurns(place))
    }
    for name in ColumnNames.orders + ColumnNames.times {
      if let place = normalised.firstIndex(of: name), !used.contains(place), isSortable(place) {
        return OrderColumn(place: place, isTurnNumber: countsTurns(place))
      }
    }
    return nil
  }

  private func isSortable(_ place: Int) -> Bool {
    let cells = rows.map { $0[place] }.filter { !$0.utf8.allSatisfy(isSpace) }
    guard !cells.isEmpty else { return true }
    var scales: [RowOrder.Scale: Int] = [:]
    for cell in cells { if let order = RowOrder(cell) { scales[order.scale, default: 0] += 1 } }
    return (scales.values.max() ?? 0) * 2 > cells.count
  }

  /// Whether the cells are small whole numbers, as no times are.
  private func countsTurns(_ place: Int) -> Bool {
    rows.allSatisfy { row in
      guard let order = RowOrder(row[place]) else { return true }
      return order.scale == .number && order.value.rounded() == order.value
        && order.value < 1_000_000
    }
  }

  // Rows that are conversations

  /// `needsDistinct` when a doubtful id that comes twice is none.
  private func rows(
    _ talk: RowColumns.Talk, needsDistinct: Bool
  ) throws(FormatError) -> TableKind {
    var columns = RowColumns(talk: talk)
    let used = columns.talkColumns
    if let id = try mapped("id") {
      columns.id = id
    } else if let id = column(ColumnNames.conversations), !used.contains(id) {
      columns.id = id
    } else if let name = rowIDName(except: used, needsDistinct: needsDistinct) {
      columns.id = header.firstIndex(of: name)
      return .rows(columns)
    }
    switch talk {
    case .pair, .text:
      guard let id = columns.id else { break }
      columns.isGrouped = true
      columns.order = try order(except: used + [id])
    case .list, .transcript, .turns, .answers: break
    }
    return .rows(columns)
  }

  private func rowIDName(except used: [Int], needsDistinct: Bool) -> String? {
    let sample = rows.map { row in
      var ids: [String: String] = [:]
      for (place, name) in header.enumerated()
      where KnownNames.isIDLike(name) && !row[place].isEmpty && !used.contains(place) {
        ids[name] = row[place]
      }
      return ids
    }
    return KnownNames.idKey(in: sample, needsDistinct: needsDistinct)
  }

  private func pair() -> RowColumns.Talk? {
    for pair in KnownNames.pairs {
      let user = pair.user.compactMap { name in column([ColumnNames.normalised(name)]) }
      let isComplete = column([ColumnNames.normalised(pair.user[0])]) != nil
      guard isComplete, let assistant = column([ColumnNames.normalised(pair.assistant)]) else {
        continue
      }
      if let turns = turnColumns(), turns.count > 2 { return .turns(turns) }
      return .pair(user: user, assistant: assistant)
    }
    return nil
  }

  /// A column named for talk of which each cell is one turn.
  private func spoken(except speaker: Int?) -> Int? {
    let names = ["dialogue", "dialog", "line", "statement"]
    guard let place = column(names, except: speaker), list(in: namedForTalk) == nil,
      wholeTalk() == nil, pair() == nil
    else { return nil }
    return place
  }

  private func comparedAnswers() -> RowColumns.Talk? {
    guard let prompt = column(ComparedAnswers.prompts),
      let names = ComparedAnswers.names({ normalised.contains($0) })
    else { return nil }
    let answers = names.compactMap { name in
      column([name.name]).map { RowColumns.Answer(side: name.side, column: $0) }
    }
    return .answers(prompt: prompt, answers)
  }

  /// Columns with the names that talk has.
  private var namedForTalk: [Int] {
    header.indices.filter {
      KnownNames.lists.contains(normalised[$0]) || KnownNames.transcripts.contains(normalised[$0])
    }
  }

  /// The first of the columns that holds lists of turns.
  private func list(in columns: [Int]) -> RowColumns.Talk? {
    guard fits("csv-turns") else { return nil }
    let reader = TurnCell()
    return columns.first { place in
      let takesStrings = KnownNames.lists.contains(normalised[place])
      return isMostly(place) { reader.holdsTurns($0, takesStrings: takesStrings) }
    }.map { .list($0) }
  }

  /// Columns that are turns, a column of transcripts, or one of lists under any name.
  private func wholeTalk() -> RowColumns.Talk? {
    guard fits("csv-turns") else { return nil }
    if let turns = turnColumns(), turns.count > 2 { return .turns(turns) }
    for place in namedForTalk {
      let isProse = normalised[place] == "text" || normalised[place] == "chosen"
      if isMostly(place, { TranscriptText.isTranscript($0, knownNames: isProse) }) {
        return .transcript(place)
      }
    }
    return list(in: Array(header.indices))
  }

  private func isMostly(_ place: Int, _ holds: (String) -> Bool) -> Bool {
    let cells = rows.lazy.map { $0[place] }.filter { !$0.isEmpty }.prefix(20)
    let count = cells.count
    return count > 0 && cells.count(where: holds) * 5 >= count * 4
  }

  /// Columns named by roles, of which both sides of a talk are there.
  private func turnColumns() -> [Int]? {
    let columns = header.indices.filter {
      let role = ColumnNames.role(header[$0])
      return role == .user || role == .assistant
    }
    let roles = Set(columns.compactMap { ColumnNames.role(header[$0]) })
    guard roles.count == 2 else { return nil }
    // client1, client2, coach1, coach2: one side's columns may stand before the other's.
    let numbers = columns.compactMap { ColumnNames.number(header[$0]) }
    guard numbers.count == columns.count, Set(numbers).count > 1 else { return columns }
    return columns.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }.map { columns[$0] }
  }

  // What does not fit

  private func failure(text: Int?, speaker: Int?) -> FormatError {
    guard !hasHeader || TableHeader.isLikely(header) else {
      return FormatError(
        .unknownFormat,
        "\(path) is neither JSON nor a table with a header: its first row does not look like "
          + "column names",
        hint: TableHeader.hint(without: [header] + rows) ?? TableHeader.usualHint(header.count))
    }
    if let format = options.format {
      return FormatError(
        .unknownFormat, "\(path) does not look like '\(format)'; it has the columns \(names)",
        hint: "name the columns with --map")
    }
    let headerless = hasHeader ? TableHeader.hint(without: [header] + rows) : nil
    if let text, let speaker {
      return FormatError(
        .unknownFormat,
        "no column of \(path) tells which conversation a row belongs to (text is "
          + "'\(header[text])', speaker '\(header[speaker])'); there are: \(names)",
        hint: headerless
          ?? "name it with --map id=NAME; where the file is one conversation, add a column of one id"
      )
    }
    if let mark = unusualDelimiter {
      return FormatError(
        .unknownFormat, "\(path) has one column, \(names)",
        hint: "--delimiter \"\(mark)\" parts it where '\(mark)' stands")
    }
    return FormatError(
      .unknownFormat, "no column of \(path) is known to hold talk; there are: \(names)",
      hint: "name them with --map id=NAME,speaker=NAME,text=NAME or --map user=NAME,assistant=NAME"
        + (headerless.map { "; \($0)" } ?? ""))
  }

  /// What seems to part the cells of a table that was taken for one column.
  private var unusualDelimiter: Character? {
    guard header.count == 1, !rows.isEmpty else { return nil }
    return "^~:/#!&*".first { mark in
      let count = header[0].count(where: { $0 == mark })
      return count > 0
        && rows.count(where: { row in row.first?.count(where: { $0 == mark }) ?? 0 == count }) * 4
          >= rows.count * 3
    }
  }

  private var names: String { nameList(header) }
}

/// Whether a first row is a header, and what to say where it is none.
enum TableHeader {
  /// Whether the row has names rather than text, which no message may show.
  static func isLikely(_ row: [String]) -> Bool {
    row.allSatisfy { name in
      name.utf8.count <= 60 && name.split(separator: " ").count <= 4
        && !name.contains("\n") && !name.contains(". ")
        && !(name.last.map { ".?!".contains($0) } ?? false)
    }
  }

  static func usualHint(_ width: Int) -> String {
    "if it has no header, name the columns by number: --map "
      + (width < 3 ? "text=#1" : "id=#1,speaker=#2,text=#3")
  }

  /// How to read the rows as a table without a header; nil when they do not tell.
  static func hint(without rows: [[String]]) -> String? {
    let parts = HeaderlessColumns(rows).parts
    if parts.isEmpty { return nil }
    if parts.count > 1 { return "if it has no header, --no-header reads it" }
    return "if it has no header, --no-header reads it as a text a row, from column "
      + (parts["text"] ?? "")
  }

  /// Names of columns: trimmed, none empty, each once.
  static func names(_ row: [String]) -> [String] {
    var seen: Set<String> = []
    return row.enumerated().map { index, name in
      var name = name
      let trimmed = name.withUTF8 { String(decoding: CellReading.trimmed($0), as: UTF8.self) }
      let base = trimmed.isEmpty ? "column_\(index + 1)" : trimmed
      var free = base
      var count = 1
      while !seen.insert(free).inserted {
        count += 1
        free = "\(base)#\(count)"
      }
      return free
    }
  }

  static func numbers(_ row: [String]) -> [String] { row.indices.map { "#\($0 + 1)" } }
}
