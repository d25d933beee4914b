import PluginKit
import Validation
package import Workspace

/// Conversations in a line each, beside their main scores.
package struct ConversationList: Sendable {
  package struct Column: Sendable {
    package let name: String
    package let isNumber: Bool
    /// What it is called beside its neighbour: `low` and `high` behind overall.
    package let heading: String

    init(name: String, isNumber: Bool, heading: String? = nil) {
      self.name = name
      self.isNumber = isNumber
      self.heading = heading ?? name
    }
  }

  package struct Row: Sendable {
    /// Its number in the workspace.
    package let number: Int64
    package let dataset: String
    package let id: String
    package let messages: Int
    /// In the order of the list's columns.
    package let values: [SQLValue]
    /// How the seeker begins, or whoever does: a line of at most 120 characters.
    package let opening: String
  }

  package let columns: [Column]
  /// Whether how many messages they have, and how they begin, belongs into the list.
  package let hasMessages: Bool
  package let hasOpening: Bool
  package private(set) var rows: [Row] = []

  /// What `columns` may hold beside names of columns: how a conversation begins.
  package static let opening = "begins"

  fileprivate mutating func append(_ stored: StoredConversation) {
    let messages = stored.conversation.messages
    let opening = messages.first { $0.role == .user } ?? messages.first
    let first = (opening?.text ?? "").prefix(120).split(whereSeparator: \.isNewline).first ?? ""
    rows.append(
      Row(
        number: stored.id, dataset: stored.dataset, id: stored.conversation.id,
        messages: messages.count, values: stored.values, opening: String(first)))
  }
}

/// Which columns a list has beside number, dataset and id.
package enum ListedColumns: Sendable, Codable, Equatable {
  /// Messages, main scores, those of `further` that are not among them, and how it begins.
  case usual(further: [String])
  /// These and how it begins if it is among them, then those of `further` that are not.
  case chosen([String], further: [String])
}

extension ColumnInfo {
  fileprivate var isScore: Bool { if case .score = source { true } else { false } }
}

extension Run {
  /// The first `limit` conversations of a query, in order.
  func conversationList(
    _ query: Query, order: ConversationOrder = .stored, limit: Int? = nil,
    columns: ListedColumns = .usual(further: [])
  ) throws -> ConversationList {
    var list = try emptyList(columns)
    let names = list.columns.map(\.name)
    try workspace.conversations(query, order: order, limit: limit, columns: names) { stored in
      list.append(stored)
      return true
    }
    return list
  }

  /// Conversations by number, in that order.
  func conversationList(
    ids: [Int64], columns: ListedColumns = .usual(further: [])
  ) throws -> ConversationList {
    var list = try emptyList(columns)
    try workspace.conversations(ids: ids, columns: list.columns.map(\.name)) { stored in
      list.append(stored)
      return true
    }
    return list
  }

  private func emptyList(_ listed: ListedColumns) throws -> ConversationList {
    switch listed {
    case .usual(let further):
      let main = try mainColumns()
      return ConversationList(
        columns: try list(further, after: main), hasMessages: true, hasOpening: true)
    case .chosen(let names, let further):
      let hasOpening = names.contains(ConversationList.opening)
      let chosen = try list(names.filter { $0 != ConversationList.opening }, after: [])
      return ConversationList(
        columns: try list(further, after: chosen), hasMessages: false, hasOpening: hasOpening)
    }
  }

  /// `columns` and those of `names` that are not among them or in each list. Throws for a name that
  /// is no column.
  private func list(
    _ names: [String], after columns: [ConversationList.Column]
  ) throws -> [ConversationList.Column] {
    var columns = columns
    for name in names where !["number", "dataset", "id"].contains(name.lowercased()) {
      let known = try workspace.column(name)
      let own = known?.name ?? name
      guard !columns.contains(where: { $0.name == own }) else { continue }
      // What is no column is told by who reads it.
      columns.append(.init(name: own, isNumber: known?.isNumber ?? false))
    }
    return columns
  }

  /// Overall, with its interval where tiers follow its lower end, and tier; or before there is one
  /// the main metric of each validator that was run.
  private func mainColumns() throws -> [ConversationList.Column] {
    let known = try workspace.columns().filter { $0.isScore }
    let main = registry.validators.compactMap { $0.info.metrics.first?.name }
    let hasOverall = known.contains { $0.name == Overall.metric }
    let showsInterval = try hasOverall && storedProfile().passing == .lowerBound
    let bounds = showsInterval ? ["low", "high"] : []
    let overall =
      [(Overall.metric, Overall.metric)] + bounds.map { ("\(Overall.metric)_\($0)", $0) }
      + [(Overall.tierLabel, Overall.tierLabel)]
    return (hasOverall ? overall : main.map { ($0, $0) }).compactMap { name, heading in
      known.first { $0.name == name }.map {
        .init(name: name, isNumber: $0.isNumber, heading: heading)
      }
    }
  }

  /// The metrics and labels that have been computed, in order.
  func scoreColumns() throws -> [ColumnInfo] {
    try workspace.columns().filter { column in
      switch column.source {
      case .score(_, .metric), .score(_, .label): true
      default: false
      }
    }
  }
}
