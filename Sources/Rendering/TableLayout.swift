/// Which columns of a table are shown, and how wide, so that a row fits in a line.
struct TableLayout: Equatable {
  struct Column: Equatable {
    /// Columns that show everything.
    let natural: Int
    /// Columns below which it is better not shown.
    let least: Int
  }

  static let gap = 2

  /// Indices of the columns before the hidden ones, and after.
  let head: Range<Int>
  let tail: Range<Int>
  /// Widths of the shown columns, in order.
  let widths: [Int]

  var hidden: Range<Int> { head.upperBound..<tail.lowerBound }
  var shown: [Int] { Array(head) + Array(tail) }

  /// Hides middle columns until the others' least widths fit, then gives what room is left so that
  /// no column is cut while a wider one is not. Never wider than `width`, which is at least 1.
  init(_ columns: [Column], width: Int) {
    func ends(_ count: Int) -> (head: Range<Int>, tail: Range<Int>) {
      let first = (count + 1) / 2
      return (0..<first, (columns.count - count + first)..<columns.count)
    }
    func room(_ count: Int) -> Int {
      let isHiding = count < columns.count
      return width - Self.gap * max(0, count - 1) - (isHiding ? 1 + Self.gap : 0)
    }
    func fits(_ count: Int) -> Bool {
      let (head, tail) = ends(count)
      let needed = columns[head].reduce(0) { $0 + $1.least }
      return columns[tail].reduce(needed) { $0 + $1.least } <= room(count)
    }
    let count = stride(from: columns.count, to: 0, by: -1).first(where: fits)
    guard let count else {
      head = 0..<min(1, columns.count)
      tail = columns.count..<columns.count
      let isHiding = columns.count > 1 && width > 1 + Self.gap
      widths = columns.first.map { [min($0.natural, isHiding ? room(1) : width)] } ?? []
      return
    }
    (head, tail) = ends(count)
    let shown = Array(columns[head]) + Array(columns[tail])
    widths = Self.share(room(count), among: shown)
  }

  /// The fair share: a common cap on the widths, as high as the room allows; what is left over goes
  /// to the first columns that can use it.
  private static func share(_ room: Int, among columns: [Column]) -> [Int] {
    func capped(_ cap: Int) -> [Int] { columns.map { max($0.least, min($0.natural, cap)) } }
    var low = 0
    var high = max(0, room)
    while low < high {
      let middle = (low + high + 1) / 2
      if capped(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
    }
    var widths = capped(low)
    var rest = room - widths.reduce(0, +)
    for index in columns.indices where rest > 0 && widths[index] < columns[index].natural {
      widths[index] += 1
      rest -= 1
    }
    return widths
  }
}
