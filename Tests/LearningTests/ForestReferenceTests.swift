import Foundation
import Learning
import Matrices
import Testing

/// Figures of scikit-learn on the same data, by Tests/Parity/forest.py.
@Suite struct ForestReferenceTests {
  private struct Reference: Decodable {
    let rows: Int
    let columns: Int
    let tokens: Int
    let trained: Int
    let strength: Double
    let nonZeros: Int
    let valueSum: Double
    let areas: [Double]
    let areasOfFourClasses: [Double]
    let explained: [Double]
  }

  private let reference: Reference

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/forest.json")
    reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }

  private func data(classes: Int, seed: UInt64) -> ForestSynthetic {
    ForestSynthetic(
      rows: reference.rows, columns: reference.columns, tokens: reference.tokens, classes: classes,
      seed: seed, strength: reference.strength)
  }

  private func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(numbers.count)
  }

  @Test func `the data are those that the reference was made with`() {
    let features = data(classes: 2, seed: 11).features
    #expect(features.nonZeroCount == reference.nonZeros)
    #expect(abs(features.values.reduce(0) { $0 + Double($1) } - reference.valueSum) < 0.01)
  }

  @Test(arguments: [2, 4])
  func `held-out rows are ranked as well as by the reference`(classes: Int) throws {
    let data = data(classes: classes, seed: classes == 2 ? 11 : 12)
    let train = Array(0..<reference.trained)
    let test = Array(reference.trained..<reference.rows)
    let labels = ClassLabels(data.labels.map(String.init))
    let kinds = classes == 2 ? [1] : Array(0..<classes)
    var areas: [Double] = []
    for seed in 0..<UInt64(3) {
      var options = ForestOptions()
      options.seed = seed
      let model = try options.fit(data.features.rows(train), labels.rows(train))
      let chances = model.probabilities(of: data.features.rows(test))
      for kind in kinds {
        areas.append(
          area(
            of: stride(from: kind, to: chances.count, by: classes).map { chances[$0] },
            test.map { data.labels[$0] == kind }))
      }
    }
    let expected = mean(classes == 2 ? reference.areas : reference.areasOfFourClasses)
    #expect(abs(mean(areas) - expected) < 0.01)
  }

  @Test func `a number is explained as well as by the reference`() throws {
    let data = data(classes: 2, seed: 11)
    let train = Array(0..<reference.trained)
    let test = Array(reference.trained..<reference.rows)
    var explained: [Double] = []
    for seed in 0..<UInt64(2) {
      var options = ForestOptions()
      options.seed = seed
      options.trees = 20
      let model = try options.fit(
        data.features.rows(train), numbers: train.map { data.number[$0] })
      let values = model.values(of: data.features.rows(test))
      let numbers = test.map { data.number[$0] }
      let mean = mean(numbers)
      let rest = zip(numbers, values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let all = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      explained.append(1 - rest / all)
    }
    #expect(abs(mean(explained) - mean(reference.explained)) < 0.02)
  }

  /// Area under the ROC curve: the chance that a true row has the greater score, ties half.
  private func area(of scores: [Double], _ truth: [Bool]) -> Double {
    let yes = zip(scores, truth).filter(\.1).map(\.0)
    let no = zip(scores, truth).filter { !$1 }.map(\.0).sorted()
    var sum = 0.0
    for score in yes {
      let below = no.partitioningIndex { $0 >= score }
      let upTo = no.partitioningIndex { $0 > score }
      sum += Double(below + upTo) / 2
    }
    return sum / Double(yes.count * no.count)
  }
}

extension [Double] {
  /// The first index whose element fulfils `condition`, where all later ones do.
  fileprivate func partitioningIndex(_ condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
