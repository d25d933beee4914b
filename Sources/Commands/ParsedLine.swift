import ArgumentParser
import Corpus
import Engine
import Formats
import Foundation
import Outcomes

/// A command with its parameters, ready to run.
struct ParsedLine {
  let command: any Command
  /// As a script would write it: the line without comment and without `--json`.
  let canonical: String
  let isJSON: Bool
  /// What the person wrote behind the command, with its `#`; empty when nothing.
  private(set) var comment = ""

  /// Reads a typed line. Nil when it holds nothing but white space and comment.
  init?(line: String) throws {
    let split = SplitLine(line)
    guard split.isWhole else {
      throw Failure(.usage, "a quote is open, or the line ends in a backslash")
    }
    guard !split.hasProgram else {
      throw Failure(.usage, "a program after '|' is for lines typed in the shell")
    }
    let words = split.words
    guard let last = words.last else { return nil }
    let (type, nameWords) = try CommandList.command(in: words.map(\.text))
    if type.traits.contains(.takesRest) {
      let name = words[nameWords - 1]
      let rest = line.utf8.prefix(last.range.upperBound).dropFirst(name.range.upperBound)
      try self.init(type, rest: String(decoding: rest, as: UTF8.self))
    } else {
      // Quotes mean a phrase in a query; elsewhere `Plain` and pairs(_:option:) take them off.
      let keepsQuotes = type.traits.contains(.takesQuery) || type.traits.contains(.takesFiles)
      try self.init(
        type,
        words: words.dropFirst(nameWords).map {
          keepsQuotes && $0.isQuoted ? Token.quoted($0.text) : $0.text
        },
        canonical: words.map {
          String(
            decoding: line.utf8.prefix($0.range.upperBound).dropFirst($0.range.lowerBound),
            as: UTF8.self)
        })
    }
    let behind = String(decoding: line.utf8.dropFirst(last.range.upperBound), as: UTF8.self).trimmed
    if behind.hasPrefix("#"), !behind.contains("\n") { comment = behind }
  }

  /// Reads words that the person's own shell has split.
  init(arguments: [String]) throws {
    guard !arguments.isEmpty else { throw Failure(.usage, "no command was given") }
    let (type, nameWords) = try CommandList.command(in: arguments)
    var words = Array(arguments.dropFirst(nameWords))
    // The person's shell has opened patterns already: what is there by its name is one file.
    if type.traits.contains(.takesFiles) {
      words = words.map {
        FilePattern.isPattern($0) && FileManager.default.fileExists(atPath: $0)
          ? Token.quoted($0) : $0
      }
    }
    if type.traits.contains(.takesRest) {
      try self.init(type, rest: words.joined(separator: " "))
    } else {
      try self.init(
        type, words: words,
        canonical: arguments.prefix(nameWords) + Self.typed(words, for: type))
    }
  }

  /// The words as a line of the shell would hold them: in quotes where they need it, but for the
  /// free words of a query, in which quotes are the person's own.
  private static func typed(_ words: [String], for type: any Command.Type) -> [String] {
    if type.traits.contains(.takesFiles) {
      return words.map { word in
        word.hasPrefix("\"")
          ? word : FilePattern.isPattern(word) ? Token.pattern(word) : Token.typed(word)
      }
    }
    guard type.traits.contains(.takesQuery) else { return words.map { Token.typed($0) } }
    let parameters = CommandParameter.all(of: type)
    // The query is the last argument; what stands before it are names and paths.
    var names = parameters.filter { $0.longName.isEmpty }.count - 1
    var isValue = false
    return words.map { word in
      if isValue {
        isValue = false
        return Token.typed(word)
      }
      if let option = parameters.first(where: { $0.longName == word }) {
        isValue = option.usage != option.longName
        return word
      }
      names -= 1
      return names >= 0 || word.hasPrefix("#") ? Token.typed(word) : word
    }
  }

  private init(_ type: any Command.Type, words: [String], canonical: [String]) throws {
    isJSON = words.contains("--json")
    self.canonical = canonical.filter { $0 != "--json" }.joined(separator: " ")
    let words = type.prepared(words.filter { $0 != "--json" })
    command = try Self.parse(
      type, type.traits.contains(.takesQuery) ? Self.optionsFirst(words, of: type) : words)
  }

  /// A query of more words is given to ArgumentParser as one, which takes time with the square of them.
  private static let mostWords = 24

  /// The words of a query with the options before them, so that `-word`, which is not wanted, is none
  /// of them.
  private static func optionsFirst(_ words: [String], of type: any Command.Type) -> [String] {
    let isLong = words.count > mostWords
    guard isLong || words.contains(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") }) else {
      return words
    }
    let parameters = CommandParameter.all(of: type)
    var options: [String] = []
    var query: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        query += rest
        break
      }
      guard word.hasPrefix("--") else {
        query.append(word)
        continue
      }
      options.append(word)
      let known = parameters.first { $0.longName == word }
      if let known, known.usage != known.longName, let value = rest.popFirst() {
        options.append(value)
      }
    }
    return options + ["--"] + (isLong ? joined(query, parameters) : query)
  }

  /// With the words of the query itself as one: those behind the names and paths before it, or behind
  /// `where`.
  private static func joined(_ words: [String], _ parameters: [CommandParameter]) -> [String] {
    let arguments = parameters.filter { $0.longName.isEmpty }
    let names = words.prefix(max(0, arguments.count - 1))
    let rest = words.dropFirst(names.count)
    guard arguments.last?.usage.hasPrefix("QUERY") != true else {
      return names + [rest.joined(separator: " ")]
    }
    guard let place = rest.firstIndex(of: "where") else { return words }
    return words[...place] + [rest[(place + 1)...].joined(separator: " ")]
  }

  /// For commands whose last argument is a text of its own: options first, then the text.
  private init(_ type: any Command.Type, rest: String) throws {
    var rest = Substring(rest.trimmed)
    var options: [String] = []
    var isJSON = false
    while rest.hasPrefix("--") {
      let option = rest.prefix { !$0.isWhitespace }
      rest = rest.dropFirst(option.count).drop { $0.isWhitespace }
      if option == "--json" {
        isJSON = true
        continue
      }
      options.append(String(option))
      if option == "--limit" {
        let value = rest.prefix { !$0.isWhitespace }
        options.append(String(value))
        rest = rest.dropFirst(value.count).drop { $0.isWhitespace }
      }
    }
    self.isJSON = isJSON
    // A recording holds lines; a backslash at the end of one says that it goes on.
    let text = Self.statement(String(rest).replacing("\\\n", with: "\n"))
    canonical = ([type.name] + options + [Self.typed(text)]).joined(separator: " ")
    command = try Self.parse(type, options + (text.isEmpty ? [] : ["--", text]))
  }

  /// Without the quotes that enclose the whole of it.
  private static func statement(_ text: String) -> String {
    let words = SplitLine(text).words
    guard words.count == 1, text.hasPrefix("\""), words[0].range == 0..<text.utf8.count else {
      return text
    }
    return words[0].text
  }

  /// A text of its own as a line holds it: in quotes where a part would be taken for a comment, a
  /// quote or a program.
  private static func typed(_ text: String) -> String {
    let split = SplitLine(text)
    let isTakenWhole =
      split.isWhole && !split.hasProgram && statement(text) == text
      && split.words.last?.range.upperBound ?? 0 == text.utf8.count
      && !text.utf8.contains(UInt8(ascii: "#"))
    return isTakenWhole ? text.replacing("\n", with: "\\\n") : Token.quoted(text)
  }

  private static func parse(_ type: any Command.Type, _ words: [String]) throws -> any Command {
    // In a query `-h` is a word that is not wanted.
    if words.contains("--help") || words.contains("-h") && !type.traits.contains(.takesQuery) {
      var help = HelpCommand()
      help.words = [type.name]
      return help
    }
    do {
      guard let command = try type.parseAsRoot(words) as? any Command else {
        throw Failure(.usage, "\(type.name) takes no such words", hint: "help \(type.name)")
      }
      return command
    } catch let failure as Failure {
      throw failure
    } catch {
      let hint =
        words.contains("--mode")
        ? "--mode stands before the command, as in pe --mode csv \(type.name); or 'set mode csv'"
        : "help \(type.name)"
      throw Failure(
        .usage, "\(type.name): \(firstLine(type.message(for: error)))", hint: hint)
    }
  }

  private static func firstLine(_ message: String) -> String {
    let line = String(message.prefix { $0 != "\n" })
    let lowered = line.prefix(1).lowercased() + line.dropFirst()
    return lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
  }
}
