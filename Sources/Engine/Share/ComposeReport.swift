import Validation
package import Workspace

/// What a page about a query's conversations holds.
///
/// Scores are compared and ranked among conversations of one likeness alone (``Likeness``).
package struct ComposeReport: Operation {
  package var query: String
  /// A column whose values divide the conversations; the dataset when nil.
  package var field: String?

  package init(query: String, by field: String? = nil) {
    self.query = query
    self.field = field
  }

  package struct Result: Sendable {
    package let query: Query
    package let conversations: Int
    package let messages: Int
    /// Those of the query's conversations, with how many each has of them.
    package let datasets: [(dataset: DatasetRecord, conversations: Int)]
    /// What the groups are values of.
    package let field: String
    /// The largest first.
    package let groups: [ReportGroup]
    /// Values of the field that are not among the groups, and their conversations.
    package let otherValues: Int
    package let otherConversations: Int
    /// Nil before anything is scored.
    package let scores: Scores?
    /// All of the conversations, or as many as a page can hold, drawn by the seed.
    package let listed: ConversationList
    /// What transcripts the page shows; more may be named than there is room for.
    package let transcripts: [ReportedConversation]
    /// The signatures that the scores stand under.
    package let signatures: [Signature]
    package let models: [ModelRecord]
  }

  package struct Scores: Sendable {
    /// What the overall score is made of.
    package let parts: [String]
    package let summaries: [ColumnSummary]
    /// Each column by group, over the same edges; nil for conversations of no group.
    package let distributions: [(column: String, groups: [Distribution], medians: [Double?])]
    /// Nil without an overall score.
    package let tiers: [TierCount]?
    package let comparisons: [LikeComparison]
    /// Conversations of groups that are like none of the other groups.
    package let alone: [(group: Int, conversations: Int)]
    package let rankings: [LikeRanking]
    /// Conversations with an overall score that stand in no ranking.
    package let unranked: Int
    /// Nil where no validator looked for flags.
    package let flagged: Flagged?
  }

  package struct Flagged: Sendable {
    /// How many conversations have one.
    package let total: Int
    /// The most flags first.
    package let list: ConversationList
    /// The first of them, by their numbers.
    package let first: [Int64]
  }

  private static let mostListed = 1000
  private static let mostFlagged = 300
  private static let flaggedInFull = 6

  /// Throws ``NothingFault/nothingLoaded`` and what is wrong with a name.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let datasets = try workspace.datasets()
    guard !datasets.isEmpty else { throw NothingFault.nothingLoaded }
    let query = try workspace.query(query)
    let signatures = try workspace.currentSignatures()
    let columns = signatures.isEmpty ? [] : try run.mainMetrics()
    let flags =
      try run.scoreColumns().contains { $0.name == SafetyCompliance.flags }
      ? [SafetyCompliance.flags] : []
    let parts = try run.storedProfile().weights.map(\.metric)
    let rows = try ReportRows(
      query, columns: columns + flags.filter { !columns.contains($0) },
      parts: parts, by: field ?? "dataset", in: run)
    let scores =
      signatures.isEmpty
      ? nil : try self.scores(rows, query, columns, parts.filter(columns.contains), run)
    let shown =
      (scores?.flagged?.first ?? [])
      + (scores?.rankings ?? []).flatMap { $0.weakest + $0.strongest }
    return Result(
      query: query, conversations: rows.numbers.count, messages: rows.messages,
      datasets: datasets.compactMap { dataset in
        rows.byDataset[dataset.name].map { (dataset, $0) }
      },
      field: field ?? "dataset", groups: rows.groups, otherValues: rows.otherValues,
      otherConversations: rows.otherConversations, scores: scores,
      listed: try run.conversationList(
        ids: rows.drawn(Self.mostListed, seed: run.settings.seed, query: query)),
      transcripts: try run.reported(shown), signatures: signatures,
      models: try workspace.models())
  }

  private func scores(
    _ rows: ReportRows, _ query: Query, _ columns: [String], _ parts: [String], _ run: Run
  ) throws -> Scores {
    let overall = columns.firstIndex(of: Overall.metric)
    let rankings = overall.map { rows.rankings(by: $0) } ?? []
    var flagged: Flagged?
    if let column = rows.columns.firstIndex(of: SafetyCompliance.flags) {
      let marked = rows.marked(by: column)
      flagged = Flagged(
        total: marked.count,
        list: try run.conversationList(ids: Array(marked.prefix(Self.mostFlagged))),
        first: Array(marked.prefix(Self.flaggedInFull)))
    }
    return Scores(
      parts: parts,
      summaries: columns.indices.map { ColumnSummary(columns[$0], rows.values[$0]) },
      distributions: columns.indices.map { distribution($0, rows, run) },
      tiers: overall == nil ? nil : try run.tierCounts(query), comparisons: rows.comparisons(),
      alone: rows.groups.count > 1 ? rows.alone() : [], rankings: rankings,
      unranked: overall.map { rows.unranked(by: $0, rankings) } ?? 0, flagged: flagged)
  }

  private func distribution(
    _ column: Int, _ rows: ReportRows, _ run: Run
  ) -> (column: String, groups: [Distribution], medians: [Double?]) {
    let name = rows.columns[column]
    var byGroup = [[Double]](repeating: [], count: rows.groups.count)
    for row in rows.group.indices where rows.group[row] >= 0 {
      byGroup[Int(rows.group[row])].append(rows.values[column][row])
    }
    let all = rows.values[column].filter { !$0.isNaN }
    let range = run.range(of: name) ?? (all.min() ?? 0)...(all.max() ?? 1)
    return (
      name, byGroup.map { Distribution($0, range: range, bins: 20) },
      byGroup.map { Summary(of: $0.filter { !$0.isNaN })?.median }
    )
  }
}
