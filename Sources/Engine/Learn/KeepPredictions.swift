import Estimators
import Learning
import Workspace

extension Run {
  /// Keeps what an evaluation's models said of rows that they had not seen, of the first repetition.
  func keepPredictions(of evaluation: Evaluation, as name: String) throws {
    let set = evaluation.set
    let width = evaluation.target.width
    let names = evaluation.order?.names
    let rows = (0..<set.count).map { row -> KeptPrediction in
      let place = set.places[row]
      let own = Array(evaluation.predictions[row * width..<(row + 1) * width])
      guard let names else {
        return KeptPrediction(
          conversation: place.conversation, position: place.position,
          truth: set.labels[row].number.map { .real($0) } ?? .null, predicted: .real(own[0]),
          certainty: nil)
      }
      let best = own.indices.max { own[$0] < own[$1] } ?? 0
      return KeptPrediction(
        conversation: place.conversation, position: place.position,
        truth: .text(set.labels[row].plainText ?? ""), predicted: .text(names[best]),
        certainty: own[best])
    }
    try workspace.keep(
      evaluation: name, label: evaluation.plan.rule.text, isOfNumbers: names == nil,
      division: try evaluation.splitDigest(), rows)
  }
}
