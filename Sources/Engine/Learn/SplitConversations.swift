import Corpus
import Estimators
package import Learning
import PluginKit
import Workspace

/// Divides the query's conversations into named parts, stratified and grouped, keeps the parts as a
/// label, and names a selection for each.
package struct SplitConversations: Operation {
  /// Its label is `split_NAME`, its selections are `NAME_PART`.
  package var name: String
  package var parts: [Part]
  /// A label that each part has as much of.
  package var label: String?
  /// A field, `FIELD~PATTERN`, or `none`.
  package var group: String?
  package var query: String

  package struct Part: Sendable, Codable, Equatable {
    package let name: String
    /// Of the conversations, above 0; all together are 1.
    package let share: Double

    package init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  package init(
    name: String, parts: [Part], label: String? = nil, group: String? = nil, query: String = ""
  ) {
    self.name = name
    self.parts = parts
    self.label = label
    self.group = group
    self.query = query
  }

  package struct Result: Sendable {
    /// The label that has the parts.
    package let column: String
    package let parts: [PartResult]
    /// Values of the label, or bins of it, in the order of the parts' counts.
    package let strata: [String]
    package let conversations: Int
    /// What is not divided.
    package let groups: Int
    package let grouping: Grouping
    /// Digest of which conversation is in which part.
    package let digest: String
    package let split: NamedSplit
    /// Of the later parts into the first.
    package let leaks: [Leak]
    /// Conversations outside the query that have the label, as their texts are those of some in it:
    /// in the query's datasets, which the selections find as well, and in others, which they leave out.
    package let outside: (here: Int, elsewhere: Int)
    /// Whether a split of the name was there.
    package let replaces: Bool
  }

  package struct PartResult: Sendable {
    package let name: String
    package let selection: String
    package let conversations: Int
    /// Of each stratum.
    package let counts: [Int]
  }

  package enum SplitFault: Fault {
    case badName(String)
    case nothingToSplit
    case tooManyValues(column: String, levels: Int)
  }

  static let columnPrefix = "split_"

  /// Throws ``SplitFault``, ``GroupFault``, ``LearningColumnFault`` and `LearningError`.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let column = SplitConversations.columnPrefix + name
    for word in [name] + parts.map(\.name) where !isPlain(word) {
      throw SplitFault.badName(word)
    }
    let query = try workspace.query(query)
    let grouping = try run.grouping(group, query)
    let isNew = try !workspace.columns().contains { $0.name == column }
    let rule = try label.map { try run.canonical(try LabelRule($0)) }
    let set = try run.learningSet(
      query, FeatureRecipe(counts: []), label: nil, grouping: grouping)
    guard set.count > 0 else { throw SplitFault.nothingToSplit }
    let strata = try strata(rule, query, set, workspace)
    let copies = try run.copies(in: set, of: query)
    // Scores belong to contents, so equal ones are in one part whatever the grouping.
    var groups = try Groups(set.groups).merged(with: Groups(set.contents.map { Optional($0) }))
    if !grouping.isAsked { groups = try groups.merged(with: copies) }
    let split = try NamedSplit.stratified(
      strata, groups: groups, parts: parts.map { ($0.name, $0.share) }, seed: run.settings.seed)
    let digest = try split.digest(ids: set.ids).short
    let outside = try keep(split, as: column, set, digest, workspace)
    return Result(
      column: column,
      parts: split.names.map { part in
        let rows = split.rows(of: part) ?? []
        return PartResult(
          name: part, selection: "\(name)_\(part)", conversations: rows.count,
          counts: strata.rows(rows).counts)
      }, strata: strata.classes, conversations: set.count, groups: groups.count,
      grouping: grouping, digest: digest, split: split,
      leaks: try leaks(of: split, set, copies), outside: outside, replaces: !isNew)
  }

  private func isPlain(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
      }
  }

  private func keep(
    _ split: NamedSplit, as column: String, _ set: LearningSet, _ digest: String,
    _ workspace: Workspace
  ) throws -> (here: Int, elsewhere: Int) {
    let signature = try workspace.signature(
      SignatureSpec(
        validator: column, version: "1", options: "by=\(label ?? "")", codeHash: digest,
        metrics: [], intervals: [], labels: [.init(column, "part of the split '\(name)'")]))
    // A row a content, which several conversations may share.
    var seen: Set<Int64> = []
    let rows = set.contents.indices.filter { seen.insert(set.contents[$0]).inserted }.map { row in
      ScoreRow(
        contentID: set.contents[row],
        outcome: .scored([], labels: [split.names[Int(split.partOfRow[row])]]))
    }
    try workspace.store([(signature, rows)])
    try workspace.makeCurrent([signature])
    // Scores belong to contents, which conversations elsewhere may have, too.
    let filled = split.names.filter { !(split.rows(of: $0) ?? []).isEmpty }
    let labelled = "\(column) in (\(filled.joined(separator: ", ")))"
    let all = try workspace.count(try workspace.query(labelled))
    var among = ""
    var here = all
    if all > set.count {
      let datasets = Set(set.ids.map { String($0.prefix { $0 != "/" }) })
      among =
        "(\(datasets.sorted().map { "dataset:\"\($0)\"" }.joined(separator: " or "))) "
      here = try workspace.count(try workspace.query(among + labelled))
      if here == all { among = "" }
    }
    for part in split.names {
      try workspace.name(
        try workspace.query("\(among)\(column):\(part)"), as: "\(name)_\(part)")
    }
    return (here - set.count, all - here)
  }

  /// What each part should have as much of: a label's values, or bins of a number's.
  private func strata(
    _ rule: LabelRule?, _ query: Query, _ set: LearningSet, _ workspace: Workspace
  ) throws -> ClassLabels {
    guard let rule else { return ClassLabels([String](repeating: "all", count: set.count)) }
    var raw: [LabelValue] = []
    try workspace.values([rule.column], query) { raw.append(LabelValue($0[0])) }
    let column = LabelColumn(name: rule.text, values: try rule.applied(to: raw))
    let none = "without \(rule.column)"
    let levels = column.levels.count
    if column.isNumeric, levels > 10 {
      let present = column.values.indices.filter { column.values[$0].number != nil }
      let bins = try Strata.quantileBins(
        of: present.compactMap { column.values[$0].number }, bins: 5)
      var names = [String](repeating: none, count: column.values.count)
      for (place, row) in present.enumerated() {
        names[row] = bins.classes[Int(bins.codes[place])]
      }
      return ClassLabels(names)
    }
    guard levels <= 10 || (levels <= 100 && levels * 2 <= set.count) else {
      throw SplitFault.tooManyValues(column: rule.column, levels: levels)
    }
    return ClassLabels(column.values.map { $0.plainText ?? none })
  }

  private func leaks(
    of split: NamedSplit, _ set: LearningSet, _ copies: Groups
  ) throws -> [Leak] {
    let parts = split.names.map { split.rows(of: $0) ?? [] }
    guard let train = parts.first else { return [] }
    let clusters: [(kind: Leak.Kind, clusters: Groups)] = [
      (.group, Groups(set.groups)), (.nearDuplicate, copies),
    ]
    var leaks: [Leak] = []
    for test in parts.dropFirst() {
      for (kind, clusters) in clusters {
        leaks.append(try Leak.between(kind, clusters: clusters, train: train, test: test))
      }
    }
    return leaks
  }
}
