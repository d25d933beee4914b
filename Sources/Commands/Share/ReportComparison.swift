import Corpus
import Engine
import Outcomes
import Rendering
import Validation
import Workspace

/// Groups compared and conversations ranked, like with like.
extension ReportWords {
  private static let mostCompared = 3

  func comparison(_ scores: ComposeReport.Scores) -> [ReportPage.Section] {
    guard report.groups.count > 1 else { return [] }
    guard !scores.comparisons.isEmpty else {
      return [
        .init(
          heading: "Comparison",
          blocks: [
            .paragraph(
              "No two of the groups have conversations that are alike: about as long, with the same "
                + "parts of the overall score. Their means are of different things and are not "
                + "compared here.")
          ])
      ]
    }
    var blocks: [ReportPage.Block] = [
      .paragraph(
        "Means with 95 % intervals, among conversations that are about as long and have the same "
          + "parts of the overall score. A difference is to the first row of its metric; g is it in "
          + "standard deviations. The intervals take conversations for independent, and each stands "
          + "for itself: of twenty differences one seems real by chance.")
    ]
    let shown = scores.comparisons.prefix(Self.mostCompared)
    for comparison in shown { blocks += self.blocks(comparison) }
    if scores.comparisons.count > shown.count {
      blocks.append(
        .paragraph(
          "\(scores.comparisons.count - shown.count) rarer kinds of conversations are not shown."))
    }
    blocks += scores.alone.map { group, count in
      .paragraph(
        "\(name(of: group)): \(NumberText.count(count, "conversations")) of "
          + "\(NumberText.grouped(report.groups[group].conversations)) are like none of the other "
          + "groups and are not compared.")
    }
    return [.init(heading: "Comparison", blocks: blocks)]
  }

  private func blocks(_ comparison: LikeComparison) -> [ReportPage.Block] {
    var table = Table(
      "means",
      [
        .init("metric", .text), .init(report.field.brief(30), .text), .init("n", .integer),
        .init("mean", .number), .init("95 %", .text), .init("difference", .number),
        .init("95 % of it", .text), .init("g", .number),
      ])
    for (column, means) in comparison.columns {
      table.rows += means.map { mean in
        [
          .text(column), .text(name(of: mean.group)), .integer(mean.conversations),
          .number(mean.mean.value), .interval(mean.mean.interval),
          .optional(mean.difference?.value), .interval(mean.difference?.interval),
          .optional(mean.effect),
        ]
      }
    }
    var blocks: [ReportPage.Block] = [.page("# " + comparison.likeness.words.sentence)]
    if let first = comparison.columns.first {
      blocks.append(
        .intervals(
          IntervalPlot(
            title: "\(first.name), means with 95 % intervals: \(comparison.likeness.words)",
            rows: first.means.map {
              .init(
                label: name(of: $0.group), value: $0.mean.value, interval: $0.mean.interval)
            })))
    }
    blocks.append(
      .listing(table, caption: comparison.likeness.words.sentence, anchors: [:]))
    return blocks
  }

  func rankings(_ scores: ComposeReport.Scores) -> [ReportPage.Section] {
    guard !scores.rankings.isEmpty else { return [] }
    var blocks: [ReportPage.Block] = [
      .paragraph(
        "By the overall score, each among conversations that are about as long and have the same "
          + "parts of it. A number at a marked piece is what it did to the overall score.")
    ]
    for ranking in scores.rankings {
      blocks.append(
        .page(
          "# \(ranking.likeness.words.sentence), \(NumberText.grouped(ranking.conversations))"))
      if ranking.weakest.isEmpty {
        blocks.append(.paragraph("There is one, and nothing to rank it with."))
      } else {
        let above = Set(scores.flagged?.first ?? [])
        blocks += unfolding(ranking.weakest, saying: "the weakest", standingAbove: above)
        blocks += unfolding(ranking.strongest, saying: "the strongest", standingAbove: above)
      }
    }
    if scores.unranked > 0 {
      blocks.append(
        .paragraph(
          "\(NumberText.count(scores.unranked, "conversations")) of rarer kinds are not ranked."))
    }
    return [.init(heading: "Weakest and strongest, like with like", blocks: blocks)]
  }

  private var mainScores: Set<String> {
    Set([Overall.metric, SafetyCompliance.flags] + (report.scores?.parts ?? []))
  }

  /// Transcripts by their numbers, under a line; those that stand on the page already, or for which
  /// there was no room, are named.
  func unfolding(
    _ numbers: [Int64], saying words: String, standingAbove above: Set<Int64> = []
  ) -> [ReportPage.Block] {
    let all = numbers.compactMap { number in
      report.transcripts.first { $0.stored.id == number }
    }
    let found = all.filter { !above.contains($0.stored.id) }
    let missing = numbers.filter { number in !all.contains { $0.stored.id == number } }
    var blocks: [ReportPage.Block] = [.page("## " + words.sentence)]
    blocks.append(
      .unfolding(
        found.map { one in
          let transcript = Transcript(one.stored, one.assessed).brief(scores: mainScores)
          let overall = one.assessed.lines.first { $0.metric == Overall.metric }?.value
          return .init(
            anchor: Self.anchor(one.stored.id),
            facts: [
              overall.map { "\(Overall.metric) \(NumberText.metric($0))" } ?? "",
              NumberText.count(one.stored.conversation.messages.count, "messages"),
            ].filter { !$0.isEmpty },
            transcript: transcript)
        }))
    let repeated = all.filter { above.contains($0.stored.id) }
    if !repeated.isEmpty {
      let names = repeated.map { "\($0.stored.dataset) \($0.stored.conversation.id)".brief() }
      blocks.append(
        .paragraph("Also, in full among the flagged above: " + names.joined(separator: ", ") + "."))
    }
    if !missing.isEmpty {
      blocks.append(
        .paragraph(
          "Too long for this page: conversations "
            + missing.map(String.init).joined(separator: ", ") + "."))
    }
    return blocks
  }
}

extension Likeness {
  /// What they are, in words that can begin a sentence when capitalised.
  var words: String {
    let size =
      switch length {
      case .exchange: "single exchanges (one or two messages)"
      case .short: "short talks (three to nine messages)"
      case .long: "conversations (ten messages or more)"
      }
    if computed.isEmpty { return size + " without any score" }
    guard !lacking.isEmpty else { return size }
    return lacking.count <= computed.count
      ? size + " without \(lacking.joined(separator: ", "))"
      : size + " with \(computed.joined(separator: ", ")) alone"
  }
}

extension String {
  fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() }
}

extension Table.Cell {
  fileprivate static func interval(_ interval: ClosedRange<Double>?) -> Table.Cell {
    guard let interval else { return .null }
    return .text(
      NumberText.metric(interval.lowerBound) + " to " + NumberText.metric(interval.upperBound))
  }
}

extension Transcript {
  /// With long metadata cut, and of the scores those alone.
  fileprivate func brief(scores names: Set<String>) -> Transcript {
    func brief(_ pairs: [(key: String, value: String)]) -> [(key: String, value: String)] {
      pairs.prefix(40).map { ($0.key.brief(), $0.value.brief(300)) }
    }
    return Transcript(
      dataset: dataset.brief(), id: id.brief(), metadata: brief(metadata),
      turns: turns.map {
        Turn(
          index: $0.index, role: $0.role, speaker: $0.speaker.brief(40), text: $0.text,
          metadata: brief($0.metadata), marks: $0.marks)
      }, scores: scores.filter { names.contains($0.metric) }, tier: tier)
  }
}
