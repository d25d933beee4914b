import Outcomes

/// Scores under a transcript: name, a small bar for values from 0 to 1, value, 95 % interval, or
/// the reason why there is none.
struct ScoreText {
  let pen: Pen
  private static let barWidth = 10

  func text(_ scores: [Transcript.ScoreLine]) -> String {
    let names = scores.map { pen.oneLine($0.metric) }
    let nameWidth = min(max(8, pen.width / 3), names.map { displayWidth($0) }.max() ?? 0)
    let values = scores.map { score in
      score.value.map {
        score.isCount && $0 == $0.rounded() ? NumberText.fixed($0, 0) : NumberText.metric($0)
      } ?? pen.null
    }
    let valueWidth = values.map { displayWidth($0) }.max() ?? 0
    let used = nameWidth + valueWidth + 4
    let hasBar = scores.contains { $0.isShare } && pen.width >= used + Self.barWidth + 2
    var text = ""
    for (index, score) in scores.enumerated() {
      let name = padded(pen.clip(names[index], to: nameWidth), to: nameWidth)
      let bar = hasBar ? bar(score) + "  " : ""
      let value = padded(values[index], to: valueWidth, isRight: true)
      let head = name + "  " + bar + value
      let aside = self.aside(score)
      let room = pen.width - displayWidth(head) - 2
      guard room >= 0 else {
        text += pen.line(head) + causes(score)
        continue
      }
      let tail = aside.isEmpty ? "" : "  " + pen.clip(pen.oneLine(aside), to: room)
      text +=
        (score.value == nil
        ? name + "  " + pen.paint(bar + value + tail, .quiet)
        : head + pen.paint(tail, .quiet))
        .withoutTrailingSpaces + "\n" + causes(score)
    }
    return text
  }

  private func causes(_ score: Transcript.ScoreLine) -> String {
    score.causes.map { pen.line("  " + pen.oneLine($0), .quiet) }.joined()
  }

  private func bar(_ score: Transcript.ScoreLine) -> String {
    guard score.isShare, let value = score.value else {
      return String(repeating: " ", count: Self.barWidth)
    }
    return pen.bar(value, columns: Self.barWidth)
  }

  private func aside(_ score: Transcript.ScoreLine) -> String {
    guard score.value != nil else { return score.reason ?? "" }
    return score.interval?.words ?? ""
  }
}

extension Transcript.ScoreLine {
  /// Whether a bar from 0 to 1 can show it.
  var isShare: Bool { !isCount && value.map { (0...1).contains($0) } ?? false }
}

extension ClosedRange<Double> {
  /// `0.601 to 0.803`.
  var words: String { NumberText.metric(lowerBound) + " to " + NumberText.metric(upperBound) }
}
