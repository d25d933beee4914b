import Corpus
import Matrices
import Synchronization
import Testing

@testable import Learning

@Suite struct ForestTests {
  private func matrix(_ rows: [[Float]]) -> SparseMatrix {
    SparseMatrix(dense: rows, columnCount: rows[0].count)
  }

  private func options(trees: Int, seed: UInt64 = 1) -> ForestOptions {
    var options = ForestOptions()
    options.trees = trees
    options.seed = seed
    return options
  }

  /// Words at random, a tenth of the elements not zero, some negative; the class depends on two.
  private func noise(rows: Int, columns: Int) -> (SparseMatrix, ClassLabels) {
    var random = SeededRandom(seed: 4)
    let dense = (0..<rows).map { _ in
      (0..<columns).map { _ in
        Int.random(in: 0..<10, using: &random) == 0 ? Float.random(in: -1...3, using: &random) : 0
      }
    }
    let names = dense.map { row in
      row[0] + row[1] + Float.random(in: 0...0.5, using: &random) > 0.3 ? "yes" : "no"
    }
    return (SparseMatrix(dense: dense, columnCount: columns), ClassLabels(names))
  }

  @Test func `one feature that tells the classes apart is split halfway between them`() throws {
    let features = matrix((0..<40).map { [$0 < 20 ? 1 : 2] })
    let labels = ClassLabels((0..<40).map { $0 < 20 ? "a" : "b" })
    let model = try options(trees: 25).fit(features, labels)
    #expect(model.importances == [1])
    #expect(
      model.probabilities(of: matrix([[0], [1], [1.5], [1.51], [9]])) == [
        1, 0, 1, 0, 1, 0, 0, 1, 0, 1,
      ])
  }

  @Test(
    arguments: [
      [-3, -2, -1], [1, 2, 3], [-1, 0, 1], [-2, 0, 0], [0, 0, 2], [-2, 1, 2],
    ] as [[Float]])
  func `a cut is found on either side of zero`(values: [Float]) throws {
    let features = matrix((0..<60).map { [values[$0 % 3]] })
    let distinct = Set(values).sorted()
    for cut in distinct.dropFirst() {
      let labels = ClassLabels((0..<60).map { values[$0 % 3] < cut ? "low" : "top" })
      let model = try options(trees: 5).fit(features, labels)
      let chances = model.probabilities(of: matrix(distinct.map { [$0] }))
      #expect(chances == distinct.flatMap { $0 < cut ? [1, 0] : [0, 1] })
    }
  }

  @Test(arguments: [2, 3])
  func `without a bound, a forest of all features knows its training rows`(classes: Int) throws {
    let (features, _) = noise(rows: 300, columns: 90)
    let names = (0..<300).map { ["a", "b", "c"][$0 * 7 % classes] }
    let labels = ClassLabels(names)
    let chances = try options(trees: 60).fit(features, labels).probabilities(of: features)
    for row in 0..<300 {
      let own = chances[row * classes..<(row + 1) * classes]
      #expect(abs(own.reduce(0, +) - 1) < 1e-6)
      #expect(own.allSatisfy { (0...1).contains($0) })
      #expect(own.max() == own[row * classes + Int(labels.codes[row])])
    }
  }

  @Test func `two classes give the same trees by either criterion`() throws {
    let (features, labels) = noise(rows: 400, columns: 30)
    let names = labels.codes.map { labels.classes[Int($0)] }
    // A third class without rows makes the criterion that of many classes.
    let three = ClassLabels(names + ["zzz"]).rows(Array(0..<400))
    let two = try options(trees: 8).fit(features, labels)
    let many = try options(trees: 8).fit(features, three)
    for name in ["nodes", "leaves", "node.feature", "node.threshold", "node.right"] {
      #expect(two.sections[name] == many.sections[name])
    }
    for (one, other) in zip(two.importances, many.importances) { #expect(abs(one - other) < 1e-9) }
    let chances = many.probabilities(of: features)
    for (row, pair) in two.probabilities(of: features).chunks(of: 2).enumerated() {
      #expect(abs(chances[row * 3] - pair[0]) < 1e-6 && chances[row * 3 + 2] == 0)
    }
  }

  @Test func `a number is predicted exactly where leaves are pure`() throws {
    let features = matrix((0..<50).map { [Float($0 % 5), 1] })
    let numbers = (0..<50).map { 1000 + Double($0 % 5) / 4 }
    let model = try options(trees: 20).fit(features, numbers: numbers)
    let values = model.values(of: matrix((0..<5).map { [Float($0), 1] }))
    for (value, number) in zip(values, numbers) { #expect(abs(value - number) < 1e-4) }
    #expect(model.importances == [1, 0])
  }

  @Test func `the same number for every row is predicted for all`() throws {
    let model = try options(trees: 3).fit(matrix([[1], [2], [3]]), numbers: [7, 7, 7])
    #expect(model.values(of: matrix([[0], [5]])) == [7, 7])
    #expect(model.importances == [0])
  }

  @Test func `constant features and duplicate rows end in the mean of their classes`() throws {
    let features = matrix((0..<200).map { _ in [3, 0, -1] })
    let labels = ClassLabels((0..<200).map { $0 % 4 == 0 ? "rare" : "usual" })
    let model = try options(trees: 50).fit(features, labels)
    #expect(model.forest.nodes.allSatisfy { $0.feature == -1 })
    let chances = model.probabilities(of: matrix([[3, 0, -1]]))
    #expect(abs(chances[0] - 0.25) < 0.02)
    #expect(model.importances == [0, 0, 0])
  }

  @Test func `a matrix without non-zeros can be learned from and predicted`() throws {
    let features = SparseMatrix(
      columnCount: 4, rowStarts: [0, 0, 0, 0], columns: [], values: [])
    let model = try options(trees: 10).fit(features, ClassLabels(["a", "b", "b"]))
    let chances = model.probabilities(of: features)
    #expect(chances.count == 6 && abs(chances[0] + chances[1] - 1) < 1e-9)
    #expect(model.probabilities(of: features.rows([])).isEmpty)
  }

  @Test func `a further feature is drawn while those drawn are constant`() throws {
    // One of 64 features varies; 8 are drawn at a node.
    let features = matrix(
      (0..<30).map { row in (0..<64).map { $0 == 40 ? Float(row % 2) : 1 } })
    let labels = ClassLabels((0..<30).map { $0 % 2 == 0 ? "a" : "b" })
    let model = try options(trees: 20).fit(features, labels)
    #expect(model.importances[40] == 1)
  }

  @Test func `zeros that are written out are zeros`() throws {
    let plain = matrix((0..<40).map { [Float($0 % 2), Float($0 % 3)] })
    let written = SparseMatrix(
      columnCount: 2, rowStarts: (0...40).map { $0 * 2 },
      columns: (0..<80).map { Int32($0 % 2) },
      values: (0..<40).flatMap { [Float($0 % 2), Float($0 % 3)] })
    let labels = ClassLabels((0..<40).map { $0 % 6 < 2 ? "a" : "b" })
    let one = try options(trees: 10).fit(plain, labels)
    let other = try options(trees: 10).fit(written, labels)
    #expect(one == other)
    #expect(one.probabilities(of: plain) == other.probabilities(of: written))
  }

  @Test func `no tree is deeper and no leaf smaller than allowed`() throws {
    let (features, labels) = noise(rows: 500, columns: 30)
    var options = options(trees: 10)
    options.maxDepth = 2
    #expect(try options.fit(features, labels).forest.nodes.count <= 70)
    options.maxDepth = nil
    let free = try options.fit(features, labels)
    options.minLeaf = 50
    let bound = try options.fit(features, labels)
    #expect(bound.forest.leafStarts[10] <= 10 * 500 / 50)
    #expect(free.forest.leafStarts[10] > 10 * 500 / 50)
    options.minLeaf = 251
    #expect(try options.fit(features, labels).forest.nodes.count == 10)
  }

  @Test(arguments: [2, 3])
  func `the model does not depend on the number of threads`(classes: Int) throws {
    let (features, _) = noise(rows: 1500, columns: 50)
    let labels = ClassLabels((0..<1500).map { ["a", "b", "c"][$0 * 13 % 17 % classes] })
    let one = try options(trees: 6).fit(features, labels, threads: 1)
    for threads in 2...4 {
      #expect(try options(trees: 6).fit(features, labels, threads: threads) == one)
    }
    #expect(try options(trees: 6, seed: 2).fit(features, labels) != one)
  }

  @Test func `more trees go on where fewer ended`() throws {
    let (features, labels) = noise(rows: 200, columns: 20)
    let few = try options(trees: 3).fit(features, labels)
    let more = try options(trees: 5).fit(features, labels)
    #expect(more.forest.nodes.starts(with: few.forest.nodes))
  }

  @Test func `the features that make the class are the important ones`() throws {
    let (features, labels) = noise(rows: 1000, columns: 30)
    let importances = try options(trees: 30).fit(features, labels).importances
    #expect(abs(importances.reduce(0, +) - 1) < 1e-9)
    #expect(importances[...1].min() ?? 0 > 2 * (importances[2...].max() ?? 1))
  }

  @Test func `one class is refused with what to do`() {
    let features = matrix([[1], [2]])
    for labels in [ClassLabels(["a", "a"]), ClassLabels(["a", "a", "b"]).rows([0, 1])] {
      let error = #expect(throws: LearningError.self) { try ForestOptions().fit(features, labels) }
      #expect(error?.message.contains("every row has the same class") == true)
      #expect(error?.hint?.contains("another class") == true)
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `a value that is not finite is refused with its place`(value: Float) {
    let features = matrix([[1, 0, 2], [0, 0, 0], [0, 3, value]])
    let error = #expect(throws: LearningError.self) {
      try ForestOptions().fit(features, ClassLabels(["a", "b", "a"]))
    }
    #expect(error?.message.contains("feature 3 of row 3") == true)
  }

  @Test func `a number that is not finite is refused with its row`() {
    let error = #expect(throws: LearningError.self) {
      try ForestOptions().fit(matrix([[1], [2]]), numbers: [1, .nan])
    }
    #expect(error?.message.contains("row 2") == true)
  }

  @Test func `nothing to learn from is refused`() {
    let empty = SparseMatrix(columnCount: 0, rowStarts: [0, 0, 0], columns: [], values: [])
    #expect(throws: LearningError.self) {
      try ForestOptions().fit(empty, ClassLabels(["a", "b"]))
    }
    let none = SparseMatrix(columnCount: 3, rowStarts: [0], columns: [], values: [])
    #expect(throws: LearningError.self) { try ForestOptions().fit(none, numbers: []) }
  }

  @Test(arguments: ["trees", "max depth", "min leaf", "max features"])
  func `an option below 1 is refused by name`(name: String) {
    var options = ForestOptions()
    switch name {
    case "trees": options.trees = 0
    case "max depth": options.maxDepth = 0
    case "min leaf": options.minLeaf = 0
    default: options.maxFeatures = 0
    }
    let error = #expect(throws: LearningError.self) {
      try options.fit(matrix([[1], [2]]), ClassLabels(["a", "b"]))
    }
    #expect(error?.message.contains("\(name) is 0") == true)
  }

  @Test(arguments: [0, 1, 5, 40])
  func `a fit can be interrupted at any time`(after questions: Int) {
    let (features, labels) = noise(rows: 400, columns: 30)
    let asked = Mutex(0)
    let error = #expect(throws: LearningError.self) {
      try options(trees: 200).fit(features, labels) {
        asked.withLock {
          $0 += 1
          return $0 > questions
        }
      }
    }
    #expect(error == .interrupted)
  }
}

extension [Double] {
  fileprivate func chunks(of size: Int) -> [[Double]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<$0 + size]) }
  }
}
