import Corpus
import GRDB

/// What the texts of a field are, so that a comparison with them is what it says: all of them looked
/// at once, which is a pass over the field's texts.
struct FieldTexts {
  /// Those that are not blank.
  private(set) var count = 0
  private(set) var numbers = 0
  /// Days and times, whichever of its numbers is the month.
  private(set) var dates = 0
  /// How days are written in one dataset, of conversations or of turns: another dataset says nothing
  /// of it.
  struct Days {
    /// Days of which each of two numbers can be the month.
    fileprivate(set) var doubtful = 0
    fileprivate var saysDayFirst = false
    fileprivate var saysMonthFirst = false

    /// Whether a day such as 5/6/2024 has the month first; nil where the days do not say, or say both.
    var isMonthFirst: Bool? { saysDayFirst == saysMonthFirst ? nil : saysMonthFirst }
  }

  /// By ``place(of:)``, of those that have days.
  private(set) var days: [Int64: Days] = [:]

  /// The key of a row of metadata in ``days``, as SQL.
  static func place(of row: String) -> String {
    """
    (SELECT 2 * o.dataset_id + (\(row).position >= 0) FROM conversation o
    WHERE o.id = \(row).conversation_id)
    """
  }

  init(_ db: Database, key: String) throws {
    let statement = try Prepared(
      db,
      """
      SELECT x.value, 2 * o.dataset_id + (x.position >= 0)
      FROM metadata x JOIN conversation o ON o.id = x.conversation_id
      WHERE x.key = ? AND x.kind = 'text' AND x.value COLLATE NOCASE >= ''
      """)
    statement.bind(1, key)
    while try statement.step() { statement.withBytes(0) { add($0, statement.integer(1)) } }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int64) {
    guard bytes.contains(where: { !ASCIIByte.isSpace($0) }) else { return }
    count += 1
    if NumberFunction.number(bytes) != nil {
      numbers += 1
      return
    }
    guard let time = WrittenTime(bytes) else { return }
    dates += 1
    if time.isDoubtful { days[place, default: Days()].doubtful += 1 }
    guard let parts = DateParts(bytes), !parts.isYearFirst, !parts.hasPoints else { return }
    // The others are written as one that leaves no doubt.
    if parts.first > 12 { days[place, default: Days()].saysDayFirst = true }
    if parts.second > 12 { days[place, default: Days()].saysMonthFirst = true }
  }

  /// Dates that are compared with none.
  var undecided: Int {
    days.values.reduce(0) { $0 + ($1.isMonthFirst == nil ? $1.doubtful : 0) }
  }
}

/// Values that a comparison cannot be made with, and that it leaves out.
package struct QueryOmission: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case noNumber
    case noDate
    /// Days of which nothing says whether the month comes first.
    case doubtfulDay
  }

  package let field: String
  package let reason: Reason
  /// Of all datasets.
  package let count: Int
}

/// The time that a text says, as a function of SQL: NULL when it says none.
///
/// Its second argument are bits: days have the month first; the clock is brought to universal time;
/// days that may have the month first or last are none.
enum TimeFunction {
  static let name = "pe_time"
  static let monthFirst = 1
  static let universal = 2
  static let certain = 4

  static let function = DatabaseFunction(name, argumentCount: 2, pure: true) { values in
    guard case .string(let text) = values[0].storage, case .int64(let bits) = values[1].storage,
      let time = WrittenTime(text, isMonthFirst: Int(bits) & monthFirst != 0)
    else { return nil }
    if Int(bits) & certain != 0, time.isDoubtful { return nil }
    return Int(bits) & universal != 0 ? time.start - (time.zone ?? 0) : time.start
  }
}
