import PluginKit

/// The reading of one table.
struct TablePass {
  let path: String
  let source: any ByteSource
  let plan: TablePlan
  let limits: ReadLimits
  /// Whether the person said how the text is encoded.
  let isUTF8: Bool

  private var isExported: Bool {
    if case .utterances(let columns) = plan.kind { columns.exported != nil } else { false }
  }

  func read(into sink: inout some ConversationSink) throws {
    var survey = try self.survey(isScattered: false)
    if !survey.isContiguous { survey = try self.survey(isScattered: true) }
    if !isExported {
      survey.tell(plan.others, plan.header, to: &sink)
    }
    if let name = plan.unusableOrder {
      sink.note(
        .ambiguous,
        "cells of \(name) are neither numbers nor times: the order of the file stays", line: 1)
    }
    var rows = ConversationRows(plan: plan, survey: survey)
    switch plan.kind.groupColumn {
    case nil: try readRows(&rows, into: &sink)
    case let column? where survey.isContiguous: try readInOrder(&rows, column, into: &sink)
    case let column?: try readScattered(&rows, column, into: &sink)
    }
  }

  private func scanner() throws(FormatError) -> RowScanner {
    var scanner = try RowScanner(
      source, dialect: plan.dialect, width: plan.header.count, skippingLines: plan.skippedLines,
      limit: limits.recordBytes)
    if plan.hasHeader { _ = try scanner.next() }
    return scanner
  }

  private func survey(isScattered: Bool) throws(FormatError) -> TableSurvey {
    var survey = TableSurvey(
      width: plan.header.count, isScattered: isScattered,
      prefersComma: plan.dialect.delimiter == UInt8(ascii: ";"),
      isMonthFirst: plan.dates.map { $0 == TableChoice.monthFirst })
    var scanner = try scanner()
    let idColumn = plan.kind.groupColumn
    var losses = TableLosses()
    while let row = try scanner.next() {
      if let problem = problem(row, idColumn) {
        losses.add(row, problem)
        continue
      }
      losses.kept += 1
      survey.note(row.fields, line: row.line, conversation: idColumn.map { id(row, $0) })
      // Once rows are scattered only the other survey is of use.
      if !isScattered, !survey.isContiguous { return survey }
    }
    if !isUTF8, scanner.misencodedRows > scanner.wideRows {
      throw TextEncoding.failure(path: path, name: nil)
    }
    try losses.check(path, plan.dialect, scanner.lines)
    if losses.kept == 0, losses.count == 0, !isExported {
      let empty = scanner.emptyRows
      throw FormatError(
        .empty,
        empty > 0
          ? "\(path) holds no rows but \(empty) in which every cell is empty"
          : "\(path) holds no rows below its header")
    }
    return survey
  }

  /// The conversation that the row names, without spaces around it but where pe wrote them.
  private func id(_ row: TableRow, _ column: Int) -> String {
    isExported ? row.fields[column] : SpeakerName.trimmed(row.fields[column])
  }

  /// Why the row cannot be used; nil when it can.
  private func problem(_ row: TableRow, _ idColumn: Int?) -> String? {
    if let problem = row.problem { return problem }
    let count = row.fields.count
    let width = plan.header.count
    guard count == width else {
      return "\(count == 1 ? "1 field" : "\(count) fields") where the header has \(width)"
    }
    if let idColumn, id(row, idColumn).isEmpty { return "no \(plan.header[idColumn])" }
    return nil
  }

  private func usableRows() throws(FormatError) -> UsableRows {
    UsableRows(
      scanner: try scanner(), problem: { [self] row in problem(row, plan.kind.groupColumn) },
      id: { [self] row in
        // What has too few cells may be a piece of any row, whatever stands where its id would be.
        guard let column = plan.kind.groupColumn, row.fields.count >= plan.header.count else {
          return nil
        }
        let id = id(row, column)
        return id.isEmpty ? nil : id
      })
  }

  private func readInOrder(
    _ conversations: inout ConversationRows, _ idColumn: Int, into sink: inout some ConversationSink
  ) throws {
    var source = try usableRows()
    var rows: [TableRow] = []
    var current = ""
    var isDamaged = false
    while let row = try source.next(telling: &sink) {
      let id = self.id(row, idColumn)
      let lost = source.takeLost()
      if !rows.isEmpty, id != current {
        isDamaged = isDamaged || lost.mayTouch(current)
        try conversations.add(rows, id: current, isDamaged: isDamaged, to: &sink)
        rows.removeAll(keepingCapacity: true)
        isDamaged = false
      }
      isDamaged = isDamaged || lost.mayTouch(id)
      current = id
      rows.append(row)
    }
    if !rows.isEmpty {
      isDamaged = isDamaged || source.takeLost().mayTouch(current)
      try conversations.add(rows, id: current, isDamaged: isDamaged, to: &sink)
    }
    source.finish(telling: &sink)
  }

  /// Gathers the rows of each conversation by their places in the file, which takes 24 bytes a row.
  private func readScattered(
    _ conversations: inout ConversationRows, _ idColumn: Int, into sink: inout some ConversationSink
  ) throws {
    var groups: [UInt64: Int32] = [:]
    var places: [(group: Int32, line: Int32, offset: Int64, length: Int)] = []
    var source = try usableRows()
    // Conversations of lost rows, by their ids; where a row has none, those around it.
    var damaged: Set<UInt64> = []
    var last: UInt64?
    while let row = try source.next(telling: &sink) {
      let key = QuickHash.of(id(row, idColumn))
      let lost = source.takeLost()
      damaged.formUnion(lost.ids.map { QuickHash.of($0) })
      if lost.isAnywhere { damaged.formUnion([last, key].compactMap(\.self)) }
      last = key
      let group = groups[key] ?? Int32(groups.count)
      groups[key] = group
      places.append((group, Int32(clamping: row.line), row.offset, row.length))
    }
    let lost = source.takeLost()
    damaged.formUnion(lost.ids.map { QuickHash.of($0) })
    if lost.isAnywhere, let last { damaged.insert(last) }
    source.finish(telling: &sink)
    places.sort { ($0.group, $0.offset) < ($1.group, $1.offset) }
    let file = try PlacedBytes(self.source, name: path)
    let width = plan.header.count
    var rows: [TableRow] = []
    var group: Int32?
    for place in places {
      if place.group != group, let first = rows.first {
        let id = id(first, idColumn)
        try conversations.add(
          rows, id: id, isDamaged: damaged.contains(QuickHash.of(id)), to: &sink)
        rows.removeAll(keepingCapacity: true)
      }
      group = place.group
      let bytes = try file.read(place.length, at: place.offset)
      var (fields, repairs) = bytes.withUnsafeBufferPointer {
        RowScan.read($0, plan.dialect, width: width)
      }
      guard fields.count >= width else {
        throw FormatError(.changed, "\(path) changed while it was read")
      }
      fields.removeLast(fields.count - width)
      rows.append(
        TableRow(
          line: Int(place.line), offset: place.offset, length: place.length, problem: nil,
          repairs: repairs, fields: fields))
    }
    if let first = rows.first {
      let id = id(first, idColumn)
      try conversations.add(
        rows, id: id, isDamaged: damaged.contains(QuickHash.of(id)), to: &sink)
    }
  }

  /// One conversation a row.
  private func readRows(
    _ conversations: inout ConversationRows, into sink: inout some ConversationSink
  ) throws {
    var idColumn: Int?
    if case .rows(let columns) = plan.kind { idColumn = columns.id }
    var source = try usableRows()
    while let row = try source.next(telling: &sink) {
      let own = idColumn.map { id(row, $0) } ?? ""
      try conversations.add([row], id: own.isEmpty ? String(source.number) : own, to: &sink)
    }
    source.finish(telling: &sink)
  }
}

/// Rows that cannot be used and stood between two that can: turns that a conversation lost.
private struct LostRows {
  private(set) var ids: Set<String> = []
  /// Whether a row names no conversation, so that it can be of any around it.
  private(set) var isAnywhere = false

  var isEmpty: Bool { ids.isEmpty && !isAnywhere }

  mutating func add(_ id: String?) {
    // Of very many, names are not kept: any of them may be meant then.
    if let id, ids.count < 1 << 16 { ids.insert(id) } else { isAnywhere = true }
  }

  func mayTouch(_ id: String) -> Bool { isAnywhere || ids.contains(id) }
}

/// The rows of a table that can be used; the others are told.
private struct UsableRows: ~Copyable {
  private var scanner: RowScanner
  private let problem: (TableRow) -> String?
  private let id: (TableRow) -> String?
  private var lost = LostRows()
  /// Rows that were looked at so far.
  private(set) var number = 0

  init(
    scanner: consuming RowScanner, problem: @escaping (TableRow) -> String?,
    id: @escaping (TableRow) -> String?
  ) {
    self.scanner = scanner
    self.problem = problem
    self.id = id
  }

  /// The rows that were left out since it was last asked.
  mutating func takeLost() -> LostRows {
    guard !lost.isEmpty else { return lost }
    defer { lost = LostRows() }
    return lost
  }

  mutating func next(telling sink: inout some ConversationSink) throws -> TableRow? {
    while let row = try scanner.next() {
      number += 1
      if let problem = problem(row) {
        try sink.addBroken(line: row.line, reason: problem)
        lost.add(id(row))
        continue
      }
      if !row.repairs.isEmpty { row.repairs.tell(row.line, to: &sink) }
      return row
    }
    return nil
  }

  func finish(telling sink: inout some ConversationSink) {
    guard let line = scanner.firstEmptyRow else { return }
    sink.note(
      .leftOut, "rows in which every cell is empty", line: line, count: scanner.emptyRows)
  }
}

/// Rows that a table would lose.
private struct TableLosses {
  var kept = 0
  private(set) var count = 0
  private var bytes: Int64 = 0
  private var first: (line: Int, reason: String)?

  mutating func add(_ row: TableRow, _ reason: String) {
    count += 1
    bytes += Int64(row.length)
    if first == nil { first = (row.line, reason) }
  }

  /// Throws when more than half of the rows would be lost: the table is another than it was taken
  /// for.
  func check(_ path: String, _ dialect: TableDialect, _ lines: Int) throws(FormatError) {
    guard let first, count > kept else { return }
    let rows = count == 1 ? "1 row" : "\(count) rows"
    throw FormatError(
      .refused,
      "\(path) would lose \(rows) of \(kept + count) (\(bytes) bytes of \(lines) lines), the first "
        + "on line \(first.line): \(first.reason)",
      hint: first.reason.hasPrefix("no ")
        ? "does the id stand in the first row of each conversation alone? Fill it down to the others; "
          + "or --map id=NAME names another column"
        : "--delimiter, --skip, --no-header and --map say how it is written")
  }
}

extension RowRepairs {
  fileprivate func tell(_ line: Int, to sink: inout some ConversationSink) {
    if contains(.openQuote) {
      sink.note(.repaired, "a quote that is never closed taken as text", line: line)
    } else if contains(.innerQuote) {
      sink.note(.repaired, "quotes within quotes that were not doubled", line: line)
    }
    if contains(.encoding) {
      sink.note(.repaired, "bytes that are not UTF-8 replaced by U+FFFD", line: line)
    }
  }
}
