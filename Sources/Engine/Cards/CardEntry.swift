private import Foundation
import Validation

/// One measurement of a metric against people's labels of a corpus, as a card keeps it.
package struct CardEntry: Sendable, Codable, Equatable {
  /// How a corpus stands to what computes the metric.
  package enum Standing: String, Sendable, Codable {
    /// Its rules were tuned on the corpus, or its head was cross-validated there: better here than
    /// elsewhere.
    case inDomain = "in domain"
    /// A head behind it was trained on these very texts: too good to be told.
    case seen = "seen in training"
    /// Nothing of the corpus was seen when it was made.
    case transfer
  }

  package let corpus: String
  package let label: String
  /// Of what a row is: `sessions`, `replies`, `turns`.
  package let rows: String
  package let validator: String
  package let metric: String
  package let standing: Standing
  package let figure: String
  package let n: Int
  /// Rows of which the metric abstained.
  package let abstained: Int
  package let groups: Int
  package let grouping: String
  package let value: Double?
  package let low: Double?
  package let high: Double?
  /// Of the length of the text alone.
  package let length: Double?
  /// How far people agree with each other, where the corpus tells.
  package let human: Double?
  /// What an earlier signature reached.
  package var before: Double?
  package var signatureBefore: String?
  /// First eight digits of the signature's digest.
  package let signature: String
  /// Day of making, UTC.
  package let date: String
  /// Nil for talk as it is; else what was done to the supporter's turns of the rows with the lower
  /// label, `value` being the figure afterwards and ``untouched`` before.
  package let attack: String?
  package let untouched: Double?

  /// Whether two entries measure the same thing.
  func isOfSame(as other: CardEntry) -> Bool {
    corpus == other.corpus && label == other.label && metric == other.metric
      && figure == other.figure && attack == other.attack
  }
}

/// The measurements that come with the program.
package enum ShippedCards {
  /// Lines that do not read are left out; a test reads each.
  package static let entries: [CardEntry] = {
    let decoder = JSONDecoder()
    return CardLines.all.flatMap { text in
      text.split(separator: "\n").compactMap {
        try? decoder.decode(CardEntry.self, from: Data($0.utf8))
      }
    }
  }()
}
