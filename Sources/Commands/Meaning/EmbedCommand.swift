import ArgumentParser
import Engine
import Outcomes
import Workspace

struct EmbedCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "embed", abstract: "Make vectors of messages, for search by meaning.",
    discussion: """
      Of all messages, or those of a query's conversations, that have none yet; a core makes some \
      hundreds a second. They lie in a file beside the workspace, WORKSPACE.vectors, 408 bytes a text, \
      and belong to the text and the encoder: what is loaded anew has them at once, equal texts share \
      one. Stopped work goes on where it was, and what is done can be searched.
      """)
  static let examples = [
    Example("embed topic:sleep", "conversations of a topic first"),
    Example("embed", "all that have none"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let result = try await context.perform(EmbedMessages(query: query.joined(separator: " ")))
    var outcome = Outcome(command: Self.name)
    let vectors = result.vectors
    outcome.measures = [
      Measure("messages", result.messages), Measure("encoded", result.encoded),
      Measure("with_vectors", vectors.messages), Measure("of", vectors.allMessages),
      Measure("bytes", Double(vectors.bytes), .bytes),
      Measure("seconds", result.seconds, .seconds, isVolatile: true),
    ]
    if result.encoded > 0, result.seconds > 0 {
      outcome.measures.append(
        Measure("rate", Double(result.encoded) / result.seconds, .perSecond, isVolatile: true))
    }
    if result.madeAnew {
      outcome.notes.append(
        "vectors of another encoder, or damaged ones, were there; all are made anew")
    }
    if result.mended > 0 {
      outcome.notes.append(
        "the file of vectors was older than the workspace, or a copy's: "
          + (result.mended == 1 ? "1 message" : "\(result.mended) messages")
          + " had another text's vector or none, and the links to them are taken out")
    }
    if result.cut > 0 {
      outcome.notes.append(
        "\(result.cut) \(result.cut == 1 ? "text is" : "texts are") longer than the "
          + "\(result.longest) tokens that the encoder reads: their vectors are of the beginning")
    }
    if result.empty > 0 {
      outcome.notes.append("texts without a word have no vector")
    }
    return outcome
  }
}
