private import Glibc

/// A small learned judge of one turn: a weight for each bucket of words, and a curve that makes a
/// probability of their sum.
package struct Head: Sendable {
  /// Whose turns it judges, and what it reads of the talk.
  package enum Reads: String, Sendable, Codable {
    case client, supporter
    /// A supporter's turn with the client's before it.
    case supporterAfterClient = "supporter_after_client"

    package var blocks: Int { self == .supporterAfterClient ? 2 : 1 }
  }

  /// Where it comes from and where it holds. Written by what trained it.
  package struct Card: Sendable, Codable, Equatable {
    package var name: String
    /// What a high probability says.
    package var says: String
    package var domain: String
    /// Data it was trained on, with licence and citation, one a line.
    package var sources: [String]
    package var examples: Int
    package var positives: Int
    /// By grouped folds: area under the curve, calibration error, and how folds were grouped.
    package var area: Double
    package var calibrationError: Double
    package var grouping: String
    /// The share of quiet texts that it alarms on at ``Head/threshold``, and what they are.
    package var falseAlarms: Double
    package var quiet: String
    /// Where an example's label is its conversation's: the area of the mean over turns, by grouped folds.
    package var conversationArea: Double?
    /// Where the head gives ranks: how far held-back quiet texts are from being spread evenly over them, the
    /// mean over nine tenths, by grouped folds.
    package var rankError: Double?

    package init(
      name: String, says: String, domain: String, sources: [String], examples: Int = 0,
      positives: Int = 0, area: Double = 0, calibrationError: Double = 0, grouping: String,
      falseAlarms: Double = 0, quiet: String
    ) {
      self.name = name
      self.says = says
      self.domain = domain
      self.sources = sources
      self.examples = examples
      self.positives = positives
      self.area = area
      self.calibrationError = calibrationError
      self.grouping = grouping
      self.falseAlarms = falseAlarms
      self.quiet = quiet
    }
  }

  package let card: Card
  package let reads: Reads
  /// For each block and bucket, how rare it is: ``Head/rarity(_:)`` of a byte.
  let rarities: [UInt8]
  let weights: [Int8]
  /// What a weight of 1 stands for, for each block.
  let scales: [Float]
  let bias: Float
  /// The probability is 1 / (1 + exp(slope · sum + offset)).
  let slope: Double
  let offset: Double
  /// The probability from which it alarms, chosen on quiet texts.
  package let threshold: Double
  /// Log odds of quiet texts at equal steps of their order, ascending; empty for a head that gives
  /// probabilities. How common a thing is where a head is used is not known, and so no probability of it:
  /// what can be known is the share of quiet texts that look less like it.
  package let ranks: [Float]
  /// Shorter turns tell too little.
  package let fewestWords: Int

  package init(
    card: Card, reads: Reads, rarities: [UInt8], weights: [Int8], scales: [Float], bias: Float,
    slope: Double, offset: Double, threshold: Double, ranks: [Float] = [], fewestWords: Int = 1
  ) {
    self.ranks = ranks
    self.fewestWords = fewestWords
    self.card = card
    self.reads = reads
    self.rarities = rarities
    self.weights = weights
    self.scales = scales
    self.bias = bias
    self.slope = slope
    self.offset = offset
    self.threshold = threshold
  }

  /// A byte for how rare a bucket is, and back: 1 in steps of 1/20.
  package static func rarity(_ byte: UInt8) -> Float { 1 + Float(byte) / 20 }
  package static func byte(ofRarity rarity: Double) -> UInt8 {
    UInt8(min(max(((rarity - 1) * 20).rounded(), 0), 255))
  }

  private static let rarityOfByte: [Float] = (0...255).map { rarity(UInt8($0)) }

  /// The sum over one block: weights of its buckets, by frequency and rarity, over their length.
  private func sum(_ features: HeadFeatures, block: Int) -> Float {
    let start = block * HeadFeatures.buckets
    var sum: Float = 0
    var squares: Float = 0
    for bucket in features.touched {
      let place = start + Int(bucket)
      let value = features.weight(bucket) * Head.rarityOfByte[Int(rarities[place])]
      squares += value * value
      sum += value * Float(weights[place])
    }
    return squares > 0 ? sum * scales[block] / squares.squareRoot() : 0
  }

  /// 0…1 for a turn without words to go by as well.
  ///
  /// - Parameter context: of the client's turn before; read only where the head reads it.
  package func probability(_ features: HeadFeatures, after context: HeadFeatures?) -> Double {
    1 / (1 + exp(-logOdds(features, after: context)))
  }

  /// The share of quiet texts that score lower, 0…1, for a head with ``ranks``; else the probability.
  package func value(_ features: HeadFeatures, after context: HeadFeatures?) -> Double {
    ranks.count > 1
      ? rank(Float(logOdds(features, after: context))) : probability(features, after: context)
  }

  private func logOdds(_ features: HeadFeatures, after context: HeadFeatures?) -> Double {
    var score = bias + sum(features, block: 0)
    if reads.blocks == 2, let context { score += sum(context, block: 1) }
    return -(slope * Double(score) + offset)
  }

  private func rank(_ odds: Float) -> Double { Head.rank(odds, among: ranks) }

  /// The share of `steps`, two or more and ascending, below a number; between two of them by distance.
  package static func rank(_ number: Float, among steps: [Float]) -> Double {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] < number { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    guard low < steps.count else { return 1 }
    let width = steps[low] - steps[low - 1]
    let part = width > 0 ? Double((number - steps[low - 1]) / width) : 1
    return (Double(low - 1) + part) / Double(steps.count - 1)
  }
}
