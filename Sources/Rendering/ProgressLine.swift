/// One line about work under way: `validate  ▕████▌    ▏ 45 %  12,300/s  3 s left`.
///
/// It holds no state and no clock; the shell gives both and redraws.
package struct ProgressLine: Sendable {
  package enum Unit: Sendable, Equatable {
    /// Things counted, by their plural: `conversations`.
    case things(String)
    case bytes
  }

  package let label: String
  private let pen: Pen

  /// `label` says what is done, such as the command's name.
  package init(label: String, terminal: Terminal) {
    self.label = label
    pen = Pen(terminal)
  }

  /// - Parameters:
  ///   - done: how much is done, in units.
  ///   - total: how much there is; nil when unknown, which leaves out bar and time left.
  ///   - elapsed: seconds since the start; rates appear after half a second.
  ///   - width: columns the line may take; where it is short the time left, then the rate, then the
  ///     bar are left out.
  /// - Returns: one line without line end, never wider than `width`.
  package func text(
    done: Int64, total: Int64?, unit: Unit = .things(""), elapsed: Double, width: Int
  ) -> String {
    let done = max(0, done)
    let name = pen.oneLine(label)
    let perSecond = elapsed >= 0.5 && done > 0 ? Double(done) / elapsed : nil
    let rate = perSecond.map { "  " + speed($0, unit) } ?? ""
    guard let total, total > 0 else {
      let line = name + "  " + amount(done, unit)
      return pen.clip(fits(line + rate, width) ? line + rate : line, to: width)
    }
    let share = min(1, Double(done) / Double(total))
    let percent = padded(String(Int(share * 100)), to: 3, isRight: true) + " %"
    let rest = perSecond.map { Double(max(0, total - done)) / $0 }
    let left = rest.map { done < total ? "  " + Self.roughly($0) + " left" : "" } ?? ""
    for tail in [percent + rate + left, percent + rate, percent] {
      let room = width - displayWidth(name) - displayWidth(tail) - 4
      if room >= 4 { return name + "  " + bar(share, min(24, room)) + tail }
    }
    return pen.clip(name + " " + percent, to: width)
  }

  private func fits(_ text: String, _ width: Int) -> Bool { displayWidth(text) <= width }

  private func bar(_ share: Double, _ columns: Int) -> String {
    let ends = pen.terminal.isUnicode ? ("▕", "▏") : ("[", "]")
    return ends.0 + pen.bar(share, columns: columns) + ends.1
  }

  private func amount(_ done: Int64, _ unit: Unit) -> String {
    switch unit {
    case .bytes: NumberText.bytes(Double(done))
    case .things(""): NumberText.grouped(Int(done))
    case .things(let name): NumberText.count(Int(done), name)
    }
  }

  private func speed(_ perSecond: Double, _ unit: Unit) -> String {
    unit == .bytes ? NumberText.bytes(perSecond) + "/s" : NumberText.rate(perSecond)
  }

  /// Time left in the one or two units that matter, rounded up: `3 s`, `2 min`, `1 h 5 min`.
  private static func roughly(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "days" }
    let whole = max(1, Int(seconds.rounded(.up)))
    if whole < 100 { return "\(whole) s" }
    let minutes = (whole + 59) / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
