import ArgumentParser
import Corpus
import Engine
import Outcomes

struct LetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "let", abstract: "Give a value a name, to use as ${name} in any line.",
    discussion: """
      let NAME = VALUE: the rest of the line as it stands. let NAME = $MEASURE: a measure of the \
      last result, such as $conversations or $overall.mean. A variable lasts as long as the shell or \
      the script; in a script a change of it reaches all lines that name it. $${ is a plain ${.
      """)
  static let examples = [
    Example("let cut = 0.7", "then: show overall>=${cut}"),
    Example("let", "all variables"),
  ]
  static let traits: Traits = .takesRest

  @Argument(help: "NAME = VALUE; all variables without.") var assignment: String = ""

  func outcome(in context: Context) async throws -> Outcome {
    let notebook = context.interpreter.notebook
    guard !assignment.isEmpty else { return list(notebook.variables) }
    guard !context.session.joinsLastSession || context.interpreter.script != nil else {
      throw Failure(
        .usage, "a variable lasts as long as the shell or the script that sets it",
        hint: "use it there")
    }
    let (name, value) = try parts()
    var outcome = Outcome(command: Self.name)
    if value.hasPrefix("$"), value.dropFirst().first != "{" {
      let measure = try measure(String(value.dropFirst()), notebook.last.measures)
      notebook.set(name, to: measure.value.whole)
      outcome.measures = [measure.renamed(name)]
    } else {
      notebook.set(name, to: value)
      outcome.notes = ["\(name) is \(value)"]
    }
    return outcome
  }

  /// A look-up is a comment in a script, until a value is taken from it: then the script looks again.
  /// What no script repeats is written down as it was.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    let notebook = context.interpreter.notebook
    guard outcome.failure == nil, let (name, value) = try? parts(), value.hasPrefix("$"),
      value.dropFirst().first != "{", let known = notebook.variables[name]
    else { return line }
    switch notebook.last.source {
    case .step: return line
    case .lookUp(let look): return look + "\n" + line
    case .unrepeated: return "\(Self.name) \(name) = \(known)"
    }
  }

  private func parts() throws -> (name: String, value: String) {
    let sides = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { String($0).trimmed }
    guard sides.count == 2, Variable.isName(sides[0]), !sides[1].isEmpty else {
      throw Failure(
        .usage, "let takes NAME = VALUE; a name is letters, digits and _",
        hint: "let cut = 0.7, let n = $conversations")
    }
    guard !sides[1].contains(where: \.isNewline) else {
      throw Failure(.usage, "a variable is one line")
    }
    return (sides[0], sides[1])
  }

  private func measure(_ name: String, _ measures: [Measure]) throws -> Measure {
    guard let measure = measures.first(where: { $0.name == name }) else {
      guard !measures.isEmpty else {
        throw Failure(.usage, "there is no result yet to take $\(name) from")
      }
      throw Failure(
        .usage, unknownName("measure of the last result", name, known: measures.map(\.name)))
    }
    // A name out of somebody's file could be more than a word of a line.
    if case .text(let text) = measure.value,
      !text.allSatisfy({ $0.isLetter || $0.isNumber || "-_.:/".contains($0) })
    {
      throw Failure(.usage, "$\(name) is '\(text)', which is no plain word")
    }
    return measure
  }

  private func list(_ variables: [String: String]) -> Outcome {
    var outcome = Outcome(command: Self.name)
    guard !variables.isEmpty else {
      outcome.notes = ["there are none; 'let NAME = VALUE' sets one"]
      return outcome
    }
    outcome.tables = [
      Table(
        "variables", [.init("variable", .text), .init("value", .text)],
        rows: variables.sorted { $0.key < $1.key }.map { [.text($0.key), .text($0.value)] })
    ]
    return outcome
  }
}

extension Measure {
  fileprivate func renamed(_ name: String) -> Measure {
    switch value {
    case .number(let number): Measure(name, number, unit, isVolatile: isVolatile)
    case .text(let text): Measure(name, text: text)
    }
  }
}
