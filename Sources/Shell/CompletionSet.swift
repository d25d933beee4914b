private import Commands

/// What could stand at the cursor.
package struct CompletionSet: Sendable, Equatable {
  package struct Candidate: Sendable, Equatable {
    /// The plain value, without quotes.
    package let text: String
    /// A few words for the list, or empty.
    package let summary: String
    /// More is expected right after it, as after a folder or `role:`, so that no space follows.
    package let isPartial: Bool

    package init(_ text: String, summary: String = "", isPartial: Bool = false) {
      self.text = text
      self.summary = summary
      self.isPartial = isPartial
    }
  }

  /// The part of the line that a candidate replaces: UTF-8 offsets on character boundaries, an
  /// opening quote included.
  package let range: Range<Int>
  /// In the order in which they are listed.
  package let candidates: [Candidate]

  package init(range: Range<Int>, candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  package static let none = CompletionSet(range: 0..<0, candidates: [])
}

/// What TAB does with a set of candidates.
enum CompletionStep: Equatable {
  case nothing
  /// Replace the UTF-8 range by the text.
  case replace(Range<Int>, with: String)
  /// Nothing can be added; these are possible.
  case ambiguous([CompletionSet.Candidate])

  /// The longest text that all candidates begin with takes the place of what was typed; a sole
  /// candidate is closed and followed by a space. What was typed is never shortened.
  init(_ set: CompletionSet, line: String) {
    let bytes = line.utf8
    guard let first = set.candidates.first, set.range.lowerBound >= 0,
      set.range.upperBound <= bytes.count,
      let typed = String(bytes.dropFirst(set.range.lowerBound).prefix(set.range.count))
    else {
      self = .nothing
      return
    }
    if set.candidates.count == 1 {
      let text = ShellWord.quoted(first.text, like: typed, isClosed: !first.isPartial)
      let rest = bytes.dropFirst(set.range.upperBound)
      let space = first.isPartial || rest.first == UInt8(ascii: " ") ? "" : " "
      self = .replace(set.range, with: text + space)
      return
    }
    let common = set.candidates.dropFirst().reduce(Substring(first.text)) {
      commonPrefix($0, $1.text)
    }
    let replacement = ShellWord.quoted(String(common), like: typed, isClosed: false)
    let plain = SplitLine(typed).words.first?.text ?? ""
    if common.utf8.count > plain.utf8.count {
      self = .replace(set.range, with: replacement)
    } else {
      self = .ambiguous(set.candidates)
    }
  }
}

/// The longest beginning that both share, in whole characters.
private func commonPrefix(_ a: Substring, _ b: String) -> Substring {
  var end = a.startIndex
  for (x, y) in zip(a, b) {
    guard x == y else { break }
    end = a.index(after: end)
  }
  return a[..<end]
}

/// A word of a command line, as it is typed.
enum ShellWord {
  /// `text` as it can be typed: as it is when nothing in it is special, otherwise in the quotes
  /// that `typed` opened, or in double quotes.
  static func quoted(_ text: String, like typed: String, isClosed: Bool) -> String {
    let opened = typed.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    let isSpecial = text.unicodeScalars.contains {
      " \t\n\"'\\|#()".unicodeScalars.contains($0)
    }
    guard isSpecial || opened != nil else { return text }
    if opened == "'" && !text.contains("'") { return "'\(text)" + (isClosed ? "'" : "") }
    var escaped = ""
    for character in text {
      if character == "\"" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return "\"\(escaped)" + (isClosed ? "\"" : "")
  }
}
