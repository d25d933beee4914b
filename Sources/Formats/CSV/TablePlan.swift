/// How a CSV or TSV file will be read: told from its start and what the person said.
struct TablePlan: Sendable {
  let dialect: TableDialect
  /// One name a column; without a header `#1`, `#2` and so on.
  let header: [String]
  let hasHeader: Bool
  let kind: TableKind
  /// The column that names the conversations of pairs and texts; nil when rows are numbered.
  let idColumn: Int?
  let detection: Detection

  /// `head` is the start of the file without a byte order mark.
  init(
    path: String, head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool, options: ReadOptions,
    limits: ReadLimits
  ) throws(FormatError) {
    let (dialect, rows) = TablePlan.dialect(of: head, isWholeFile: isWholeFile)
    guard let first = rows.first else {
      throw FormatError(
        .unknownFormat, "\(path) has no complete row in its first \(ReadLimits.label(head.count))",
        hint: "pe reads JSON, JSONL and CSV")
    }
    let isNumbered = options.map.values.contains { TableChoice.columnNumber($0) != nil }
    hasHeader = !isNumbered
    header =
      isNumbered ? first.indices.map { "#\($0 + 1)" } : TablePlan.uniqueNames(first)
    self.dialect = dialect
    let choice = TableChoice(
      path: path, options: options, header: header, hasHeader: hasHeader,
      rows: Array(isNumbered ? rows[...] : rows.dropFirst()))
    kind = try choice.kind()
    idColumn = try choice.idColumn(for: kind)
    let levels = isWholeFile ? choice.levels(of: kind) : nil
    detection = TablePlan.detection(kind, header, idColumn, levels, dialect)
  }

  private static func uniqueNames(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      let trimmed = String(name.drop { $0 == " " })
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

  /// The dialect in which most of the first rows have as many fields as the first, and more of them
  /// rather than fewer; with the rows themselves.
  private static func dialect(
    of head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool
  ) -> (TableDialect, [[String]]) {
    let candidates = [
      TableDialect(delimiter: UInt8(ascii: ","), hasQuotes: true),
      TableDialect(delimiter: UInt8(ascii: ";"), hasQuotes: true),
      TableDialect(delimiter: UInt8(ascii: "\t"), hasQuotes: true),
      TableDialect(delimiter: UInt8(ascii: "\t"), hasQuotes: false),
    ]
    var best = (dialect: candidates[0], score: -1.0)
    for candidate in candidates {
      let rows = rows(of: head, candidate, isWholeFile: isWholeFile, limit: 200)
      guard let width = rows.first?.count else { continue }
      let regular = rows.count { $0.count == width }
      let share = Double(regular) / Double(rows.count)
      let score = width == 1 ? 0 : share * 100 + min(Double(width), 50) / 100
      if score > best.score { best = (candidate, score) }
    }
    return (
      best.dialect, rows(of: head, best.dialect, isWholeFile: isWholeFile, limit: .max)
    )
  }

  /// Bytes after which a row that does not end is thought to have a quote that is text.
  private static let doubtfulRow = 64 << 10

  private static func rows(
    of head: UnsafeBufferPointer<UInt8>, _ dialect: TableDialect, isWholeFile: Bool, limit: Int
  ) -> [[String]] {
    var rows: [[String]] = []
    var start = 0
    while start < head.count, rows.count < limit {
      let rest = UnsafeBufferPointer(rebasing: head[start...])
      var scan = RowScan(dialect)
      let isComplete = scan.advance(in: rest)
      if !isComplete, scan.isInQuotes, isWholeFile || rest.count > TablePlan.doubtfulRow {
        // A quote that is never closed speaks against this dialect.
        rows.append([])
        break
      }
      if !isComplete, !isWholeFile { break }
      start += scan.position
      let content = RowScan.withoutLineEnd(UnsafeBufferPointer(rebasing: rest[..<scan.position]))
      guard content.contains(where: { !isSpace($0) }) else { continue }
      if let fields = RowScan.fields(content, dialect) { rows.append(fields) }
    }
    return rows
  }

  private static func detection(
    _ kind: TableKind, _ header: [String], _ idColumn: Int?,
    _ levels: (turn: Int, conversation: Int)?, _ dialect: TableDialect
  ) -> Detection {
    let delimiter =
      switch dialect.delimiter {
      case UInt8(ascii: ";"): " (separated by ;)"
      case UInt8(ascii: "\t"): " (separated by tabs)"
      default: ""
      }
    let rowID = idColumn.map { "id \(header[$0])" } ?? "id from the row's number"
    var mapping: [String: String] = [:]
    mapping["id"] = idColumn.map { header[$0] }
    switch kind {
    case .utterances(let columns) where columns.exported != nil:
      return Detection(
        format: "csv", sentence: "one row an utterance, as the csv exporter writes it",
        mapping: [:])
    case .utterances(let columns):
      mapping["id"] = header[columns.id]
      mapping["speaker"] = header[columns.speaker]
      mapping["text"] = header[columns.text]
      mapping["order"] = columns.order.map { header[$0] }
      var sentence =
        "one row an utterance\(delimiter): id \(header[columns.id]), "
        + "speaker \(header[columns.speaker]), text \(header[columns.text])"
      if let order = columns.order { sentence += ", order \(header[order])" }
      if let levels {
        let columns = levels.turn == 1 ? "1 column" : "\(levels.turn) columns"
        sentence += "; \(columns) a turn, \(levels.conversation) a conversation"
      }
      return Detection(format: "csv", sentence: sentence, mapping: mapping)
    case .pairs(let user, let assistant):
      let asked = user.map { header[$0] }
      mapping["user"] = asked[0]
      mapping["assistant"] = header[assistant]
      return Detection(
        format: "csv-pairs",
        sentence: "one row a pair\(delimiter): user \(asked.joined(separator: " and ")), "
          + "assistant \(header[assistant]); \(rowID)", mapping: mapping)
    case .text(let text):
      mapping["text"] = header[text]
      return Detection(
        format: "csv-text", sentence: "one row a text\(delimiter): text \(header[text]); \(rowID)",
        mapping: mapping)
    }
  }
}
