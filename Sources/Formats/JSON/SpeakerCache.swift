import Corpus

/// The roles of the speakers met last, so that a name is looked up once and not for every turn.
struct SpeakerCache {
  struct Speaker {
    let name: String
    let role: Role
    /// Whether the name is one that exporters write, so that a `name` beside it is the speaker's.
    let isExported: Bool

    init(_ name: String) {
      self.name = name
      role = Role(speaker: name) ?? .other
      isExported =
        Role(rawValue: name) != nil || ShareGPTNames.name(for: role) == name
    }
  }

  private static let capacity = 16
  private var names: [JSONName] = []
  private var speakers: [Speaker] = []
  private var oldest = 0

  /// Linear in the few speakers held.
  mutating func speaker(_ text: JSONText) -> Speaker {
    for index in names.indices where text.matches(names[index]) { return speakers[index] }
    let name = text.string
    let speaker = Speaker(name)
    if names.count < SpeakerCache.capacity {
      names.append(JSONName(name))
      speakers.append(speaker)
    } else {
      names[oldest] = JSONName(name)
      speakers[oldest] = speaker
      oldest = (oldest + 1) % SpeakerCache.capacity
    }
    return speaker
  }
}

/// How the ShareGPT dialect calls the roles.
enum ShareGPTNames {
  static func name(for role: Role) -> String {
    switch role {
    case .user: "human"
    case .assistant: "gpt"
    case .system: "system"
    case .tool: "tool"
    case .other: "other"
    }
  }

  /// Names beside ``name(for:)`` that programs which read the dialect know.
  static let known: Set<String> = [
    "human", "gpt", "system", "tool", "function_call", "function_response", "observation",
  ]
}
