import Corpus

/// What a first pass over a table learns: which columns are numbers, which say one thing for a whole
/// conversation, and whether the rows of each conversation stand together.
struct TableSurvey {
  private enum Numbers { case none, integers, decimals, text }

  private var numbers: [Numbers]
  private var constant: [Bool]
  private(set) var isContiguous = true
  /// The conversation of the row before and its first row.
  private var current: (id: String, first: [String])?
  private var seen: Set<UInt64> = []
  /// By conversation, the hash of each field of its first row; only when rows are scattered.
  private var firstRows: [UInt64: Int] = [:]
  private var firstHashes: [UInt64] = []
  private let isScattered: Bool

  /// `isScattered` for a second survey, of a table that the first found not contiguous; it takes
  /// memory for every conversation, not for one.
  init(width: Int, isScattered: Bool = false) {
    numbers = Array(repeating: .none, count: width)
    constant = Array(repeating: true, count: width)
    self.isScattered = isScattered
  }

  func isConstant(_ column: Int) -> Bool { constant[column] }

  /// Notes a row of the right width.
  mutating func note(_ row: [String], conversation id: String?) {
    for (column, field) in row.enumerated() { noteNumber(field, column) }
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

  private mutating func noteNumber(_ field: String, _ column: Int) {
    guard !field.isEmpty, numbers[column] != .text else { return }
    // A number counts when it is written as it would be printed: 007 and 1e3 stay text.
    if let integer = Int(field), String(integer) == field {
      if numbers[column] == .none { numbers[column] = .integers }
    } else if let number = Double(field), number.isFinite, "\(number)" == field {
      numbers[column] = .decimals
    } else {
      numbers[column] = .text
    }
  }

  /// The field as a value of its column's kind; nil when empty.
  func value(_ field: String, _ column: Int) -> MetadataValue? {
    guard !field.isEmpty else { return nil }
    switch numbers[column] {
    case .integers: return Int(field).map { .integer($0) } ?? .text(field)
    case .decimals: return Double(field).map { .number($0) } ?? .text(field)
    case .none, .text: return .text(field)
    }
  }
}
