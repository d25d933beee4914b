import Outcomes

/// A scatter for the terminal: braille dots, two by four in a cell; without Unicode `.`, `:` and
/// `#` for one, a few and many points in a cell.
struct ScatterText {
  let pen: Pen

  func text(_ scatter: Scatter) -> String {
    text(
      scatter, covering: scatter.finitePoints, height: min(20, max(8, pen.terminal.height - 8)))
  }

  /// The same on axes that cover `all`, which has the scatter's points among them.
  func text(_ scatter: Scatter, covering all: [Scatter.Point], height: Int) -> String {
    let title = pen.line(pen.oneLine(scatter.title), .heading)
    let points = scatter.finitePoints
    let y = Ticks(covering: all.lazy.map(\.y), count: height / 4 + 1)
    let margin = (y.labels.map { displayWidth($0) }.max() ?? 0) + 2
    let width = min(72, pen.width - margin)
    guard width >= 12 else { return title + pen.line(scatter.summary, .quiet) }
    let x = Ticks(covering: all.lazy.map(\.x), count: max(2, width / 12))

    var text = title + pen.line(pen.oneLine(scatter.yLabel), .quiet)
    var labels = [Int: String]()
    for (value, label) in zip(y.values, y.labels) {
      labels[height - 1 - cell(y.position(value), height)] = label
    }
    for (row, drawn) in canvas(points, x, y, width: width, height: height).enumerated() {
      let label = padded(labels[row] ?? "", to: margin - 2, isRight: true)
      let axis = pen.terminal.isUnicode ? (labels[row] == nil ? " │" : " ┤") : " |"
      text += pen.paint(label + axis, .quiet) + drawn.withoutTrailingSpaces + "\n"
    }
    return text + axis(x, width: width, margin: margin)
      + pen.line(
        padded(clippedLabel(scatter.xLabel, width), to: margin + width, isRight: true), .quiet)
  }

  private func clippedLabel(_ label: String, _ width: Int) -> String {
    pen.clip(pen.oneLine(label), to: width)
  }

  /// The cell of a position from 0 to 1 among `count`.
  private func cell(_ position: Double, _ count: Int) -> Int {
    min(count - 1, max(0, Int(position * Double(count))))
  }

  /// The x axis with its ticks, and their labels centred under them where there is room.
  private func axis(_ x: Ticks, width: Int, margin: Int) -> String {
    let signs: (corner: String, line: Character, tick: Character) =
      pen.terminal.isUnicode ? ("└", "─", "┬") : ("+", "-", "+")
    var line = [Character](repeating: signs.line, count: width)
    var labels = [Character](repeating: " ", count: width + margin)
    var free = 0
    for (value, label) in zip(x.values, x.labels) {
      let column = cell(x.position(value), width)
      line[column] = signs.tick
      let start = min(max(0, column + margin - label.count / 2), labels.count - label.count)
      guard start >= free else { continue }
      labels.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    let indent = String(repeating: " ", count: margin - 1)
    return pen.line(indent + signs.corner + String(line), .quiet)
      + pen.line(String(labels).withoutTrailingSpaces, .quiet)
  }

  private func canvas(
    _ points: [Scatter.Point], _ x: Ticks, _ y: Ticks, width: Int, height: Int
  ) -> [String] {
    pen.terminal.isUnicode
      ? braille(points, x, y, width: width, height: height)
      : plain(points, x, y, width: width, height: height)
  }

  private func braille(
    _ points: [Scatter.Point], _ x: Ticks, _ y: Ticks, width: Int, height: Int
  ) -> [String] {
    var cells = [UInt32](repeating: 0, count: width * height)
    // Bits of U+2800 by row and column of the dot.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    for point in points {
      let column = cell(x.position(point.x), width * 2)
      let row = height * 4 - 1 - cell(y.position(point.y), height * 4)
      cells[row / 4 * width + column / 2] |= bits[row % 4][column % 2]
    }
    return (0..<height).map { row in
      var line = ""
      for value in cells[row * width..<(row + 1) * width] {
        line.unicodeScalars.append(
          value == 0 ? " " : Unicode.Scalar(0x2800 + value) ?? " ")
      }
      return line
    }
  }

  private func plain(
    _ points: [Scatter.Point], _ x: Ticks, _ y: Ticks, width: Int, height: Int
  ) -> [String] {
    var cells = [Int](repeating: 0, count: width * height)
    for point in points {
      let row = height - 1 - cell(y.position(point.y), height)
      cells[row * width + cell(x.position(point.x), width)] += 1
    }
    return (0..<height).map { row in
      String(
        cells[row * width..<(row + 1) * width].map { count -> Character in
          count == 0 ? " " : count == 1 ? "." : count < 5 ? ":" : "#"
        })
    }
  }
}
