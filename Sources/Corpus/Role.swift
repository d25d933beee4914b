/// Who a message speaks for, in the terms every format is mapped to.
///
/// The name a file used (`therapist`, `seeker`, `gpt`) is kept in ``Message/speaker``.
public enum Role: String, Sendable, CaseIterable, Hashable {
  /// The person who seeks support: client, seeker, speaker, human.
  case user
  /// The one who gives it: therapist, listener, supporter, bot.
  case assistant
  /// Instructions to a model, not part of the talk.
  case system
  /// Calls of tools and their answers.
  case tool
  /// A speaker whose part could not be told.
  case other

  /// The role that a speaker's name stands for in the corpora of the field, or nil when unknown.
  ///
  /// Names are compared without case; `-`, `_` and spaces are the same.
  public init?(speaker: String) {
    let name = String(
      speaker.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    guard let role = Role.names[name] else { return nil }
    self = role
  }

  private static let names: [String: Role] = [
    "user": .user, "human": .user, "usr": .user, "client": .user, "seeker": .user,
    "speaker": .user, "patient": .user, "prompter": .user, "caller": .user, "texter": .user,
    "help_seeker": .user, "person": .user, "student": .user, "customer": .user,
    "assistant": .assistant, "gpt": .assistant, "bot": .assistant, "sys": .assistant,
    "therapist": .assistant, "counsellor": .assistant, "counselor": .assistant,
    "listener": .assistant, "supporter": .assistant, "helper": .assistant, "model": .assistant,
    "chatgpt": .assistant, "chatbot": .assistant, "ai": .assistant, "agent": .assistant,
    "psychologist": .assistant, "psychotherapist": .assistant, "clinician": .assistant,
    "coach": .assistant, "responder": .assistant,
    "system": .system, "instruction": .system, "developer": .system,
    "tool": .tool, "function": .tool, "function_call": .tool, "tool_call": .tool,
    "function_response": .tool, "observation": .tool, "ipython": .tool,
  ]
}
