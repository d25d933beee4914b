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

  /// `spearman` of `a` and `b` with what `other` says of both taken out, by their ranks:
  /// (r_ab - r_ao r_bo) / sqrt((1 - r_ao²)(1 - r_bo²)). Undefined where `other` tells one of them
  /// whole. Throws as ``ofNumbers(_:_:bootstrap:threads:isCancelled:)``.
  package static func ofNumbers(
    _ a: [Double], _ b: [Double], without other: [Double], bootstrap: ClusterBootstrap,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> Figure {
    let (ab, ao) = (try Correlation(a, b), try Correlation(a, other))
    let bo = try Correlation(b, other)
    let interval = try bootstrap.interval(isCancelled: isCancelled) { draw in
      guard let ab = ab.spearman(counts: draw.counts), let ao = ao.spearman(counts: draw.counts),
        let bo = bo.spearman(counts: draw.counts)
      else { return nil }
      let rest = (1 - ao * ao) * (1 - bo * bo)
      return rest > 1e-12 ? min(max((ab - ao * bo) / rest.squareRoot(), -1), 1) : nil
    }
    return Figure(name: .partialSpearman, interval: interval)
  }

  /// How far `a` and `b` each agree with `label`, and the difference, all from the same draws, so
  /// that the difference's interval is of pairs: `auc` when `label` has two values, `spearman`,
  /// `pearson`. Throws as ``ofNumbers(_:_:bootstrap:threads:isCancelled:)``.
  package static func paired(
    _ a: [Double], _ b: [Double], with label: [Double], bootstrap: ClusterBootstrap,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> [Paired] {
    let (first, second) = (try Correlation(a, label), try Correlation(b, label))
    var names: [FigureName] = []
    var figures: [[EvaluationMetric.Figure]] = []
    func add(
      _ name: FigureName, _ one: @escaping EvaluationMetric.Figure,
      _ other: @escaping EvaluationMetric.Figure
    ) {
      names.append(name)
      figures.append([one, other])
    }
    let levels = Set(label).sorted()
    if levels.count == 2 {
      let positive = label.map { $0 == levels[1] }
      let ranked = try RankedScores(scores: a, positive: positive)
      let others = try RankedScores(scores: b, positive: positive)
      add(.auc) {
        ranked.rocAUC(counts: $0.counts)
      } _: {
        others.rocAUC(counts: $0.counts)
      }
    }
    add(.spearman) {
      first.spearman(counts: $0.counts)
    } _: {
      second.spearman(counts: $0.counts)
    }
    add(.pearson) {
      first.pearson(counts: $0.counts)
    } _: {
      second.pearson(counts: $0.counts)
    }
    let all = figures
    let intervals = try bootstrap.intervals(isCancelled: isCancelled) { draw in
      all.flatMap { figure -> [Double?] in
        let (one, other) = (figure[0](draw), figure[1](draw))
        return [one, other, one.flatMap { one in other.map { one - $0 } }]
      }
    }
    return names.enumerated().map { place, name in
      Paired(
        name: name, first: intervals[3 * place], second: intervals[3 * place + 1],
        difference: intervals[3 * place + 2])
    }
  }

  /// One figure of ``ofNumbers(_:_:bootstrap:threads:isCancelled:)``, `auc` or else `spearman`.
  package static func only(
    _ name: FigureName, _ a: [Double], _ b: [Double], bootstrap: ClusterBootstrap
  ) throws(LearningError) -> Interval {
    guard name == .auc else {
      let correlation = try Correlation(a, b)
      return try bootstrap.interval { correlation.spearman(counts: $0.counts) }
    }
    let highest = b.max() ?? 1
    let ranked = try RankedScores(scores: a, positive: b.map { $0 == highest })
    return try bootstrap.interval { ranked.rocAUC(counts: $0.counts) }
  }

  /// Two columns' agreement with a third.
  package struct Paired: Sendable {
    package let name: FigureName
    package let first: Interval
    package let second: Interval
    /// The first's minus the second's.
    package let difference: Interval
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
