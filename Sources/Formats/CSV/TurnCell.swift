import Corpus

/// Reads a cell that holds a list of turns, as JSON or as Python prints it.
struct TurnCell {
  private let parser = JSONParser()
  private var turns = TurnReader(TurnKeys(role: "role", text: "content"), isMapped: false)

  /// Throws ``BrokenReason`` for what is no list of turns.
  mutating func messages(_ cell: String) throws(BrokenReason) -> [Message] {
    try parse(cell) { value throws(BrokenReason) in
      guard let list = TurnCell.list(in: value) else {
        throw BrokenReason("the cell of turns holds no list")
      }
      return try turns.messages(in: list)
    }
  }

  /// Whether the cell holds talk; lists of strings are as often tags, and count by `takesStrings`.
  func holdsTurns(_ cell: String, takesStrings: Bool) -> Bool {
    guard let first = cell.utf8.first(where: { !isSpace($0) }),
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{") || first == UInt8(ascii: "a")
    else { return false }
    let holds = try? parse(cell) { value throws(BrokenReason) in
      guard let list = TurnCell.list(in: value), list.count > 0 else { return false }
      return list.elements.allSatisfy { element in
        if element.isString { return takesStrings }
        return KnownNames.texts.contains { element[$0] != nil }
          && KnownNames.roles.contains { element[$0] != nil }
      }
    }
    return holds ?? false
  }

  /// What was done to the turns of the cell that was read last.
  var notes: [TurnReader.Note] { turns.notes }

  /// Whether the text begins as a list or an object does.
  static func mayHoldTurns(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.first { !isSpace($0) }.map { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } ?? false
  }

  private func parse<Result>(
    _ cell: String, _ body: (JSONValue) throws(BrokenReason) -> Result
  ) throws(BrokenReason) -> Result {
    do throws(BrokenReason) {
      return try parser.parse(copying: cell.utf8, body)
    } catch  where error.isSyntax {
      do throws(BrokenReason) {
        return try parser.parse(copying: PythonLiteral.json(cell), body)
      } catch  where error.isSyntax {
        throw BrokenReason("the cell of turns is neither JSON nor a Python list")
      }
    }
  }

  private static func list(in value: JSONValue) -> JSONValue? {
    if value.isArray { return value }
    guard value.isObject else { return nil }
    for name in KnownNames.lists { if let list = value[name], list.isArray { return list } }
    return nil
  }
}
