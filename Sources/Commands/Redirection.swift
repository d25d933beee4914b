import Foundation
import Outcomes
import Rendering

/// Where a line sends what its command gives: `> FILE`, `>> FILE`, `>! FILE`, `| PROGRAM`.
///
/// `>` compares in queries and in SQL. There it is taken for a file only where what follows cannot be
/// meant otherwise, and a person is asked where it could.
struct Redirection: Equatable {
  enum Target: Equatable {
    case file(String, Writing)
    case program(String)
  }

  enum Writing: String {
    /// A file that is not there, or that pe wrote.
    case new = ">"
    case appending = ">>"
    case overwriting = ">!"
  }

  /// The line without it.
  let command: String
  let target: Target?

  init(command: String, target: Target?) {
    self.command = command
    self.target = target
  }

  init(_ line: String) throws {
    let pipe = SplitLine.pipe(in: line)
    if let program = pipe.program {
      guard !program.isEmpty else {
        throw Failure(.usage, "no program stands behind '|'", hint: "show | less")
      }
      (command, target) = (pipe.command, .program(program))
      return
    }
    let words = SplitLine(line).words
    guard let (start, writing, name) = try Self.find(words) else {
      (command, target) = (line, nil)
      return
    }
    guard try Self.isFile(name, behind: Array(words[..<start]), writing) else {
      (command, target) = (line, nil)
      return
    }
    command =
      String(decoding: line.utf8.prefix(words[start].range.lowerBound), as: UTF8.self)
      .trimmed
    target = .file(name.text, writing)
  }

  /// The last two words, or the last one, when they look like it: where it starts, and the file.
  private static func find(
    _ words: [Token]
  ) throws -> (start: Int, writing: Writing, file: Token)? {
    if let first = words.first, !first.isQuoted, Writing(rawValue: first.text) != nil {
      throw Failure(
        .usage, "no command stands before '\(first.text)'", hint: "stats overall > counts.csv")
    }
    guard words.count > 1, let last = words.last else { return nil }
    if words.count > 2, !words[words.count - 2].isQuoted,
      let writing = Writing(rawValue: words[words.count - 2].text)
    {
      return (words.count - 2, writing, last)
    }
    guard !last.isQuoted else { return nil }
    if let writing = Writing(rawValue: last.text) {
      throw Failure(.usage, "no file stands behind '\(writing.rawValue)'", hint: "> counts.csv")
    }
    for writing in [Writing.appending, .overwriting, .new]
    where last.text.hasPrefix(writing.rawValue) && !last.text.hasPrefix(">=") {
      let name = String(last.text.dropFirst(writing.rawValue.count))
      return (words.count - 1, writing, Token(text: name, isQuoted: false, range: last.range))
    }
    return nil
  }

  /// Endings that no column of a table has.
  private static let endings: Set<String> = [
    "csv", "tsv", "json", "jsonl", "txt", "md", "html", "log",
  ]

  private static func isFile(
    _ name: Token, behind words: [Token], _ writing: Writing
  ) throws -> Bool {
    guard let type = try? CommandList.command(in: words.map(\.text)).type else { return true }
    let ending = (name.text as NSString).pathExtension.lowercased()
    let isPath = name.text.contains("/") || name.text.hasPrefix("~") || endings.contains(ending)
    if type.traits.contains(.takesRest) {
      return isPath && type.name != LetCommand.name && type.name != "define"
    }
    guard type.traits.contains(.takesQuery), writing == .new, !isPath else { return true }
    if Double(name.text) != nil { return false }
    let isNamed = (1...5).contains(ending.count) && !name.isQuoted
    guard isNamed else {
      throw Failure(
        .usage, "'> \(name.text)' may be a comparison or a file",
        hint: "a file: > ./\(name.text); a comparison: FIELD>\(name.text)")
    }
    return true
  }
}

extension Redirection.Writing {
  /// How a file of this ending holds an outcome; nil where it is as eyes see it.
  static func mode(of path: String) -> OutputMode? {
    switch (path as NSString).pathExtension.lowercased() {
    case "csv": .csv
    case "json", "jsonl": .json
    case "md", "markdown": .markdown
    default: nil
    }
  }
}
