import Corpus
import Estimators
import Learning
package import Outcomes
import PluginKit
import Workspace

extension Run {
  /// Divides the query's conversations into named parts, stratified and grouped, stores the parts
  /// as the label `split_NAME`, and names a selection for each.
  package func split(
    _ name: String, parts: [(name: String, share: Double)], by label: String?, group: String?,
    where text: String
  ) throws -> Outcome {
    let column = "split_\(name)"
    try checkSplitName(name, parts.map(\.name))
    let query = try workspace.query(text)
    let grouping = try grouping(group, query)
    let isNew = try !workspace.columns().contains { $0.name == column }
    let rule = try label.map { try canonical(try LabelRule($0)) }
    // Texts are read to find copies that are not exact, among so many rows at most.
    let readsText = try workspace.count(query) <= LearningSet.mostCompared
    var recipe = try FeatureRecipe("tfidf", text: "all", maxFeatures: 1, ngrams: nil)
    if !readsText { recipe.parts = [.counts([])] }
    let set = try learningSet(query, recipe, label: nil, grouping: grouping)
    guard set.count > 0 else { throw Failure(.failed, "there are no conversations to split") }
    let strata = try strata(rule, query, set)
    let copies = try set.copies(isCancelled: isCancelled)
    // Scores belong to contents, so equal ones are in one part whatever the grouping.
    var groups = try Groups(set.groups).merged(with: Groups(set.contents.map { Optional($0) }))
    if !grouping.isAsked { groups = try groups.merged(with: copies) }
    let split = try NamedSplit.stratified(
      strata, groups: groups, parts: parts, seed: settings.seed)
    let digest = try split.digest(ids: set.ids).short
    let signature = try workspace.signature(
      SignatureSpec(
        validator: column, version: "1", options: "by=\(label ?? "")", codeHash: digest,
        metrics: [], intervals: [],
        labels: [.init(column, "part of the split '\(name)'")]))
    try workspace.store([
      (
        signature,
        scoreRows(split, set)
      )
    ])
    try workspace.makeCurrent([signature])
    for part in split.names {
      try workspace.name(
        try workspace.query("\(column):\(part)"), as: "\(name)_\(part)")
    }
    var outcome = try outcome(split, name, set, strata, copies, groups, digest, grouping)
    if !isNew { outcome.notes.append("takes the place of the split of this name") }
    return outcome
  }

  /// A row a content, which several conversations may share.
  private func scoreRows(_ split: NamedSplit, _ set: LearningSet) -> [ScoreRow] {
    var seen: Set<Int64> = []
    return set.contents.indices.filter { seen.insert(set.contents[$0]).inserted }.map { row in
      ScoreRow(
        contentID: set.contents[row],
        outcome: .scored([], labels: [split.names[Int(split.partOfRow[row])]]))
    }
  }

  private func checkSplitName(_ name: String, _ parts: [String]) throws {
    let isPlain = { (text: String) in
      !text.isEmpty
        && text.utf8.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
    for word in [name] + parts where !isPlain(word) {
      throw Failure(
        .usage, "'\(word)' cannot name a split or a part of one",
        hint: "use lower-case letters, digits and '_'")
    }
  }

  /// What each part should have as much of: a label's values, or bins of a number's.
  private func strata(_ rule: LabelRule?, _ query: Query, _ set: LearningSet) throws -> ClassLabels
  {
    guard let rule else { return ClassLabels([String](repeating: "all", count: set.count)) }
    var raw: [LabelValue] = []
    try workspace.values([rule.column], query) { raw.append(LabelValue($0[0])) }
    let column = LabelColumn(name: rule.text, values: try rule.applied(to: raw))
    let none = "without \(rule.column)"
    if column.isNumeric, column.levels.count > 10 {
      let present = column.values.indices.filter { column.values[$0].number != nil }
      let bins = try Strata.quantileBins(
        of: present.compactMap { column.values[$0].number }, bins: 5)
      var names = [String](repeating: none, count: column.values.count)
      for (place, row) in present.enumerated() {
        names[row] = bins.classes[Int(bins.codes[place])]
      }
      return ClassLabels(names)
    }
    let levels = column.levels.count
    guard levels <= 10 || (levels <= 100 && levels * 2 <= set.count) else {
      throw Failure(
        .usage,
        "\(rule.column) has \(column.levels.count) different values, too many to divide "
          + "evenly", hint: "choose a label rather than a name")
    }
    return ClassLabels(column.values.map { $0.plainText ?? none })
  }

  private func outcome(
    _ split: NamedSplit, _ name: String, _ set: LearningSet, _ strata: ClassLabels,
    _ copies: Groups, _ groups: Groups, _ digest: String, _ grouping: Grouping
  ) throws -> Outcome {
    let parts = split.names.map { split.rows(of: $0) ?? [] }
    var table = Table(
      "split",
      [.init("part", .text), .init("conversations", .integer), .init("share", .number)]
        + strata.classes.map { .init($0, .integer) })
    for (part, rows) in zip(split.names, parts) {
      table.rows.append(
        [
          .text(part), .integer(rows.count), .number(Double(rows.count) / Double(set.count)),
        ] + strata.rows(rows).counts.map { .integer($0) })
    }
    var leaks: [Leak] = []
    if let train = parts.first {
      for test in parts.dropFirst() {
        for (kind, clusters) in [(Leak.Kind.group, Groups(set.groups)), (.nearDuplicate, copies)] {
          leaks.append(try Leak.between(kind, clusters: clusters, train: train, test: test))
        }
      }
    }
    var outcome = Outcome(command: "split")
    outcome.measures = [
      Measure("conversations", set.count), Measure("groups", groups.count),
      Measure("leak", leaks.compactMap(\.share).max() ?? 0, .share),
      Measure("digest", text: digest),
    ]
    outcome.tables = [table]
    outcome.notes =
      [
        "use them as "
          + split.names.map { "@\(name)_\($0)" }.joined(separator: ", ")
          + " or split_\(name):\(split.names[0])", "grouped \(grouping.words)",
      ] + split.warnings + leaks.compactMap(\.warning)
    return outcome
  }
}
