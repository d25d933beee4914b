import Matrices
import Testing

@testable import Learning

struct FeatureBlocksTests {
  @Test func `a matrix is written as Matrix Market and reads back`() throws {
    let matrix = SparseMatrix(
      dense: [[0, 0.1, -3], [0, 0, 0], [1e-12, 0, 12345.678]], columnCount: 3)
    var bytes: [UInt8] = []
    MatrixMarket.write(matrix, comments: ["two\nlines"]) { bytes += $0 }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(
      lines == [
        "%%MatrixMarket matrix coordinate real general", "% two", "% lines", "3 3 4", "1 2 0.1",
        "1 3 -3.0", "3 1 1e-12", "3 3 12345.678",
      ])
    let values = lines.dropFirst(4).compactMap {
      $0.split(separator: " ").last.flatMap { Float($0) }
    }
    #expect(values == matrix.values)
  }

  @Test func `a large matrix comes in chunks of whole lines, and the sink may throw`() {
    struct Full: Error {}
    let rows = (0..<20_000).map { [Float($0) / 7] }
    let matrix = SparseMatrix(dense: rows, columnCount: 1)
    var chunks: [[UInt8]] = []
    MatrixMarket.write(matrix) { chunks.append($0) }
    #expect(chunks.count > 3)
    #expect(chunks.allSatisfy { $0.last == UInt8(ascii: "\n") && $0.count < 66_000 })
    #expect(chunks.joined().count { $0 == UInt8(ascii: "\n") } == 2 + matrix.nonZeroCount)
    #expect(throws: Full.self) { try MatrixMarket.write(matrix) { _ in throw Full() } }
  }

  @Test func `numbers are standardised as fitted`() throws {
    let columns: [[Double]] = [[1, 2, 3, 6], [5, 5, 5, 5]]
    let numbers = try NumericFeatures.fit(columns, names: ["turns", "same"], standardised: true)
    #expect(numbers.scales?[0].mean == 3)
    #expect(abs((numbers.scales?[0].deviation ?? 0) - 3.5.squareRoot()) < 1e-12)
    #expect(numbers.scales?[1].deviation == 1)
    let matrix = try numbers.transform(columns)
    // The third number is the mean, the second column all mean: zeros are not kept.
    #expect(matrix.rowStarts == [0, 1, 2, 2, 3])
    #expect(abs(matrix.values[2] - Float(3 / 3.5.squareRoot())) < 1e-6)
    #expect(try NumericFeatures(sections: numbers.sections) == numbers)
    let plain = try NumericFeatures.fit(columns, names: ["turns", "same"], standardised: false)
    #expect(try plain.transform(columns).values == [1, 5, 2, 5, 3, 5, 6, 5])
    #expect(try NumericFeatures(sections: plain.sections) == plain)
  }

  @Test func `a number that is not finite is refused by column and row`() throws {
    for bad in [Double.nan, .infinity] {
      #expect {
        try NumericFeatures.fit(
          [[1, 2], [3, bad]], names: ["a", "empathy"], standardised: false)
      } throws: {
        ($0 as? LearningError)?.message == "'empathy' of row 1 is \(bad)"
      }
    }
    let numbers = try NumericFeatures.fit([[1, 2]], names: ["a"], standardised: false)
    #expect(throws: LearningError.self) { try numbers.transform([[1, .nan]]) }
    #expect(throws: LearningError.self) { try numbers.transform([[1e300]]) }
    #expect(throws: LearningError.self) { try numbers.transform([[1], [2]]) }
    #expect(throws: LearningError.self) {
      try NumericFeatures.fit([[1, 2], [3]], names: ["a", "b"], standardised: false)
    }
    #expect(throws: LearningError.self) {
      try NumericFeatures.fit([[]], names: ["a"], standardised: true)
    }
  }

  @Test func `a union puts blocks side by side`() throws {
    let texts = Documents(["calm words", "words"])
    let features = try TextFeatureOptions().fit(texts)
    let numbers = try NumericFeatures.fit([[2, 0]], names: ["turns"], standardised: false)
    let union = try FeatureUnion([
      .init("text", .text(features)), .init("counts", .numbers(numbers)),
      .init("again", .text(features)),
    ])
    #expect(union.names == ["text:calm", "text:words", "turns", "again:calm", "again:words"])
    let matrix = try union.transform([.text(texts), .numbers([[2, 0]]), .text(texts)])
    #expect(matrix.columnCount == 5)
    #expect(matrix.columns == [0, 1, 2, 3, 4, 1, 4])
    #expect(matrix.rowStarts == [0, 5, 7])
    #expect(try FeatureUnion(sections: union.sections) == union)
    let one = try FeatureUnion([.init("text", .text(features))])
    #expect(one.names == ["calm", "words"])
    #expect(try one.transform([.text(texts)]) == features.transform(texts))
  }

  @Test func `a union that does not fit is refused`() throws {
    let features = try TextFeatureOptions().fit(Documents(["calm words"]))
    let numbers = try NumericFeatures.fit([[2, 0]], names: ["turns"], standardised: false)
    #expect(throws: LearningError.self) { try FeatureUnion([]) }
    #expect(throws: LearningError.self) {
      try FeatureUnion([.init("a", .text(features)), .init("a", .numbers(numbers))])
    }
    let union = try FeatureUnion([.init("a", .text(features)), .init("b", .numbers(numbers))])
    #expect(throws: LearningError.self) { try union.transform([.text(Documents(["x"]))]) }
    #expect(throws: LearningError.self) {
      try union.transform([.numbers([[1]]), .text(Documents(["x"]))])
    }
    #expect(throws: LearningError.self) {
      try union.transform([.text(Documents(["x"])), .numbers([[1, 2]])])
    }
    var sections = union.sections
    sections["kinds"] = .texts(["text", "pictures"])
    #expect(throws: LearningError.self) { try FeatureUnion(sections: sections) }
    sections["kinds"] = .texts(["text"])
    #expect(throws: LearningError.self) { try FeatureUnion(sections: sections) }
    var scales = try NumericFeatures.fit([[2, 0]], names: ["a"], standardised: true).sections
    scales["deviations"] = .doubles([0])
    #expect(throws: LearningError.self) { try NumericFeatures(sections: scales) }
    scales["deviations"] = nil
    #expect(throws: LearningError.self) { try NumericFeatures(sections: scales) }
  }
}
