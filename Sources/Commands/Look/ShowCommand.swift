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
      A conversation is named by dataset/id, by its id, or by its number in the workspace; a \
      number that is also an id is asked about. Anything else is a query, whose list has the scores \
      that it compares among its columns, and overall with its 95 % interval, whose lower end \
      decides the tier.
      """)
  static let completes: [WordKind] = [.query, .ids]
  static let examples = [
    Example("show ps-001", "one conversation"),
    Example("show 3 --scores", "with each score and the words that earned it"),
    Example("show intended_quality:poor overall>0.6", "a list of what the query finds"),
    Example("show --sort overall,-turns", "the weakest first, of equal ones the longest"),
    Example("show topic:sleep --columns empathy,topic,begins", "columns of one's own"),
  ]
  static let traits: Traits = [.takesQuery, .looksOnly]

  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: "Show scores and mark the words that earned or cost them.") var scores = false
  @Option(help: "Rows of the list at most, or all; 'set limit' says how many eyes get else.")
  var limit: RowLimit?
  @Option(
    parsing: .unconditional,
    help: "Columns to sort the list by, joined by commas; -COLUMN puts the greatest first.")
  var sort: Plain?
  @Option(help: "Columns of the list beside number, dataset and id, joined by commas.")
  var columns: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let text = query.joined(separator: " ")
    if sort == nil, columns == nil, let reference = reference(in: text) {
      do {
        let shown = try await context.perform(
          ShowConversation(reference: reference, withScores: scores))
        return tell(shown, namedBy: reference)
      } catch let error as WorkspaceError where error.kind == .missing {
        // Then it is a query.
      }
    }
    let limit = context.limit(limit).count
    return tell(
      try await context.perform(
        ListConversations(
          query: text, limit: limit, order: sort.map { Self.keys($0.text) } ?? [],
          columns: columns.map { Self.names($0.text) })))
  }

  private static func keys(_ text: String) -> [ConversationOrder.Key] {
    names(text).map { name in
      name.hasPrefix("-") ? .init(String(name.dropFirst()), isAscending: false) : .init(name)
    }
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// The one word that may name a conversation; one of the system's shell may hold spaces.
  private func reference(in text: String) -> String? {
    guard query.count == 1 else { return nil }
    let name = text.unquoted
    return name.isEmpty ? nil : name
  }

  private func tell(_ shown: ShowConversation.Result, namedBy reference: String) -> Outcome {
    let conversation = shown.stored.conversation
    var outcome = Outcome(command: Self.name)
    if reference == String(shown.stored.id) && reference != conversation.id {
      outcome.notes = [
        "number \(reference) of the workspace is \(shown.stored.dataset)/\(conversation.id)"
      ]
    }
    if let file = shown.file { outcome.notes.append("from the file \(file)") }
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
    if !found.lacking.isEmpty {
      let lacks = found.lacking.map { "\($0.metric) in \($0.conversations)" }
      outcome.notes.append(
        "overall rests on less where a score is missing: of the first \(found.looked), "
          + "\(lacks.joined(separator: ", ")); 'has:\(found.lacking[0].metric)' ranks like with like"
      )
    }
    if found.count == 0 && !query.isEmpty {
      outcome.notes = ["nothing matches \(found.query.description)"]
    }
    return outcome
  }
}
