package import PluginKit

/// A validator of heads that a person trained on her own copy of a corpus: each head is a metric of turns.
package struct HeadValidator: Assessor {
  private let heads: [Head]
  private let metrics: [Metric]
  private let reader: Reader
  private let bundle: BundledHeads

  /// - Parameter heads: at least one, of one set; each card's name is that of its metric.
  package static func plugin(_ name: String, _ heads: [Head]) -> Plugin {
    let metrics = heads.map { head in
      Metric(
        head.card.name, "likelihood that a turn \(head.card.says)", direction: .descriptive,
        turns: head.reads == .client ? .seeker : .supporter)
    }
    let info = ValidatorInfo(
      summary: "heads trained here: \(heads[0].card.domain)", metrics: metrics,
      manual: manual(heads))
    return Plugin(
      name, version: "1",
      kind: .validator(info) { _ in
        let shared = try BundledHeads.shared.get()
        return HeadValidator(
          heads: heads, metrics: metrics, reader: try Reader(), bundle: BundledHeads(heads, shared))
      })
  }

  private static func manual(_ heads: [Head]) -> Manual {
    let card = heads[0].card
    let figures = heads.map { head in
      let whole = head.card.conversationArea.map { ", conversations \(shown($0))" } ?? ""
      return "\(head.card.name): AUC of turns \(shown(head.card.area))\(whole), calibration error "
        + "\(shown(head.card.calibrationError)), \(head.card.positives) of \(head.card.examples)"
    }
    return Manual(
      whatItDoes: """
        Says of each turn how likely it does what people coded, by its words and pairs of words; the score \
        of a conversation is the mean over its turns. Sentences said before, and echoes where they are many, \
        are struck first.
        """,
      why: "Words and pairs in buckets carry over better than rules written by hand.",
      knownProblems:
        "It holds in its domain (\(card.domain)) and was measured there alone, in folds "
        + "\(card.grouping). " + figures.joined(separator: "; ") + ".",
      references: card.sources)
  }

  private static func shown(_ value: Double) -> String {
    String(Double((value * 1000).rounded()) / 1000)
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let reading = reader.read(conversation).reading
    let isClients = heads[0].reads == .client
    let reason =
      isClients
      ? Gate.unreadableClient(reading)
      : Gate.unreadable(reading) ?? Gate.unreadableSupporter(reading)
    if let reason {
      return Assessment(scores: metrics.map { .abstained($0.name, because: reason) })
    }
    let judged = HeadReading(conversation, reading, bundle)
    var assessment = Assessment()
    for metric in metrics {
      assessment.turns += judged.scores(metric.name, as: metric.name)
    }
    if !isClients { assessment.evidence = judged.evidence(metrics[0].name) }
    return assessment.summingTurns(metrics, of: conversation)
  }
}
