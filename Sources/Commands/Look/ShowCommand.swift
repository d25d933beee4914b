import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

/// The free words of a query, as ArgumentParser's help describes them.
let queryHelp = ArgumentHelp(
  "Words, \"phrases\", role:user, topic:sleep, overall>=0.8, and, or, not ( ); see help query.")

struct ShowCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a conversation, or list those that a query finds.",
    discussion: """
      A conversation is named by its number in the workspace, by its id, or by dataset/id. \
      Anything else is a query.
      """)
  static let examples = [
    Example("show ps-001", "one conversation"),
    Example("show 3 --scores", "with each score and the words that earned it"),
    Example("show intended_quality:poor overall>0.6", "a list of what the query finds"),
  ]
  static let traits: Traits = [.takesQuery, .looksOnly]

  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: "Show scores and mark the words that earned or cost them.") var scores = false
  @Option(help: "Rows of the list at most, or all; 'set limit' says how many eyes get else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let text = query.joined(separator: " ")
    if let reference = reference(in: text) {
      do {
        let shown = try await context.perform(
          ShowConversation(reference: reference, withScores: scores))
        return tell(shown, namedBy: reference)
      } catch let error as WorkspaceError where error.kind == .missing {
        // Then it is a query.
      }
    }
    let limit = context.limit(limit).count
    return tell(try await context.perform(ListConversations(query: text, limit: limit)))
  }

  /// The one bare word that may name a conversation.
  private func reference(in text: String) -> String? {
    let isQuoted = text.count > 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    let name = isQuoted ? String(text.dropFirst().dropLast()) : text
    guard !name.isEmpty, isQuoted || !name.contains(" "), !name.contains("\"") else { return nil }
    return name
  }

  private func tell(_ shown: ShowConversation.Result, namedBy reference: String) -> Outcome {
    let conversation = shown.stored.conversation
    var outcome = Outcome(command: Self.name)
    if reference == String(shown.stored.id) && reference != conversation.id {
      outcome.notes = ["number \(reference) of the workspace; its own id is \(conversation.id)"]
    }
    outcome.measures = [Measure("messages", conversation.messages.count)]
    outcome.exhibits = [.transcript(Transcript(shown.stored, shown.assessed))]
    var table = Table(
      "messages",
      [
        .init("position", .integer), .init("role", .text), .init("speaker", .text),
        .init("text", .text),
      ])
    table.rows = conversation.messages.enumerated().map { index, message in
      [.integer(index), .text(message.role.rawValue), .text(message.speaker), .text(message.text)]
    }
    outcome.tables = [table]
    if let assessed = shown.assessed {
      outcome.tables += [assessed.scoreTable] + (assessed.turnTable.map { [$0] } ?? [])
      outcome.tables.append(assessed.evidenceTable)
    }
    return outcome
  }

  private func tell(_ found: ListConversations.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", found.count)]
    var table = Table.conversations(found.list)
    table.total = found.count
    outcome.tables = [table]
    outcome.tellLimit(of: table)
    if found.count == 0 && !query.isEmpty {
      outcome.notes = ["nothing matches \(found.query.description)"]
    }
    return outcome
  }
}
