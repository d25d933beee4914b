import Corpus
import Glibc
import Matrices
import Testing

@testable import Learning

struct LinearModelTests {
  static func tight(_ change: (inout LogisticOptions) -> Void = { _ in }) -> LogisticOptions {
    var options = LogisticOptions()
    options.tolerance = 1e-10
    options.maxIterations = 10_000
    change(&options)
    return options
  }

  static let logistic: [String: LogisticOptions] = [
    "binary": tight(), "binary weak": tight { $0.c = 100 },
    "binary balanced": tight {
      $0.balanced = true
      $0.c = 0.5
    },
    "binary without intercept": tight { $0.hasIntercept = false },
    "four": tight(),
    "four balanced": tight {
      $0.balanced = true
      $0.c = 10
    },
  ]

  static func labels(_ codes: [Int]) -> ClassLabels { ClassLabels(codes.map { "\($0)" }) }

  static func expectClose(
    _ values: [Double], _ expected: [Double], _ tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    let size = expected.reduce(0) { max($0, abs($1)) }
    for (value, wanted) in zip(values, expected) {
      #expect(
        abs(value - wanted) <= tolerance * max(abs(wanted), 0.01 * size),
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: logistic.keys.sorted())
  func `logistic coefficients equal those of scikit-learn`(name: String) throws {
    let reference = try References.linear()
    let expected = try #require(reference.cases[name])
    let options = try #require(Self.logistic[name])
    let labels = Self.labels(name.hasPrefix("four") ? reference.four : reference.binary)
    let features = reference.features.sparse
    let model = try options.fit(features, labels)
    #expect(model.converged)
    let first = expected.coefficients.count == 1 ? 1 : 0
    for (row, coefficients) in expected.coefficients.enumerated() {
      Self.expectClose(model.weights(ofClass: first + row), coefficients, 1e-4)
      #expect(abs(model.intercept(ofClass: first + row) - expected.intercepts[row]) < 1e-5)
    }
    Self.expectClose(
      model.probabilities(of: features.rows(Array(0..<10))), expected.probabilities, 1e-5)
    #expect(try LogisticModel(sections: model.sections) == model)
  }

  @Test(arguments: ["binary", "four"])
  func `the sparse penalty reaches the objective of saga`(name: String) throws {
    let reference = try References.linear()
    let expected = try #require(reference.sparse[name])
    let codes = name == "four" ? reference.four : reference.binary
    let labels = Self.labels(codes)
    let features = reference.features.sparse
    let options = Self.tight {
      $0.penalty = .l1
      $0.c = 0.5
    }
    let model = try options.fit(features, labels)
    #expect(model.converged)
    let probabilities = model.probabilities(of: features)
    let classes = labels.classes.count
    var objective = 0.0
    for (row, code) in codes.enumerated() {
      objective -= log(probabilities[row * classes + code]) / Double(codes.count)
    }
    let first = classes == 2 ? 1 : 0
    for (row, coefficients) in expected.coefficients.enumerated() {
      let weights = model.weights(ofClass: first + row)
      for weight in weights { objective += abs(weight) / (0.5 * Double(codes.count)) }
      if classes == 2 { Self.expectClose(weights, coefficients, 1e-3) }
      #expect(weights.count { $0 == 0 } >= coefficients.count { abs($0) < 1e-9 })
    }
    #expect(abs(objective - expected.objective) < 1e-7)
  }

  @Test(arguments: [(40, 3), (300, 12), (2500, 30)])
  func `ridge solved directly and by iterations is the same`(rows: Int, columns: Int) throws {
    var random = SeededRandom(seed: 3, step: "ridge")
    func number() -> Double { Double(random.next() >> 11) / 0x1p53 - 0.5 }
    let full = (0..<rows * columns).map { _ in Float(number()) }
    let truth = (0..<columns).map { Double($0) - 1 }
    let numbers = (0..<rows).map { row in
      (0..<columns).reduce(5 + number()) { $0 + truth[$1] * Double(full[row * columns + $1]) }
    }
    // The same columns among so many empty ones that the matrix is no longer nearly full.
    func matrix(_ width: Int) -> SparseMatrix {
      SparseMatrix(
        columnCount: width, rowStarts: (0...rows).map { $0 * columns },
        columns: (0..<rows).flatMap { _ in (0..<columns).map { Int32($0) } }, values: full)
    }
    let direct = try RidgeOptions().fit(matrix(columns), numbers)
    let iterated = try RidgeOptions().fit(matrix(3 * columns), numbers)
    #expect(direct.iterations == 1 && iterated.iterations > 1)
    Self.expectClose(direct.weights, Array(iterated.weights.prefix(columns)), 1e-8)
    #expect(abs(direct.intercept - iterated.intercept) < 1e-8)
  }

  @Test(arguments: ["ridge", "ridge strong", "ridge without intercept"])
  func `ridge coefficients equal those of scikit-learn`(name: String) throws {
    let reference = try References.linear()
    let expected = try #require(reference.cases[name])
    var options = RidgeOptions()
    if name == "ridge strong" { options.alpha = 50 }
    if name == "ridge without intercept" {
      options.alpha = 0.1
      options.hasIntercept = false
    }
    let features = reference.features.sparse
    let model = try options.fit(features, reference.number)
    #expect(model.converged)
    Self.expectClose(model.weights, expected.coefficients[0], 1e-8)
    #expect(abs(model.intercept - expected.intercepts[0]) < 1e-8)
    Self.expectClose(
      model.values(of: features.rows(Array(0..<10))), expected.probabilities, 1e-8)
    #expect(try RidgeModel(sections: model.sections) == model)
    let names = (0..<12).map { "f\($0)" }
    #expect(model.strongest(1, names: names)[0].weight == model.weights.max())
    #expect(model.strongest(1, raising: false, names: names)[0].weight == model.weights.min())
  }

  @Test func `naive Bayes equals that of scikit-learn`() throws {
    let reference = try References.linear()
    let expected = try #require(reference.cases["naive bayes"])
    let features = reference.features.sparse
    let model = try NaiveBayesOptions().fit(features, Self.labels(reference.four))
    for (index, coefficients) in expected.coefficients.enumerated() {
      Self.expectClose(model.logProbabilities(ofClass: index), coefficients, 1e-9)
    }
    Self.expectClose(
      model.probabilities(of: features.rows(Array(0..<10))), expected.probabilities, 1e-9)
    #expect(try NaiveBayesModel(sections: model.sections) == model)
  }

  @Test func `baselines tell shares and means`() throws {
    let features = SparseMatrix(dense: [[1], [0], [2], [0]], columnCount: 1)
    let model = try MajorityModel.fit(features, ClassLabels(["b", "a", "b", "b"]))
    #expect(model.probabilities(of: features.rows([0, 1])) == [0.25, 0.75, 0.25, 0.75])
    #expect(try MajorityModel(sections: model.sections) == model)
    let mean = try MeanModel.fit(features, [1, 2, 3, 6])
    #expect(mean.values(of: features) == [3, 3, 3, 3])
    #expect(try MeanModel(sections: mean.sections) == mean)
    #expect(throws: LearningError.self) { try MeanModel.fit(features, [1, 2, .nan, 3]) }
    #expect(throws: LearningError.self) { try MeanModel.fit(features.rows([]), []) }
  }

  /// Rows enough for several pieces of work.
  static let large: (features: SparseMatrix, labels: ClassLabels, numbers: [Double]) = {
    var random = SeededRandom(seed: 3)
    var rows: [[Float]] = []
    var numbers: [Double] = []
    for _ in 0..<1200 {
      let row = (0..<12).map { _ in
        Bool.random(using: &random) ? Float.random(in: 0...1, using: &random) : 0
      }
      rows.append(row)
      numbers.append(Double(row[0] - row[1] + row[2] * 2) + .random(in: 0...0.3, using: &random))
    }
    let labels = ClassLabels(numbers.map { $0 < 0.4 ? "low" : $0 < 1 ? "middle" : "top" })
    return (SparseMatrix(dense: rows, columnCount: 12), labels, numbers)
  }()

  @Test func `models do not depend on the number of threads`() throws {
    let (features, labels, numbers) = Self.large
    for penalty in LogisticOptions.Penalty.allCases {
      var options = LogisticOptions()
      options.penalty = penalty
      let one = try options.fit(features, labels, threads: 1)
      #expect(try options.fit(features, labels, threads: 3) == one)
    }
    #expect(
      try RidgeOptions().fit(features, numbers, threads: 1)
        == RidgeOptions().fit(features, numbers, threads: 3))
    #expect(
      try NaiveBayesOptions().fit(features, labels, threads: 1)
        == NaiveBayesOptions().fit(features, labels, threads: 3))
  }

  @Test func `the strongest features of a class are those that speak for it`() throws {
    let (features, labels, _) = Self.large
    let names = (0..<12).map { "f\($0)" }
    let logistic = try LogisticOptions().fit(features, labels)
    #expect(logistic.strongest(1, ofClass: 2, names: names).map(\.name) == ["f2"])
    #expect(logistic.strongest(1, ofClass: 0, names: names).map(\.name) == ["f1"])
    let bayes = try NaiveBayesOptions().fit(features, labels)
    #expect(bayes.strongest(1, ofClass: 2, names: names).map(\.name) == ["f2"])
    #expect(logistic.strongest(100, ofClass: 2, names: names).allSatisfy { $0.weight > 0 })
  }

  @Test(arguments: [2, 3])
  func `a class that no row has gets probability zero`(present: Int) throws {
    let (features, labels, _) = Self.large
    let gone = present == 2 ? 1 : 3
    let more = ClassLabels(labels.codes.map { labels.classes[Int($0)] } + ["zz"])
    let kept = labels.codes.indices.filter { labels.codes[$0] != gone }
    let some = more.rows(kept)
    let matrix = features.rows(kept)
    let absent = present == 2 ? [1, 3] : [3]
    let models: [any ClassModel] = [
      try LogisticOptions().fit(matrix, some), try NaiveBayesOptions().fit(matrix, some),
    ]
    for model in models {
      let probabilities = model.probabilities(of: matrix)
      for row in 0..<matrix.rowCount {
        let own = probabilities[row * 4..<row * 4 + 4]
        #expect(absent.allSatisfy { own[row * 4 + $0] == 0 })
        #expect(abs(own.reduce(0, +) - 1) < 1e-12)
      }
    }
    let logistic = try LogisticOptions().fit(matrix, some)
    #expect(try LogisticModel(sections: logistic.sections) == logistic)
    #expect(logistic.weights(ofClass: 3).allSatisfy { $0 == 0 })
    #expect(logistic.intercept(ofClass: 3) == -.infinity)
  }

  @Test func `bad data is refused with what to do`() throws {
    let good = SparseMatrix(dense: [[1, 0], [0, 1]], columnCount: 2)
    let labels = ClassLabels(["a", "b"])
    func message(_ work: () throws -> Void) -> String? {
      do {
        try work()
        return nil
      } catch { return (error as? LearningError)?.message }
    }
    let logistic = LogisticOptions()
    #expect(
      message { _ = try logistic.fit(good, ClassLabels(["a", "a"])) }
        == "all 2 rows have the class 'a', and a classifier needs two")
    #expect(
      message { _ = try NaiveBayesOptions().fit(good, ClassLabels(["a", "a"])) }
        == "all 2 rows have the class 'a', and a classifier needs two")
    for bad in [Float.nan, .infinity] {
      let matrix = SparseMatrix(dense: [[1, 0], [0, bad]], columnCount: 2)
      let wanted = "the feature in row 1, column 1 is \(bad)"
      #expect(message { _ = try logistic.fit(matrix, labels) } == wanted)
      #expect(message { _ = try NaiveBayesOptions().fit(matrix, labels) } == wanted)
      #expect(message { _ = try RidgeOptions().fit(matrix, [1, 2]) } == wanted)
      #expect(message { _ = try MajorityModel.fit(matrix, labels) } == wanted)
    }
    let negative = SparseMatrix(dense: [[1, 0], [-0.5, 0]], columnCount: 2)
    #expect(
      message { _ = try NaiveBayesOptions().fit(negative, labels) }
        == "naive Bayes counts, and the feature in row 1, column 0 is -0.5")
    #expect(
      message { _ = try RidgeOptions().fit(good, [1, .nan]) } == "the label of row 1 is nan")
    #expect(
      message { _ = try RidgeOptions().fit(good, [1]) }
        == "there are 2 rows of features and 1 labels")
    #expect(
      message { _ = try logistic.fit(good.rows([]), labels.rows([])) }
        == "there are no rows to learn from")
    for c in [0, -1, .nan, .infinity] as [Double] {
      var options = logistic
      options.c = c
      #expect(message { _ = try options.fit(good, labels) }?.contains("C of the penalty") == true)
    }
  }

  @Test func `an interrupted fit says so`() {
    let (features, labels, numbers) = Self.large
    #expect(throws: LearningError.interrupted) {
      try LogisticOptions().fit(features, labels, isCancelled: { true })
    }
    #expect(throws: LearningError.interrupted) {
      try RidgeOptions().fit(features, numbers, isCancelled: { true })
    }
    #expect(throws: LearningError.interrupted) {
      try NaiveBayesOptions().fit(features, labels, isCancelled: { true })
    }
  }

  @Test func `a fit that runs out of iterations says that it did not converge`() throws {
    let (features, labels, numbers) = Self.large
    var logistic = LogisticOptions()
    logistic.maxIterations = 2
    #expect(try !logistic.fit(features, labels).converged)
    #expect(try logistic.fit(features, labels).iterations == 2)
    var ridge = RidgeOptions()
    ridge.maxIterations = 1
    let wide = SparseMatrix(
      columnCount: 3 * features.columnCount, rowStarts: features.rowStarts,
      columns: features.columns, values: features.values)
    #expect(try !ridge.fit(wide, numbers).converged)
  }

  @Test func `damaged models are refused`() throws {
    let (features, labels, numbers) = Self.large
    func damage<Model>(
      _ good: Sections, _ changes: [(String, Sections.Array)], _ make: (Sections) throws -> Model
    ) {
      for name in good.arrays.keys {
        var sections = good
        sections[name] = nil
        #expect(throws: LearningError.self) { try make(sections) }
      }
      for (name, array) in changes {
        var sections = good
        sections[name] = array
        #expect(throws: LearningError.self) { try make(sections) }
      }
    }
    damage(
      try LogisticOptions().fit(features, labels).sections,
      [
        ("classes", .texts(["b", "a", "c"])), ("classes", .texts([])),
        ("present", .integers([0])), ("present", .integers([0, 3])),
        ("present", .integers([1, 0])), ("parameters", .doubles([1])),
        ("parameters", .doubles([Double](repeating: .nan, count: 39))),
        ("fit", .integers([-1, 0, 1])), ("fit", .integers([12])),
      ], LogisticModel.init(sections:))
    damage(
      try NaiveBayesOptions().fit(features, labels).sections,
      [
        ("classCounts", .doubles([1, 2])), ("classCounts", .doubles([0, 0, 0])),
        ("classCounts", .doubles([1, 2, -1])), ("logProbabilities", .doubles([0])),
        ("logProbabilities", .doubles([Double](repeating: 1, count: 36))),
        ("featureCount", .integers([])),
      ], NaiveBayesModel.init(sections:))
    damage(
      try RidgeOptions().fit(features, numbers).sections,
      [
        ("weights", .doubles([.nan])), ("intercept", .doubles([])), ("fit", .integers([1, 2])),
      ], RidgeModel.init(sections:))
    damage(
      try MajorityModel.fit(features, labels).sections,
      [("classCounts", .doubles([0.5, 1, 1])), ("featureCount", .integers([-1]))],
      MajorityModel.init(sections:))
    damage(
      try MeanModel.fit(features, numbers).sections,
      [("mean", .doubles([.infinity])), ("featureCount", .integers([-1]))],
      MeanModel.init(sections:))
  }
}
