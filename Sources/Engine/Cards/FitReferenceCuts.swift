private import Foundation
import Matrices
import PluginKit
package import Validation

/// Sets the cuts of the standard profile by a corpus on disk that people rated as good or poor.
///
/// A session is in a tier when the lower end of its interval passes: `basic` divides good sessions from
/// poor ones best, `standard` is what half of the good ones pass, `professional` what a quarter does.
package struct FitReferenceCuts: Operation {
  package var corpus: String
  package var folder: String

  package init(corpus: String, folder: String) {
    self.corpus = corpus
    self.folder = folder
  }

  package struct Result: Sendable {
    package let cuts: [Profile.Cut]
    package let good: Int
    package let poor: Int
    package let groups: Int
    /// The shares that are right under a cut that was set without their group.
    package let goodAbove: Double
    package let poorBelow: Double
    /// The Swift file that is compiled in.
    package let source: String
  }

  /// Throws ``CardFault``.
  package func run(in run: Run) throws -> Result {
    guard let corpus = CardCorpus.all.first(where: { $0.name == self.corpus }),
      let label = corpus.attacked
    else {
      throw CardFault.unknownCorpus(
        self.corpus, known: CardCorpus.all.filter { $0.attacked != nil }.map(\.name))
    }
    let (cases, _) = try corpus.read(folder)
    let scored = try Judges(run).score(cases.map(\.conversation), run)
    let rows = zip(cases, scored).compactMap { one, scores -> Row? in
      guard let rated = one.labels[label], let lower = scores.lower else { return nil }
      return Row(number: lower, isGood: rated == 1, group: one.group)
    }
    guard let basic = FitReferenceCuts.cut(rows) else { throw CardFault.badFile(folder) }
    let groups = Set(rows.map(\.group)).sorted()
    var (goodAbove, poorBelow) = (0, 0)
    for group in groups {
      guard let cut = FitReferenceCuts.cut(rows.filter { $0.group != group }) else { continue }
      for row in rows where row.group == group {
        if row.isGood, row.number >= cut { goodAbove += 1 }
        if !row.isGood, row.number < cut { poorBelow += 1 }
      }
    }
    let good = rows.filter(\.isGood).map(\.number)
    let poor = rows.count - good.count
    let cuts = [
      Profile.Cut(tier: "basic", least: rounded(basic)),
      Profile.Cut(
        tier: "standard", least: rounded(max(basic, TierCut.quantile(good, 0.5) ?? basic))),
      Profile.Cut(
        tier: "professional", least: rounded(max(basic, TierCut.quantile(good, 0.75) ?? basic))),
    ]
    let shares = (
      Double(goodAbove) / Double(max(good.count, 1)), Double(poorBelow) / Double(max(poor, 1))
    )
    return Result(
      cuts: cuts, good: good.count, poor: poor, groups: groups.count, goodAbove: shares.0,
      poorBelow: shares.1, source: source(cuts, good.count, poor, groups.count, shares))
  }

  private struct Row {
    let number: Double
    let isGood: Bool
    let group: String
  }

  private static func cut(_ rows: [Row]) -> Double? {
    TierCut.between(rows.map(\.number), isHigher: rows.map(\.isGood))
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  private func source(
    _ cuts: [Profile.Cut], _ good: Int, _ poor: Int, _ groups: Int, _ shares: (Double, Double)
  ) -> String {
    let lines = cuts.map {
      "    Profile.Cut(tier: \"\($0.tier)\", least: \($0.least)),"
    }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    return """
      /// The cuts of the standard profile. Made by `card cuts \(corpus)`; not to be edited.
      enum ReferenceCuts {
        static let description = \"\"\"
          cuts of \(corpus), \(good) good and \(poor) poor sessions of \(groups) series, on which the rules were \\
          tuned: basic divides them best (of sessions whose series was left out \(percent(shares.0)) of good \\
          ones pass and \(percent(shares.1)) of poor ones do not), half of the good ones pass standard, a \\
          quarter professional; other kinds of talk were not looked at
          \"\"\"

        static let standard: [Profile.Cut] = [
      \(lines.joined(separator: "\n"))
        ]
      }

      """
  }
}
