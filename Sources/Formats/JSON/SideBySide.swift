/// Talks that stand side by side in one object: lists of turns by name, or a list of them.
enum SideBySide {
  /// Words for more than one talk.
  private static let plurals: Set = [
    "dialogs", "dialogues", "conversations", "chats", "talks", "sessions", "transcripts", "threads",
    "episodes", "calls", "chat_logs", "dialog_list", "dialogue_list", "conversation_list",
  ]
  /// Words for all of a file rather than for a part of it, which name no talk.
  private static let whole: Set = ["data", "dataset", "records", "rows", "entries", "items"]
  /// Words for what one talk is made of.
  private static let parts: Set<String> = {
    var words = Set(KnownNames.lists + KnownNames.transcripts + KnownNames.singles)
    for pair in KnownNames.pairs { words.formUnion(pair.user + [pair.assistant]) }
    words.formUnion(KnownNames.roles + ["rejected", "system", "tools", "replies", "annotations"])
    return words
  }()
  private static let sampled = 64

  /// Whether a member of this name is a part of a talk rather than one of several.
  static func isPart(_ name: String) -> Bool { parts.contains(name.lowercased()) }

  /// The first of the lists of turns, where there are several talks; nil where there is one or none.
  static func first(in object: JSONValue, _ finder: DialogueFinder) -> JSONValue? {
    byName(object, finder) ?? numbered(object, finder) ?? listed(object, finder)
  }

  /// All members are lists of turns, under names that are ids rather than words for talk.
  static func byName(_ object: JSONValue, _ finder: DialogueFinder) -> JSONValue? {
    guard object.count > 1 else { return nil }
    var first: JSONValue?
    for member in object.members.prefix(sampled) {
      let name = member.key.string
      guard isList(member.value, finder), !parts.contains(name.lowercased()),
        !KnownNames.areWrappers([name]), !plurals.contains(name.lowercased())
      else { return nil }
      first = first ?? member.value
    }
    return first
  }

  /// Several members are lists of turns and named alike but for a number: `session_1`, `session_2`.
  private static func numbered(_ object: JSONValue, _ finder: DialogueFinder) -> JSONValue? {
    var lists: [String: JSONValue] = [:]
    for member in object.members.prefix(sampled) where member.value.isArray {
      let name = member.key.string
      let stem = name.filter { !$0.isNumber }
      guard stem.count < name.count, isList(member.value, finder) else { continue }
      if let first = lists[stem] { return first }
      lists[stem] = member.value
    }
    return nil
  }

  /// A list of lists of turns, under a word for many.
  private static func listed(_ object: JSONValue, _ finder: DialogueFinder) -> JSONValue? {
    for member in object.members.prefix(sampled) where member.value.isArray {
      let name = member.key.string.lowercased()
      guard plurals.contains(name) || KnownNames.areWrappers([name]),
        let first = member.value.elements.first(where: { _ in true }), first.isArray,
        member.value.elements.prefix(sampled).allSatisfy({ $0.count == 0 || isList($0, finder) })
      else { continue }
      if let list = member.value.elements.first(where: { isList($0, finder) }) { return list }
    }
    return nil
  }

  private static func isList(_ value: JSONValue, _ finder: DialogueFinder) -> Bool {
    guard value.isArray, value.elements.first(where: { _ in true })?.isObject == true else {
      return false
    }
    var survey = DialogueFinder.Survey()
    return finder.turnKeys(of: value, into: &survey, needsRole: false) != nil
  }

  /// The id of a talk that nothing but its place names: without the words for all of the file.
  static func id(_ path: [String], isWholeFile: Bool) -> String {
    var path = path[...]
    if isWholeFile, path.count > 1 { path = path.dropFirst() }
    while path.count > 1, let first = path.first, let next = path.dropFirst().first,
      whole.contains(first.lowercased()) || plurals.contains(first.lowercased()),
      Int(next) == nil
    {
      path = path.dropFirst()
    }
    return path.joined(separator: "/")
  }
}

/// A list of speakers beside a list of what they said.
enum SpeakerList {
  private static let names = [
    "speakers", "speaker", "roles", "role", "senders", "sender", "authors", "author", "from",
    "speaker_ids", "speaker_id", "speaker_idx", "speaker_names", "interlocutors", "interlocutor",
    "turn_speakers", "utterance_speakers", "who",
  ]
  /// What lists of texts are called that are no known lists of turns.
  static let texts: Set = [
    "texts", "text", "sentences", "lines", "content", "utterance", "value", "utterance_text",
  ]

  /// The list of the object that names a speaker for each text of `list`.
  static func name(beside list: JSONValue, in object: JSONValue) -> String? {
    let count = list.count
    guard count > 0, list.elements.allSatisfy({ $0.isString || $0.isObject }) else { return nil }
    return names.first { name in
      guard let speakers = object[name], speakers.isArray, speakers.count == count else {
        return false
      }
      return speakers.elements.allSatisfy { MemberID.text($0) != nil }
    }
  }
}

extension JSONValue {
  /// Whether it is a list of turns, each with a speaker and a text under known names.
  var isTalk: Bool {
    isArray && count > 0
      && elements.prefix(20).allSatisfy { turn in
        turn.isObject && KnownNames.roles.prefix(6).contains { turn[$0]?.isString == true }
          && KnownNames.texts.contains { turn[$0] != nil }
      }
  }
}
