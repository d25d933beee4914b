import Validation
package import Workspace

/// What a page about a query's conversations holds.
package struct ComposeReport: Operation {
  package var query: String

  package init(query: String) { self.query = query }

  package struct Result: Sendable {
    package let query: Query
    package let conversations: Int
    package let datasets: [DatasetRecord]
    /// Nil before anything is scored.
    package let scores: Scores?
    /// The signatures that the scores stand under.
    package let signatures: [Signature]
  }

  package struct Scores: Sendable {
    package let summaries: [ColumnSummary]
    /// In the order of the summaries.
    package let distributions: [Distribution]
    /// Nil without an overall score, as the lists below.
    package let tiers: [TierCount]?
    package let weakest: ConversationList?
    package let strongest: ConversationList?
    /// Nil where no validator looked for flags.
    package let flagged: ConversationList?
  }

  private static let extremes = 8
  private static let mostFlagged = 50

  /// Throws ``NothingFault/nothingLoaded``.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let datasets = try workspace.datasets()
    guard !datasets.isEmpty else { throw NothingFault.nothingLoaded }
    let query = try workspace.query(query)
    let signatures = try workspace.currentSignatures()
    return Result(
      query: query, conversations: try workspace.count(query), datasets: datasets,
      scores: signatures.isEmpty ? nil : try scores(query, run), signatures: signatures)
  }

  private func scores(_ query: Query, _ run: Run) throws -> Scores {
    let columns = try run.mainMetrics()
    let hasOverall = columns.contains(Overall.metric)
    let hasFlags = try run.scoreColumns().contains { $0.name == SafetyCompliance.flags }
    func extremes(ascending: Bool) throws -> ConversationList? {
      guard hasOverall else { return nil }
      return try run.conversationList(
        query, order: .column(Overall.metric, ascending: ascending),
        limit: ComposeReport.extremes)
    }
    let values = try columns.map { try run.numbers($0, query) }
    return Scores(
      summaries: zip(columns, values).map { ColumnSummary($0, $1) },
      distributions: zip(columns, values).map {
        Distribution($1, range: run.range(of: $0), bins: 20)
      },
      tiers: hasOverall ? try run.tierCounts(query) : nil,
      weakest: try extremes(ascending: true), strongest: try extremes(ascending: false),
      flagged: hasFlags
        ? try run.conversationList(
          try run.workspace.query("(\(query.description)) \(SafetyCompliance.flags)>0"),
          order: .column(SafetyCompliance.flags, ascending: false),
          limit: ComposeReport.mostFlagged)
        : nil)
  }
}
