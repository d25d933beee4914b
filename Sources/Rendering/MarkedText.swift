import Corpus
import Outcomes

/// A stretch of a turn's text under the same marks.
struct MarkedPiece: Equatable {
  let text: String
  /// The look of the strongest mark over it; nil when there is none.
  let tone: MarkTone?
  /// Indices of the marks that begin with this piece, in order.
  let opening: [Int]
  /// Indices of the marks that end with this piece, in order.
  let closing: [Int]
}

/// What a mark says: it earned, it cost, or it was searched for.
enum MarkTone: String {
  case earned, cost, hit

  init(_ mark: Transcript.Mark) {
    self = mark.contribution > 0 ? .earned : mark.contribution < 0 ? .cost : .hit
  }

  var style: Style {
    switch self {
    case .earned: .earned
    case .cost: .cost
    case .hit: .hit
    }
  }
}

extension Transcript.Turn {
  /// The text cut where a mark begins or ends; joined, the pieces are the text.
  ///
  /// Offsets beyond the text are cut back, and those inside a character widened to it. Linear in
  /// the text, and in the marks but for those that lie over each other.
  var pieces: [MarkedPiece] {
    guard !marks.isEmpty else {
      return text.isEmpty
        ? [] : [MarkedPiece(text: text, tone: nil, opening: [], closing: [])]
    }
    let starts = marks.indices.sorted { marks[$0].range.lowerBound < marks[$1].range.lowerBound }
    let ends = marks.indices.sorted { marks[$0].range.upperBound < marks[$1].range.upperBound }
    var nextStart = 0
    var nextEnd = 0
    var over: [Int] = []
    var runs: [(text: Substring, marks: [Int])] = []
    var from = text.startIndex
    var offset = 0
    for index in text.indices {
      let end = offset + text[index].utf8.count
      var now = over
      while nextStart < starts.count, marks[starts[nextStart]].range.lowerBound < end {
        now.append(starts[nextStart])
        nextStart += 1
      }
      while nextEnd < ends.count, marks[ends[nextEnd]].range.upperBound <= offset {
        now.removeAll { $0 == ends[nextEnd] }
        nextEnd += 1
      }
      if now != over {
        now.sort()
        if from < index { runs.append((text[from..<index], over)) }
        over = now
        from = index
      }
      offset = end
    }
    if from < text.endIndex { runs.append((text[from...], over)) }
    return runs.indices.map { index in
      let run = runs[index]
      let before = index > 0 ? runs[index - 1].marks : []
      let after = index + 1 < runs.count ? runs[index + 1].marks : []
      let strongest = run.marks.max {
        marks[$0].contribution.magnitude < marks[$1].contribution.magnitude
      }
      return MarkedPiece(
        text: String(run.text), tone: strongest.map { MarkTone(marks[$0]) },
        opening: run.marks.filter { !before.contains($0) },
        closing: run.marks.filter { !after.contains($0) })
    }
  }

  /// What is worth saying about the marks, in the order of the text: searched words need no label.
  var notedMarks: [(index: Int, mark: Transcript.Mark)] {
    marks.enumerated()
      .filter { $0.element.contribution != 0 || !$0.element.label.isEmpty }
      .sorted {
        ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
      }
      .map { ($0.offset, $0.element) }
  }

  /// The words under a mark, as one would quote them.
  func quote(_ mark: Transcript.Mark) -> String {
    let bytes = text.utf8
    let start = min(max(0, mark.range.lowerBound), bytes.count)
    let end = min(max(start, mark.range.upperBound), bytes.count)
    let part = bytes.dropFirst(start).prefix(end - start)
    return String(decoding: part, as: UTF8.self)
  }
}

extension Transcript.Mark {
  /// `+0.120 reflection`; the label alone for a search hit.
  var caption: String {
    guard contribution != 0 else { return label }
    let sign = contribution > 0 ? "+" : ""
    return sign + NumberText.score(contribution) + (label.isEmpty ? "" : " " + label)
  }
}

extension Pen {
  /// The text with its marks in colour, or in brackets where there is none, wrapped and painted. Ends
  /// early when the task that it runs in is cancelled, as by Ctrl-C.
  func markedLines(_ turn: Transcript.Turn, width: Int) -> [String] {
    var lines: [String] = []
    var wrapping = Wrapping(to: width)
    func add(_ glyph: Glyph) { wrapping.add(glyph) { lines.append(paint($0)) } }
    for piece in turn.pieces {
      if !terminal.hasColour, !piece.opening.isEmpty { add(Glyph("[", .plain)) }
      let style = piece.tone?.style ?? .plain
      var isStopped = false
      var count = 0
      for character in self.lines(piece.text) {
        add(Glyph(String(character), style))
        count &+= 1
        if count & 0xFFF == 0, Task.isCancelled {
          isStopped = true
          break
        }
      }
      if isStopped || Task.isCancelled { break }
      if !terminal.hasColour, !piece.closing.isEmpty { add(Glyph("]", .plain)) }
    }
    wrapping.finish { lines.append(paint($0)) }
    return lines
  }
}

extension Hit {
  /// The snippet as a turn whose marks are the words found.
  var turnOfSnippet: Transcript.Turn {
    Transcript.Turn(
      index: turn, role: role, speaker: role.rawValue, text: snippet,
      marks: marks.map { Transcript.Mark(range: $0, label: "", contribution: 0) })
  }

  /// Where it stands, named as `show` takes it: `annomi/12, turn 3`.
  var place: String {
    [dataset, id].filter { !$0.isEmpty }.joined(separator: "/") + ", turn \(turn)"
      + (reason.isEmpty ? "" : " · \(reason)")
  }
}
