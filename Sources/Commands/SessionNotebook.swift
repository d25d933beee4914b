import Corpus
import Outcomes
import Synchronization

/// What a session's steps showed, its variables, and the measures of its last result: kept while the
/// session runs.
final class SessionNotebook: Sendable {
  /// A recorded step of this process.
  struct Entry: Sendable {
    let line: String
    let outcome: Outcome
  }

  private struct State {
    var entries: [Entry] = []
    var variables: [String: String] = [:]
    var measures: [Measure] = []
    var source = Source.unrepeated
  }

  /// What the last result came of.
  enum Source: Sendable, Equatable {
    /// A step that a script repeats.
    case step
    /// A look-up, by its line, which a script holds as a comment.
    case lookUp(String)
    /// What no script holds.
    case unrepeated
  }

  /// Rows of a table that are kept.
  private static let mostRows = 200

  private let state = Mutex(State())

  /// In the order in which they were recorded.
  var entries: [Entry] { state.withLock { $0.entries } }

  func append(_ line: String, _ outcome: Outcome) {
    var kept = outcome
    kept.tables = outcome.tables.map { table in
      var table = table
      table.total = table.total ?? table.rows.count
      table.rows = Array(table.rows.prefix(Self.mostRows))
      return table
    }
    state.withLock { [kept] in $0.entries.append(Entry(line: line, outcome: kept)) }
  }

  func remember(_ measures: [Measure], of source: Source) {
    state.withLock {
      $0.measures = measures
      $0.source = source
    }
  }

  /// The last result's measures, and what gave them.
  var last: (measures: [Measure], source: Source) {
    state.withLock { ($0.measures, $0.source) }
  }

  var variables: [String: String] { state.withLock { $0.variables } }

  func set(_ name: String, to value: String) { state.withLock { $0.variables[name] = value } }

  /// The line with each `${name}` replaced by the variable's value, once. `$${` stands for `${`, and
  /// what is no name stays as it is. Throws ``Failure`` for a name that no variable has.
  func expanded(_ line: String) throws -> String {
    guard line.contains("${") else { return line }
    let variables = variables
    var result = ""
    var rest = line[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      let after = rest[start.upperBound...]
      let name = String(after.prefix { Variable.isLetter($0) })
      let end = after.dropFirst(name.count)
      if result.hasSuffix("$") {
        result += "{"
        rest = after
      } else if end.first == "}", Variable.isName(name) {
        guard let value = variables[name] else {
          throw Failure(
            .usage, unknownName("variable", name, known: variables.keys.sorted()),
            hint: "'let \(name) = VALUE' sets it")
        }
        result += value
        rest = end.dropFirst()
      } else {
        result += "${"
        rest = after
      }
    }
    return result + rest
  }
}

enum Variable {
  static func isLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  static func isName(_ text: String) -> Bool {
    text.allSatisfy(isLetter) && text.first.map { !$0.isNumber } ?? false && text.count <= 64
  }
}
