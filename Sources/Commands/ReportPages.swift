import Engine
import Outcomes
import Rendering

/// The report as one HTML page.
func reportPage(_ content: ReportContent) -> String {
  var sections = [
    ReportPage.Section(
      heading: "Corpus",
      blocks: [.measures(content.measures), .table(content.datasets, caption: "Datasets")])
  ]
  if let scores = content.scores {
    var blocks: [ReportPage.Block] = [
      .paragraph(
        "Scores are rule-based descriptions of text from 0 to 1. They are no risk assessment, and "
          + "no flag does not mean safe. Never rank clinicians with them."),
      .table(scores, caption: "Each score over the conversations"),
    ]
    if let tiers = content.tiers { blocks.append(.table(tiers, caption: "Tiers")) }
    sections.append(.init(heading: "Scores", blocks: blocks))
    sections.append(
      .init(heading: "Distributions", blocks: content.histograms.map { .histogram($0) }))
  }
  func add(_ heading: String, _ table: Table?, _ caption: String, whenEmpty: String) {
    guard let table else { return }
    sections.append(
      .init(
        heading: heading,
        blocks: table.rows.isEmpty ? [.paragraph(whenEmpty)] : [.table(table, caption: caption)]))
  }
  add(
    "Weakest conversations", content.weakest, "Lowest overall score first",
    whenEmpty: "No conversation has an overall score.")
  add(
    "Strongest conversations", content.strongest, "Highest overall score first",
    whenEmpty: "No conversation has an overall score.")
  add(
    "Safety flags", content.flagged, "Conversations with red flags, most first",
    whenEmpty: "These rules found no flag. That does not mean safe.")
  if !content.signatures.isEmpty {
    sections.append(
      .init(
        heading: "How this was made",
        blocks: [
          .paragraph("Query: \(content.query)"),
          .page(content.signatures.map { "- `\($0)`" }.joined(separator: "\n")),
        ]))
  }
  return ReportPage(
    title: content.title, subtitle: "A report of Pixelated Empathy", sections: sections,
    colophon: "Pixelated Empathy \(Version.number)"
  ).html
}
