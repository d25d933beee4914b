import PluginKit
import Validation
package import Workspace

/// Conversations in a line each, beside their main scores.
package struct ConversationList: Sendable {
  package struct Column: Sendable {
    package let name: String
    package let isNumber: Bool
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
  package private(set) var rows: [Row] = []

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

extension Run {
  /// The first `limit` conversations of a query, in order.
  func conversationList(
    _ query: Query, order: ConversationOrder = .stored, limit: Int? = nil
  ) throws -> ConversationList {
    var list = ConversationList(columns: try mainColumns())
    let columns = list.columns.map(\.name)
    try workspace.conversations(query, order: order, limit: limit, columns: columns) { stored in
      list.append(stored)
      return true
    }
    return list
  }

  /// Conversations by number, in that order.
  func conversationList(ids: [Int64]) throws -> ConversationList {
    var list = ConversationList(columns: try mainColumns())
    try workspace.conversations(ids: ids, columns: list.columns.map(\.name)) { stored in
      list.append(stored)
      return true
    }
    return list
  }

  /// Overall and tier, or before there is one the main metric of each validator that was run.
  private func mainColumns() throws -> [ConversationList.Column] {
    let known = try scoreColumns()
    let main = registry.validators.compactMap { $0.info.metrics.first?.name }
    let wanted =
      known.contains { $0.name == Overall.metric }
      ? [Overall.metric, Overall.tierLabel] : main
    return wanted.compactMap { name in
      known.first { $0.name == name }.map { .init(name: name, isNumber: $0.isNumber) }
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
