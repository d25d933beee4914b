import PluginKit

/// Decides on the shape of a JSON file from what its first records hold and what the person said.
struct ShapeChoice {
  let path: String
  let options: ReadOptions
  let surveys: [DialogueFinder.Survey]
  let layout: RecordScanner.Layout

  /// Parts that `--map` can name in a JSON file.
  static let parts = [
    "id", "messages", "role", "speaker", "content", "text", "user", "assistant",
  ]

  func plan() throws(FormatError) -> JSONPlan {
    for key in options.map.keys.sorted() where !ShapeChoice.parts.contains(key) {
      throw FormatError(
        .badMapping, "--map knows no '\(key)' for a JSON file",
        hint: "there are: \(ShapeChoice.parts.joined(separator: ", "))")
    }
    for key in ["id", "messages", "user", "assistant"] {
      if let name = options.map[key] { try check(name, in: recordNames, key) }
    }
    var isMapped = false
    let finding = try mapped(try found(), &isMapped)
    let idKey = try idKey(for: finding)
    let isAlone =
      finding.isNested
      && surveys.allSatisfy { $0.isAlone || !$0.findings.contains(finding) }
    let shape = Shape(
      layout: layout, isNested: finding.isNested, isAlone: isAlone, dialogue: finding.dialogue,
      idKey: idKey)
    if finding.dialogue.isText, options.format == nil, options.map.isEmpty {
      try checkNotUtterances(idKey)
    }
    return JSONPlan(shape: shape, isMapped: isMapped)
  }

  private var recordNames: [String] { unique(surveys.flatMap(\.recordNames)) }
  private var turnNames: [String] { unique(surveys.flatMap(\.turnNames)) }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private func check(
    _ name: String, in names: [String], _ part: String
  ) throws(FormatError) {
    guard !names.contains(name) else { return }
    throw FormatError(
      .badMapping, "--map \(part)=\(name): there is no '\(name)' in \(path)",
      hint: nameHint(for: name, among: names))
  }

  /// The dialogue that most records hold; an empty list counts only where nothing better is.
  private func found() throws(FormatError) -> DialogueFinder.Finding? {
    var tally: [(finding: DialogueFinder.Finding, count: Int)] = []
    for survey in surveys {
      let fitting = survey.findings.first { finding in
        guard let format = options.format else { return true }
        return finding.formatName == format
      }
      guard let fitting else { continue }
      if let index = tally.firstIndex(where: { $0.finding == fitting }) {
        tally[index].count += 1
      } else {
        tally.append((fitting, 1))
      }
    }
    let certain = tally.filter { !$0.finding.isEmpty && !$0.finding.dialogue.isText }
    let pool =
      certain.isEmpty ? tally.filter { $0.finding.isEmpty } : certain
    let best = (pool.isEmpty ? tally : pool).enumerated().max {
      ($0.element.count, -$0.offset) < ($1.element.count, -$1.offset)
    }
    // One record with a stray pair somewhere in it does not make a file of nested dialogues.
    let isStray = best.map { $0.element.finding.isNested && $0.element.count * 2 < surveys.count }
    if let best, isStray != true { return best.element.finding }
    if !options.map.isEmpty { return nil }
    if let format = options.format {
      throw FormatError(
        .unknownFormat, "\(path) does not look like '\(format)': no record holds what it reads",
        hint: "without --format pe finds out by itself")
    }
    throw noConversations()
  }

  private func noConversations() -> FormatError {
    let names = nameList(recordNames)
    return FormatError(
      .unknownFormat,
      "no conversations were found in \(path)"
        + (names.isEmpty ? "" : "; its records have \(names)"),
      hint: "say where they are with --map, such as --map messages=NAME,role=NAME,content=NAME")
  }

  /// What was found with the names that the person gave in place of the found ones.
  private func mapped(
    _ found: DialogueFinder.Finding?, _ isMapped: inout Bool
  ) throws(FormatError) -> DialogueFinder.Finding {
    let map = options.map
    if map["user"] != nil || map["assistant"] != nil {
      guard let user = map["user"], let assistant = map["assistant"] else {
        throw FormatError(.badMapping, "--map user= and assistant= go together")
      }
      return DialogueFinder.Finding(
        dialogue: .pair(PairKeys(user: [user], assistant: assistant)), isNested: false,
        isEmpty: false)
    }
    let role = map["role"] ?? map["speaker"]
    let text = map["content"] ?? map["text"]
    if let list = map["messages"], found?.dialogue.listName != list {
      guard let role, let text else {
        throw FormatError(
          .badMapping, "--map messages=\(list): the turns under '\(list)' are not recognised",
          hint: "name their parts as well: --map messages=\(list),role=NAME,content=NAME")
      }
      isMapped = true
      return DialogueFinder.Finding(
        dialogue: .turns(list: list, keys: TurnKeys(role: role, text: text)), isNested: false,
        isEmpty: false)
    }
    if case .turns(let list, var keys)? = found?.dialogue, role != nil || text != nil {
      for (part, name) in [("role", role), ("text", text)] {
        if let name { try check(name, in: turnNames, part) }
      }
      isMapped = true
      keys = TurnKeys(role: role ?? keys.role, text: text ?? keys.text)
      return DialogueFinder.Finding(
        dialogue: .turns(list: list, keys: keys), isNested: found?.isNested ?? false,
        isEmpty: false)
    }
    if let text {
      try check(text, in: recordNames, "text")
      return DialogueFinder.Finding(dialogue: .text(key: text), isNested: false, isEmpty: false)
    }
    guard let found else { throw noConversations() }
    if let role { try check(role, in: turnNames, "role") }
    return found
  }

  private func idKey(for finding: DialogueFinder.Finding) throws(FormatError) -> String? {
    if let name = options.map["id"] { return name }
    if layout == .members, !finding.isNested { return nil }
    let sample = surveys.filter { $0.findings.contains(finding) }.map(\.ids)
    switch finding.dialogue {
    case .turns, .transcript, .written, .export:
      return KnownNames.idKey(in: sample, needsDistinct: false)
    case .pair, .text: return KnownNames.idKey(in: sample, needsDistinct: true)
    }
  }

  /// Refuses rows of single turns that belong to longer conversations.
  private func checkNotUtterances(_ idKey: String?) throws(FormatError) {
    let turns = surveys.filter(\.isTurn)
    guard turns.count * 2 > surveys.count else { return }
    for name in KnownNames.ids where name != "id" && name != idKey {
      let values = turns.compactMap { $0.ids[name] }
      guard values.count == turns.count, Set(values).count < values.count else { continue }
      throw FormatError(
        .unknownFormat,
        "each record of \(path) is one turn, with its conversation under '\(name)'",
        hint: "write the rows as CSV, which pe reads a row an utterance")
    }
  }
}

/// How a JSON file will be read.
struct JSONPlan: Sendable {
  let shape: Shape
  /// Whether the parts of a turn are as the person said, so that no other names are tried.
  let isMapped: Bool
}

extension DialogueFinder.Finding {
  var formatName: String { dialogue.formatName(isNested: isNested) }
}

extension Dialogue {
  /// The name of the dialect in ``Formats/readers``.
  func formatName(isNested: Bool) -> String {
    if isNested { return "nested" }
    return switch self {
    case .turns("messages", TurnKeys(role: "role", text: "content")): "messages"
    case .turns("conversations", TurnKeys(role: "from", text: "value")): "sharegpt"
    case .turns, .written: "dialogue"
    case .transcript: "transcript"
    case .pair: "pairs"
    case .text: "text"
    case .export(let form): form.rawValue
    }
  }
}

extension JSONPlan {
  var detection: Detection {
    var detection = Detection(
      format: shape.dialogue.formatName(isNested: shape.isNested), layout: shape.layout.described,
      unit: .conversation)
    switch shape.dialogue {
    case .turns(let list, let keys):
      if let list { detection.columns.append(.init("messages", [list])) }
      if let role = keys.role ?? keys.speakers {
        detection.columns.append(.init("role", [role]))
      }
      detection.columns.append(.init("content", [keys.text] + (keys.reply.map { [$0] } ?? [])))
    case .export: break
    case .written(let key): detection.columns.append(.init("messages", [key]))
    case .transcript(let key):
      detection.unit = .transcript
      detection.columns.append(.init("text", [key]))
    case .pair(let keys):
      detection.unit = .pair
      detection.columns += [.init("user", keys.user), .init("assistant", [keys.assistant])]
    case .text(let key):
      detection.unit = .text
      detection.columns.append(.init("text", [key]))
    }
    if let key = shape.idKey {
      detection.columns.append(.init("id", [key]))
      detection.identity = .column(key)
    } else {
      detection.identity = shape.layout == .members ? .memberName : .recordNumber
    }
    detection.isNested = shape.isNested && !shape.isAlone
    return detection
  }
}

extension RecordScanner.Layout {
  var described: Detection.Layout {
    switch self {
    case .lines: .lines
    case .array: .list
    case .members: .members
    case .sequence: .sequence
    case .whole: .whole
    }
  }
}
