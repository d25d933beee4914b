import Foundation

/// What `Tests/Parity/metrics.py` stored.
struct MetricsReference: Decodable {
  struct Binary: Decodable {
    let positive: [Int]
    let scores: [Double]
    let auc, averagePrecision, brier, logLoss, ece10, ece15: Double
    let fpr, tpr, thresholds, allFpr, allTpr: [Double]
    let precision, recall, cuts, observed, predicted: [Double]

    var truth: [Bool] { positive.map { $0 == 1 } }
  }

  struct Multiclass: Decodable {
    let classes: Int
    let codes, predicted: [Int32]
    let probabilities: [Double]
    let confusion: [Int]
    let precision, recall, f1: [Double]
    let auc, accuracy, macroF1, kappa, linearKappa, quadraticKappa: Double
    let brier, logLoss, ece10: Double
  }

  struct Numbers: Decodable {
    let a, b: [Double]
    let spearman, pearson, rSquared, mae, rmse: Double
  }

  struct Ratings: Decodable {
    let a, b: [Double]
    let kappa, linearKappa, quadraticKappa: Double
  }

  struct Alpha: Decodable {
    let ratings: [[Double?]]
    let nominal, ordinal, interval: Double
  }

  struct Platt: Decodable {
    let scores: [Double]
    let positive: [Int]
    let sklearnProbabilities, tightProbabilities: [Double]
  }

  let madeWith: [String: String]
  let binary: [Binary]
  let multiclass: [Multiclass]
  let numbers: [Numbers]
  let ratings: [Ratings]
  let alpha: [Alpha]
  let platt: [Platt]

  static func load() throws -> MetricsReference {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/metrics.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(MetricsReference.self, from: Data(contentsOf: file))
  }
}

/// Equal within 1e-9, relative above 1.
func isClose(_ a: Double?, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
  guard let a else { return false }
  return abs(a - b) <= tolerance * max(1, abs(b))
}

func isClose(_ a: [Double], _ b: [Double], within tolerance: Double = 1e-9) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, within: tolerance) }
}
