package import Workspace

/// What an evaluation's models got wrong, worst first, with the words.
package struct ListErrors: Operation {
  /// Of the evaluation, as `evaluate` kept it.
  package var name: String
  /// A word of the label.
  package var truth: String?
  package var predicted: String?
  /// Rows at most; all when nil.
  package var limit: Int?

  package init(name: String, truth: String? = nil, predicted: String? = nil, limit: Int? = nil) {
    self.name = name
    self.truth = truth
    self.predicted = predicted
    self.limit = limit
  }

  package struct Result: Sendable {
    package let evaluation: KeptEvaluation
    package let rows: [PredictedRow]
    package let total: Int
  }

  /// Throws ``ErrorsFault``.
  package func run(in run: Run) throws -> Result {
    let known = try run.workspace.evaluations()
    guard let evaluation = known.first(where: { $0.name == name }) else {
      throw ErrorsFault.noEvaluation(name, known: known.map(\.name))
    }
    guard !evaluation.isOfNumbers || (truth == nil && predicted == nil) else {
      throw ErrorsFault.isOfNumbers(name)
    }
    let classes = try run.workspace.classes(of: evaluation)
    for word in [truth, predicted].compactMap({ $0 })
    where !classes.contains(where: { $0.lowercased() == word.lowercased() }) {
      throw ErrorsFault.noClass(word, known: classes)
    }
    let found = try run.workspace.predictions(
      of: evaluation, truth: truth, predicted: predicted, limit: limit)
    return Result(evaluation: evaluation, rows: found.rows, total: found.total)
  }
}

package enum ErrorsFault: Fault {
  case noEvaluation(String, known: [String])
  /// The label has no such word; `known` are those that it has.
  case noClass(String, known: [String])
  /// Numbers have no cells.
  case isOfNumbers(String)
}
