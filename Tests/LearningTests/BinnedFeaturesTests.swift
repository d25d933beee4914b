import Corpus
import Testing

@testable import Learning

@Suite struct BinnedFeaturesTests {
  private func check(_ values: [Float]) {
    let column = BinnedColumn(values[...])
    #expect(column.lows.count == column.highs.count && column.lows.count <= 255)
    let zero = Int(column.zeroBin)
    #expect(column.lows[zero] == 0 && column.highs[zero] == 0)
    for bin in column.lows.indices {
      #expect(column.lows[bin] <= column.highs[bin])
      if bin > 0 { #expect(column.highs[bin - 1] < column.lows[bin]) }
    }
    #expect(column.bins.count == values.count)
    for (value, bin) in zip(values, column.bins) {
      #expect(Int(bin) != zero)
      #expect(column.lows[Int(bin)] <= value && value <= column.highs[Int(bin)])
    }
  }

  @Test(
    arguments: [
      [], [1], [-1], [1, -1], [2, 2, 2], [-3, -3, 5, 5, 5, 7], [0.5, 0.25, 0.125],
      [.leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude],
    ] as [[Float]])
  func `few values have a bin each`(values: [Float]) {
    check(values)
    #expect(BinnedColumn(values[...]).lows.count == Set(values).count + 1)
  }

  @Test(arguments: [
    (254, 0), (255, 0), (0, 254), (0, 255), (3000, 0), (0, 3000), (1, 5000), (5000, 1), (900, 1700),
  ])
  func `many values share bins of about equally many`(negatives: Int, positives: Int) {
    var random = SeededRandom(seed: 9)
    var values = (0..<negatives).map { _ in -Float.random(in: 0.001...1, using: &random) }
    values += (0..<positives).map { _ in Float.random(in: 0.001...1, using: &random) }
    values.shuffle(using: &random)
    check(values)
    let column = BinnedColumn(values[...])
    var counts = [Int](repeating: 0, count: 256)
    for bin in column.bins { counts[Int(bin)] += 1 }
    #expect(counts.max() ?? 0 <= 2 + 2 * values.count / 254)
  }

  @Test func `a frequent value has a bin alone and others keep theirs`() {
    let values = [Float](repeating: 1, count: 2000) + (1...1000).map { 1 + Float($0) / 1000 }
    check(values)
    let column = BinnedColumn(values[...])
    #expect(column.lows[1] == 1 && column.highs[1] == 1)
    #expect(column.lows.count > 80)
  }
}
