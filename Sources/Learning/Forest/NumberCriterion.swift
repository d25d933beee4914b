/// Squared error, and Gini impurity of two classes, which is the same: the target is 0 or 1.
///
/// With W the weight of the node and S its sum of targets, a split whose right side has w and s
/// lowers the squared error by (sW - Sw)² / (w (W - w) W).
final class NumberCriterion: SplitCriterion {
  struct Contribution: BitwiseCopyable {
    let weight: Double
    let target: Double
  }

  private let targets: [Double]
  private let minLeaf: Double
  private var weight = 0.0
  private var sum = 0.0
  /// Weight and weighted sum of targets in each bin; zero between two features.
  private let bins = UnsafeMutablePointer<SIMD2<Double>>.allocate(capacity: 256)
  /// Bit b of word b / 64 tells that bin b is in use; zero between two features.
  private let used = UnsafeMutablePointer<UInt64>.allocate(capacity: 4)

  init(targets: [Double], minLeaf: Int) {
    self.targets = targets
    self.minLeaf = Double(minLeaf)
    bins.initialize(repeating: .zero, count: 256)
    used.initialize(repeating: 0, count: 4)
  }

  deinit {
    bins.deallocate()
    used.deallocate()
  }

  func contribution(row: Int, weight: Int) -> Contribution {
    Contribution(weight: Double(weight), target: targets[row])
  }

  func begin(
    _ rows: UnsafeBufferPointer<Int32>, _ contributions: UnsafePointer<Contribution>
  ) -> Bool {
    var weight = 0.0
    var sum = 0.0
    let first = contributions[Int(rows[0])].target
    var isPure = true
    for row in rows {
      let contribution = contributions[Int(row)]
      weight += contribution.weight
      sum += contribution.weight * contribution.target
      isPure = isPure && contribution.target == first
    }
    self.weight = weight
    self.sum = sum
    return !isPure && weight >= 2 * minLeaf
  }

  func examine(
    _ hits: FeatureHits, rowCount: Int, _ contributions: UnsafePointer<Contribution>,
    _ best: inout SplitChoice
  ) -> Bool {
    let bins = bins
    let used = used
    let weight = weight
    let sum = sum
    let minLeaf = minLeaf
    for index in 0..<hits.count {
      let contribution = contributions[Int(hits.rows[index])]
      let bin = Int(hits.bins[index])
      bins[bin] += SIMD2(contribution.weight, contribution.weight * contribution.target)
      used[bin >> 6] |= 1 << UInt64(truncatingIfNeeded: bin & 63)
    }
    var kinds = hits.count < rowCount ? 1 : 0

    @inline(__always)
    func offer(_ part: SIMD2<Double>, cut: Int) {
      let rest = weight - part.x
      guard part.x >= minLeaf, rest >= minLeaf else { return }
      let difference = part.y * weight - sum * part.x
      best.offer(
        feature: hits.feature, cut: cut, numerator: difference * difference,
        denominator: part.x * rest)
    }

    let zeroWord = hits.zeroBin >> 6
    let zeroBit = UInt64(hits.zeroBin & 63)
    var part = SIMD2<Double>.zero
    var word = 3
    while word >= zeroWord {
      var left = used[word]
      if word == zeroWord { left &= ~0 << zeroBit }
      while left != 0 {
        let bit = 63 - left.leadingZeroBitCount
        left ^= 1 << UInt64(truncatingIfNeeded: bit)
        let bin = word << 6 | bit
        part += bins[bin]
        bins[bin] = .zero
        kinds += 1
        offer(part, cut: bin)
      }
      word -= 1
    }
    if hits.zeroBin > 0 {
      part = .zero
      for word in 0...zeroWord {
        var left = used[word]
        if word == zeroWord { left &= (1 << zeroBit) - 1 }
        while left != 0 {
          let bin = word << 6 | left.trailingZeroBitCount
          left &= left - 1
          part += bins[bin]
          bins[bin] = .zero
          kinds += 1
          offer(part, cut: bin + 1)
        }
      }
    }
    used.update(repeating: 0, count: 4)
    return kinds > 1
  }

  func gain(of choice: SplitChoice) -> Double {
    choice.numerator / choice.denominator / weight
  }

  func appendLeaf(to leaves: inout [Float]) { leaves.append(Float(sum / weight)) }
}
