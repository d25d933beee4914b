/// How far two columns say the same, figure by figure with intervals over groups.
package enum Agreement {
  package struct Figure: Sendable, Equatable {
    package let name: FigureName
    package let interval: Interval
  }

  /// Of two columns of finite numbers, `bootstrap.groups.rowCount` rows each: `auc` of `a` when `b`
  /// has two values (the larger is "positive"), `spearman`, `pearson`, and, when both are on one
  /// scale of at most 20 values that `b` shares in, `kappa`, `linear_kappa`, `quadratic_kappa` and
  /// `alpha` (Krippendorff, interval). Call it with the texts' lengths as `a` for the length-only
  /// baseline. Throws when lengths differ, a number is not finite, or cancelled.
  package static func ofNumbers(
    _ a: [Double], _ b: [Double], bootstrap: ClusterBootstrap, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> [Figure] {
    try MetricInput.sameCount(a.count, "numbers", bootstrap.groups.rowCount, "rows of the groups")
    let correlation = try Correlation(a, b)
    var names: [FigureName] = []
    var figures: [EvaluationMetric.Figure] = []
    func add(_ name: FigureName, _ figure: @escaping EvaluationMetric.Figure) {
      names.append(name)
      figures.append(figure)
    }
    let bLevels = Set(b).sorted()
    if bLevels.count == 2 {
      let ranked = try RankedScores(scores: a, positive: b.map { $0 == bLevels[1] })
      add(.auc) { ranked.rocAUC(counts: $0.counts) }
    }
    add(.spearman) { correlation.spearman(counts: $0.counts) }
    add(.pearson) { correlation.pearson(counts: $0.counts) }
    let aLevels = Set(a)
    if aLevels.union(bLevels).count <= 20, !aLevels.isDisjoint(with: bLevels) {
      let (aCodes, bCodes, levels) = try ConfusionMatrix.orderedCodes(a, b)
      for weights in ConfusionMatrix.KappaWeights.allCases {
        add(.kappa(weights)) { draw in
          ConfusionMatrix(
            checkedTruth: bCodes, predicted: aCodes, classCount: levels.count,
            counts: draw.counts
          ).kappa(weights)
        }
      }
      let units = try RatedUnits([a, b])
      add(.alpha) { units.alpha(.interval, counts: $0.counts) }
    }
    return try intervals(names, figures, bootstrap, threads, isCancelled)
  }

  /// Of two columns of names: `accuracy` (the share that is equal), `kappa`, `alpha`
  /// (Krippendorff, nominal). Throws as ``ofNumbers(_:_:bootstrap:threads:isCancelled:)``.
  package static func ofNames(
    _ a: [String], _ b: [String], bootstrap: ClusterBootstrap, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> [Figure] {
    try MetricInput.sameCount(a.count, "names", b.count, "names of the other column")
    try MetricInput.sameCount(a.count, "names", bootstrap.groups.rowCount, "rows of the groups")
    let both = ClassLabels(a + b)
    guard both.classes.count <= ConfusionMatrix.maximumLevels else {
      throw LearningError(
        "the two columns have \(both.classes.count) distinct names, too many for a table of "
          + "agreement", hint: "compare columns of labels, not of free text")
    }
    let aCodes = Array(both.codes.prefix(a.count))
    let bCodes = Array(both.codes.suffix(b.count))
    let units = try RatedUnits(names: [a, b])
    let matrix: @Sendable (Resample) -> ConfusionMatrix = { draw in
      ConfusionMatrix(
        checkedTruth: bCodes, predicted: aCodes, classCount: both.classes.count,
        counts: draw.counts)
    }
    return try intervals(
      [.accuracy, .kappa, .alpha],
      [
        { matrix($0).accuracy }, { matrix($0).kappa() },
        { units.alpha(.nominal, counts: $0.counts) },
      ], bootstrap, threads, isCancelled)
  }

  /// Krippendorff's alpha of several raters (raters × units, nil where missing) at `level`;
  /// `bootstrap.groups` group the units.
  package static func alpha(
    _ units: RatedUnits, _ level: RatedUnits.Level, bootstrap: ClusterBootstrap,
    threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> Interval {
    try MetricInput.sameCount(
      units.unitCount, "units", bootstrap.groups.rowCount, "rows of the groups")
    return try bootstrap.interval(threads: threads, isCancelled: isCancelled) {
      units.alpha(level, counts: $0.counts)
    }
  }

  private static func intervals(
    _ names: [FigureName], _ figures: [EvaluationMetric.Figure], _ bootstrap: ClusterBootstrap,
    _ threads: Int?, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> [Figure] {
    let intervals = try bootstrap.intervals(threads: threads, isCancelled: isCancelled) { draw in
      figures.map { $0(draw) }
    }
    return zip(names, intervals).map { Figure(name: $0, interval: $1) }
  }
}
