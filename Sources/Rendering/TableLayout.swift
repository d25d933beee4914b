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

  /// Columns between them that are in no other layout of the table either.
  let hidden: Range<Int>
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
      hidden = head.upperBound..<tail.lowerBound
      let isHiding = columns.count > 1 && width > 1 + Self.gap
      widths = columns.first.map { [min($0.natural, isHiding ? room(1) : width)] } ?? []
      return
    }
    (head, tail) = ends(count)
    hidden = head.upperBound..<tail.lowerBound
    let shown = Array(columns[head]) + Array(columns[tail])
    widths = Self.share(room(count), among: shown)
  }

  private init(_ columns: [Column], keys: Int, rest: Range<Int>, width: Int) {
    head = 0..<keys
    tail = rest
    hidden = keys..<keys
    let shown = Array(columns[..<keys]) + Array(columns[rest])
    widths = Self.share(width - Self.gap * max(0, shown.count - 1), among: shown)
  }

  /// All columns in several tables below each other, each of which begins with the first ones, at
  /// most `keys` of them and half as wide as the page, which tell the rows apart. Nil where that takes
  /// more than `most`, or a column does not fit beside them.
  static func bands(_ columns: [Column], keys: Int, width: Int, most: Int) -> [TableLayout]? {
    var count = 0
    var used = 0
    while count < max(1, keys), count < columns.count, used + columns[count].least <= width / 2 {
      used += columns[count].least + gap
      count += 1
    }
    guard count > 0 else { return nil }
    var bands: [TableLayout] = []
    var start = count
    while start < columns.count {
      var end = start
      var room = width - used
      while end < columns.count, columns[end].least <= room {
        room -= columns[end].least + gap
        end += 1
      }
      guard end > start, bands.count < most else { return nil }
      bands.append(TableLayout(columns, keys: count, rest: start..<end, width: width))
      start = end
    }
    return bands
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
