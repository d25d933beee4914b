import Outcomes
import PluginKit
import Workspace

extension Run {
  /// The conversations of a query with their main scores, in order.
  func conversationTable(
    _ query: Query, order: ConversationOrder = .stored, limit: Int? = nil
  ) throws -> Table {
    let columns = try mainColumns()
    var table = emptyTable(columns)
    try workspace.conversations(query, order: order, limit: limit, columns: columns) { stored in
      table.rows.append(row(of: stored))
      return true
    }
    return table
  }

  /// The same for conversations by number, in that order.
  func conversationTable(ids: [Int64]) throws -> Table {
    let columns = try mainColumns()
    var table = emptyTable(columns)
    try workspace.conversations(ids: ids, columns: columns) { stored in
      table.rows.append(row(of: stored))
      return true
    }
    return table
  }

  /// Overall and tier, or before there is one the main metric of each validator that was run.
  private func mainColumns() throws -> [String] {
    let known = try metricNames()
    let main = registry.validators.compactMap { $0.info.metrics.first?.name }
    return (known.contains("overall") ? ["overall", "tier"] : main).filter(known.contains)
  }

  private func emptyTable(_ columns: [String]) -> Table {
    Table(
      "conversations",
      [
        .init("number", .integer, isVolatile: true), .init("dataset", .text), .init("id", .text),
        .init("messages", .integer),
      ]
        + columns.map { .init($0, $0 == "tier" ? .text : .number) }
        + [.init("begins", .text)])
  }

  private func row(of stored: StoredConversation) -> [Table.Cell] {
    let messages = stored.conversation.messages
    let opening = messages.first { $0.role == .user } ?? messages.first
    let first = (opening?.text ?? "").prefix(120).split(whereSeparator: \.isNewline).first ?? ""
    return [
      .integer(Int(stored.id)), .text(stored.dataset), .text(stored.conversation.id),
      .integer(messages.count),
    ] + stored.values.map(Table.Cell.init) + [.text(String(first))]
  }
}

extension Table.Cell {
  init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text("(\(bytes.count) bytes)")
    }
  }
}
