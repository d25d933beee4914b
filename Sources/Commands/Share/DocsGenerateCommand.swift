import ArgumentParser
import Corpus
import Engine
import Outcomes

struct DocsGenerateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "docs generate",
    abstract: "Write a reference of the gateway's routes and the clients' methods.",
    discussion: """
      Made from the gateway's one list of routes: of the gateway that PE_GATEWAY or --gateway names, \
      else of pe-gateway beside this program. python and javascript are pages on the clients' \
      methods, openapi describes the routes to programs, markdown to readers.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "python, javascript, openapi or markdown.") var language = Plain("markdown")
  @Option(help: "The file to write; - is standard output.", completion: .file())
  var output = Plain("-")
  @Option(help: "The gateway's address, instead of PE_GATEWAY.") var gateway: Plain?
  @Flag(help: "Overwrite a file that is there.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    guard let language = RoutePages.Language(rawValue: language.text) else {
      throw Failure(
        .usage,
        unknownName(
          "language", language.text, known: RoutePages.Language.allCases.map(\.rawValue)))
    }
    let toOutput = OutputFile.isStandardOutput(output.text)
    guard !toOutput || context.isForEyes else {
      throw Failure(
        .usage, "standard output cannot take both the page and the result",
        hint: "leave --json out, or name a file")
    }
    let isAsked = gateway != nil || GatewayAddress.isNamed()
    let described = try await context.perform(
      DescribeRoutes(gateway: isAsked ? try GatewayAddress(url: gateway?.text) : nil))
    let page = RoutePages.page(language, of: described)
    let written = try await context.perform(
      WriteText(text: page, path: output.text, rows: described.routes.count, overwrites: force))
    var outcome = Outcome(command: Self.name)
    guard let written else { return outcome }
    outcome.measures = [Measure("routes", described.routes.count)]
    outcome.artifacts = [written]
    return outcome
  }
}
