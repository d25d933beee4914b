import Engine
import PluginHost

enum ProjectTemplate: String, CaseIterable {
  case chatbot, research, validator, service

  var files: [WriteProject.File] {
    let texts =
      switch self {
      case .chatbot: ProjectTexts.chatbot
      case .research: ProjectTexts.research
      case .service: ProjectTexts.service
      case .validator:
        [
          ("kindness.py", PluginTemplate.source("kindness", .validator, inPython: true)),
          ("kindness.cases.jsonl", PluginTemplate.cases("kindness", .validator)),
        ] + ProjectTexts.validator
      }
    return texts.map { WriteProject.File($0.name, $0.text) }
  }
}

/// The files of projects.
enum ProjectTexts {
  static let talks = #"""
    {"id": "t-1", "messages": [{"role": "user", "content": "I did not sleep again."}, {"role": "assistant", "content": "Another night awake. What kept you up?"}, {"role": "user", "content": "The usual sums. Rent, mostly."}, {"role": "assistant", "content": "You lie there adding up the rent. That sounds exhausting. What would help you put it down?"}, {"role": "user", "content": "If somebody looked at it with me."}, {"role": "assistant", "content": "You wish that somebody looked at the numbers with you, and you would not be alone with them."}]}
    {"id": "t-2", "messages": [{"role": "user", "content": "My sister does not call any more."}, {"role": "assistant", "content": "You should just call her."}, {"role": "user", "content": "I tried that. She was short with me."}, {"role": "assistant", "content": "Then try again. You have to be patient."}, {"role": "user", "content": "I have been patient since May."}, {"role": "assistant", "content": "Others wait for years, so calm down."}]}

    """#
}
