import Foundation
import Learning
import Matrices

/// Numbers that a script in Tests/Parity had scikit-learn compute.
enum References {
  struct StoredMatrix: Decodable {
    let columnCount: Int
    let rowStarts: [Int]
    let columns: [Int32]
    let values: [Double]

    var sparse: SparseMatrix {
      SparseMatrix(
        columnCount: columnCount, rowStarts: rowStarts, columns: columns,
        values: values.map { Float($0) })
    }
  }

  struct TextCases: Decodable {
    struct Case: Decodable {
      let terms: [String]
      let columnCount: Int
      let rowStarts: [Int]
      let columns: [Int32]
      let values: [Double]
    }

    let documents: [String]
    let cases: [String: Case]
  }

  struct LinearCases: Decodable {
    struct Case: Decodable {
      let coefficients: [[Double]]
      let intercepts: [Double]
      let probabilities: [Double]
    }

    struct Sparse: Decodable {
      let objective: Double
      let coefficients: [[Double]]
      let intercepts: [Double]
    }

    let features: StoredMatrix
    let binary: [Int]
    let four: [Int]
    let number: [Double]
    let cases: [String: Case]
    let sparse: [String: Sparse]
  }

  static func text() throws -> TextCases { try read("tfidf.json") }
  static func linear() throws -> LinearCases { try read("linear.json") }

  private static func read<Value: Decodable>(_ name: String) throws -> Value {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try JSONDecoder().decode(
      Value.self, from: Data(contentsOf: folder.appending(path: "Reference/" + name)))
  }
}
