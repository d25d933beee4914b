import Corpus
import Workspace

/// Conversations of a query, drawn without return. The seed, the count and the query decide which.
package struct SampleConversations: Operation {
  /// At least 1.
  package var count: Int
  package var query: String

  package init(count: Int, query: String) {
    self.count = count
    self.query = query
  }

  package struct Result: Sendable {
    package let drawn: ConversationList
    /// How many there were to draw from.
    package let population: Int
  }

  package func run(in run: Run) throws -> Result {
    guard count > 0 else {
      throw ValueFault.outOfRange(parameter: "sample", value: Double(count), least: 1, most: nil)
    }
    let query = try run.workspace.query(query)
    var ids = try run.workspace.ids(query)
    var random = SeededRandom(
      seed: run.settings.seed, step: "sample \(count) \(query.description)")
    let drawn = min(count, ids.count)
    for place in 0..<drawn {
      ids.swapAt(place, Int.random(in: place..<ids.count, using: &random))
    }
    return Result(
      drawn: try run.conversationList(ids: Array(ids[..<drawn])), population: ids.count)
  }
}
