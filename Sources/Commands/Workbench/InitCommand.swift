import ArgumentParser
import Corpus
import Engine
import Outcomes

struct InitCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a small project to begin with, which runs and has tests.",
    discussion: """
      chatbot: a chat whose replies are scored. research: from a file to a table of scores. \
      validator: a validator of your own with its cases. service: scores over HTTP, kept for an \
      hour. Each has a README that says how to run it; they are in Python and ask the gateway that \
      PE_GATEWAY names, or this program.
      """)
  static let examples = [Example("init my-chatbot --template chatbot", "a folder to begin with")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The folder to write, which is not there or empty.", completion: .directory)
  var folder: Plain
  @Option(help: "chatbot, research, validator or service.") var template = Plain("chatbot")

  func outcome(in context: Context) async throws -> Outcome {
    guard let template = ProjectTemplate(rawValue: template.text) else {
      throw Failure(
        .usage,
        unknownName(
          "template", template.text, known: ProjectTemplate.allCases.map(\.rawValue)))
    }
    let made = try await context.perform(
      WriteProject(folder: folder.text, files: template.files))
    var outcome = Outcome(command: Self.name)
    outcome.artifacts = made.written
    outcome.notes = ["\(folder.text)/README.md says how to run it"]
    return outcome
  }
}

extension ProjectFault: Worded {
  var failure: Failure {
    switch self {
    case .badFolder(let folder): Failure(.usage, "'\(folder)' cannot be a project's folder")
    case .isThere(let folder):
      Failure(.usage, "\(folder) is there already", hint: "name a folder that is not there yet")
    case .cannotBeMade(let folder):
      Failure(.usage, "\(folder) cannot be made", hint: "check the folder above it")
    }
  }
}
