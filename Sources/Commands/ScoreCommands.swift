import ArgumentParser
import Engine
import Outcomes

struct Validate: Command {
  static let configuration = CommandConfiguration(
    abstract: "Score conversations with validators.",
    discussion: """
      Computes what is not stored yet under each validator's signature, and from the five built-in \
      dimensions the overall score and tier. Ctrl-C keeps what was finished. What a plugin failed on \
      is not tried again by the same build, unless --retry says so.
      """)
  static let examples = [
    Example("validate", "everything that is new"),
    Example("validate dataset:peer-support --using empathy", "one validator on one dataset"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "Validators, joined by commas; the built-in five when not given.") var using: Plain?
  @Option(help: "Options for a validator: NAME.OPTION=VALUE.") var option: [String] = []
  @Flag(help: "Try again what failed before.") var retry = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run {
      try $0.validate(
        query.joined(separator: " "),
        using: using?.text.split(separator: ",").map { String($0).trimmed },
        options: pairs(option, option: "--option"), retriesFailures: retry)
    }
  }
}

struct Validators: Command {
  static let configuration = CommandConfiguration(abstract: "List validators and their metrics.")
  static let examples = [Example("validators", "all; 'help empathy' tells about one")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { $0.validators() }
  }
}

struct Why: Command {
  static let configuration = CommandConfiguration(
    abstract: "Tell what earned a conversation its scores.",
    discussion: "Evidence by turn and UTF-8 range, with its contribution; reasons of abstentions.")
  static let examples = [
    Example("why ps-001", "all evidence"),
    Example("why ps-001 empathy", "of one validator or metric"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The conversation: number, id or dataset/id.") var conversation: Plain
  @Argument(help: "A validator or a metric.") var metric: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.why(conversation.text, metric: metric?.text) }
  }
}

struct Stats: Command {
  static let configuration = CommandConfiguration(
    abstract: "Summarise scores, in all or by a field.",
    discussion: """
      stats [COLUMN …] [by FIELD] [where QUERY]: count, mean, standard deviation and quartiles of \
      metrics or numeric metadata.
      """)
  static let examples = [
    Example("stats", "the built-in scores"),
    Example("stats overall by intended_quality", "one score by a field"),
    Example("stats empathy overall by topic where dataset:peer-support", "of a query"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "Columns, then 'by FIELD', then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let (columns, field, query) = try split(words)
    return try await context.run { try $0.stats(columns, by: field, where: query) }
  }

  private func split(_ words: [String]) throws -> ([String], String?, String) {
    let (columns, query) = divideAtWhere(words)
    guard let place = columns.firstIndex(of: "by") else {
      return (columns.map(\.unquoted), nil, query)
    }
    guard columns.count == place + 2 else {
      throw Failure(
        .usage, "'by' takes one field", hint: "stats overall by topic where dataset:annomi")
    }
    return (columns[..<place].map(\.unquoted), columns[place + 1].unquoted, query)
  }
}
