import Estimators
import PluginHost
package import Validation

/// Trains heads on a person's own copy of a corpus and keeps them for her, as a validator of the task's name.
package struct TrainHead: Operation {
  /// The name of a ``HeadTask``.
  package var task: String
  /// The file or folder that it wants.
  package var data: String

  package init(task: String, data: String) {
    self.task = task
    self.data = data
  }

  package struct Result: Sendable {
    package let task: String
    package let cards: [Head.Card]
    package let folder: String
  }

  /// Throws ``NameFault``, ``HeadSourceFault`` and ``LearningError``.
  package func run(in run: Run) throws -> Result {
    guard let kind = HeadTask.all.first(where: { $0.name == task }) else {
      throw NameFault.unknown(.model, task, known: HeadTask.all.map(\.name))
    }
    let cancellation = run.cancellation
    let heads = try kind.examples(data).map { label, examples in
      try HeadTrainer(reads: kind.reads).train(
        examples, card: kind.card(label), isCancelled: { cancellation.isRaised })
    }
    let own = OwnHeads(run.host.store)
    try own.keep(task, heads)
    return Result(task: task, cards: heads.map(\.card), folder: own.folder)
  }
}
