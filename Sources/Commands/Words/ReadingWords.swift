import Corpus
import Engine
import PluginKit

extension Detection {
  /// One line for the person: what was recognised and which names were taken for what.
  var sentence: String {
    if case .rows(let delimiter) = layout { return rowSentence(delimiter) }
    var parts = [[format, layoutLabel].compactMap { $0 }.joined(separator: " ")]
    switch unit {
    case .conversation
    where layout != .text && name("content") != nil && format != "messages"
      && format != "sharegpt":
      let place = name("messages").map { "turns under \($0)" } ?? "turns in a list"
      let names =
        name("role").map { "speaker \($0), text \(name("content") ?? "")" } ?? "speakers in turn"
      parts.append("\(place), \(names)")
    case .utterance:
      let taken = ["id", "speaker", "text", "order", "reply"].compactMap { part in
        name(part).map { "\(part) \($0)" }
      }
      return parts[0] + "; one turn a record: \(taken.joined(separator: ", "))"
    case .conversation where format == "dialogue" && name("content") == nil:
      name("messages").map { parts.append("turns written as JSON under \($0)") }
    case .conversation, .exportedUtterance: break
    case .transcript: parts.append("transcripts under \(name("text") ?? "")")
    case .pair: parts.append("user \(name("user") ?? ""), assistant \(name("assistant") ?? "")")
    case .text: parts.append("text \(name("text") ?? ""), one message a conversation")
    }
    if let idLabel { parts.append(idLabel) }
    return parts.joined(separator: "; ")
  }

  private func rowSentence(_ delimiter: UInt8) -> String {
    let separated = written(delimiter)
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
        + "assistant \(name("assistant") ?? "")\(orderLabel); \(idLabel ?? "")"
    case .text:
      return "one row a text\(separated): text \(name("text") ?? "")\(orderLabel); "
        + "\(idLabel ?? "")"
    case .conversation:
      let turns =
        name("messages").map { "turns listed in \($0)" }
        ?? "turns in the columns \(name("turns") ?? "")"
      return "one row a conversation\(separated): \(turns); \(idLabel ?? "")"
    case .transcript:
      return "one row a conversation\(separated): a transcript in \(name("text") ?? ""); "
        + "\(idLabel ?? "")"
    }
  }

  /// How a table is written, where that is not as usual.
  private func written(_ delimiter: UInt8) -> String {
    var parts: [String] = []
    switch delimiter {
    case UInt8(ascii: ","): break
    case UInt8(ascii: "\t"): parts.append("separated by tabs")
    default: parts.append("separated by \(Character(UnicodeScalar(delimiter)))")
    }
    if !hasHeader { parts.append("without a header") }
    if skippedLines > 0 {
      parts.append(skippedLines == 1 ? "below 1 line" : "below \(skippedLines) lines")
    }
    if let encoding { parts.append("in \(encoding)") }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private var orderLabel: String { name("order").map { ", in the order of \($0)" } ?? "" }

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
    case .rows, .columns, .text: nil
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

extension LoadFile.Reading {
  /// What was decided about the file and what came up, each in a line: who speaks, what is kept
  /// beside the talk, and each kind of repair, omission and doubt with its first places.
  func notes(dataset: String) -> [String] {
    let voices = Voices(report)
    var notes: [String] = []
    if let known = voices.known { notes.append(known) }
    if let unknown = voices.unknown(dataset: dataset) { notes.append(unknown) }
    if !absentSpeakers.isEmpty {
      notes.append("no speaker of the file is called \(nameList(absentSpeakers)), as --role says")
    }
    if let kept { notes.append(kept) }
    return notes
      + report.notes.prefix(12).enumerated().map { place, note in
        notePlaces.isEmpty ? note.sentence : note.sentence(in: notePlaces[place])
      }
  }

  private var kept: String? {
    let parts = [(conversationFields, "conversation"), (turnFields, "turn")].compactMap { part in
      part.0.isEmpty ? nil : "\(shortList(part.0)) of the \(part.1)"
    }
    return parts.isEmpty ? nil : "kept as metadata: \(parts.joined(separator: "; "))"
  }
}

/// Ten names, and how many more there are.
func shortList(_ names: [String]) -> String {
  let more = names.count > 10 ? " and \(names.count - 10) more" : ""
  return nameList(Array(names.prefix(10))) + more
}

/// Who speaks in a file, with their roles.
private struct Voices {
  private let report: ReadReport

  init(_ report: ReadReport) { self.report = report }

  /// `speakers: client → user (20 turns), therapist → assistant (18)`
  var known: String? {
    let known = report.speakers.filter { $0.role != .other }
    guard !known.isEmpty else { return nil }
    let parts = known.prefix(10).map { speaker in
      let count = "(\(speaker.turns))"
      return speaker.name == speaker.role.rawValue || speaker.name.isEmpty
        ? "\(speaker.role.rawValue) \(count)"
        : "\(shortened(speaker.name)) → \(speaker.role.rawValue) \(count)"
    }
    let more = known.count > 10 ? " and \(known.count - 10) more" : ""
    return "turns: \(parts.joined(separator: ", "))\(more)"
  }

  /// The speakers whose part could not be told, and how to tell it.
  func unknown(dataset: String) -> String? {
    let unknown = report.speakers.filter { $0.role == .other && $0.name != Role.other.rawValue }
    guard !unknown.isEmpty else { return nil }
    let named = unknown.filter { !$0.name.isEmpty }
    let parts = unknown.prefix(6).map {
      $0.name.isEmpty ? "nobody (\($0.turns))" : "\(shortened($0.name)) (\($0.turns))"
    }
    let others = unknown.count - parts.count
    let more = others > 0 ? " and \(others) more" : ""
    let sentence = "no role is known for \(parts.joined(separator: ", "))\(more)"
    guard let first = named.first?.name else { return sentence }
    let second = named.dropFirst().first.map { ",\($0.name)=assistant" } ?? ""
    let pairs = "\(first)=user\(second)"
    let example = pairs.utf8.count > 80 ? "NAME=user" : quoted(pairs)
    return "\(sentence): --role, such as \(example), says who seeks and who supports; "
      + "'roles \(dataset) …' does it later"
  }

  private func quoted(_ text: String) -> String {
    text.contains { " '#".contains($0) } ? "\"\(text)\"" : text
  }

  private func shortened(_ name: String) -> String {
    name.count > 40 ? String(name.prefix(39)) + "…" : name
  }
}

extension ReadNote {
  /// The same where several files were read, in the first of which it came up.
  fileprivate func sentence(in files: [String]) -> String {
    let first = "\(count), first in \(files.joined(separator: ", "))"
    switch kind {
    case .renamed: return "given another id: \(what): \(first)"
    case .leftOut: return "left out: \(what): \(first)"
    case .repaired: return "repaired: \(what): \(first)"
    case .kept: return "kept: \(what): \(first)"
    case .ambiguous: return "guessed: \(what): \(first)"
    }
  }

  /// One line: what it was, how often, and where first.
  fileprivate var sentence: String {
    switch kind {
    case .renamed:
      let records = count == 1 ? "1 record has" : "\(count) records have"
      return "\(records) the \(what) and got '#2' or a higher number behind it; the first "
        + "is '\(first.first?.id ?? "")' on line \(first.first?.line ?? 0)"
    case .leftOut: return "left out: \(what): \(places)"
    case .repaired: return "repaired: \(what): \(places)"
    case .kept: return "kept: \(what): \(places)"
    case .ambiguous: return "guessed: \(what): \(places)"
    }
  }

  private var places: String {
    let lines = first.map { String($0.line) }
    if count == 1 { return "1, on line \(lines.first ?? "")" }
    let first = count > lines.count ? "first " : ""
    return "\(count), \(first)on lines \(lines.joined(separator: ", "))"
  }
}
