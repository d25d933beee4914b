private import Glibc
package import Learning
import Matrices
import PluginKit
package import Validation

/// A turn that a head learns from.
package struct HeadExample: Sendable {
  package let text: String
  /// The client's turn before, for heads that read it.
  package let context: String?
  package let isPositive: Bool
  /// What folds do not divide: a post, a stimulus, a conversation.
  package let group: String
  /// Like the positives in mood, and none: what the operating point is chosen on.
  package let isQuiet: Bool
  /// What the label is of, where it is not of the turn alone.
  package let conversation: String?

  package init(
    text: String, context: String? = nil, isPositive: Bool, group: String, isQuiet: Bool = false,
    conversation: String? = nil
  ) {
    self.conversation = conversation
    self.text = text
    self.context = context
    self.isPositive = isPositive
    self.group = group
    self.isQuiet = isQuiet
  }
}

/// Makes heads: words and pairs in buckets, logistic regression, Platt's curve over grouped folds, a byte
/// a weight. The same examples in the same order give the same bytes, on any number of cores.
package struct HeadTrainer: Sendable {
  package var reads: Head.Reads
  /// Inverse strength of the penalty.
  package var c = 2.0
  package var folds = 5
  /// The share of quiet texts on which the head may alarm.
  package var falseAlarms = 0.05
  /// Whether the head gives ranks among quiet texts in place of probabilities.
  package var ranksQuiet = false
  package var fewestWords = 1
  /// Steps between ranks.
  private static let steps = 128

  package init(reads: Head.Reads) { self.reads = reads }

  /// - Parameters:
  ///   - examples: the operating point is chosen on those that are quiet; on all negative ones where none is.
  ///   - card: what it is; counts and figures are filled in.
  /// - Throws: ``LearningError`` where a class is missing or the run is interrupted.
  package func train(
    _ examples: [HeadExample], card: Head.Card,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> Head {
    let own = examples.map { counted($0) }
    let rarities = rarities(of: own)
    let rows = matrix(own, rarities)
    let labels = ClassLabels(examples.map { $0.isPositive ? "1" : "0" })
    var options = LogisticOptions()
    options.c = c
    var scores = [Double](repeating: 0, count: examples.count)
    for fold in 0..<folds {
      let test = examples.indices.filter { foldOf(examples[$0].group) == fold }
      let train = examples.indices.filter { foldOf(examples[$0].group) != fold }
      if test.isEmpty { continue }
      let model = try options.fit(
        rows.rows(train), labels.rows(train), isCancelled: isCancelled)
      for (place, score) in zip(test, HeadTrainer.scores(model, rows.rows(test))) {
        scores[place] = score
      }
    }
    let isPositive = examples.map(\.isPositive)
    let curve = try PlattScaling.Options().fit(scores: scores, positive: isPositive)
    let probabilities = scores.map { curve.probability(of: $0) }
    let model = try options.fit(rows, labels, isCancelled: isCancelled)
    let hasQuiet = examples.contains(where: \.isQuiet)
    let quiet = examples.indices.filter { hasQuiet ? examples[$0].isQuiet : !isPositive[$0] }
    let threshold = HeadTrainer.quantile(quiet.map { probabilities[$0] }, 1 - falseAlarms)
    var filled = card
    filled.examples = examples.count
    filled.positives = isPositive.count { $0 }
    filled.area = HeadTrainer.rounded(HeadTrainer.area(scores, isPositive))
    filled.calibrationError = HeadTrainer.rounded(
      HeadTrainer.calibrationError(probabilities, isPositive))
    filled.falseAlarms = falseAlarms
    filled.conversationArea = HeadTrainer.conversationArea(examples, probabilities)
    var ranks: [Float] = []
    if ranksQuiet {
      let odds = probabilities.map { Float(HeadTrainer.logOdds($0)) }
      ranks = HeadTrainer.ranks(quiet.map { odds[$0] })
      let byFold = Dictionary(grouping: quiet) { foldOf(examples[$0].group) }
      filled.rankError = HeadTrainer.rounded(
        HeadTrainer.rankError(
          byFold.sorted { $0.key < $1.key }.map { $0.value.map { odds[$0] } }))
    }
    return head(model, rarities, curve, filled, threshold: threshold, ranks: ranks)
  }

  private static func logOdds(_ probability: Double) -> Double {
    let probability = min(max(probability, 1e-9), 1 - 1e-9)
    return log(probability / (1 - probability))
  }

  /// The numbers at equal steps of their order, to three decimals.
  private static func ranks(_ odds: [Float]) -> [Float] {
    let sorted = odds.sorted()
    guard sorted.count > 1 else { return [] }
    return (0...steps).map { step in
      let place = Double(step) / Double(steps) * Double(sorted.count - 1)
      let low = Int(place)
      let high = min(low + 1, sorted.count - 1)
      let between = sorted[low] + Float(place - Double(low)) * (sorted[high] - sorted[low])
      return (between * 1000).rounded() / 1000
    }
  }

  /// How far each fold's numbers are from being spread evenly over the ranks of the other folds': the mean
  /// over nine tenths of the distance between a tenth and the share of numbers below it.
  private static func rankError(_ folds: [[Float]]) -> Double {
    var held: [Double] = []
    for (place, fold) in folds.enumerated() {
      let others = ranks(folds.enumerated().flatMap { $0.offset == place ? [] : $0.element })
      guard others.count > 1 else { return 1 }
      held += fold.map { Head.rank($0, among: others) }
    }
    let distances = (1...9).map { tenth in
      let limit = Double(tenth) / 10
      return abs(Double(held.count { $0 < limit }) / Double(max(held.count, 1)) - limit)
    }
    return distances.reduce(0, +) / 9
  }

  /// Values of one example: block and bucket, and how often it was met, damped.
  private typealias Counted = [(column: Int32, value: Float)]

  private func counted(_ example: HeadExample) -> Counted {
    var features = HeadFeatures()
    var counted: Counted = []
    for block in 0..<reads.blocks {
      features.read(Word.segment(block == 0 ? example.text : example.context ?? ""))
      counted += features.touched.sorted().map {
        (Int32(block * HeadFeatures.buckets) + $0, features.weight($0))
      }
    }
    return counted
  }

  private func rarities(of rows: [Counted]) -> [UInt8] {
    var seen = [Int](repeating: 0, count: reads.blocks * HeadFeatures.buckets)
    for row in rows { for item in row { seen[Int(item.column)] += 1 } }
    return seen.map {
      Head.byte(ofRarity: log(Double(1 + rows.count) / Double(1 + $0)) + 1)
    }
  }

  private func matrix(_ rows: [Counted], _ rarities: [UInt8]) -> SparseMatrix {
    var starts = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    for row in rows {
      var squares = [Float](repeating: 0, count: reads.blocks)
      let weighted = row.map { $0.value * Head.rarity(rarities[Int($0.column)]) }
      for (item, value) in zip(row, weighted) {
        squares[Int(item.column) / HeadFeatures.buckets] += value * value
      }
      for (item, value) in zip(row, weighted) {
        columns.append(item.column)
        values.append(value / squares[Int(item.column) / HeadFeatures.buckets].squareRoot())
      }
      starts.append(columns.count)
    }
    return SparseMatrix(
      columnCount: reads.blocks * HeadFeatures.buckets, rowStarts: starts, columns: columns,
      values: values)
  }

  private func foldOf(_ group: String) -> Int {
    let hash = group.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    return Int((hash >> 17) % UInt64(folds))
  }

  /// Logits of the second class.
  private static func scores(_ model: LogisticModel, _ rows: SparseMatrix) -> [Double] {
    let all = model.probabilities(of: rows)
    return stride(from: 1, to: all.count, by: 2).map { place in
      let probability = min(max(all[place], 1e-12), 1 - 1e-12)
      return log(probability / (1 - probability))
    }
  }

  private func head(
    _ model: LogisticModel, _ rarities: [UInt8], _ curve: PlattScaling, _ card: Head.Card,
    threshold: Double, ranks: [Float]
  ) -> Head {
    let weights = model.weights(ofClass: 1)
    var bytes: [Int8] = []
    var scales: [Float] = []
    for block in 0..<reads.blocks {
      let own = weights[(block * HeadFeatures.buckets)..<((block + 1) * HeadFeatures.buckets)]
      let largest = own.reduce(0) { max($0, abs($1)) }
      let scale = largest > 0 ? largest / 127 : 1
      scales.append(Float(scale))
      bytes += own.map { Int8(min(max(($0 / scale).rounded(), -127), 127)) }
    }
    return Head(
      card: card, reads: reads, rarities: rarities, weights: bytes, scales: scales,
      bias: Float(model.intercept(ofClass: 1)), slope: curve.slope, offset: curve.intercept,
      threshold: threshold, ranks: ranks, fewestWords: fewestWords)
  }

  private static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0.5 }
    let place = min(Int((Double(sorted.count) * share).rounded(.up)), sorted.count - 1)
    return rounded(sorted[place])
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  /// The area of means over the turns of a conversation; nil where turns of one differ in their label.
  private static func conversationArea(
    _ examples: [HeadExample], _ probabilities: [Double]
  ) -> Double? {
    var means: [String: (sum: Double, count: Double, isPositive: Bool)] = [:]
    for (example, probability) in zip(examples, probabilities) {
      guard let conversation = example.conversation else { return nil }
      var mean = means[conversation] ?? (0, 0, example.isPositive)
      guard mean.isPositive == example.isPositive else { return nil }
      mean.sum += probability
      mean.count += 1
      means[conversation] = mean
    }
    let all = means.sorted { $0.key < $1.key }.map(\.value)
    return rounded(area(all.map { $0.sum / $0.count }, all.map(\.isPositive)))
  }

  /// The chance that a positive scores above a negative, ties counting half.
  package static func area(_ scores: [Double], _ isPositive: [Bool]) -> Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var ranks = 0.0
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in order[start..<end] where isPositive[place] { ranks += rank }
      start = end
    }
    let positives = Double(isPositive.count { $0 })
    let negatives = Double(isPositive.count) - positives
    guard positives > 0, negatives > 0 else { return 0.5 }
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)
  }

  /// Mean distance between probability and share of positives, over ten equal ranges.
  package static func calibrationError(_ probabilities: [Double], _ isPositive: [Bool]) -> Double {
    var sums = [(probability: Double, positives: Double, count: Double)](
      repeating: (0, 0, 0), count: 10)
    for (probability, positive) in zip(probabilities, isPositive) {
      let place = min(Int(probability * 10), 9)
      sums[place].probability += probability
      sums[place].positives += positive ? 1 : 0
      sums[place].count += 1
    }
    let total = Double(max(probabilities.count, 1))
    return sums.reduce(0) { $0 + abs($1.probability - $1.positives) } / total
  }
}

extension Head {
  /// The probability for a turn by itself.
  package func probability(of example: HeadExample) -> Double {
    var text = HeadFeatures()
    text.read(Word.segment(example.text))
    var context = HeadFeatures()
    context.read(Word.segment(example.context ?? ""))
    return probability(text, after: context)
  }
}
