/// What a person would see: the part of an xterm that line editing uses. A wide character takes two
/// cells, the second of them empty.
struct Screen {
  private(set) var cells: [[String]]
  private(set) var row = 0
  private(set) var column = 0
  private(set) var isBracketingPaste = false
  private var columns: Int
  /// Whether a row goes on in the next because it was full.
  private var isContinued: [Bool]
  private var wrapsNext = false
  private var pending: [UInt8] = []

  init(rows: Int, columns: Int) {
    self.columns = columns
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    isContinued = Array(repeating: false, count: rows)
  }

  /// Rows without trailing spaces.
  var rows: [String] {
    cells.map { row in
      var text = row.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  var text: String { rows.joined(separator: "\n") }

  /// The row of the cursor.
  var current: String { rows[row] }

  /// Wraps what was wrapped anew, as most terminals do.
  mutating func resize(columns: Int) {
    var wrapped: [[String]] = []
    var flags: [Bool] = []
    var cursor = (row: 0, column: 0)
    var line: [String] = []
    var cursorInLine: Int?
    for (index, cells) in cells.enumerated() {
      if index == row { cursorInLine = line.count + column + (wrapsNext ? 1 : 0) }
      line += cells
      if isContinued[index] { continue }
      while line.last == " " && line.count > (cursorInLine ?? 0) { line.removeLast() }
      if let place = cursorInLine {
        cursor = (wrapped.count + place / columns, place % columns)
        if place >= line.count { line += Array(repeating: " ", count: place + 1 - line.count) }
      }
      repeat {
        let piece = line.prefix(columns)
        line.removeFirst(piece.count)
        wrapped.append(piece + Array(repeating: " ", count: columns - piece.count))
        flags.append(!line.isEmpty)
      } while !line.isEmpty
      cursorInLine = nil
    }
    let height = cells.count
    let dropped = max(0, cursor.row - height + 1)
    cells = Array(wrapped.dropFirst(dropped).prefix(height))
    isContinued = Array(flags.dropFirst(dropped).prefix(height))
    (row, column) = (cursor.row - dropped, cursor.column)
    self.columns = columns
    while cells.count < height { appendRow() }
    wrapsNext = false
  }

  private mutating func appendRow() {
    cells.append(Array(repeating: " ", count: columns))
    isContinued.append(false)
  }

  mutating func feed(_ bytes: [UInt8]) {
    pending += bytes
    while let length = nextLength() {
      let piece = String(decoding: pending[..<length], as: UTF8.self)
      pending.removeFirst(length)
      interpret(piece)
    }
  }

  /// Bytes of the next whole character or control sequence, nil when more must come.
  private func nextLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B {
      guard pending.count >= 2 else { return nil }
      guard pending[1] == UInt8(ascii: "[") else { return 2 }
      return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return pending.count >= length ? length : nil
  }

  private mutating func interpret(_ piece: String) {
    guard let scalar = piece.unicodeScalars.first else { return }
    switch scalar {
    case "\r":
      column = 0
      wrapsNext = false
    case "\n": lineFeed()
    case "\u{8}":
      column = max(0, column - 1)
      wrapsNext = false
    case "\t":
      column = min((column / 8 + 1) * 8, columns - 1)
      wrapsNext = false
    case "\u{1B}": control(piece)
    case _ where scalar.value < 0x20: break
    default: put(scalar)
    }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row + 1 < cells.count {
      row += 1
    } else {
      cells.removeFirst()
      isContinued.removeFirst()
      appendRow()
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Screen.width(of: scalar)
    if wrapsNext || column + width > columns {
      column = 0
      isContinued[row] = true
      lineFeed()
    }
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    wrapsNext = column + width >= columns
    column = min(column + width, columns - 1)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 2
    default: 1
    }
  }

  private mutating func control(_ sequence: String) {
    guard sequence.hasPrefix("\u{1B}["), let final = sequence.last else { return }
    let parameter = sequence.dropFirst(2).dropLast()
    let number = parameter.split(separator: ";").first.flatMap { Int($0) }
    let count = max(1, number ?? 1)
    if parameter == "?2004" { isBracketingPaste = final == "h" }
    wrapsNext = false
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(cells.count - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns - 1, count - 1)
    case "H":
      row = 0
      column = 0
    case "J":
      eraseLine(from: column)
      for below in cells.indices where below > row {
        cells[below] = Array(repeating: " ", count: columns)
        isContinued[below] = false
      }
    case "K": eraseLine(from: column)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row] = Array(cells[row].prefix(columns))
    case "P":
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    default: break
    }
  }

  private mutating func eraseLine(from start: Int) {
    isContinued[row] = false
    for index in start..<columns { cells[row][index] = " " }
  }
}
