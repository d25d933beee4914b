import PluginKit

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
    _ levels: (turn: [String], conversation: [String])?, _ dialect: TableDialect
  ) -> Detection {
    let layout = Detection.Layout.rows(delimiter: dialect.delimiter)
    switch kind {
    case .utterances(let columns) where columns.exported != nil:
      return Detection(
        format: "csv", layout: layout, unit: .exportedUtterance, identity: .column("id"))
    case .utterances(let columns):
      var detection = Detection(
        format: "csv", layout: layout, unit: .utterance, identity: .column(header[columns.id]))
      detection.columns = [
        .init("id", [header[columns.id]]), .init("speaker", [header[columns.speaker]]),
        .init("text", [header[columns.text]]),
      ]
      if let order = columns.order {
        detection.columns.append(.init("order", [header[order]]))
        detection.order = .column(header[order])
      }
      detection.turnMetadata = levels?.turn
      detection.conversationMetadata = levels?.conversation
      return detection
    case .pairs, .text:
      let identity = idColumn.map { Detection.Identity.column(header[$0]) } ?? .rowNumber
      let id = idColumn.map { [Detection.Column("id", [header[$0]])] } ?? []
      if case .pairs(let user, let assistant) = kind {
        return Detection(
          format: "csv-pairs", layout: layout, unit: .pair,
          columns: [
            .init("user", user.map { header[$0] }), .init("assistant", [header[assistant]]),
          ]
            + id, identity: identity)
      }
      var detection = Detection(
        format: "csv-text", layout: layout, unit: .text, identity: identity)
      if case .text(let text) = kind { detection.columns.append(.init("text", [header[text]])) }
      detection.columns += id
      return detection
    }
  }
}
