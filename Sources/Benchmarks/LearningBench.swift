import Engine
import Learning
import Matrices
import Outcomes

/// The learning core on documents in memory, at growing sizes.
struct LearningBench {
  /// Documents that it is measured on; the targets are those of 20,000.
  static let sizes = [2_500, 5_000, 10_000, 20_000, 40_000]

  /// What one size took, medians of seconds, and what came of it.
  struct Times {
    let documents: Int
    var bytes = 0
    var nonZeros = 0
    var features = 0.0
    var forest = 0.0
    var prediction = 0.0
    var logistic = 0.0
    /// Area under the ROC curve on a further quarter of documents that the models have not seen.
    var forestArea = 0.0
    var logisticArea = 0.0
  }

  private let all = BenchDocuments()

  func times(documents: Int, runs: Int, cancellation: Cancellation) throws -> Times {
    let isCancelled: @Sendable () -> Bool = { cancellation.isRaised }
    let (texts, known) = all.texts(0..<documents)
    let labels = ClassLabels(known.map { $0 ? "yes" : "no" })
    let (held, truth) = all.texts(documents..<documents + documents / 4)
    var options = TextFeatureOptions()
    options.maxFeatures = 1000
    var seconds = [[Double]](repeating: [], count: 4)
    var times = Times(documents: documents)
    times.bytes = texts.bytes.count
    for _ in 0..<runs {
      try cancellation.check()
      let (fitted, features) = try timed {
        try options.fitTransform(texts, isCancelled: isCancelled)
      }
      let matrix = fitted.matrix
      let (forest, growing) = try timed {
        try ForestOptions().fit(matrix, labels, isCancelled: isCancelled)
      }
      let (_, prediction) = timed { forest.probabilities(of: matrix).count }
      let (logistic, descending) = try timed {
        try LogisticOptions().fit(matrix, labels, isCancelled: isCancelled)
      }
      for (step, value) in [features, growing, prediction, descending].enumerated() {
        seconds[step].append(value)
      }
      times.nonZeros = matrix.nonZeroCount
      let other = try fitted.features.transform(held, isCancelled: isCancelled)
      times.forestArea = try area(forest.probabilities(of: other), truth)
      times.logisticArea = try area(logistic.probabilities(of: other), truth)
    }
    let medians = seconds.map { Summary(of: $0)?.median ?? 0 }
    times.features = medians[0]
    times.forest = medians[1]
    times.prediction = medians[2]
    times.logistic = medians[3]
    return times
  }

  /// A row a size.
  static func table(_ sizes: [Times]) -> Table {
    func seconds(_ name: String) -> Table.Column { .init(name, .number, isVolatile: true) }
    return Table(
      "learning",
      [
        .init("documents", .integer), .init("MB", .number), .init("values", .integer),
        seconds("TF-IDF s"), seconds("forest s"), seconds("predict s"), seconds("logistic s"),
        .init("forest AUC", .number), .init("logistic AUC", .number),
      ],
      rows: sizes.map { times in
        [
          .integer(times.documents), .number(Double(times.bytes) / 1e6), .integer(times.nonZeros),
          .number(times.features), .number(times.forest), .number(times.prediction),
          .number(times.logistic), .number(times.forestArea), .number(times.logisticArea),
        ]
      })
  }

  /// `chances` are pairs, the second of which is that of the label.
  private func area(_ chances: [Double], _ truth: [Bool]) throws -> Double {
    let scores = truth.indices.map { chances[2 * $0 + 1] }
    return try RankedScores(scores: scores, positive: truth).rocAUC() ?? 0
  }

  private func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Double) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, (ContinuousClock.now - start).seconds)
  }
}
