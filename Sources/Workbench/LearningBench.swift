import Corpus
import Learning
import Matrices

/// The learning core on generated conversations, in memory.
struct LearningBench {
  /// Documents that it is measured on, as its peers are.
  static let documents = 20_000

  private let texts: Documents
  private let labels: ClassLabels

  /// Texts of conversations of `seed`, labelled by whether one of the better replies is in them.
  init(seed: UInt64, documents: Int = LearningBench.documents) {
    let generator = ConversationGenerator(seed: seed)
    var texts = Documents()
    var names: [String] = []
    for number in 1...documents {
      let conversation = generator.conversation(number)
      let text = FeatureRecipe.Span.all.text(of: conversation)
      texts.append(text)
      names.append(text.contains("It took something to say that") ? "yes" : "no")
    }
    self.texts = texts
    labels = ClassLabels(names)
  }

  /// Median seconds of each step.
  struct Times {
    var features = 0.0
    var forest = 0.0
    var prediction = 0.0
    var logistic = 0.0
    var bytes = 0
    var nonZeros = 0
  }

  func times(runs: Int, cancellation: Cancellation) throws -> Times {
    let isCancelled: @Sendable () -> Bool = { cancellation.isRaised }
    var options = TextFeatureOptions()
    options.maxFeatures = 1000
    var seconds = [[Double]](repeating: [], count: 4)
    var times = Times()
    times.bytes = texts.bytes.count
    for _ in 0..<runs {
      try cancellation.check()
      let (matrix, features) = try timed {
        try options.fitTransform(texts, isCancelled: isCancelled).matrix
      }
      let (model, forest) = try timed {
        try ForestOptions().fit(matrix, labels, isCancelled: isCancelled)
      }
      let (_, prediction) = timed { model.probabilities(of: matrix).count }
      let (_, logistic) = try timed {
        try LogisticOptions().fit(matrix, labels, isCancelled: isCancelled)
      }
      for (step, value) in [features, forest, prediction, logistic].enumerated() {
        seconds[step].append(value)
      }
      times.nonZeros = matrix.nonZeroCount
    }
    let medians = seconds.map { Summary(of: $0)?.median ?? 0 }
    times.features = medians[0]
    times.forest = medians[1]
    times.prediction = medians[2]
    times.logistic = medians[3]
    return times
  }

  private func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, (ContinuousClock.now - start).seconds)
  }
}
