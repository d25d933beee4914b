import Corpus
import Learning
package import Workspace

/// Finds what is in a corpus more than once, and marks it: nothing is taken away.
///
/// Marks are metadata, which queries, exports and statistics know: of conversations `copy` (whether
/// an earlier one is like it), `copy_of`, `copy_likeness` and `copy_group`; of turns `turn_copy` and
/// `turn_copy_group`, or `template`, the number of conversations that a line is said in. The same
/// whatever the number of cores. Marks of an earlier search of the same kind give way.
package struct FindCopies: Operation {
  /// All when empty; copies across several are found.
  package var datasets: [String]
  package var span: CopySpan
  /// Share of their union that runs of three words have in common, from 0.5; of templates without
  /// meaning.
  package var likeness: Double
  /// Conversations that a line is in, to be a template; nil for a thousandth of all, at least five.
  package var least: Int?
  /// Whether the datasets' own fields of the marks' names give way.
  package var replaces: Bool

  package init(
    datasets: [String] = [], span: CopySpan = .conversations,
    likeness: Double = CopySearch.usualThreshold, least: Int? = nil, replaces: Bool = false
  ) {
    self.datasets = datasets
    self.span = span
    self.likeness = likeness
    self.least = least
    self.replaces = replaces
  }

  package static let usualLikeness = CopySearch.usualThreshold

  /// What belongs together; of templates, one line.
  package struct Group: Sendable, Equatable {
    /// The first of it, `dataset/id`, of turns with `#` and the turn's number from 0.
    package let first: String
    /// Conversations, or turns.
    package let members: Int
    /// Those of them that are the same to the byte as one before.
    package let exact: Int
    /// The least likeness by which one of them is in it.
    package let likeness: Double
    /// Conversations that they are in.
    package let conversations: Int
    /// How it begins.
    package let opening: String
  }

  package struct Result: Sendable {
    package let span: CopySpan
    package let datasets: [String]
    /// Conversations, or turns, that were looked at.
    package let items: Int
    /// Those that repeat an earlier one, exactly or nearly; of templates, all turns that are one.
    package let exact: Int
    package let near: Int
    package let groups: Int
    /// The largest of them.
    package let largest: [Group]
    /// Conversations that a line had to be in.
    package let least: Int
    package let seconds: Double
  }

  /// Groups in the result.
  static let mostGroups = 1000

  /// Throws ``CopyFault``, `LearningError` for an impossible likeness, and what the workspace says of
  /// an unknown dataset. What was read until an interruption need not be read again.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    _ = try CopySearch(threshold: likeness)
    if let least, least < 2 {
      throw ValueFault.outOfRange(parameter: "times", value: Double(least), least: 2, most: nil)
    }
    let all = try workspace.datasets().map(\.name)
    guard !all.isEmpty else { throw NothingFault.nothingLoaded }
    var seen: Set<String> = []
    let names = try (datasets.isEmpty ? all : datasets).filter { seen.insert($0).inserted }.map {
      try workspace.dataset(named: $0).name
    }
    if !replaces {
      for name in names {
        if let field = try workspace.ownField(of: span, dataset: name) {
          throw CopyFault.fieldTaken(field, dataset: name)
        }
      }
    }
    let query = try workspace.query(
      names.count == all.count
        ? "" : names.map { "dataset:\"\($0)\"" }.joined(separator: " or "))
    let start = ContinuousClock.now
    let found =
      switch span {
      case .conversations: try conversations(names, query, run)
      case .turns: try turns(names, query, run)
      case .templates: try templates(names, query, run)
      }
    return Result(
      span: span, datasets: names, items: found.items, exact: found.exact, near: found.near,
      groups: found.groups, largest: found.largest, least: found.least,
      seconds: (ContinuousClock.now - start).seconds)
  }

  struct Found {
    var items = 0
    var exact = 0
    var near = 0
    var groups = 0
    var largest: [Group] = []
    var least = 0
  }

  /// As the workspace keeps it of a search.
  var settings: String {
    span == .templates ? "least=\(least.map(String.init) ?? "usual")" : "likeness=\(likeness)"
  }

  static func likeness(inSettings text: String) -> Double? {
    text.hasPrefix("likeness=") ? Double(text.dropFirst(9)) : nil
  }

  private func conversations(_ names: [String], _ query: Query, _ run: Run) throws -> Found {
    let workspace = run.workspace
    let copies = try run.conversationCopies(query, likeness: likeness, keeps: true)
    var firsts = [Int](repeating: -1, count: copies.groups.count)
    var tallies = [Int: (members: Int, exact: Int, likeness: Double)]()
    var found = Found(items: copies.ids.count)
    for (place, code) in copies.groups.codes.enumerated() {
      if firsts[Int(code)] < 0 { firsts[Int(code)] = place }
      guard let partner = copies.partners[place] else { continue }
      var tally = tallies[Int(code)] ?? (1, 0, 1)
      tally.members += 1
      if partner.isExact { tally.exact += 1 }
      tally.likeness = min(tally.likeness, partner.likeness)
      tallies[Int(code)] = tally
    }
    found.exact = tallies.values.reduce(0) { $0 + $1.exact }
    found.near = copies.partners.count - found.exact
    found.groups = tallies.count
    let named = Set(tallies.keys.map { firsts[$0] } + copies.partners.values.map(\.place)).sorted()
    let references = Dictionary(
      uniqueKeysWithValues: zip(
        named, try workspace.references(named.map { copies.ids[$0] })))
    try workspace.markCopies(.conversations, settings: settings, datasets: names) { marks in
      for (place, code) in copies.groups.codes.enumerated() {
        if place % 4096 == 0 { try run.told("mark", place, copies.ids.count, .conversations) }
        let id = copies.ids[place]
        let partner = copies.partners[place]
        try marks.add(id, "copy", .flag(partner != nil))
        guard tallies[Int(code)] != nil, let first = references[firsts[Int(code)]] else { continue }
        try marks.add(id, "copy_group", .text(first))
        guard let partner, let other = references[partner.place] else { continue }
        try marks.add(id, "copy_likeness", .number(partner.likeness))
        try marks.add(id, "copy_of", .text(other))
      }
    }
    let largest = tallies.sorted {
      ($1.value.members, firsts[$0.key]) < ($0.value.members, firsts[$1.key])
    }
    .prefix(Self.mostGroups)
    let openings = try workspace.texts(of: largest.map { (copies.ids[firsts[$0.key]], 0) })
    found.largest = zip(largest, openings).map { group, opening in
      Group(
        first: references[firsts[group.key]] ?? "", members: group.value.members,
        exact: group.value.exact, likeness: group.value.likeness,
        conversations: group.value.members, opening: Self.line(opening))
    }
    return found
  }

  static func line(_ text: String) -> String {
    String(text.prefix(120).split(whereSeparator: \.isNewline).first ?? "")
  }
}

/// Why copies cannot be looked for.
package enum CopyFault: Fault {
  /// The dataset has a field of a mark's name.
  case fieldTaken(String, dataset: String)
  /// Nobody has looked yet whether the conversation has copies.
  case notSearched(String)
}

extension Run {
  func told(_ label: String, _ done: Int, _ total: Int, _ unit: Progress.Unit) throws {
    try cancellation.check()
    reportProgress(Progress(label: label, done: done, total: total, unit: unit))
  }
}
