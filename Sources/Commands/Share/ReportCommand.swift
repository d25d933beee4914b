import ArgumentParser
import Engine
import Outcomes
import Rendering
import Workspace

struct ReportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one HTML page about a dataset or a query, to send to somebody.",
    discussion: """
      What was asked, the data, flags first, distributions and means by group, the weakest and the \
      strongest in full with their evidence, and how to repeat it. Conversations are compared and \
      ranked only with such that have the same parts of the overall score and are about as long. The \
      page needs nothing but itself, and names no folder of this machine.
      """)
  static let examples = [
    Example("report all.html", "everything in the workspace"),
    Example("report peer.html dataset:peer-support", "of a query"),
    Example("report topics.html --by topic", "groups by a field"),
    Example(
      "report agreed.html --agree \"overall intended_quality --positive good\"",
      "with an agreement, in the words of 'agree'"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The HTML file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "A field whose values are compared; datasets unless this says else.")
  var by: Plain?
  @Option(help: "An agreement that the page tells, in the words of 'agree'.")
  var agree: [Plain] = []
  @Option(help: "What stands over the page.") var title: Plain?
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let text = query.joined(separator: " ")
    let report = try await context.perform(ComposeReport(query: text, by: by?.text))
    var page = ReportWords(report, title: title?.text ?? "")
    for words in agree.map(\.text) {
      guard var agreement = try ParsedLine(line: "agree " + words)?.command as? AgreeCommand else {
        throw Failure(.usage, "--agree takes the words of 'agree'", hint: "help agree")
      }
      if !text.isEmpty && !agreement.words.contains("where") { agreement.words += ["where", text] }
      page.agreements.append((words, try await agreement.outcome(in: context)))
    }
    for model in report.models {
      var info = ModelInfoCommand()
      info.name = Plain(model.name)
      info.limit = DescribeModel.usualLimit
      // A model that cannot be read has no card; 'models' tells why.
      if let card = try? await info.outcome(in: context) { page.cards.append((model.name, card)) }
    }
    page.steps = try await SessionSteps.lines(in: context)
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", report.conversations)]
    if let flagged = report.scores?.flagged {
      outcome.measures.append(Measure("flagged", flagged.total))
    }
    outcome.artifacts = [
      try await context.write(
        page.html, to: path.text, rows: report.conversations, overwrites: force)
    ]
    if report.scores == nil {
      outcome.notes.append("nothing is scored yet; 'validate' adds the scores")
    }
    return outcome
  }
}
