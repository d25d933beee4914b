import Estimators
import Workspace

/// Keeps what says which conversations of a dataset belong together, or tells it.
package struct GroupDataset: Operation {
  package var dataset: String
  /// A field, `FIELD~PATTERN`, ``none`` for each by itself, ``usual`` for fields of the usual names
  /// again; nil changes nothing.
  package var rule: String?

  package static let none = Grouping.noneName
  package static let usual = "usual"

  package init(dataset: String, rule: String? = nil) {
    self.dataset = dataset
    self.rule = rule
  }

  package struct Result: Sendable {
    package let grouping: Grouping
    package let conversations: Int
    /// Those that stand for themselves.
    package let alone: Int
    /// The largest first.
    package let groups: [Group]
  }

  package struct Group: Sendable, Equatable {
    package let name: String
    package let conversations: Int
  }

  /// Throws ``GroupFault``, ``LearningColumnFault``, and what the workspace says of an unknown dataset.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let name = try workspace.dataset(named: dataset).name
    let query = try workspace.query("dataset:\"\(name)\"")
    if let rule { try keep(rule, of: name, query, run) }
    let grouping = try run.grouping(nil, query)
    let reader = try GroupReader(grouping)
    var sizes: [String: Int] = [:]
    var alone = 0
    try workspace.values(grouping.columns, query) { row in
      if let group = reader.group(row, dataset: name) {
        sizes[group, default: 0] += 1
      } else {
        alone += 1
      }
    }
    let groups = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      Group(name: String($0.key.dropFirst(name.count + 1)), conversations: $0.value)
    }
    return Result(
      grouping: grouping, conversations: sizes.values.reduce(alone, +), alone: alone,
      groups: groups)
  }

  private func keep(_ rule: String, of dataset: String, _ query: Query, _ run: Run) throws {
    var kept: String?
    switch rule {
    case GroupDataset.usual: kept = nil
    case GroupDataset.none: kept = rule
    default:
      let key = try run.canonical(try GroupKey(rule))
      let reader = try GroupReader(Grouping(keys: [dataset: key], isAsked: true))
      var hasGroup = false
      try run.workspace.values([key.field], query) { row in
        if reader.group(row, dataset: dataset) != nil { hasGroup = true }
      }
      guard hasGroup else { throw GroupFault.noGroup(dataset: dataset, key: key) }
      kept = key.text
    }
    try run.workspace.setGroupRule(kept, dataset: dataset)
  }
}
