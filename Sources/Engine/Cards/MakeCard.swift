import Corpus
private import Foundation
import Learning
import Matrices
import PluginKit
import Validation
import Workspace

/// Holds the built-in validators against the labels of a corpus on disk: what a card is made of.
///
///     let made = try await session.perform(MakeCard(corpus: "annomi", folder: "data/annomi"))
///     print(made.entries.count, made.source)
///
/// Nothing of it is typed: figures, intervals, the baseline of length, people's agreement with each
/// other and attacks are computed from the files; what an earlier signature reached comes from the
/// card that this program was built with.
package struct MakeCard: Operation {
  /// One of those that can be read.
  package var corpus: String
  /// With the corpus's files under the names that its makers gave them.
  package var folder: String

  package init(corpus: String, folder: String) {
    self.corpus = corpus
    self.folder = folder
  }

  package struct Result: Sendable {
    package let corpus: String
    package let cases: Int
    package let entries: [CardEntry]
    /// The Swift file that is compiled in.
    package let source: String
  }

  /// Throws ``CardFault``.
  package func run(in run: Run) throws -> Result {
    guard let corpus = CardCorpus.all.first(where: { $0.name == self.corpus }) else {
      throw CardFault.unknownCorpus(self.corpus, known: CardCorpus.all.map(\.name))
    }
    let (cases, labels) = try corpus.read(folder)
    guard cases.count > 1 else { throw CardFault.badFile(folder) }
    let judges = try Judges(run)
    let scored = try judges.score(cases.map(\.conversation), run)
    var entries: [CardEntry] = []
    for label in labels {
      let table = CardTable(corpus: corpus, label: label, cases: cases)
      for metric in judges.metrics(for: label) {
        try run.cancellation.check()
        let values = scored.map { $0.values(of: metric.name, ofTurns: label.isOfTurns) }
        guard let measured = try table.measure(values, metric) else { continue }
        entries.append(
          table.entry(metric, measured, signature: judges.signature(of: metric.name)))
      }
    }
    entries = try judges.crossValidated(on: corpus) + entries
    for attack in corpus.attacked == nil ? [] : CardAttack.allCases {
      guard let label = labels.first(where: { $0.name == corpus.attacked }) else { continue }
      let table = CardTable(corpus: corpus, label: label, cases: cases)
      let attacked = try judges.score(
        cases.map {
          $0.labels[label.name] == 0 ? attack.applied(to: $0.conversation) : $0.conversation
        }, run)
      for metric in judges.metrics(for: CardLabel(name: label.name, isOfAll: true))
      where metric.isMain {
        try run.cancellation.check()
        func values(_ scores: [CaseScores]) -> [[Int: Double]] {
          scores.map { $0.values(of: metric.name, ofTurns: false) }
        }
        guard let before = try table.measure(values(scored), metric),
          let after = try table.measure(values(attacked), metric)
        else { continue }
        entries.append(
          table.entry(
            metric, after, signature: judges.signature(of: metric.name), attack: attack.rawValue,
            untouched: before.interval.estimate))
      }
    }
    entries = entries.map { $0.besideEarlier(ShippedCards.entries) }
    return Result(
      corpus: corpus.name, cases: cases.count, entries: entries,
      source: try CardSource.text(corpus.name, entries))
  }
}

/// A metric that is held against people, with its validator.
struct CardMetric: Sendable {
  let name: String
  let validator: String
  let direction: Metric.Direction
  let isOfTurns: Bool
  /// Overall, or a validator's main one.
  let isMain: Bool
}

/// What the validators gave one conversation.
struct CaseScores: Sendable {
  var whole: [String: Double] = [:]
  /// Of overall's interval.
  var lower: Double?
  var turns: [String: [Int: Double]] = [:]

  /// By message; of the conversation, under -1.
  func values(of metric: String, ofTurns: Bool) -> [Int: Double] {
    ofTurns ? turns[metric] ?? [:] : whole[metric].map { [-1: $0] } ?? [:]
  }
}

/// The built-in validators, ready.
struct Judges: Sendable {
  private let entries: [(entry: RegisteredValidator, assessor: any Assessor)]
  private let profile: Profile
  private let signatures: [String: String]

  init(_ run: Run) throws {
    let builtIn = run.registry.validators.filter { entry in
      BuiltIns.all.contains { $0.name == entry.name }
    }
    entries = try builtIn.map { ($0, try $0.make()) }
    profile = Profile.standard
    signatures = ShippedSignatures.of(builtIn, profile)
  }

  func signature(of metric: String) -> String {
    let owner = entries.first { $0.entry.gives(metric) }?.entry.name ?? metric
    return signatures[owner] ?? ""
  }

  /// What is held against a label, each that there is once.
  func metrics(for label: CardLabel) -> [CardMetric] {
    var found: [CardMetric] = []
    if label.isOfAll {
      found.append(
        CardMetric(
          name: Overall.metric, validator: Overall.metric, direction: .higherIsBetter,
          isOfTurns: false, isMain: true))
    }
    for (entry, _) in entries {
      for (place, metric) in entry.info.metrics.enumerated() {
        let isAsked = label.metrics.contains(metric.name)
        // A score of the supporter's turns says of a whole conversation, too.
        let isMain = label.isOfAll && (place == 0 || metric.turns == .supporter)
        guard isAsked || isMain, !label.isOfTurns || metric.turns != nil else { continue }
        found.append(
          CardMetric(
            name: metric.name, validator: entry.name, direction: metric.direction,
            isOfTurns: metric.turns != nil, isMain: place == 0))
      }
    }
    return found
  }

  /// What heads behind metrics reached by grouped folds on a corpus that they were trained on, as
  /// they say themselves.
  func crossValidated(on corpus: CardCorpus) throws -> [CardEntry] {
    let heads = try BundledHeads.shared.get().all
    return entries.flatMap { entry, _ in
      entry.info.metrics.compactMap { metric -> CardEntry? in
        guard let origin = CardSources.heads[metric.name], origin.corpus == corpus.name,
          let card = heads.first(where: { $0.card.name == origin.head })?.card
        else { return nil }
        return CardEntry(
          corpus: corpus.name, label: card.says, rows: "turns", validator: entry.name,
          metric: metric.name, standing: .inDomain, figure: "\(FigureName.auc)", n: card.examples,
          abstained: 0, groups: 0, grouping: card.grouping,
          value: (card.area * 10_000).rounded() / 10_000, low: nil, high: nil, length: nil,
          human: nil, before: nil, signatureBefore: nil, signature: signature(of: metric.name),
          date: CardSource.today(), attack: nil, untouched: nil)
      }
    }
  }

  /// On every core.
  func score(_ conversations: [Conversation], _ run: Run) throws -> [CaseScores] {
    let (entries, profile) = (entries, profile)
    let isCancelled = run.isCancelled
    let scored = Parallel.map(conversations.count, isCancelled: isCancelled) { place in
      Swift.Result { () throws -> CaseScores in
        let conversation = conversations[place].segmented()
        var scores = CaseScores()
        var all: [String: Score] = [:]
        for (_, assessor) in entries {
          let assessment = try assessor.assess(conversation)
          for score in assessment.scores {
            all[score.metric] = score
            if let value = score.value { scores.whole[score.metric] = value }
          }
          for turn in assessment.turns {
            scores.turns[turn.metric, default: [:]][turn.message] = turn.value
          }
        }
        let overall = profile.combine(all)
        if let value = overall.value { scores.whole[Overall.metric] = value }
        scores.lower = overall.interval?.lowerBound
        return scores
      }
    }
    try run.cancellation.check()
    return try (scored ?? []).map { try $0.get() }
  }
}

/// One label of a corpus as rows.
struct CardTable {
  let corpus: CardCorpus
  let label: CardLabel
  private let rows: [Row]

  private struct Row {
    /// Of the case among all.
    let place: Int
    let message: Int
    let label: Double
    let length: Double
    let group: String
  }

  struct Measured {
    let figure: FigureName
    let interval: Interval
    let length: Double?
    let n: Int
    let abstained: Int
    let groups: Int
  }

  init(corpus: CardCorpus, label: CardLabel, cases: [CardCase]) {
    self.corpus = corpus
    self.label = label
    var rows: [Row] = []
    for (place, one) in cases.enumerated() {
      let conversation = one.conversation
      if label.isOfTurns {
        for (message, value) in (one.turnLabels[label.name] ?? [:]).sorted(by: { $0.key < $1.key })
        {
          rows.append(
            Row(
              place: place, message: message, label: value,
              length: Double(conversation.messages[message].text.utf8.count), group: one.group))
        }
      } else if let value = one.labels[label.name] {
        rows.append(
          Row(
            place: place, message: -1, label: value, length: Double(conversation.textBytes),
            group: one.group))
      }
    }
    self.rows = rows
  }

  private static let draws = 500
  private static let fewest = 10

  /// Nil where there is too little to compare. `values` are of each case, by message.
  func measure(_ values: [[Int: Double]], _ metric: CardMetric) throws -> Measured? {
    let isTurned =
      metric.direction == .lowerIsBetter && label.isOfAll || label.opposed.contains(metric.name)
    let known = rows.compactMap { row in
      values[row.place][row.message].map { (isTurned ? -$0 : $0, row) }
    }
    let labels = known.map(\.1.label)
    guard known.count >= CardTable.fewest, Set(labels).count > 1, Set(known.map(\.0)).count > 1
    else { return nil }
    let groups = Groups(known.map { Optional($0.1.group) })
    let bootstrap = try ClusterBootstrap(
      groups: groups, replicates: CardTable.draws, seed: 1,
      step: "card \(corpus.name) \(label.name)")
    let wanted: FigureName = Set(labels).count == 2 ? .auc : .spearman
    func figure(_ scores: [Double]) throws -> Interval? {
      try Agreement.only(wanted, scores, labels, bootstrap: bootstrap)
    }
    guard let interval = try figure(known.map(\.0)) else { return nil }
    return Measured(
      figure: wanted, interval: interval, length: try figure(known.map(\.1.length))?.estimate,
      n: known.count, abstained: rows.count - known.count, groups: groups.count)
  }

  func entry(
    _ metric: CardMetric, _ measured: Measured, signature: String, attack: String? = nil,
    untouched: Double? = nil
  ) -> CardEntry {
    let standing: CardEntry.Standing =
      CardSources.tuned.contains(corpus.name)
      ? .inDomain : CardSources.trained.contains(corpus.name) ? .seen : .transfer
    return CardEntry(
      corpus: corpus.name, label: label.name, rows: label.isOfTurns ? "turns" : corpus.rows,
      validator: metric.validator, metric: metric.name,
      standing: standing, figure: "\(measured.figure)", n: measured.n,
      abstained: measured.abstained, groups: measured.groups,
      grouping: corpus.grouping,
      value: rounded(measured.interval.estimate), low: rounded(measured.interval.lower),
      high: rounded(measured.interval.upper), length: rounded(measured.length),
      human: rounded(label.human), before: nil, signatureBefore: nil, signature: signature,
      date: CardSource.today(), attack: attack, untouched: rounded(untouched))
  }

  private func rounded(_ value: Double?) -> Double? {
    value.map { ($0 * 10_000).rounded() / 10_000 }
  }
}

extension CardEntry {
  /// With what an earlier signature reached in the same measurement.
  fileprivate func besideEarlier(_ known: [CardEntry]) -> CardEntry {
    guard let earlier = known.first(where: { $0.isOfSame(as: self) }) else { return self }
    var entry = self
    let isOther = earlier.signature != signature
    entry.before = isOther ? earlier.value : earlier.before
    entry.signatureBefore = isOther ? earlier.signature : earlier.signatureBefore
    return entry
  }
}
