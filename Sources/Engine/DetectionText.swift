import PluginKit

extension Detection {
  /// One line for the person: what was recognised and which names were taken for what.
  var sentence: String {
    if case .rows(let delimiter) = layout { return rowSentence(delimiter) }
    var parts = [[format, layoutLabel].compactMap { $0 }.joined(separator: " ")]
    switch unit {
    case .conversation where layout != .text && format != "messages" && format != "sharegpt":
      let place = name("messages").map { "turns under \($0)" } ?? "turns in a list"
      let names =
        name("role").map { "speaker \($0), text \(name("content") ?? "")" } ?? "speakers in turn"
      parts.append("\(place), \(names)")
    case .conversation, .utterance, .exportedUtterance: break
    case .transcript: parts.append("transcripts under \(name("text") ?? "")")
    case .pair: parts.append("user \(name("user") ?? ""), assistant \(name("assistant") ?? "")")
    case .text: parts.append("text \(name("text") ?? ""), one message a conversation")
    }
    if let idLabel { parts.append(idLabel) }
    return parts.joined(separator: "; ")
  }

  private func rowSentence(_ delimiter: UInt8) -> String {
    let separated =
      switch delimiter {
      case UInt8(ascii: ","): ""
      case UInt8(ascii: "\t"): " (separated by tabs)"
      default: " (separated by \(Character(UnicodeScalar(delimiter))))"
      }
    switch unit {
    case .exportedUtterance: return "one row an utterance, as the csv exporter writes it"
    case .utterance:
      let taken = ["id", "speaker", "text", "order"].compactMap { part in
        name(part).map { "\(part) \($0)" }
      }
      var sentence = "one row an utterance\(separated): \(taken.joined(separator: ", "))"
      if let turn = turnMetadata?.count, let conversation = conversationMetadata?.count {
        let columns = turn == 1 ? "1 column" : "\(turn) columns"
        sentence += "; \(columns) a turn, \(conversation) a conversation"
      }
      return sentence
    case .pair:
      return "one row a pair\(separated): user \(name("user") ?? ""), "
        + "assistant \(name("assistant") ?? ""); \(idLabel ?? "")"
    case .text, .conversation, .transcript:
      return "one row a text\(separated): text \(name("text") ?? ""); \(idLabel ?? "")"
    }
  }

  /// The names of the file for a part, several in a row.
  private func name(_ part: String) -> String? {
    column(part)?.joined(separator: " and ")
  }

  private var layoutLabel: String? {
    switch layout {
    case .lines: "JSONL"
    case .list: "JSON list"
    case .members: "JSON, one record a member"
    case .sequence: "JSON, records in a row"
    case .whole: "JSON, one record"
    case .rows, .text: nil
    }
  }

  private var idLabel: String? {
    let path = isNested ? " and the path in the record" : ""
    switch identity {
    case .column(let name) where unit == .pair || unit == .text:
      if case .rows = layout { return "id \(name)" }
      return "id from \(name)\(path)"
    case .column(let name): return "id from \(name)\(path)"
    case .memberName: return "id from the member's name\(path)"
    case .recordNumber: return "id from the record's number\(path)"
    case .rowNumber: return "id from the row's number"
    case .format: return nil
    }
  }
}

extension ReadReport {
  /// What came up while a file was read, a sentence a kind; broken records are told elsewhere.
  var sentences: [String] {
    notes.filter { $0.kind != .leftOut }.map { note in
      let first = note.first.first
      guard note.kind == .renamed else {
        return "\(note.what): \(note.count), the first on line \(first?.line ?? 0)"
      }
      let records = note.count == 1 ? "1 record has" : "\(note.count) records have"
      return "\(records) the \(note.what) and got '#2' or a higher number behind it; the first "
        + "is '\(first?.id ?? "")' on line \(first?.line ?? 0)"
    }
  }
}
