private import Glibc
package import Matrices

/// A fitted logistic regression.
package struct LogisticModel: WeightedClassModel, IterativeModel, Equatable {
  package let classes: [String]
  /// Numbers of the classes that it was fitted on, ascending, at least two; the others have probability 0.
  let present: [Int]
  package let featureCount: Int
  /// The weights of one column side by side, one for each output, then the intercepts. One output for two
  /// classes, else one a class.
  let parameters: [Double]
  /// What the fit took.
  package let iterations: Int
  /// Whether the fit ended at its tolerance and not at its number of iterations.
  package let converged: Bool

  init(
    classes: [String], present: [Int], featureCount: Int, parameters: [Double], iterations: Int,
    converged: Bool
  ) {
    self.classes = classes
    self.present = present
    self.featureCount = featureCount
    self.parameters = parameters
    self.iterations = iterations
    self.converged = converged
  }

  private var outputs: Int { present.count == 2 ? 1 : present.count }

  /// Of two classes the second's weights are those of scikit-learn's `coef_`, the first's their negative;
  /// of more, the row of `coef_`. Zeros for a class that it was not fitted on.
  package func weights(ofClass index: Int) -> [Double] {
    guard let (output, sign) = output(ofClass: index) else {
      return [Double](repeating: 0, count: featureCount)
    }
    return (0..<featureCount).map { sign * parameters[$0 * outputs + output] }
  }

  /// What a row without features scores; -infinity for a class that it was not fitted on.
  package func intercept(ofClass index: Int) -> Double {
    guard let (output, sign) = output(ofClass: index) else { return -.infinity }
    return sign * parameters[featureCount * outputs + output]
  }

  private func output(ofClass index: Int) -> (output: Int, sign: Double)? {
    guard let place = present.firstIndex(of: index) else { return nil }
    return outputs == 1 ? (0, place == 1 ? 1 : -1) : (place, 1)
  }

  package func probabilities(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    let (outputs, classCount) = (outputs, classes.count)
    let sweep = RowSweep(features, resultSize: classCount, threads: nil)
    let all = try? sweep.map(classCount) { rows, row, result in
      parameters.withUnsafeBufferPointer { parameters in
        guard let weights = parameters.baseAddress else { return }
        if outputs == 1 {
          let score = rows.dot(row, weights) + weights[featureCount]
          result[present[1]] = 1 / (1 + exp(-score))
          result[present[0]] = 1 / (1 + exp(score))
          return
        }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: outputs) { scores in
          guard let scores = scores.baseAddress else { return }
          LogisticObjective.scores(rows, row, weights, outputs, featureCount, scores)
          _ = LogisticObjective.normalise(scores, outputs)
          for output in 0..<outputs { result[present[output]] = scores[output] }
        }
      }
    }
    return all ?? []
  }
}

extension LogisticModel {
  package var sections: Sections {
    Sections([
      "classes": .texts(classes),
      "present": .integers(present.map { Int32($0) }),
      "parameters": .doubles(parameters),
      "fit": .integers([Int32(featureCount), Int32(clamping: iterations), converged ? 1 : 0]),
    ])
  }

  package init(sections: Sections) throws {
    let classes = try Sections.classNames(sections)
    let present = try sections.integers("present").map { Int($0) }
    let parameters = try sections.doubles("parameters")
    let fit = try sections.integers("fit").map { Int($0) }
    guard fit.count == 3, fit[0] >= 0, fit[1] >= 0, fit[2] == 0 || fit[2] == 1 else {
      throw Sections.damaged("its size is not valid")
    }
    guard present.count >= 2, zip(present, present.dropFirst()).allSatisfy(<),
      present.allSatisfy(classes.indices.contains)
    else { throw Sections.damaged("its classes are not valid") }
    let outputs = present.count == 2 ? 1 : present.count
    guard parameters.count == (fit[0] + 1) * outputs, parameters.allSatisfy(\.isFinite) else {
      throw Sections.damaged("its weights do not fit its \(fit[0]) columns")
    }
    self.init(
      classes: classes, present: present, featureCount: fit[0], parameters: parameters,
      iterations: fit[1], converged: fit[2] == 1)
  }
}

extension Sections {
  /// The names of a model's classes: at least one, unique, ascending.
  static func classNames(_ sections: Sections) throws -> [String] {
    let classes = try sections.texts("classes")
    let isAscending = zip(classes, classes.dropFirst()).allSatisfy {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    guard !classes.isEmpty, isAscending else { throw damaged("its classes are not in order") }
    return classes
  }
}
