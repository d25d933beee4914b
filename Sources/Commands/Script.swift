package import Outcomes

/// A list of commands with what is expected of each, read from a plain script or from the `pe`
/// fences of a Markdown notebook.
package struct Script: Sendable {
  /// The version of the format that this program writes and the newest it reads.
  package static let version = 1

  package struct Step: Sendable {
    /// Counted from 1, in the file.
    package let line: Int
    package let command: String
    package var checks: [Check] = []
    /// A part of the message or the hint that the command is expected to fail with.
    package var expectedFailure: String?
    /// The Markdown before it in a notebook.
    package let prose: String
    /// The lines before it that are nothing but a comment.
    var comments: [String] = []
  }

  package struct Check: Sendable {
    package let line: Int
    /// A measure's name, `table`, or `table.NAME`.
    package let name: String
    package let expectation: ExpectedValue
  }

  /// As it was given, for messages.
  package let path: String
  package let steps: [Step]
  /// The Markdown after the last step of a notebook.
  package let epilogue: String
  /// The file's lines, which `replay --accept` rewrites.
  package let lines: [String]
}

extension Script {
  /// Reads `text`. Throws ``Failure`` with `path:line` at the first line that cannot be read.
  package init(parsing text: String, path: String) throws(Failure) {
    // By bytes, as a carriage return and a line feed are one Character.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    var reader = StepReader(path: path)
    let isNotebook = path.hasSuffix(".md") || path.hasSuffix(".markdown")
    var isInside = !isNotebook
    for (index, line) in lines.enumerated() {
      if isNotebook, let fence = Script.fence(line) {
        if isInside { try reader.finish() }
        isInside = !isInside && fence == "pe"
        continue
      }
      if isInside {
        try reader.read(line, number: index + 1)
      } else {
        reader.prose += line + "\n"
      }
    }
    try reader.finish()
    if isNotebook && isInside {
      throw Failure(
        .usage, "\(path):\(lines.count): a ```pe fence is open at the end of the file",
        hint: "close it with ```")
    }
    self.path = path
    self.steps = reader.steps
    self.epilogue = reader.prose.trimmed
    self.lines = lines
  }

  /// The word after a fence's backticks, empty when there is none, or nil when it is no fence.
  private static func fence(_ line: String) -> String? {
    guard line.hasPrefix("```") else { return nil }
    return String(line.dropFirst(3).drop { $0 == "`" }).trimmed
  }
}

private struct StepReader {
  let path: String
  var steps: [Script.Step] = []
  /// Markdown since the last step.
  var prose = ""
  /// Comments since the last step.
  private var comments: [String] = []
  private var pending = ""
  private var pendingLine = 0
  private var hasVersion = false

  init(path: String) { self.path = path }

  mutating func read(_ line: String, number: Int) throws(Failure) {
    if !pending.isEmpty {
      pending += "\n" + line
    } else {
      let content = line.trimmed
      guard let first = content.first else { return }
      if first == "#" { return comments.append(content) }
      let rest = String(content.dropFirst()).trimmed
      switch first {
      case "=": return try addCheck(rest, number)
      case "!": return try addFailure(rest, number)
      case "~": return
      default: break
      }
      if let version = Self.version(content) {
        return try check(version: version, number)
      }
      pending = content
      pendingLine = number
    }
    let split = SplitLine(pending)
    if split.isWhole {
      if !split.words.isEmpty {
        steps.append(
          Script.Step(
            line: pendingLine, command: pending, prose: prose.trimmed, comments: comments))
        prose = ""
        comments = []
      }
      pending = ""
    }
  }

  func finish() throws(Failure) {
    guard pending.isEmpty else {
      throw Failure(
        .usage, "\(path):\(pendingLine): a quote is open, or the line ends in a backslash",
        hint: "close the quote")
    }
  }

  private static func version(_ line: String) -> Int? {
    let parts = line.split(separator: " ")
    guard parts.count >= 2, parts[0] == "pe", let number = Int(parts[1]),
      parts.count == 2 || parts[2].hasPrefix("#")
    else { return nil }
    return number
  }

  private mutating func check(version: Int, _ number: Int) throws(Failure) {
    guard steps.isEmpty, !hasVersion else {
      throw Failure(.usage, "\(path):\(number): the format's version stands first or not at all")
    }
    hasVersion = true
    guard version <= Script.version else {
      throw Failure(
        .precondition,
        "\(path):\(number): the script has format \(version); this pe reads up to "
          + "\(Script.version)",
        hint: "use a newer pe")
    }
  }

  private mutating func addCheck(_ text: String, _ number: Int) throws(Failure) {
    guard !steps.isEmpty else {
      throw Failure(.usage, "\(path):\(number): a check needs a command before it")
    }
    // Names that hold a space stand in quotes.
    guard let name = SplitLine(text).words.first,
      let expectation = ExpectedValue(
        Self.withoutComment(
          String(decoding: text.utf8.dropFirst(name.range.upperBound), as: UTF8.self)
        ).trimmed)
    else {
      throw Failure(
        .usage, "\(path):\(number): a check is '= NAME VALUE'",
        hint: "such as = conversations 48, = overall.mean 0.61 +-2%, = flagged 3..5")
    }
    steps[steps.count - 1].checks.append(
      Script.Check(line: number, name: name.text, expectation: expectation))
  }

  private mutating func addFailure(_ text: String, _ number: Int) throws(Failure) {
    guard !steps.isEmpty, steps[steps.count - 1].expectedFailure == nil, !text.isEmpty else {
      throw Failure(
        .usage, "\(path):\(number): '! WORDS' follows the one command that is to fail so")
    }
    steps[steps.count - 1].expectedFailure = text
  }

  private static func withoutComment(_ text: String) -> String {
    guard let hash = text.firstRange(of: " #") else { return text }
    return String(text[..<hash.lowerBound])
  }
}

extension String {
  var trimmed: String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
