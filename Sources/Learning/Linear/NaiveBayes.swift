private import Glibc
package import Matrices

/// Multinomial naive Bayes. The reference is scikit-learn's `MultinomialNB`.
package struct NaiveBayesOptions: Sendable, Equatable {
  /// What is added to each class's count of each feature, above 0.
  package var alpha = 1.0

  package init() {}

  /// Learns from one row a label in one pass. Throws on one class, on features below 0 or not finite, and
  /// when interrupted. A class that no row has gets probability 0.
  package func fit(
    _ features: SparseMatrix, _ labels: ClassLabels, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> NaiveBayesModel {
    try TrainingChecks.check(features, labels: labels.count)
    try TrainingChecks.checkNotNegative(features)
    try TrainingChecks.checkPositive(alpha, "alpha")
    _ = try TrainingChecks.presentClasses(labels)
    let classCount = labels.classes.count
    let columnCount = features.columnCount
    let sweep = RowSweep(features, resultSize: columnCount * classCount, threads: threads)
    let codes = labels.codes
    var counts = try sweep.sum(columnCount * classCount, isCancelled: isCancelled) {
      rows, range, sums in
      for row in range {
        let code = Int(codes[row])
        for place in rows.starts[row]..<rows.starts[row + 1] {
          sums[Int(rows.columns[place]) * classCount + code] += Double(rows.values[place])
        }
      }
    }
    var totals = [Double](repeating: 0, count: classCount)
    for index in counts.indices {
      counts[index] += alpha
      totals[index % classCount] += counts[index]
    }
    for index in counts.indices {
      counts[index] = log(counts[index]) - log(totals[index % classCount])
    }
    return NaiveBayesModel(
      classes: labels.classes, featureCount: columnCount, logProbabilities: counts,
      classCounts: labels.counts)
  }
}

/// A fitted multinomial naive Bayes.
package struct NaiveBayesModel: WeightedClassModel, Equatable {
  package let classes: [String]
  package let featureCount: Int
  /// ln P(feature | class); those of one column side by side.
  let logProbabilities: [Double]
  /// Rows of each class that it was fitted on.
  package let classCounts: [Int]

  /// ln P(feature | class), one a column: scikit-learn's `feature_log_prob_`.
  package func logProbabilities(ofClass index: Int) -> [Double] {
    (0..<featureCount).map { logProbabilities[$0 * classes.count + index] }
  }

  /// By how much a feature is likelier, in logarithms, in the class than on average in the others that it
  /// was fitted on.
  package func weights(ofClass index: Int) -> [Double] {
    let others = classCounts.indices.filter { $0 != index && classCounts[$0] > 0 }
    return (0..<featureCount).map { column in
      let first = column * classes.count
      let rest = others.reduce(0) { $0 + logProbabilities[first + $1] }
      return logProbabilities[first + index] - rest / Double(max(1, others.count))
    }
  }

  package func probabilities(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    let classCount = classes.count
    let rows = Double(classCounts.reduce(0, +))
    let priors = classCounts.map { log(Double($0) / rows) }
    let sweep = RowSweep(features, resultSize: classCount, threads: nil)
    let weights = logProbabilities + priors
    let all = try? sweep.map(classCount) { rows, row, result in
      weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        LogisticObjective.scores(rows, row, weights, classCount, featureCount, result)
        _ = LogisticObjective.normalise(result, classCount)
      }
    }
    return all ?? []
  }
}

extension NaiveBayesModel {
  package var sections: Sections {
    Sections([
      "classes": .texts(classes),
      "classCounts": .doubles(classCounts.map(Double.init)),
      "logProbabilities": .doubles(logProbabilities),
      "featureCount": .integers([Int32(featureCount)]),
    ])
  }

  package init(sections: Sections) throws {
    let classes = try Sections.classNames(sections)
    let counts = try Sections.classCounts(sections, classes: classes.count)
    let logProbabilities = try sections.doubles("logProbabilities")
    let featureCount = try sections.integers("featureCount")
    guard featureCount.count == 1, featureCount[0] >= 0,
      logProbabilities.count == Int(featureCount[0]) * classes.count,
      logProbabilities.allSatisfy({ $0.isFinite && $0 <= 0 })
    else { throw Sections.damaged("its probabilities do not fit its columns") }
    self.init(
      classes: classes, featureCount: Int(featureCount[0]), logProbabilities: logProbabilities,
      classCounts: counts)
  }
}

extension Sections {
  /// Rows of each class: whole numbers, one at least above 0.
  static func classCounts(_ sections: Sections, classes: Int) throws -> [Int] {
    let counts = try sections.doubles("classCounts")
    guard counts.count == classes, counts.contains(where: { $0 > 0 }),
      counts.allSatisfy({ $0 >= 0 && $0 <= 0x1p53 && $0 == $0.rounded() })
    else { throw damaged("its counts of classes are not valid") }
    return counts.map { Int($0) }
  }
}
