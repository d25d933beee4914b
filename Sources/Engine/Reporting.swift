package import Outcomes
import PluginKit
import Workspace

/// What a report page holds.
package struct ReportContent: Sendable {
  package let title: String
  package let query: String
  package let conversations: Int
  package let measures: [Measure]
  package let datasets: Table
  package let scores: Table?
  package let tiers: Table?
  package let histograms: [Histogram]
  package let weakest: Table?
  package let strongest: Table?
  package let flagged: Table?
  /// The signatures that the scores stand under.
  package let signatures: [String]
}

extension Run {
  /// Gathers a report of the query's conversations.
  package func report(_ text: String) throws -> (Outcome, ReportContent) {
    guard let datasets = try datasets().tables.first else {
      throw Failure(.usage, "nothing is loaded to report on", hint: "'load FILE' reads a corpus")
    }
    let query = try workspace.query(text)
    let count = try workspace.count(query)
    let isScored = try !workspace.currentSignatures().isEmpty
    let columns = isScored ? try scoreColumns() : []
    let hasOverall = columns.contains("overall")
    let hasFlags = try metricNames().contains("flags")
    let number = 8

    let histograms = try columns.map { column in
      Histogram(
        title: column, unit: "conversations", values: try numbers(column, query),
        range: range(of: column), bins: 20)
    }
    let content = ReportContent(
      title: text.isEmpty ? "All conversations" : text, query: query.description,
      conversations: count, measures: [Measure("conversations", count)],
      datasets: datasets,
      scores: isScored ? try summaryTable("scores", columns, query) : nil,
      tiers: hasOverall ? try tierTable(query) : nil, histograms: histograms,
      weakest: hasOverall
        ? try conversationTable(query, order: .column("overall", ascending: true), limit: number)
        : nil,
      strongest: hasOverall
        ? try conversationTable(query, order: .column("overall", ascending: false), limit: number)
        : nil,
      flagged: hasFlags
        ? try conversationTable(
          try workspace.query("(\(query.description)) flags>0"),
          order: .column("flags", ascending: false), limit: 50)
        : nil,
      signatures: try workspace.currentSignatures().map(\.title))
    var outcome = Outcome(command: "report")
    outcome.measures = content.measures
    if !isScored { outcome.notes.append("nothing is scored yet; 'validate' adds the scores") }
    return (outcome, content)
  }
}
