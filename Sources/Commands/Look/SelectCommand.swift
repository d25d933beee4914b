import ArgumentParser
import Engine
import Outcomes
import Workspace

struct SelectCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "select", abstract: "Name a query, to use it as @NAME in any other.",
    discussion: """
      The name stands for the query, not for what it found: it finds anew each time. Without a \
      query it tells what the name stands for; without a name it lists all.
      """)
  static let examples = [
    Example("select weak overall<0.4", "name what scores below 0.4"),
    Example("select", "list the selections"),
    Example("show @weak topic:sleep --limit 3", "use it"),
    Example("select weak --remove", "forget it"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The selection's name.") var name: Plain?
  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: "Forget the selection.") var remove = false

  func outcome(in context: Context) async throws -> Outcome {
    guard let name = name?.text else { return try await list(context) }
    if remove {
      try await context.perform(RemoveSelection(name: name))
      var outcome = Outcome(command: Self.name)
      outcome.notes = ["@\(name) is forgotten"]
      return outcome
    }
    let text = query.joined(separator: " ")
    let selection =
      text.isEmpty
      ? try await context.perform(DescribeSelection(name: name))
      : try await context.perform(NameSelection(name: name, query: text))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", selection.count)]
    outcome.notes = ["@\(name) is \(selection.query)"]
    return outcome
  }

  private func list(_ context: Context) async throws -> Outcome {
    let selections = try await context.perform(ListSelections())
    var outcome = Outcome(command: Self.name)
    outcome.tables = [
      Table(
        "selections", [.init("name", .text), .init("query", .text)],
        rows: selections.map { [.text("@\($0.name)"), .text($0.query)] })
    ]
    if selections.isEmpty { outcome.notes = ["no selections yet: 'select good overall>=0.8'"] }
    return outcome
  }
}
