import Corpus
import Estimators
import Learning
package import Patterns
import Workspace

/// What says which conversations belong together: a field, or what a pattern finds in it.
package struct GroupKey: Sendable, Hashable {
  package let field: String
  package let pattern: String?

  /// Reads `speaker` or `video_title~^Part \d+: \K\w+`. Throws when the pattern is not understood.
  init(_ text: String) throws {
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
    field = String(parts[0]).trimmed
    pattern = parts.count > 1 ? String(parts[1]).trimmed : nil
    guard !field.isEmpty, pattern != "" else {
      throw GroupFault.badKey(text)
    }
    guard let pattern else { return }
    do {
      _ = try TextPattern(pattern)
    } catch {
      throw GroupFault.badPattern(text, error)
    }
  }

  package var text: String { pattern.map { "\(field)~\($0)" } ?? field }

  /// Names that fields of groups go by, the most telling first.
  static let usual = [
    "group", "series", "speaker", "speaker_id", "therapist", "therapist_id", "client", "client_id",
    "user", "user_id", "author", "participant", "video_title", "source",
  ]
}

/// How conversations are put together for a command.
package struct Grouping: Sendable, Equatable {
  /// Of each dataset; conversations of others stand for themselves.
  package let keys: [String: GroupKey]
  /// Whether the person said it for this command.
  package let isAsked: Bool

  /// What a person writes for it.
  static let noneName = "none"
  static let none = Grouping(keys: [:], isAsked: true)

  /// Columns that the keys read, each once.
  var columns: [String] { Set(keys.values.map(\.field)).sorted() }
}

/// Gives the group of each row.
struct GroupReader {
  private let columns: [String]
  private let keys: [String: (place: Int, pattern: TextPattern?)]

  init(_ grouping: Grouping) throws {
    let columns = grouping.columns
    self.columns = columns
    keys = try grouping.keys.mapValues { key in
      (columns.firstIndex(of: key.field) ?? 0, try key.pattern.map { try TextPattern($0) })
    }
  }

  /// `values` are those of the grouping's columns. Of one dataset, as fields of two datasets that
  /// share values share no people. Nil where the conversation stands for itself.
  func group(_ values: some RandomAccessCollection<SQLValue>, dataset: String) -> String? {
    guard let key = keys[dataset], values.count == columns.count else { return nil }
    let value = values[values.index(values.startIndex, offsetBy: key.place)]
    guard let text = LabelValue(value).plainText else { return nil }
    guard let pattern = key.pattern else { return "\(dataset)\u{1F}\(text)" }
    return pattern.first(in: text).map { "\(dataset)\u{1F}\($0)" }
  }
}

extension Run {
  /// The grouping that was asked for, `none` for none. Without one, of each dataset what `group`
  /// said of it, else the first usual field that at least half of its rows have, with two values
  /// or more. Rows are the query's conversations that have a value in each of `columns`.
  func grouping(_ asked: String?, _ query: Query, having columns: [String] = []) throws -> Grouping
  {
    if let asked {
      if asked == Grouping.noneName { return .none }
      let key = try canonical(try GroupKey(asked))
      let names = try workspace.datasets().map(\.name)
      return Grouping(
        keys: Dictionary(uniqueKeysWithValues: names.map { ($0, key) }), isAsked: true)
    }
    let rules = try workspace.groupRules().mapValues {
      $0 == Grouping.noneName ? nil : try GroupKey($0)
    }
    let known = Set(try workspace.columns().map(\.name))
    let usual = GroupKey.usual.filter(known.contains)
    guard !usual.isEmpty || !rules.isEmpty else { return Grouping(keys: [:], isAsked: false) }
    var keys: [String: GroupKey] = [:]
    for (dataset, field) in try usualFields(usual, query, having: columns) {
      if let rule = rules[dataset] {
        guard let rule else { continue }
        guard known.contains(rule.field) else {
          throw GroupFault.fieldGone(dataset: dataset, field: rule.field)
        }
        keys[dataset] = rule
      } else if let field {
        keys[dataset] = try GroupKey(field)
      }
    }
    return Grouping(keys: keys, isAsked: false)
  }

  /// The datasets of the rows, each with its first field of groups, if it has one.
  private func usualFields(
    _ usual: [String], _ query: Query, having columns: [String]
  ) throws -> [String: String?] {
    struct Tally {
      var rows = 0
      var counts: [Int]
      var first: [SQLValue?]
      var differs: [Bool]
    }
    var tallies: [String: Tally] = [:]
    let none = Tally(
      counts: usual.map { _ in 0 }, first: usual.map { _ in nil }, differs: usual.map { _ in false }
    )
    try workspace.values(["dataset"] + usual + columns, query) { row in
      guard case .text(let dataset) = row[0],
        !row[(1 + usual.count)...].contains(where: { LabelValue($0) == .missing })
      else { return }
      tallies[dataset, default: none].rows += 1
      for place in usual.indices where LabelValue(row[1 + place]) != .missing {
        let value = row[1 + place]
        tallies[dataset, default: none].counts[place] += 1
        let first = tallies[dataset]?.first[place] ?? nil
        if first == nil { tallies[dataset]?.first[place] = value }
        if let first, first != value { tallies[dataset]?.differs[place] = true }
      }
    }
    return tallies.mapValues { tally in
      usual.indices.first { tally.differs[$0] && tally.counts[$0] * 2 >= tally.rows }
        .map { usual[$0] }
    }
  }

  func canonical(_ key: GroupKey) throws -> GroupKey {
    let field = try requireColumn(key.field)
    return try GroupKey(key.pattern.map { "\(field)~\($0)" } ?? field)
  }

  /// The grouping that a model was trained with, where its field is here.
  func knownGroup(_ provenance: Provenance) throws -> String? {
    guard let group = provenance.group, group != Grouping.noneName else { return provenance.group }
    let field = try GroupKey(group).field
    return try workspace.columns().contains { $0.name == field } ? group : nil
  }

  /// The name of a column as lists have it: without regard to case where one alone fits, and without
  /// `metadata.` where no score has the name. Throws when there is none.
  @discardableResult
  func requireColumn(_ name: String) throws -> String {
    let names = try workspace.columns().map(\.name)
    let plain = name.hasPrefix("metadata.") ? String(name.dropFirst(9)) : name
    for wanted in [name, plain] where names.contains(wanted) { return wanted }
    let similar = names.filter { $0.lowercased() == plain.lowercased() }
    guard similar.count == 1 else {
      if try workspace.fields().contains(where: { $0.level == .message && $0.key == plain }) {
        throw LearningColumnFault.isOfMessages(plain)
      }
      throw LearningColumnFault.unknown(name, known: names)
    }
    return similar[0]
  }

  /// The rule with its column's name as lists have it.
  func canonical(_ rule: LabelRule) throws -> LabelRule {
    var rule = rule
    rule.column = try requireColumn(rule.column)
    return rule
  }
}

/// A column that cannot be learned from.
package enum LearningColumnFault: Fault {
  /// `known` are the fields and scores that there are.
  case unknown(String, known: [String])
  case unknownMetric(String, known: [String])
  /// It is a field of messages, not of conversations.
  case isOfMessages(String)
  case unknownMessageField(String, known: [String])
  /// Numbers were asked of a column of words.
  case countsOfText(String)
  /// What is to be learned is no feature.
  case countsOfLabel(String)
  case noMetrics
  /// Turns are read by a label that messages have.
  case turnsWithoutLabel
}

package enum GroupFault: Fault {
  case badKey(String)
  /// The error tells where the pattern is not understood.
  case badPattern(String, PatternError)
  /// No row has anything in the fields that were asked for.
  case nothingGrouped(Grouping)
  /// The dataset's rule names a field that is there no longer.
  case fieldGone(dataset: String, field: String)
  /// No conversation of the dataset has a group by the key.
  case noGroup(dataset: String, key: GroupKey)
}
