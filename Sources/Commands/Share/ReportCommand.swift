import ArgumentParser
import Engine
import Outcomes
import Rendering
import Workspace

struct ReportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page about a dataset or a query.",
    discussion: """
      Counts, score distributions, the weakest and the strongest conversations, flags. The page \
      needs nothing but itself.
      """)
  static let examples = [
    Example("report all.html", "everything in the workspace"),
    Example("report peer.html dataset:peer-support", "of a query"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The HTML file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let text = query.joined(separator: " ")
    let report = try await context.perform(ComposeReport(query: text))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", report.conversations)]
    outcome.artifacts = [
      try await context.write(
        page(report, titled: text), to: path.text, rows: report.conversations, overwrites: force)
    ]
    if report.scores == nil {
      outcome.notes.append("nothing is scored yet; 'validate' adds the scores")
    }
    return outcome
  }

  private func page(_ report: ComposeReport.Result, titled title: String) -> String {
    var sections = [
      ReportPage.Section(
        heading: "Corpus",
        blocks: [
          .measures([Measure("conversations", report.conversations)]),
          .table(.datasets(report.datasets), caption: "Datasets"),
        ])
    ]
    if let scores = report.scores { sections += self.sections(on: scores) }
    if !report.signatures.isEmpty {
      sections.append(
        .init(
          heading: "How this was made",
          blocks: [
            .paragraph("Query: \(report.query.description)"),
            .page(report.signatures.map { "- `\($0.title)`" }.joined(separator: "\n")),
          ]))
    }
    return ReportPage(
      title: title.isEmpty ? "All conversations" : title,
      subtitle: "A report of Pixelated Empathy", sections: sections,
      colophon: "Pixelated Empathy \(Version.number)"
    ).html
  }

  private func sections(on scores: ComposeReport.Scores) -> [ReportPage.Section] {
    var blocks: [ReportPage.Block] = [
      .paragraph(
        "Scores are rule-based descriptions of text from 0 to 1. They are no risk assessment, and "
          + "no flag does not mean safe. Never rank clinicians with them."),
      .table(.summaries("scores", scores.summaries), caption: "Each score over the conversations"),
    ]
    if let tiers = scores.tiers { blocks.append(.table(.tiers(tiers), caption: "Tiers")) }
    var sections: [ReportPage.Section] = [
      .init(heading: "Scores", blocks: blocks),
      .init(
        heading: "Distributions",
        blocks: zip(scores.summaries, scores.distributions).map {
          .histogram(Histogram($1, title: $0.column))
        }),
    ]
    func add(
      _ heading: String, _ list: ConversationList?, _ caption: String, whenEmpty: String
    ) {
      guard let list else { return }
      sections.append(
        .init(
          heading: heading,
          blocks: list.rows.isEmpty
            ? [.paragraph(whenEmpty)] : [.table(.conversations(list), caption: caption)]))
    }
    add(
      "Weakest conversations", scores.weakest, "Lowest overall score first",
      whenEmpty: "No conversation has an overall score.")
    add(
      "Strongest conversations", scores.strongest, "Highest overall score first",
      whenEmpty: "No conversation has an overall score.")
    add(
      "Safety flags", scores.flagged, "Conversations with red flags, most first",
      whenEmpty: "These rules found no flag. That does not mean safe.")
    return sections
  }
}
