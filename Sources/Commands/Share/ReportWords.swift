import Engine
import Outcomes
import Rendering
import Validation
import Workspace

/// A report in words: the page's sections in their order.
struct ReportWords {
  let report: ComposeReport.Result
  let title: String
  /// By their columns.
  var agreements: [(columns: String, outcome: Outcome)] = []
  /// By the model's name.
  var cards: [(model: String, outcome: Outcome)] = []
  /// How the workspace came to what it is.
  var steps: [String] = []

  init(_ report: ComposeReport.Result, title: String) {
    self.report = report
    self.title = title
  }

  var html: String {
    let heading = title.isEmpty ? (question ?? "All conversations") : title
    return ReportPage(
      title: heading.brief(200), subtitle: subtitle, sections: sections,
      colophon: "Pixelated Empathy \(Version.number)"
    ).html
  }

  /// The query; nil when it is everything.
  private var question: String? {
    report.query == Query.all ? nil : report.query.description
  }

  private var subtitle: String {
    NumberText.count(report.conversations, "conversations") + ", "
      + NumberText.count(report.messages, "messages")
  }

  private var sections: [ReportPage.Section] {
    var sections = [asked]
    if let scores = report.scores {
      if let flagged = scores.flagged { sections.append(flags(flagged)) }
      sections += [overview(scores), distributions(scores)]
      sections += comparison(scores)
      sections += rankings(scores)
    }
    sections += agreements.map {
      ReportPage.Section(heading: "Agreement of \($0.columns)", outcome: $0.outcome)
    }
    sections += cards.map {
      ReportPage.Section(heading: "Model \($0.model)", outcome: $0.outcome)
    }
    return sections + [conversations, repeating]
  }

  // MARK: what was asked

  private var asked: ReportPage.Section {
    var table = Table(
      "data",
      [
        .init("dataset", .text), .init("here", .integer), .init("of", .integer),
        .init("format", .text), .init("fingerprint", .text),
      ])
    table.rows = report.datasets.map { dataset, count in
      [
        .text(dataset.name.brief()), .integer(count), .integer(dataset.conversations),
        .text(dataset.format), .text(String(dataset.fingerprint.prefix(8))),
      ]
    }
    return .init(
      heading: "What was asked",
      blocks: [
        .paragraph(
          question == nil
            ? "All conversations of the workspace." : "The conversations that this query finds:")
      ] + (question.map { [.code($0)] } ?? []) + [
        .table(table, caption: "The data: conversations here, of all that each dataset has"),
        .paragraph(
          "Scores are rule-based descriptions of text. They are no risk assessment, and no flag "
            + "does not mean safe. Never rank clinicians with them."),
      ])
  }

  // MARK: flags

  private func flags(_ flagged: ComposeReport.Flagged) -> ReportPage.Section {
    guard flagged.total > 0 else {
      return .init(
        heading: "Safety flags",
        blocks: [.paragraph("These rules found no flag. That does not mean safe.")])
    }
    let listed = flagged.list.rows.count
    var blocks: [ReportPage.Block] = [
      .paragraph(
        "\(NumberText.count(flagged.total, "conversations")) of "
          + "\(NumberText.grouped(report.conversations)) have a flag."
          + (listed < flagged.total
            ? " The table has the \(NumberText.grouped(listed)) with the most flags; the query "
              + "\(SafetyCompliance.flags)>0 finds all." : "")),
      listing(flagged.list, caption: "Conversations with flags, most first"),
    ]
    blocks += unfolding(flagged.first, saying: "in full, with the evidence marked")
    return .init(heading: "Safety flags", blocks: blocks)
  }

  // MARK: scores

  private func overview(_ scores: ComposeReport.Scores) -> ReportPage.Section {
    var blocks: [ReportPage.Block] = [
      .listing(
        .summaries("scores", scores.summaries), caption: "Each score over the conversations",
        anchors: [:])
    ]
    if let tiers = scores.tiers { blocks.append(.table(.tiers(tiers), caption: "Tiers")) }
    return .init(heading: "Scores", blocks: blocks)
  }

  private func distributions(_ scores: ComposeReport.Scores) -> ReportPage.Section {
    var blocks: [ReportPage.Block] = []
    if report.groups.count > 1 {
      blocks.append(
        .paragraph(
          "Each row is one \(report.field.brief(40)), drawn to its own scale, with its median."
            + leftOut))
    }
    blocks += scores.distributions.map { column, groups, medians in
      .groups(
        GroupedHistogram(
          title: column, edges: groups.first?.edges ?? [0, 1],
          rows: groups.indices.map {
            GroupedHistogram.Row(
              label: name(of: $0), counts: groups[$0].counts, median: medians[$0])
          }))
    }
    return .init(heading: "Distributions", blocks: blocks)
  }

  private var leftOut: String {
    guard report.otherValues > 0 else { return "" }
    return " The \(report.groups.count) largest are drawn and compared; "
      + "\(NumberText.grouped(report.otherValues)) more values with "
      + "\(NumberText.count(report.otherConversations, "conversations")) are not."
  }

  func name(of group: Int) -> String {
    (report.groups[group].value ?? "no value").brief()
  }

  // MARK: the list

  private var conversations: ReportPage.Section {
    let listed = report.listed.rows.count
    let isAll = listed == report.conversations
    return .init(
      heading: "Conversations",
      blocks: [
        .paragraph(
          isAll
            ? "All of them, as they were loaded."
            : "\(NumberText.grouped(listed)) of \(NumberText.grouped(report.conversations)), drawn "
              + "at random by the session's seed."),
        listing(report.listed, caption: "A head sorts by its column"),
      ])
  }

  /// A table whose rows lead to the transcripts on the page.
  private func listing(_ list: ConversationList, caption: String) -> ReportPage.Block {
    let shown = Set(report.transcripts.map(\.stored.id))
    let anchors = list.rows.enumerated().filter { shown.contains($0.element.number) }
      .map { ($0.offset, Self.anchor($0.element.number)) }
    return .listing(
      .conversations(list).brief, caption: caption,
      anchors: Dictionary(uniqueKeysWithValues: anchors))
  }

  static func anchor(_ number: Int64) -> String { "c\(number)" }

  // MARK: how to repeat it

  private var repeating: ReportPage.Section {
    var blocks: [ReportPage.Block] = []
    if !steps.isEmpty {
      blocks += [
        .paragraph(
          "These commands of pe bring the workspace back from the files that they name; what stands "
            + "behind = is what came out."),
        .code(steps.joined(separator: "\n")),
      ]
    }
    if !report.signatures.isEmpty {
      blocks += [
        .paragraph("The scores stand under these validators:"),
        .page(report.signatures.map { "- `\($0.title)`" }.joined(separator: "\n")),
      ]
    }
    return .init(heading: "How to repeat this", blocks: blocks)
  }
}

extension String {
  /// A name or a value for a table: its begin, when it is long.
  func brief(_ length: Int = 80) -> String {
    // A Character may be as long as it likes.
    guard utf8.count > length else { return self }
    let start = unicodeScalars.prefix(length)
    return start.count < unicodeScalars.count ? String(start) + "…" : self
  }
}

extension Table {
  /// With long texts cut.
  fileprivate var brief: Table {
    var table = self
    table.rows = rows.map { row in
      row.map { if case .text(let text) = $0 { .text(text.brief(120)) } else { $0 } }
    }
    return table
  }
}
