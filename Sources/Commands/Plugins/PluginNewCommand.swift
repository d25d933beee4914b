import ArgumentParser
import Engine
import Outcomes

struct PluginNewCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin new",
    abstract: "Write a small plugin to begin with, and its test.",
    discussion: """
      Writes NAME.swift, or NAME.py with --python, and NAME.cases.jsonl beside it. Both work as \
      they are: 'plugin add' builds the one, 'plugin test' runs the other.
      """)
  static let examples = [Example("plugin new kindness", "kindness.swift and its cases")]
  static let traits: Traits = .looksOnly

  @Argument(help: "The plugin's name: lower-case words joined by _.") var name: Plain
  @Flag(help: "An exporter rather than a validator.") var exporter = false
  @Flag(help: "A reader rather than a validator.") var reader = false
  @Flag(help: "In Python rather than Swift.") var python = false

  func outcome(in context: Context) async throws -> Outcome {
    guard !exporter || !reader else {
      throw Failure(.usage, "a plugin is one thing: --exporter or --reader")
    }
    let template = try await context.perform(
      WritePluginTemplate(
        name: name.text, kind: exporter ? .exporter : reader ? .reader : .validator,
        language: python ? .python : .swift))
    var outcome = Outcome(command: Self.name)
    outcome.artifacts = template.written
    outcome.notes = template.standing.map { "\($0) is there already, as it would be written" }
    outcome.notes.append("edit \(template.source), then 'plugin add \(template.source)'")
    return outcome
  }
}

extension TemplateFault: Worded {
  var failure: Failure {
    switch self {
    case .badName(let name):
      Failure(
        .usage, "'\(name)' cannot name a plugin",
        hint: "use lower-case letters, digits and _, a letter first")
    case .nameTaken(let name, let kind, let origin):
      Failure(
        .usage,
        "'\(name)' is the name of a \(kind.rawValue) that is here already (\(origin))",
        hint: "plugin new my_\(name)")
    case .fileIsThere(let path):
      Failure(.usage, "\(path) is there already", hint: "choose another name, or remove it")
    }
  }
}
