import Corpus
import PluginKit

/// What a first pass over a table learns: what its columns hold, which say one thing for a whole
/// conversation, and whether the rows of each conversation stand together.
struct TableSurvey {
  private var columns: [Column]
  private var constant: [Bool]
  private(set) var isContiguous = true
  /// The conversation of the row before and its first row.
  private var current: (id: String, first: [String])?
  private var seen: Set<UInt64> = []
  /// By conversation, the hash of each field of its first row; only when rows are scattered.
  private var firstRows: [UInt64: Int] = [:]
  private var firstHashes: [UInt64] = []
  private let isScattered: Bool
  private let prefersComma: Bool
  /// What the person says of days of which no one tells which number is the month.
  private let saidMonthFirst: Bool?

  /// What one column held so far.
  private struct Column {
    var reading = CellReading.all
    var values = 0
    var numbers = 0
    var missing = 0
    var firstMissing = 0
    /// The first value that made a column of numbers text.
    var firstOther = 0
    var hasPercent = false
    var hasComma = false
  }

  /// `isScattered` for a second survey, of a table that the first found not contiguous; it takes
  /// memory for every conversation, not for one. With `prefersComma` a number such as 1,234 has a
  /// decimal comma.
  init(
    width: Int, isScattered: Bool = false, prefersComma: Bool = false, isMonthFirst: Bool? = nil
  ) {
    saidMonthFirst = isMonthFirst
    columns = Array(repeating: Column(), count: width)
    constant = Array(repeating: true, count: width)
    self.isScattered = isScattered
    self.prefersComma = prefersComma
  }

  func isConstant(_ column: Int) -> Bool { constant[column] }

  /// Notes a row of the right width, which starts on `line`.
  mutating func note(_ row: [String], line: Int, conversation id: String?) {
    for (column, field) in row.enumerated() { note(field, column, line) }
    guard let id else { return }
    if isScattered { noteScattered(row, id) } else { noteInOrder(row, id) }
  }

  private mutating func noteInOrder(_ row: [String], _ id: String) {
    guard let first = current?.first, current?.id == id else {
      if !seen.insert(QuickHash.of(id)).inserted { isContiguous = false }
      current = (id, row)
      return
    }
    for column in row.indices where constant[column] && row[column] != first[column] {
      constant[column] = false
    }
  }

  private mutating func noteScattered(_ row: [String], _ id: String) {
    isContiguous = false
    let hashes = row.map(QuickHash.of)
    let key = QuickHash.of(id)
    guard let start = firstRows[key] else {
      firstRows[key] = firstHashes.count
      firstHashes += hashes
      return
    }
    for (column, hash) in hashes.enumerated() where hash != firstHashes[start + column] {
      constant[column] = false
    }
  }

  private mutating func note(_ field: String, _ place: Int, _ line: Int) {
    // What is text already may still have words for missing values, which are short.
    if columns[place].reading.isEmpty, field.utf8.count > 4, columns[place].numbers == 0 { return }
    switch CellReading.of(field) {
    case .blank: break
    case .missing:
      columns[place].missing += 1
      if columns[place].firstMissing == 0 { columns[place].firstMissing = line }
    case .value(let reading):
      columns[place].values += 1
      if reading.isDisjoint(with: [.pointNumber, .commaNumber]) {
        if columns[place].firstOther == 0 { columns[place].firstOther = line }
      } else {
        columns[place].numbers += 1
        if !columns[place].hasPercent, field.utf8.contains(UInt8(ascii: "%")) {
          columns[place].hasPercent = true
        }
        if !columns[place].hasComma, field.utf8.contains(UInt8(ascii: ",")) {
          columns[place].hasComma = true
        }
      }
      columns[place].reading.formIntersection(reading)
    }
  }

  /// What a column is.
  fileprivate enum Kind {
    case empty, text, integers, numbers, flags
    case commaIntegers, commaNumbers
    case days(isMonthFirst: Bool)
    /// Days of which no one tells which number is the month.
    case doubtfulDays
  }

  private func kind(_ place: Int) -> Kind {
    let column = columns[place]
    guard column.values > 0 else { return column.missing > 0 ? .text : .empty }
    let reading = column.reading
    let takesComma =
      reading.contains(.commaNumber)
      && (!reading.contains(.pointNumber) || prefersComma && column.hasComma)
    if takesComma { return reading.contains(.wholeComma) ? .commaIntegers : .commaNumbers }
    if reading.contains(.pointNumber) {
      return reading.contains(.wholePoint) ? .integers : .numbers
    }
    if reading.contains(.flag) { return .flags }
    if reading.contains(.yearFirst) { return .days(isMonthFirst: false) }
    if reading.contains([.dayFirst, .monthFirst]) {
      return saidMonthFirst.map { .days(isMonthFirst: $0) } ?? .doubtfulDays
    }
    if reading.contains(.dayFirst) { return .days(isMonthFirst: false) }
    return reading.contains(.monthFirst) ? .days(isMonthFirst: true) : .text
  }

  /// How the cells of one column become values.
  struct Values {
    private let kind: Kind

    fileprivate init(_ kind: Kind) { self.kind = kind }

    /// The field as a value of its column's kind; nil when it is empty or missing.
    func value(_ field: String) -> MetadataValue? {
      guard !field.isEmpty else { return nil }
      switch kind {
      case .empty: return nil
      case .text, .doubtfulDays: return .text(field)
      case .integers, .numbers, .flags, .commaIntegers, .commaNumbers, .days: break
      }
      guard case .value = CellReading.of(field) else { return nil }
      switch kind {
      case .integers, .commaIntegers:
        return CellReading.integer(field).map { .integer($0) } ?? .text(field)
      case .numbers, .commaNumbers:
        let withComma = if case .commaNumbers = kind { true } else { false }
        let number = CellReading.number(field, withComma: withComma)
        return number.flatMap { $0.isFinite ? .number($0) : nil } ?? .text(field)
      case .flags: return .flag(field.utf8.contains { $0 | 0x20 == UInt8(ascii: "r") })
      case .days(let isMonthFirst):
        return .text(DateParts.iso(field, isMonthFirst: isMonthFirst) ?? field)
      case .empty, .text, .doubtfulDays: return .text(field)
      }
    }
  }

  /// By column.
  var values: [Values] { columns.indices.map { Values(kind($0)) } }

  /// Which number of a day such as 5/6/2024 is the month, where the column tells.
  func isMonthFirst(_ place: Int) -> Bool {
    let reading = columns[place].reading
    return reading.contains(.monthFirst)
      && (!reading.contains(.dayFirst) || saidMonthFirst == true)
  }

  /// Whether nothing says which number of a column's days is the month.
  func isDoubtful(_ place: Int) -> Bool {
    if case .doubtfulDays = kind(place) { true } else { false }
  }

  private func isWithComma(_ place: Int) -> Bool {
    switch kind(place) {
    case .commaIntegers, .commaNumbers: true
    default: false
    }
  }

  /// What was done to the cells of columns that are metadata.
  func tell(_ places: [Int], _ header: [String], to sink: inout some ConversationSink) {
    for place in places {
      let column = columns[place]
      let name = header[place]
      switch kind(place) {
      case .empty: continue
      case .text:
        if column.missing > 0 {
          sink.note(
            .kept, "words such as NA kept as text in \(name)", line: column.firstMissing,
            count: column.missing)
        }
        if column.numbers > 0, column.numbers * 10 >= column.values * 9 {
          sink.note(
            .kept, "\(name) kept as text, for cells that are no numbers", line: column.firstOther,
            count: column.values - column.numbers)
        }
        continue
      case .doubtfulDays:
        sink.note(
          .ambiguous,
          "dates in \(name) kept as text, as day and month cannot be told apart; "
            + "--map dates=day-first says, or month-first",
          line: 1, count: column.values)
      case .days(let isMonthFirst):
        let order = isMonthFirst ? "month" : "day"
        sink.note(
          .repaired, "dates in \(name) written as year-month-day, read with the \(order) first",
          line: 1, count: column.values)
      case .integers, .numbers, .flags, .commaIntegers, .commaNumbers: break
      }
      if column.missing > 0 {
        sink.note(
          .repaired, "words such as NA read as missing in \(name)", line: column.firstMissing,
          count: column.missing)
      }
      if column.hasPercent {
        sink.note(
          .repaired, "per cent in \(name) read as fractions, 50% as 0.5", line: 1,
          count: column.numbers)
      }
      if column.hasComma, isWithComma(place) {
        sink.note(
          .repaired, "numbers in \(name) read with a decimal comma", line: 1,
          count: column.numbers)
      }
    }
  }
}
