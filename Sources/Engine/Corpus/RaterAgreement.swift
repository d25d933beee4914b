import Corpus
package import Learning
import PluginKit

/// How far raters agree on one label.
package struct RaterAgreement: Sendable {
  package let label: String
  /// Krippendorff's alpha with an interval over conversations: of numbers by their distance, of words
  /// by being equal. Nil where no two raters judged the same, or all say one thing.
  package let alpha: Interval?
  package let isNumber: Bool
  /// Conversations or turns that two raters or more judged.
  package let units: Int
  package let ratings: Int

  /// The field of one rater's labels: `quality.ann`.
  package static func field(_ label: String, rater: String) -> String {
    "\(label).\(String(rater.map { $0.isWhitespace ? "_" : $0 }))"
  }
}

/// Ratings on their way to agreement: 16 bytes or more each.
struct Ratings {
  private struct Unit: Hashable {
    let id: String
    let position: Int?
  }

  private let labels: [String]
  private let raters: [String: Int]
  private var units: [Unit: Int] = [:]
  /// By label and rater, then by unit.
  private var values: [[[MetadataValue?]]]
  private var rated: [Set<Int>]

  init(labels: [String], raters: [String]) {
    self.labels = labels
    self.raters = Dictionary(zip(raters, raters.indices)) { first, _ in first }
    values = labels.map { _ in raters.map { _ in [] } }
    rated = raters.map { _ in [] }
  }

  /// False where the rater has rated the unit before; what is new counts.
  mutating func add(
    _ id: String, _ position: Int?, _ rater: String, _ given: [MetadataValue?]
  ) -> Bool {
    guard let rater = raters[rater] else { return true }
    let unit = Unit(id: id, position: position)
    let place = units[unit] ?? units.count
    units[unit] = place
    for label in labels.indices {
      while values[label][rater].count <= place { values[label][rater].append(nil) }
      values[label][rater][place] = given[label]
    }
    return rated[rater].insert(place).inserted
  }

  func agreement(
    seed: UInt64, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [RaterAgreement] {
    guard !raters.isEmpty else { return [] }
    var conversations = [String](repeating: "", count: units.count)
    for (unit, place) in units { conversations[place] = unit.id }
    return try labels.indices.map { label in
      let columns = values[label].map { column in
        column + [MetadataValue?](repeating: nil, count: units.count - column.count)
      }
      let all = columns.joined().compactMap(\.self)
      let isNumber = all.allSatisfy { $0.number != nil }
      let shared = (0..<units.count).count { place in columns.count { $0[place] != nil } > 1 }
      let rated =
        isNumber
        ? try RatedUnits(columns.map { $0.map { $0?.number } })
        : try RatedUnits(names: columns.map { $0.map { $0?.plainText } })
      var alpha: Interval?
      if shared > 1, Set(all.map(\.plainText)).count > 1 {
        alpha = try Agreement.alpha(
          rated, isNumber ? .interval : .nominal,
          bootstrap: ClusterBootstrap(
            groups: Groups(conversations.map { Optional($0) }), seed: seed,
            step: "labels import \(labels[label])"), isCancelled: isCancelled)
      }
      return RaterAgreement(
        label: labels[label], alpha: alpha, isNumber: isNumber, units: shared,
        ratings: all.count)
    }
  }
}

extension MetadataValue {
  fileprivate var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .flag(let flag): flag ? 1 : 0
    case .text, .json, .null: nil
    }
  }
}
