import PluginKit

/// How a CSV or TSV file will be read: told from its start and what the person said.
struct TablePlan: Sendable {
  let dialect: TableDialect
  /// Lines above the table.
  let skippedLines: Int
  /// One name a column; without a header `#1`, `#2` and so on.
  let header: [String]
  let hasHeader: Bool
  let kind: TableKind
  /// What the person says of days such as 5/6/2024.
  let dates: String?
  /// Which of the other columns vary within a conversation and which do not, where all rows are
  /// known.
  private let levels: Levels?
  private let skipsByRequest: Bool

  private typealias Levels = (turn: [String], conversation: [String])

  /// `head` is the start of the file without a byte order mark.
  init(
    path: String, head: UnsafeBufferPointer<UInt8>, isWholeFile: Bool, options: ReadOptions
  ) throws(FormatError) {
    let skip = options.skippedLines
    do throws(FormatError) {
      try self.init(path, head, isWholeFile, options, skip)
    } catch {
      guard error.kind == .unknownFormat || error.kind == .badMapping, options.hasHeader != false
      else { throw error }
      // A few lines above the header are told from a table without one.
      for line in 1...TablePlan.longestPreamble {
        guard let found = try? TablePlan(path, head, isWholeFile, options, skip + line) else {
          continue
        }
        var more = line
        // Blank lines go with what is above them.
        while let next = try? TablePlan(path, head, isWholeFile, options, skip + more + 1),
          next.header == found.header, more < TablePlan.longestPreamble
        {
          more += 1
        }
        throw FormatError(
          .unknownFormat,
          "the header of \(path) seems to stand below \(more == 1 ? "a line" : "\(more) lines") of "
            + "something else", hint: "--skip \(skip + more) reads it from there")
      }
      if let below = try? TablePlan.unknownHeader(head, isWholeFile, options, skip) {
        throw FormatError(
          .unknownFormat,
          "the header of \(path) seems to stand below \(below.lines == 1 ? "a line" : "\(below.lines) lines") "
            + "of something else; there are: \(nameList(below.names))",
          hint: "--skip \(skip + below.lines) --map id=NAME,speaker=NAME,text=NAME reads it")
      }
      throw error
    }
  }

  /// A header of names that nobody knows, below lines that are no part of the table.
  private static func unknownHeader(
    _ head: UnsafeBufferPointer<UInt8>, _ isWholeFile: Bool, _ options: ReadOptions, _ skip: Int
  ) throws(FormatError) -> (lines: Int, names: [String])? {
    let delimiter = try options.delimiter.map { text throws(FormatError) in
      try TableDialect.delimiter(named: text)
    }
    func rows(_ lines: Int) -> [[String]] {
      Array(
        TableSample(
          of: head, isWholeFile: isWholeFile, delimiter: delimiter, skippingLines: lines
        ).rows.prefix(12))
    }
    let first = rows(skip).first
    for line in 1...longestPreamble {
      let found = rows(skip + line)
      guard let header = found.first, header.count > 1, found.count > 2,
        first?.count != header.count, TableHeader.isLikely(TableHeader.names(header)),
        found.count(where: { $0.count == header.count }) * 4 >= found.count * 3
      else { continue }
      var more = line
      while more < longestPreamble, rows(skip + more + 1).first == header { more += 1 }
      return (more, header)
    }
    return nil
  }

  private static let longestPreamble = 20

  private init(
    _ path: String, _ head: UnsafeBufferPointer<UInt8>, _ isWholeFile: Bool,
    _ options: ReadOptions, _ skip: Int
  ) throws(FormatError) {
    let delimiter = try options.delimiter.map { text throws(FormatError) in
      try TableDialect.delimiter(named: text)
    }
    let sample = TableSample(
      of: head, isWholeFile: isWholeFile, delimiter: delimiter, skippingLines: skip)
    guard let first = sample.rows.first else {
      throw FormatError(
        .unknownFormat, "\(path) has no complete row in its first \(ReadLimits.label(head.count))",
        hint: "pe reads JSON, JSONL and CSV")
    }
    let isNumbered = options.map.values.contains { TableChoice.columnNumber($0) != nil }
    hasHeader = options.hasHeader ?? !isNumbered
    header = hasHeader ? TableHeader.names(first) : TableHeader.numbers(first)
    dialect = sample.dialect
    skippedLines = sample.skippedLines
    skipsByRequest = skip > 0
    let choice = TableChoice(
      path: path, options: options, header: header, hasHeader: hasHeader,
      rows: Array(hasHeader ? sample.rows.dropFirst() : sample.rows[...]))
    kind = try choice.kind()
    dates = options.map[TableChoice.dates]
    levels = isWholeFile ? TablePlan.levels(choice.rows, header, kind) : nil
  }

  /// Columns that are metadata.
  var others: [Int] {
    let used = kind.used
    return header.indices.filter { !used.contains($0) }
  }

  /// The name of a column that should put turns in order, by what it is called, and cannot.
  var unusableOrder: String? {
    guard kind.groupColumn != nil, kind.order == nil else { return nil }
    if case .utterances(let columns) = kind, columns.exported != nil { return nil }
    let others = Set(others.map { ColumnNames.normalised(header[$0]) })
    // An id need not be a number.
    let names = (ColumnNames.orders + ColumnNames.times).filter { !$0.hasSuffix("_id") }
    guard let name = names.first(where: others.contains) else { return nil }
    return header.first { ColumnNames.normalised($0) == name }
  }

  private static func levels(
    _ rows: [[String]], _ header: [String], _ kind: TableKind
  ) -> Levels? {
    guard case .utterances(let columns) = kind, columns.exported == nil else { return nil }
    var survey = TableSurvey(width: header.count)
    for row in rows { survey.note(row, line: 0, conversation: row[columns.id]) }
    let used = kind.used
    let others = header.indices.filter { !used.contains($0) }
    return (
      others.filter { !survey.isConstant($0) }.map { header[$0] },
      others.filter { survey.isConstant($0) }.map { header[$0] }
    )
  }

  var detection: Detection {
    var detection = describedKind
    detection.hasHeader = hasHeader
    detection.skippedLines = skipsByRequest ? skippedLines : 0
    if let order = kind.order, detection.unit != .exportedUtterance {
      detection.columns.append(.init("order", [header[order.place]]))
      detection.order = .column(header[order.place])
    }
    if let dates { detection.columns.append(.init(TableChoice.dates, [dates])) }
    return detection
  }

  private var describedKind: Detection {
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
      detection.turnMetadata = levels?.turn
      detection.conversationMetadata = levels?.conversation
      return detection
    case .rows(let columns):
      var detection = described(columns.talk, layout)
      if let id = columns.id {
        detection.identity = .column(header[id])
        detection.columns.append(.init("id", [header[id]]))
      }
      return detection
    }
  }

  private func described(_ talk: RowColumns.Talk, _ layout: Detection.Layout) -> Detection {
    func detection(
      _ format: String, _ unit: Detection.Unit, _ columns: [Detection.Column]
    ) -> Detection {
      Detection(
        format: format, layout: layout, unit: unit, columns: columns, identity: .rowNumber)
    }
    switch talk {
    case .pair(let user, let assistant):
      return detection(
        "csv-pairs", .pair,
        [.init("user", user.map { header[$0] }), .init("assistant", [header[assistant]])])
    case .answers(let prompt, let answers):
      return detection(
        "csv-pairs", .pair,
        [.init("user", [header[prompt]]), .init("assistant", answers.map { header[$0.column] })])
    case .text(let text): return detection("csv-text", .text, [.init("text", [header[text]])])
    case .list(let list):
      return detection("csv-turns", .conversation, [.init("messages", [header[list]])])
    case .transcript(let text):
      return detection("csv-turns", .transcript, [.init("text", [header[text]])])
    case .turns(let columns):
      return detection(
        "csv-turns", .conversation, [.init("turns", columns.map { header[$0] })])
    }
  }
}
