import ArgumentParser
import Engine
import Outcomes

/// The free words of a query, as ArgumentParser's help describes them.
let queryHelp = ArgumentHelp(
  "Words, \"phrases\", role:user, topic:sleep, overall>=0.8, and, or, not ( ); see help query.")

struct Show: Command {
  static let configuration = CommandConfiguration(
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
    let limit = context.limit(limit).count
    return try await context.run {
      try $0.show(query.joined(separator: " "), withScores: scores, limit: limit)
    }
  }
}

struct Sample: Command {
  static let configuration = CommandConfiguration(
    abstract: "List conversations drawn at random.",
    discussion: "The draw follows from 'set seed' and the command's own words: it repeats exactly.")
  static let examples = [
    Example("sample 3", "three conversations of all"),
    Example("sample 2 topic:sleep", "two of those that a query finds"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "How many.") var count: Int = 5
  @Argument(help: queryHelp) var query: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.sample(count, of: query.joined(separator: " ")) }
  }
}

struct Search: Command {
  static let configuration = CommandConfiguration(
    abstract: "Find messages by their words, the best first.",
    discussion: """
      Ranks messages by BM25 and shows each with the words found. role: restricts the words to \
      messages of that role. The first search builds the index of what is not indexed yet.
      """)
  static let examples = [
    Example("search sleep role:user", "what seekers say of sleep"),
    Example("search \"my mother\" or \"my father\" --limit 5", "either phrase"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String]
  @Option(help: "Hits at most, or all; eyes get 10, JSON and CSV all, unless this says else.")
  var limit: RowLimit?

  private static let usual = 10

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: Self.usual).count
    return try await context.run { try $0.search(query.joined(separator: " "), limit: limit) }
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard limit == nil else { return line }
    let limit = context.limit(nil, usual: Self.usual)
    return context.recorded(line, limit: limit, exceeds: Self.usual, in: outcome)
  }
}

struct Select: Command {
  static let configuration = CommandConfiguration(
    abstract: "Name a query, to use it as @NAME in any other.",
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
    guard let name else { return try await context.run { try $0.selections() } }
    if remove { return try await context.run { try $0.removeSelection(name.text) } }
    return try await context.run { try $0.select(name.text, query.joined(separator: " ")) }
  }
}

struct SQL: Command {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Ask the workspace in SQLite's SQL.",
    discussion: """
      One statement, read-only unless --write. 'schema' lists tables and columns; the view \
      conversation_scores has one row a conversation.
      """)
  static let examples = [
    Example(
      "sql select role, count(*) as messages from message group by role order by 2 desc",
      "messages by role"),
    Example(
      "sql select dataset, round(avg(overall), 2) as mean from conversation_scores group by 1",
      "mean score by dataset"),
  ]
  static let traits: Traits = .takesRest

  @Flag(help: "Allow the statement to change the workspace.") var write = false
  @Option(help: "Rows at most, or all; 'set limit' says how many eyes get else.")
  var limit: RowLimit?
  @Argument(help: "The statement.") var statement: String

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit).count
    return try await context.run { try $0.sql(statement, mayWrite: write, limit: limit) }
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard limit == nil else { return line }
    return context.recorded(
      line, limit: context.limit(nil), exceeds: context.session.settings.limit, in: outcome)
  }
}
