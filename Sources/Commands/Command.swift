package import ArgumentParser
package import Engine
private import Formats
private import Foundation
package import Outcomes

/// One command of the one list: its words, its help, and what it does.
package protocol Command: ParsableCommand {
  /// Lines that help prints and a test runs, in a workspace with the sample corpus scored.
  static var examples: [Example] { get }
  static var traits: Traits { get }
  /// What its free words may be, for completion.
  static var completes: [WordKind] { get }
  /// What the value of an option may be, for completion.
  static func completes(option: String) -> [WordKind]
  /// The words with what stands for a value that may be left out.
  static func prepared(_ words: [String]) -> [String]
  /// Whether this line looks without changing, which its type's traits say where all do.
  var looksOnly: Bool { get }

  /// The line as a recording keeps it, given the line as it was typed and what came of it.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String

  /// What a script does again of a line that failed: what stays of it. Nil where nothing does.
  func completed(_ line: String, of outcome: Outcome) -> String?

  /// Does the work. Throws ``Failure``, or an error that ``Failure/init(_:)`` understands.
  func outcome(in context: Context) async throws -> Outcome
}

package struct Example: Sendable {
  package let line: String
  package let summary: String

  init(_ line: String, _ summary: String) {
    self.line = line
    self.summary = summary
  }
}

/// How a command's words are read and its runs recorded.
package struct Traits: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Its free words are a query: quotes around them stay, as they mean a phrase.
  static let takesQuery = Traits(rawValue: 1)
  /// All after its options is one text, taken as it was typed.
  static let takesRest = Traits(rawValue: 2)
  /// Looks without changing: a recording keeps it as a comment.
  static let looksOnly = Traits(rawValue: 4)
  /// Never enters a recording.
  static let isUnrecorded = Traits(rawValue: 8)
  /// Its words are files: one without quotes may be a pattern of several.
  static let takesFiles = Traits(rawValue: 16)
}

extension Command {
  package static var traits: Traits { [] }
  package static var completes: [WordKind] { traits.contains(.takesQuery) ? [.query] : [] }
  package static func completes(option: String) -> [WordKind] { WordKind.usual(of: option) }
  package static func prepared(_ words: [String]) -> [String] { words }
  package static var name: String { _commandName }
  package var looksOnly: Bool { Self.traits.contains(.looksOnly) }

  package func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    line
  }

  package func completed(_ line: String, of outcome: Outcome) -> String? { nil }
}

/// What a command may use.
package struct Context: Sendable {
  let interpreter: Interpreter
  /// Whether a person looks at the result, rather than a program that reads it.
  let isForEyes: Bool
  /// What the command reads and writes.
  let journal = JournalLog()

  package var session: Session { interpreter.session }

  /// Performs an operation beside Swift's pool of threads.
  func perform<O: Engine.Operation>(_ operation: O) async throws -> O.Result {
    try await session.perform(
      operation, cancellation: interpreter.cancellation, progress: interpreter.progress,
      journal: journal)
  }

  /// The same for work that is no operation by itself.
  func run<T: Sendable>(_ work: @escaping @Sendable (Engine.Run) throws -> T) async throws -> T {
    try await session.perform(
      cancellation: interpreter.cancellation, progress: interpreter.progress, journal: journal, work
    )
  }

  /// Writes a page or a picture that a command made, HTML or SVG.
  ///
  /// A file that is there already is overwritten only when pe made it, by the mark that pe's pages
  /// and pictures carry.
  func write(
    _ text: String, to path: String, rows: Int, overwrites: Bool
  ) async throws -> Artifact {
    try await perform(
      WriteFile(
        text: "\(text)\n<!-- \(WriteFile.mark) \(Version.number) -->\n", path: path, rows: rows,
        overwrites: overwrites))
  }

  /// The file to read that a command names: one that the running script has written, one beside the
  /// script, or one in the current folder.
  func file(_ named: String) -> String {
    let path = place(of: (named as NSString).expandingTildeInPath)
    journal.read(absolutePath(path), named: named)
    return path
  }

  /// The files and folders that words name: patterns opened, beside the script or in the current
  /// folder. Throws where a pattern names nothing.
  func files(_ words: [FileWord]) throws -> [String] {
    try words.flatMap { word -> [String] in
      guard word.isPattern, place(of: (word.text as NSString).expandingTildeInPath) == word.text,
        !FileManager.default.fileExists(atPath: word.text)
      else { return [file(word.text)] }
      let pattern = (word.text as NSString).expandingTildeInPath
      let here = FileManager.default.currentDirectoryPath
      let folders = pattern.hasPrefix("/") ? [""] : [interpreter.script?.folder, here]
      for case let folder? in folders {
        let whole = folder.isEmpty ? pattern : "\(Token.pattern(folder))/\(pattern)"
        let found = FilePattern.matches(whole)
        guard !found.isEmpty else { continue }
        journal.read(whole, named: word.text)
        return found
      }
      throw Failure(
        .precondition, "no file matches \(word.text)",
        hint: "a name in quotes is taken as it stands")
    }
  }

  private func place(of path: String) -> String {
    guard !path.hasPrefix("/"), let script = interpreter.script,
      !script.hasWritten(absolutePath(path))
    else { return path }
    let beside = script.folder + "/" + path
    return FileManager.default.fileExists(atPath: beside) ? beside : path
  }
}

/// A path from the root, without `.` and `..`.
func absolutePath(_ path: String) -> String {
  URL(fileURLWithPath: path).standardizedFileURL.path
}

/// A file, a folder or a pattern of several, which stands without quotes.
struct FileWord: ExpressibleByArgument, Sendable {
  let text: String
  let isPattern: Bool

  init(argument: String) {
    text = argument.unquoted
    isPattern = text == argument && FilePattern.isPattern(text)
  }
}

/// A name or a path: the word without the quotes it was typed in.
struct Plain: ExpressibleByArgument, Sendable {
  let text: String

  init(argument: String) { text = argument.unquoted }
  init(_ text: String) { self.text = text }

  var defaultValueDescription: String { text }
}

extension String {
  /// Without one pair of double quotes around it and the backslashes that protected its quotes.
  var unquoted: String {
    guard count >= 2, hasPrefix("\""), hasSuffix("\"") else { return self }
    var result = String.UnicodeScalarView()
    var scalars = dropFirst().dropLast().unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      if scalar == "\\", let next = scalars.next() {
        if next != "\"" && next != "\\" { result.append(scalar) }
        result.append(next)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

/// Divides `overall empathy where topic:sleep` into the words before `where` and the query after.
func divideAtWhere(_ words: [String]) -> (columns: [String], query: String) {
  guard let place = words.firstIndex(of: "where") else { return (words, "") }
  return (Array(words[..<place]), words[(place + 1)...].joined(separator: " "))
}

/// Reads `a=1,b=2` and repeated `--option a=1` into pairs.
func pairs(_ texts: [String], option: String) throws -> [String: String] {
  var result: [String: String] = [:]
  for pair in texts.flatMap({ $0.unquoted.split(separator: ",") }) {
    let parts = pair.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else {
      throw Failure(
        .usage, "\(option) takes NAME=VALUE, not '\(pair)'",
        hint: "several are joined by commas: a=1,b=2")
    }
    result[String(parts[0]).trimmed] = String(parts[1]).trimmed
  }
  return result
}
