import Corpus
import Estimators
package import Learning
import PluginKit
package import Validation
import Workspace

/// Learns the weights and tier cuts of a profile from a person's labels, and keeps it under a name.
///
/// What is told of it is of nested folds: weights, cuts and the strength of the penalty are chosen without
/// the rows that they are measured on, and no group is divided. Length and the standard profile stand
/// beside it, on the same rows.
package struct FitProfile: Operation {
  package var name: String
  package var label: String
  /// The word of the label that is told from all others.
  package var positive: String?
  /// The words of the label from the lowest to the highest.
  package var order: [String]
  /// A field, `FIELD~PATTERN`, or `none`.
  package var group: String?
  package var folds: Int
  package var query: String

  package init(
    name: String, label: String, positive: String? = nil, order: [String] = [],
    group: String? = nil, folds: Int = 5, query: String = ""
  ) {
    self.name = name
    self.label = label
    self.positive = positive
    self.order = order
    self.group = group
    self.folds = folds
    self.query = query
  }

  /// How one number agrees with the label.
  package struct Line: Sendable {
    package let name: Contender
    package let agreement: Interval
    /// The fitted profile's agreement less this one's, from the same draws; nil for itself.
    package let behind: Interval?
  }

  package enum Contender: Sendable { case fitted, standard, length }

  package struct Weight: Sendable {
    package let metric: String
    package let standard: Double
    package let fitted: Double
    /// Over the folds.
    package let range: ClosedRange<Double>
  }

  package struct Change: Sendable {
    package let dataset: String
    package let id: String
    package let label: String
    package let from: String
    package let to: String
  }

  package struct Result: Sendable {
    package let profile: Profile
    package let rows: Int
    /// Labelled conversations of whose dimensions too much abstained, or which have no scores.
    package let without: Int
    package let groups: Int
    package let grouping: Grouping
    /// `auc` or `spearman`.
    package let figure: FigureName
    package let lines: [Line]
    package let weights: [Weight]
    /// Held out: rows of each level of the label, lowest first, by the tier that they were given.
    package let tiers: [[Int]]
    /// Held out: the share of rows in the tier of their level.
    package let right: Interval
    /// Whose tier is another than under the standard profile.
    package let changes: [Change]
  }

  /// Throws ``ProfileFault``, ``AgreeFault``, ``GroupFault``, ``EstimatorFault``, `LearningError`.
  package func run(in run: Run) throws -> Result {
    guard !Profile.all.contains(where: { $0.name == name }) else {
      throw ProfileFault.nameTaken(name)
    }
    guard isPlainName(name), name.utf8.count <= NameRules.longestName else {
      throw ProfileFault.badName(name)
    }
    let base = Profile.standard
    let query = try run.workspace.query(query)
    var rule = try LabelRule(label, positive: positive, order: order)
    rule = try run.canonical(rule)
    let grouping = try run.grouping(group, query, having: [rule.column])
    var table = try RatedTable(rule, base, query, grouping, run)
    guard !table.rows.isEmpty else {
      throw table.labelled > 0 ? ProfileFault.notScored(table.labelled) : .notLabelled(label)
    }
    let (numbers, words) = try table.numbers(label, positive, order, run)
    let rated = RatedScores(
      scores: table.rows.map(\.scores), labels: numbers, groups: Groups(table.rows.map(\.group)))
    let (lowest, levels) = levels(numbers, words)
    let fit = ProfileFit(
      base: base, name: name, lowest: lowest, levels: levels, seed: run.settings.seed)
    let outer = try Folds.stratified(
      try ProfileFit.strata(numbers), groups: rated.groups, folds: folds, seed: run.settings.seed)
    var held = [Overall?](repeating: nil, count: numbers.count)
    var learned: [Profile] = []
    for fold in 0..<outer.count {
      try run.cancellation.check()
      let fitted = try fit.fit(rated.rows(outer.train(fold)), reference: "")
      learned.append(fitted.profile)
      for row in outer.test(fold) { held[row] = fitted.profile.combine(rated.scores[row]) }
    }
    let fitted = try fit.fit(rated, reference: reference(numbers.count, rated.groups.count))
    let measured = try Measured(
      held.map { $0?.value ?? .nan }, base.overall(rated.scores).map { $0.value ?? .nan },
      table.rows.map(\.length), numbers, rated.groups, run)
    let (tiers, right) = try tierTable(held, numbers, levels, lowest, rated.groups, run)
    try run.workspace.keep(profile: name, definition: try fitted.profile.text())
    return Result(
      profile: fitted.profile, rows: numbers.count, without: table.labelled - numbers.count,
      groups: rated.groups.count, grouping: grouping, figure: measured.figure,
      lines: measured.lines,
      weights: base.weights.enumerated().map { place, item in
        let all = learned.map { $0.weights[place].weight }
        return Weight(
          metric: item.metric, standard: item.weight,
          fitted: fitted.profile.weights[place].weight,
          range: (all.min() ?? 0)...(all.max() ?? 0))
      }, tiers: tiers, right: right,
      changes: table.rows.compactMap { row in
        guard let from = base.combine(row.scores).tier,
          let to = fitted.profile.combine(row.scores).tier, from != to
        else { return nil }
        return Change(
          dataset: row.dataset, id: row.id, label: row.label.plainText ?? "", from: from, to: to)
      })
  }

  private func reference(_ rows: Int, _ groups: Int) -> String {
    "fitted to \(label) of \(rows) conversations in \(groups) groups"
  }

  /// A tier for each level of the label above the lowest; quarters where it has more than six.
  private func levels(
    _ numbers: [Double], _ words: [Double: String]
  ) -> (lowest: String, levels: [ProfileFit.Level]) {
    let distinct = Set(numbers).sorted()
    if distinct.count <= 6, let first = distinct.first {
      func named(_ level: Double) -> String {
        words[level] ?? label.filter { $0.isLetter || $0.isNumber || $0 == "_" } + "_"
          + (LabelValue(level).plainText ?? "")
      }
      return (
        named(first), distinct.dropFirst().map { ProfileFit.Level(name: named($0), least: $0) }
      )
    }
    let names = ["second_quarter", "third_quarter", "highest_quarter"]
    let levels = names.enumerated().compactMap { place, name in
      TierCut.quantile(numbers, Double(place + 1) / 4).map {
        ProfileFit.Level(name: name, least: $0)
      }
    }
    return ("lowest_quarter", levels)
  }

  private func tierTable(
    _ held: [Overall?], _ numbers: [Double], _ levels: [ProfileFit.Level], _ lowest: String,
    _ groups: Groups, _ run: Run
  ) throws -> ([[Int]], Interval) {
    let names = [lowest] + levels.map(\.name)
    var tiers = [[Int]](
      repeating: [Int](repeating: 0, count: names.count), count: names.count)
    var isRight: [Bool?] = []
    for (overall, number) in zip(held, numbers) {
      let level = levels.count { number >= $0.least }
      guard let tier = overall?.tier, let place = names.firstIndex(of: tier) else {
        isRight.append(nil)
        continue
      }
      tiers[level][place] += 1
      isRight.append(place == level)
    }
    let known = isRight
    let bootstrap = try ClusterBootstrap(
      groups: groups, seed: run.settings.seed, step: "fit-profile \(name) tiers")
    let right = try bootstrap.interval(isCancelled: run.isCancelled) { draw in
      var (hits, all) = (0.0, 0.0)
      for (row, count) in draw.counts.enumerated() {
        guard let right = known[row] else { continue }
        all += Double(count)
        if right { hits += Double(count) }
      }
      return all > 0 ? hits / all : nil
    }
    return (tiers, right)
  }
}

package enum ProfileFault: Fault {
  case nameTaken(String)
  case badName(String)
  /// No conversation has the label.
  case notLabelled(String)
  /// So many have it, and none has the scores.
  case notScored(Int)
}

/// The fitted profile, the standard one and length against the label, on rows that all have.
private struct Measured {
  let figure: FigureName
  let lines: [FitProfile.Line]

  init(
    _ fitted: [Double], _ standard: [Double], _ length: [Double], _ labels: [Double],
    _ groups: Groups, _ run: Run
  ) throws {
    let known = labels.indices.filter { !fitted[$0].isNaN && !standard[$0].isNaN }
    let bootstrap = try ClusterBootstrap(
      groups: groups.rows(known), seed: run.settings.seed, step: "fit-profile")
    let wanted: FigureName = Set(known.map { labels[$0] }).count == 2 ? .auc : .spearman
    func paired(_ other: [Double]) throws -> Agreement.Paired? {
      try Agreement.paired(
        known.map { fitted[$0] }, known.map { other[$0] }, with: known.map { labels[$0] },
        bootstrap: bootstrap, isCancelled: run.isCancelled
      ).first { $0.name == wanted }
    }
    figure = wanted
    var lines: [FitProfile.Line] = []
    for (name, numbers) in [(FitProfile.Contender.standard, standard), (.length, length)] {
      guard let pair = try paired(numbers) else { continue }
      if lines.isEmpty {
        lines.append(FitProfile.Line(name: .fitted, agreement: pair.first, behind: nil))
      }
      lines.append(FitProfile.Line(name: name, agreement: pair.second, behind: pair.difference))
    }
    self.lines = lines
  }
}

/// Labelled conversations with their stored scores.
private struct RatedTable {
  struct Row {
    let dataset: String
    let id: String
    let label: LabelValue
    let length: Double
    let group: String?
    let scores: [String: Score]
  }

  private(set) var rows: [Row] = []
  private(set) var labelled = 0

  init(
    _ rule: LabelRule, _ profile: Profile, _ query: Query, _ grouping: Grouping, _ run: Run
  ) throws {
    let known = Set(
      try run.workspace.columns().compactMap { column -> String? in
        if case .score = column.source { column.name } else { nil }
      })
    let metrics = profile.reads.filter { known.contains($0) }
    let weighted = Set(profile.weights.map(\.metric))
    guard metrics.contains(where: weighted.contains) else { throw ProfileFault.notScored(0) }
    // Only means over turns have intervals.
    let ends = metrics.flatMap { metric in
      ["_low", "_high"].map { metric + $0 }.filter { known.contains($0) }
    }
    let reader = try GroupReader(grouping)
    let names =
      [rule.column, "dataset", "id", "text_bytes"] + metrics + ends + grouping.columns
    let firstEnd = 4 + metrics.count
    try run.workspace.values(names, query) { row in
      let value = rule.applied(to: LabelValue(row[0]))
      guard value != .missing, case .text(let dataset) = row[1] else { return }
      labelled += 1
      var scores: [String: Score] = [:]
      for (place, metric) in metrics.enumerated() {
        guard let number = row[4 + place].number else {
          scores[metric] = .abstained(metric, because: "no value")
          continue
        }
        var bounds: [Double] = []
        for (end, name) in ends.enumerated()
        where name == "\(metric)_low" || name == "\(metric)_high" {
          if let bound = row[firstEnd + end].number { bounds.append(bound) }
        }
        let interval = bounds.count == 2 ? min(bounds[0], number)...max(bounds[1], number) : nil
        scores[metric] = .measured(metric, number, interval: interval)
      }
      guard profile.combine(scores).value != nil else { return }
      rows.append(
        Row(
          dataset: dataset, id: row[2].plainText ?? "", label: value,
          length: row[3].number ?? 0,
          group: reader.group(row[(firstEnd + ends.count)...], dataset: dataset), scores: scores))
    }
  }

  /// The labels as numbers, and the words that they stand for. Rows whose word is in no order go.
  mutating func numbers(
    _ label: String, _ positive: String?, _ order: [String], _ run: Run
  ) throws -> ([Double], [Double: String]) {
    var comparison = Comparison(
      columns: [label], rows: [], positive: positive, order: order, step: "fit-profile",
      seed: run.settings.seed, isCancelled: run.isCancelled)
    let column = LabelColumn(name: label, values: rows.map(\.label))
    let numbers = try comparison.ordered(column)
    rows = zip(rows, numbers).compactMap { $1 == nil ? nil : $0 }
    let known = numbers.compactMap { $0 }
    guard Set(known).count > 1 else {
      throw AgreeFault.isConstant(
        column: label, value: rows.first?.label.plainText ?? "nothing")
    }
    var words: [Double: String] = [:]
    for (row, number) in zip(rows, known) {
      guard case .text(let word) = row.label else { continue }
      // Of several words that are no positive one, none stands for all.
      words[number] = words[number] == nil || words[number] == word ? word : "other"
    }
    return (
      known, words.mapValues { $0.split(whereSeparator: \.isWhitespace).joined(separator: "_") }
    )
  }
}
