import Corpus
import Outcomes

/// A conversation for the terminal: speakers in a gutter, texts wrapped, evidence marked in place
/// and listed under its turn, scores below.
struct TranscriptText {
  let pen: Pen

  /// Lines longer than this are tiring to read.
  private static let longestLine = 100
  private static let longestSpeaker = 14
  /// Below this many columns of text, speakers stand above their texts.
  private static let narrowest = 30

  func text(_ transcript: Transcript) -> String {
    let gutter = Gutter(transcript, pen: pen, longest: Self.longestSpeaker)
    let isNarrow = pen.width - gutter.width < Self.narrowest
    var text = head(transcript)
    if transcript.beginsWithScores, !transcript.scores.isEmpty {
      text += "\n" + ScoreText(pen: pen).text(transcript.scores)
    }
    for turn in transcript.turns where !Task.isCancelled {
      text += "\n" + (isNarrow ? stacked(turn, gutter) : beside(turn, gutter))
    }
    if !transcript.beginsWithScores, !transcript.scores.isEmpty {
      text += "\n" + ScoreText(pen: pen).text(transcript.scores)
    }
    return text
  }

  private func head(_ transcript: Transcript) -> String {
    let name = [transcript.dataset, transcript.id].filter { !$0.isEmpty }.joined(separator: "/")
    var facts = transcript.metadata
    if let tier = transcript.tier { facts.append((key: "tier", value: tier)) }
    let items = facts.map { pen.oneLine($0.key + " " + $0.value) }
    return pen.line(pen.oneLine(name), .heading)
      + pen.flow(items, .quiet).map { $0 + "\n" }.joined()
  }

  private func beside(_ turn: Transcript.Turn, _ gutter: Gutter) -> String {
    let width = min(Self.longestLine, pen.width - gutter.width)
    let margin = String(repeating: " ", count: gutter.width)
    let lines = body(turn, width: width)
    return lines.enumerated().map { index, line in
      let head = index == 0 ? gutter.text(turn) : margin
      return (head + line).withoutTrailingSpaces + "\n"
    }.joined()
  }

  private func stacked(_ turn: Transcript.Turn, _ gutter: Gutter) -> String {
    let speaker = pen.clip(pen.oneLine("\(turn.index) \(turn.speaker)"), to: pen.width)
    return pen.paint(speaker, turn.role.style) + "\n"
      + body(turn, width: pen.width).map { $0 + "\n" }.joined()
  }

  private func body(_ turn: Transcript.Turn, width: Int) -> [String] {
    var lines = pen.markedLines(turn, width: width)
    for (_, mark) in turn.notedMarks where !Task.isCancelled {
      lines.append(note(mark, in: turn, width: width))
    }
    if !turn.metadata.isEmpty {
      let facts = turn.metadata.map { pen.oneLine($0.key + " " + $0.value) }
      let line = facts.joined(separator: pen.separator)
      lines += wrap(glyphs(line, .quiet), to: width).map { pen.paint($0) }
    }
    return lines
  }

  private func note(_ mark: Transcript.Mark, in turn: Transcript.Turn, width: Int) -> String {
    let caption = pen.arrow + " " + pen.oneLine(mark.caption)
    let room = width - displayWidth(caption) - 4
    guard room >= 8 else { return pen.paint(pen.clip(caption, to: width), .quiet) }
    let quote = pen.clip(pen.oneLine(turn.quote(mark)), to: min(room, 40))
    return pen.paint(caption + "  " + pen.quoted(quote), .quiet)
  }
}

/// The index and the speaker at the left of a turn.
private struct Gutter {
  let pen: Pen
  let indexWidth: Int
  let speakerWidth: Int
  var width: Int { indexWidth + speakerWidth + 4 }

  init(_ transcript: Transcript, pen: Pen, longest: Int) {
    self.pen = pen
    indexWidth = transcript.turns.map { String($0.index).utf8.count }.max() ?? 1
    let speakers = transcript.turns.map { displayWidth(pen.oneLine($0.speaker)) }
    speakerWidth = min(longest, speakers.max() ?? 0)
  }

  func text(_ turn: Transcript.Turn) -> String {
    let index = padded(String(turn.index), to: indexWidth, isRight: true)
    let speaker = pen.clip(pen.oneLine(turn.speaker), to: speakerWidth)
    return pen.paint(index, .quiet) + "  "
      + pen.paint(padded(speaker, to: speakerWidth), turn.role.style) + "  "
  }
}

extension Role {
  var style: Style {
    switch self {
    case .user: .user
    case .assistant: .assistant
    case .system, .tool: .system
    case .other: .other
    }
  }
}
