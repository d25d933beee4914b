package import Learning

/// One figure with what it varied by.
package struct EvaluationFigure: Sendable {
  package let name: FigureName
  package let pooled: Interval
  package let perRepetition: [Double?]

  init(name: FigureName, pooled: Interval, perRepetition: [Double?]) {
    self.name = name
    self.pooled = pooled
    self.perRepetition = perRepetition
  }

  init(_ measure: OutOfFold.Measure) {
    self.init(
      name: measure.name, pooled: measure.pooled, perRepetition: measure.perRepetition)
  }
}

/// The area under the ROC curve among rows that one model tested, over all folds.
///
/// A fold with more positives to test has fewer to learn from, so scores of different folds are
/// not on one scale: pooled, a model that tells little falls below one half (Parker, Günter and
/// Bedo 2007). Pairs of one fold are compared alone here, each pair counting the same.
struct FoldArea: Sendable {
  private struct Part: Sendable {
    let rows: [Int]
    let positive: [Bool]
    let ranked: RankedScores
  }

  /// By class, then by repetition: of two classes the second, of more each against the others.
  private let parts: [[[Part]]]

  init(_ outOfFold: OutOfFold, _ repeats: [Folds], _ codes: [Int32]) throws {
    let width = outOfFold.width
    parts = try (width == 2 ? [1] : Array(0..<width)).map { code in
      try zip(outOfFold.predictions, repeats).map { predictions, folds in
        try (0..<folds.count).map { fold in
          let rows = folds.test(fold)
          let truth = rows.map { Int(codes[$0]) == code }
          return Part(
            rows: rows, positive: truth,
            ranked: try RankedScores(
              scores: rows.map { predictions[$0 * width + code] }, positive: truth))
        }
      }
    }
  }

  func figure(
    _ name: FigureName, _ bootstrap: ClusterBootstrap, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> EvaluationFigure {
    let whole = Resample.whole(bootstrap.groups.rowCount)
    let repetitions = parts.first?.indices ?? 0..<0
    return EvaluationFigure(
      name: name,
      pooled: try bootstrap.interval(isCancelled: isCancelled) { mean(repetitions, $0) },
      perRepetition: repetitions.map { mean($0..<$0 + 1, whole) })
  }

  /// Over the classes; nil when one has no area.
  private func mean(_ repetitions: Range<Int>, _ draw: Resample) -> Double? {
    var sum = 0.0
    for part in parts {
      guard let area = area(of: part[repetitions], draw) else { return nil }
      sum += area
    }
    return parts.isEmpty ? nil : sum / Double(parts.count)
  }

  /// Nil when no fold has both positives and negatives.
  private func area(of parts: ArraySlice<[Part]>, _ draw: Resample) -> Double? {
    var sum = 0.0
    var pairs = 0.0
    for part in parts.joined() {
      let counts = part.rows.map { draw.counts[$0] }
      guard let area = part.ranked.rocAUC(counts: counts) else { continue }
      let positives = zip(counts, part.positive).reduce(0) { $0 + ($1.1 ? Double($1.0) : 0) }
      let here = positives * (counts.reduce(0) { $0 + Double($1) } - positives)
      sum += area * here
      pairs += here
    }
    return pairs > 0 ? sum / pairs : nil
  }
}
