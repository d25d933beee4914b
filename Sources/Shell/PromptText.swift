/// Prompts with colours, in the form that libedit can measure.
enum PromptText {
  /// Brackets what takes no room on the terminal.
  static let mark: Unicode.Scalar = "\u{1}"

  /// `prompt` with every run of escape codes between two marks. Adjacent codes share one pair, and
  /// codes at the very end move before the final space: libedit attaches a code to the character
  /// after it and drops one that has none, so that the colour would bleed into what is typed.
  static func marked(_ prompt: String) -> String {
    var pieces = pieces(of: prompt)
    if pieces.count >= 2, pieces[pieces.count - 1].isEscape {
      let reset = pieces.removeLast().text
      var text = pieces.removeLast().text
      let last = text.popLast() ?? " "
      if !text.isEmpty { pieces.append((text, false)) }
      if !text.isEmpty || pieces.isEmpty {
        pieces.append((reset, true))
      } else {
        pieces[pieces.count - 1].text += reset
      }
      pieces.append((String(last), false))
    }
    return pieces.map { $0.isEscape ? "\(mark)\($0.text)\(mark)" : $0.text }.joined()
  }

  /// Runs of escape codes and of text, in turn.
  private static func pieces(of prompt: String) -> [(text: String, isEscape: Bool)] {
    var pieces: [(text: String, isEscape: Bool)] = []
    var isInside = false
    for scalar in prompt.unicodeScalars where scalar != mark {
      let isEscape = isInside || scalar == "\u{1B}"
      if isInside {
        isInside = scalar == "[" || !(0x40...0x7E).contains(scalar.value)
      } else if scalar == "\u{1B}" {
        isInside = true
      }
      if pieces.last?.isEscape != isEscape { pieces.append(("", isEscape)) }
      pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
    }
    return pieces
  }
}
