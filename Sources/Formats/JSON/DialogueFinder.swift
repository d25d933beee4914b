/// Looks for talk in one record: by structure, with the names of the field as a guide.
struct DialogueFinder {
  struct Finding: Equatable {
    var dialogue: Dialogue
    var isNested: Bool
    /// An empty list under a known name: it may be a dialogue and tells nothing of its turns.
    var isEmpty: Bool
  }

  /// What one record holds, as far as the choice of a shape needs it.
  struct Survey {
    /// Best first.
    var findings: [Finding] = []
    /// Members of the record and of the objects around a nested dialogue.
    var recordNames: [String] = []
    var turnNames: [String] = []
    /// Scalars that may be ids, by name.
    var ids: [String: String] = [:]
    /// Whether the record is itself a turn: somebody's text and no list.
    var isTurn = false
    /// Whether the dialogue deeper in the record is the only one there.
    var isAlone = false
  }

  /// A list's name that the person gave; it goes before the known ones.
  private let lists: [String]
  private let isListSaid: Bool
  /// Deeper objects are not looked at.
  private static let depth = 8
  private static let sampledTurns = 20

  init(list: String?) {
    lists = (list.map { [$0] } ?? []) + KnownNames.lists
    isListSaid = list != nil
  }

  func survey(_ record: JSONValue) -> Survey {
    var survey = Survey()
    if record.isArray {
      if let keys = turnKeys(of: record, into: &survey, needsRole: false) {
        survey.findings = [
          Finding(dialogue: .turns(list: nil, keys: keys), isNested: false, isEmpty: false)
        ]
      }
      return survey
    }
    guard record.isObject else { return survey }
    note(record, in: &survey)
    if let form = ExportForm(record) {
      survey.findings = [Finding(dialogue: .export(form), isNested: false, isEmpty: false)]
      return survey
    }
    if let several = severalTalks(in: record, into: &survey) { survey.findings = [several] }
    survey.findings += top(of: record, into: &survey, isNested: false)
    if survey.findings.first?.isNested == true {
      survey.isAlone = false
    } else if let inner = nested(record, depth: 0, into: &survey) {
      survey.findings.append(inner)
      survey.isAlone = count(inner.dialogue, in: record) == 1
    }
    if let name = KnownNames.singles.first(where: { record[$0]?.isString == true }) {
      survey.findings.append(
        Finding(dialogue: .text(key: name), isNested: false, isEmpty: false))
    }
    survey.isTurn =
      KnownNames.roles.prefix(6).contains { record[$0]?.isString == true }
      && KnownNames.texts.contains { record[$0]?.isString == true || record[$0]?.isArray == true }
      && survey.findings.allSatisfy { $0.dialogue.isText }
    if record["type"]?.text?.string == "message", record["text"]?.isString == true,
      DialogueFinder.sender(of: record) != nil
    {
      survey.isTurn = true
    }
    return survey
  }

  /// How many dialogues of a kind are in the objects below; many where one is in a list.
  private func count(_ dialogue: Dialogue, in value: JSONValue) -> Int {
    if dialogue.isHeld(by: value) { return 1 }
    if value.isArray {
      return value.elements.contains { !$0.isScalar && count(dialogue, in: $0) > 0 } ? 2 : 0
    }
    return value.members.reduce(0) { $1.value.isScalar ? $0 : $0 + count(dialogue, in: $1.value) }
  }

  private func note(_ object: JSONValue, in survey: inout Survey) {
    for member in object.members.prefix(256) {
      let name = member.key.string
      if !survey.recordNames.contains(name) { survey.recordNames.append(name) }
      if survey.ids[name] == nil, KnownNames.isIDLike(name),
        let id = MemberID.text(member.value)
      {
        survey.ids[name] = id
      }
    }
  }

  /// Talk that the object itself holds.
  private func top(
    of object: JSONValue, into survey: inout Survey, isNested: Bool
  ) -> [Finding] {
    var known: [Dialogue] = []
    var empty: [Dialogue] = []
    for name in lists {
      guard let list = object[name], list.isArray else { continue }
      if list.count == 0 {
        if name != "history" {
          empty.append(.turns(list: name, keys: DialogueFinder.usualKeys(of: name)))
        }
      } else if var keys = turnKeys(of: list, into: &survey, needsRole: false) {
        if keys.role == nil, keys.reply == nil {
          keys.speakers = SpeakerList.name(beside: list, in: object)
        }
        known.append(.turns(list: name, keys: keys))
      }
    }
    for name in lists {
      if let text = object[name]?.text, TurnCell.mayHoldTurns(text.bytes),
        TurnCell().holdsTurns(text.string, takesStrings: false)
      {
        known.append(.written(key: name))
      }
    }
    var others = KnownNames.pairs.compactMap { pair($0, in: object) }.map(Dialogue.pair)
    for member in object.members.prefix(256) where member.value.isArray {
      let name = member.key.string
      if !lists.contains(name),
        let keys = turnKeys(of: member.value, into: &survey, needsRole: true),
        keys.reply == nil || !KnownNames.areWrappers([name])
      {
        others.append(.turns(list: name, keys: keys))
      } else if SpeakerList.texts.contains(name),
        let speakers = SpeakerList.name(beside: member.value, in: object)
      {
        others.append(
          .turns(list: name, keys: TurnKeys(role: nil, text: "content", speakers: speakers)))
      }
    }
    for name in KnownNames.transcripts {
      guard let text = object[name]?.text else { continue }
      let isProse = ["text", "chosen", "context", "prompt", "content"].contains(name)
      if TranscriptText.isTranscript(text.string, knownNames: isProse) {
        others.append(.transcript(key: name))
      }
    }
    // Earlier turns beside an instruction belong to the pair.
    if known.first?.listName == "history", !others.isEmpty { swap(&known, &others) }
    func findings(_ dialogues: [Dialogue], isEmpty: Bool = false) -> [Finding] {
      dialogues.map { Finding(dialogue: $0, isNested: isNested, isEmpty: isEmpty) }
    }
    return findings(known) + findings(empty, isEmpty: true) + findings(others)
  }

  private func pair(_ keys: PairKeys, in object: JSONValue) -> PairKeys? {
    guard let asked = object[keys.user[0]], asked.isString || asked.isArray else { return nil }
    if let answered = object[keys.assistant] {
      if answered.isString || answered.isNull { return keys }
      if answered.isTalk, asked.isString || asked.isTalk { return keys }
    }
    guard let instances = object["instances"], instances.isArray, asked.isString,
      instances.elements.contains(where: { $0[keys.assistant]?.isString == true })
    else { return nil }
    var keys = keys
    keys.instances = "instances"
    return keys
  }

  /// The first dialogue below the object; notes the objects on the way to it.
  private func nested(
    _ value: JSONValue, depth: Int, into survey: inout Survey
  ) -> Finding? {
    guard depth < DialogueFinder.depth else { return nil }
    for member in value.members where !member.value.isScalar {
      if let found = inside(member.value, depth: depth + 1, into: &survey) { return found }
    }
    return nil
  }

  private func inside(
    _ value: JSONValue, depth: Int, into survey: inout Survey
  ) -> Finding? {
    if value.isArray {
      for element in value.elements.prefix(DialogueFinder.sampledTurns) where !element.isScalar {
        if let found = inside(element, depth: depth + 1, into: &survey) { return found }
      }
      return nil
    }
    guard depth < DialogueFinder.depth else { return nil }
    let found =
      severalTalks(in: value, into: &survey)
      ?? top(of: value, into: &survey, isNested: true).first { !$0.isEmpty }
      ?? nested(value, depth: depth, into: &survey)
    if found != nil { note(value, in: &survey) }
    return found
  }

  /// What the turns of a list keep speaker and text in; nil when they are not turns.
  func turnKeys(
    of list: JSONValue, into survey: inout Survey, needsRole: Bool
  ) -> TurnKeys? {
    var strings = 0
    var keys: TurnKeys?
    var seen = 0
    func look(_ list: JSONValue, depth: Int) {
      for element in list.elements.prefix(DialogueFinder.sampledTurns) {
        seen += 1
        if element.isArray, depth < 2 { look(element, depth: depth + 1) }
        if element.isString { strings += 1 }
        guard element.isObject else { continue }
        let text = KnownNames.texts.first { name in
          element[name].map {
            $0.isString || $0.isArray || $0.isNull || $0["text"] != nil || $0["parts"] != nil
          } ?? false
        }
        let role =
          (needsRole ? KnownNames.roles.prefix(6) : KnownNames.roles[...]).first { name in
            name != text
              && element[name].map {
                $0.isScalar ? !$0.isNull : SpeakerObject.name(of: $0) != nil
              } ?? false
          } ?? DialogueFinder.sender(of: element)
        if keys == nil, text == nil || role == nil, let exchange = exchange(in: element) {
          keys = exchange
        }
        guard keys?.reply == nil else { continue }
        guard let text, role != nil || !needsRole else { continue }
        if keys == nil { keys = TurnKeys(role: role, text: text) }
        if keys?.role == nil { keys?.role = role }
        for member in element.members.prefix(64) {
          let name = member.key.string
          if !survey.turnNames.contains(name) { survey.turnNames.append(name) }
        }
      }
    }
    look(list, depth: 0)
    if let keys { return keys }
    return !needsRole && strings > 0 && strings * 2 >= seen
      ? TurnKeys(role: nil, text: "content") : nil
  }

  /// Lists of turns that stand side by side in an object, each a talk of its own.
  private func severalTalks(in object: JSONValue, into survey: inout Survey) -> Finding? {
    guard !isListSaid, let list = SideBySide.first(in: object, self),
      let keys = turnKeys(of: list, into: &survey, needsRole: false)
    else { return nil }
    return Finding(dialogue: .turns(list: nil, keys: keys), isNested: true, isEmpty: false)
  }

  func holdsTalksByName(_ record: JSONValue) -> Bool {
    ExportForm(record) == nil && SideBySide.byName(record, self) != nil
  }

  /// Who sent a message with a time, as exports of Slack name them.
  private static func sender(of element: JSONValue) -> String? {
    element["ts"] == nil
      ? nil : ["user", "username", "bot_id"].first { element[$0]?.isString == true }
  }

  private func exchange(in element: JSONValue) -> TurnKeys? {
    for names in KnownNames.exchanges {
      guard element[names.user]?.isString == true, element[names.reply]?.isString == true else {
        continue
      }
      return TurnKeys(role: nil, text: names.user, reply: names.reply)
    }
    return nil
  }

  /// What turns under a known list name usually look like.
  private static func usualKeys(of list: String) -> TurnKeys {
    switch list {
    case "messages": TurnKeys(role: "role", text: "content")
    case "conversations": TurnKeys(role: "from", text: "value")
    default: TurnKeys(role: "speaker", text: "text")
    }
  }
}

extension Dialogue {
  var listName: String? {
    if case .turns(let list, _) = self { list } else { nil }
  }

  var isText: Bool {
    if case .text = self { true } else { false }
  }
}

extension KnownNames {
  /// Whether a member of this name may name its conversation.
  static func isIDLike(_ name: String) -> Bool {
    ids.contains(name) || name.hasSuffix("_id") || name.hasSuffix("Id") || name.hasSuffix("ID")
  }

  /// The member that names the conversations, given what each sampled record has under names that
  /// may. `needsDistinct` where the name may be of something that several records share: then at
  /// least nine in ten of more than a few values must differ.
  static func idKey(in sample: [[String: String]], needsDistinct: Bool) -> String? {
    guard !sample.isEmpty else { return nil }
    for name in ids {
      let values = sample.compactMap { $0[name] }
      guard !values.isEmpty, values.count * 2 >= sample.count else { continue }
      let isDistinct = values.count <= 4 || Set(values).count * 10 >= values.count * 9
      if !needsDistinct || isDistinct { return name }
    }
    let names = Set(sample.flatMap(\.keys)).subtracting(ids).sorted()
    return names.first { name in
      let values = sample.compactMap { $0[name] }
      return values.count == sample.count && Set(values).count == values.count
    }
  }
}
