import PluginKit

/// Metadata as columns of a table, one a field, in the order that the fields are given in.
struct FieldColumns {
  private let conversation: [ExportField]
  private let messages: [ExportField]
  private let places: [String: Int]
  private let messagePlaces: [String: Int]
  private var homeless = ReadNote(.leftOut, "values of fields that came while the file was written")

  init(_ fields: [ExportField]) {
    conversation = fields.filter { !$0.isOfMessages }
    messages = fields.filter(\.isOfMessages)
    places = Self.places(conversation)
    messagePlaces = Self.places(messages)
  }

  private static func places(_ fields: [ExportField]) -> [String: Int] {
    Dictionary(fields.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  var notes: [ReadNote] { homeless.count > 0 ? [homeless] : [] }

  // For what reads back

  /// `message.KEY` and `conversation.KEY`, marked where the cells are JSON.
  var exactHeader: [String] { (messages + conversation).map { ExportedField($0).name } }

  /// Nil for a conversation without messages.
  mutating func exactCells(
    of message: Message?, in conversation: Conversation
  ) -> [String] {
    cells(message?.metadata, messages, messagePlaces, conversation.id) {
      ExportedField.cell($0, isText: ExportedField($1).isText)
    }
      + cells(conversation.metadata, self.conversation, places, conversation.id) {
        ExportedField.cell($0, isText: ExportedField($1).isText)
      }
  }

  // For people and their programs

  /// `message.KEY` and `conversation.KEY`.
  var header: [String] {
    messages.map { "message.\($0.key)" } + conversation.map { "conversation.\($0.key)" }
  }

  mutating func cells(of message: Message, in conversation: Conversation) -> [String] {
    cells(message.metadata, messages, messagePlaces, conversation.id) { value, _ in
      value.plainText
    } + cells(of: conversation)
  }

  /// The names of conversations' fields: as they are, behind `metadata.` where another column has the
  /// name, as queries call them.
  func conversationHeader(beside names: [String]) -> [String] {
    conversation.map { names.contains($0.key) ? "metadata.\($0.key)" : $0.key }
  }

  mutating func cells(of conversation: Conversation) -> [String] {
    cells(conversation.metadata, self.conversation, places, conversation.id) { value, _ in
      value.plainText
    }
  }

  private mutating func cells(
    _ metadata: Metadata?, _ fields: [ExportField], _ places: [String: Int], _ id: String,
    _ cell: (MetadataValue, ExportField) -> String
  ) -> [String] {
    var cells = [String](repeating: "", count: fields.count)
    for entry in metadata?.entries ?? [] {
      guard let place = places[entry.key] else {
        homeless.add(ReadNote.Place(line: 0, id: id), times: 1)
        continue
      }
      cells[place] = cell(entry.value, fields[place])
    }
    return cells
  }
}

/// A field as the csv exporter names its column, and its cells as they read back.
///
/// A text stands as it is; one that is empty, or begins with a quote, as JSON. In a column with values of
/// other kinds all are JSON, and the column's name says so.
struct ExportedField: Equatable {
  let key: String
  let isOfMessages: Bool
  let isText: Bool

  private static let mark = ":json"

  init(_ field: ExportField) {
    key = field.key
    isOfMessages = field.isOfMessages
    isText = field.isText && !Self.isMarked(field.key)
  }

  /// Nil for a name that the exporter does not write.
  init?(name: String, _ parser: JSONParser) {
    guard let dot = name.firstIndex(of: "."),
      let level = ["message": true, "conversation": false][String(name[..<dot])]
    else { return nil }
    isOfMessages = level
    var text = String(name[name.index(after: dot)...])
    isText = !Self.isMarked(text)
    if !isText { text.removeLast(Self.mark.count) }
    guard text.hasPrefix("\"") else {
      guard !text.isEmpty else { return nil }
      key = text
      return
    }
    guard let quoted = try? Self.text(text, parser) else { return nil }
    key = quoted
  }

  /// What a reader of headers would trim or call otherwise stands in quotes.
  var name: String {
    let isPlain =
      key.utf8.first.map { $0 > 0x22 || $0 == 0x21 } ?? false && key.utf8.allSatisfy { $0 > 0x20 }
      && key.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    return (isOfMessages ? "message." : "conversation.") + (isPlain ? key : Self.quoted(key))
      + (isText ? "" : Self.mark)
  }

  private static func isMarked(_ key: String) -> Bool { key.hasSuffix(mark) }

  static func cell(_ value: MetadataValue, isText: Bool) -> String {
    switch value {
    case .text(let text) where isText && !text.isEmpty && !text.hasPrefix("\""): text
    case .text(let text): quoted(text)
    case .json(let json): json
    case .integer, .number, .flag, .null: json(value)
    }
  }

  private static func json(_ value: MetadataValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return writer.string
  }

  /// Nil for an empty cell.
  func value(_ cell: String, _ parser: JSONParser) throws(BrokenReason) -> MetadataValue? {
    guard let first = cell.utf8.first else { return nil }
    if isText, first != UInt8(ascii: "\"") { return .text(cell) }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json(cell)
    case UInt8(ascii: "\""): return .text(try Self.text(cell, parser))
    default:
      return try parser.parse(copying: cell.utf8) { value throws(BrokenReason) in
        try MetadataReader.plain(value)
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return writer.string
  }

  private static func text(_ json: String, _ parser: JSONParser) throws(BrokenReason) -> String {
    try parser.parse(copying: json.utf8) { value throws(BrokenReason) in
      guard case .text(let text) = try MetadataReader.plain(value) else {
        throw BrokenReason("a text of the csv exporter is not closed")
      }
      return text
    }
  }
}
