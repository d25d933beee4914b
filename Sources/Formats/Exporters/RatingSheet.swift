package import Corpus

/// The rows of a table that raters fill in.
package struct RatingSheet {
  /// Stands for a conversation and tells nothing of it.
  package static let itemColumn = "pe_item"
  package static let raterColumn = "rater"
  package static let turnColumn = "turn"
  /// Those that are no labels.
  package static let columns: Set = [
    itemColumn, raterColumn, turnColumn, "before", "speaker", "text", "talk",
  ]

  private let labels: [String]
  private let turnsOf: Set<Role>?
  private let formulas = FormulaGuard.on

  package init(labels: [String], turnsOf: Set<Role>?) {
    self.labels = labels
    self.turnsOf = turnsOf
  }

  /// A letter and twelve hexadecimal digits, the same wherever the dataset has that name.
  package static func item(dataset: String, id: String) -> String {
    "i" + String(Digest(of: "pe item \(dataset)\u{0}\(id)").hex.prefix(12))
  }

  package var header: [UInt8] {
    var row = CSVRowWriter(formulas)
    let what = turnsOf == nil ? ["talk"] : [Self.turnColumn, "before", "speaker", "text"]
    row.add([Self.itemColumn] + what + labels + [Self.raterColumn])
    return row.bytes
  }

  /// A row, or one for each turn of the roles; none where there is nothing to rate.
  package func rows(
    of conversation: Conversation, item: String
  ) -> (bytes: [UInt8], count: Int) {
    var row = CSVRowWriter(formulas)
    let empty = labels.map { _ in "" } + [""]
    guard let turnsOf else {
      let lines = conversation.messages.map { "\(Self.name($0)): \($0.text)" }
      guard !lines.isEmpty else { return ([], 0) }
      row.add([item, lines.joined(separator: "\n\n")] + empty)
      return (row.bytes, 1)
    }
    var count = 0
    for (place, message) in conversation.messages.enumerated() where turnsOf.contains(message.role)
    {
      let before = place > 0 ? conversation.messages[place - 1] : nil
      row.add(
        [
          item, String(place + 1), before.map { "\(Self.name($0)): \($0.text)" } ?? "",
          Self.name(message), message.text,
        ] + empty)
      count += 1
    }
    return (row.bytes, count)
  }

  /// Roles in place of names, which may tell who somebody is.
  private static func name(_ message: Message) -> String { message.role.rawValue }
}
