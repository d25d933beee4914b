import PluginKit

/// What each signal adds to the value of a supporter's turn. A turn starts at `base` and stays
/// within 0…1; the metric is the mean over turns that say something.
struct TurnScale: Sendable {
  private let base: Double
  private var weights = [Double](repeating: 0, count: Signal.allCases.count)

  init(base: Double, _ weights: KeyValuePairs<Signal, Double>) {
    self.base = base
    for (signal, weight) in weights { self.weights[signal.rawValue] = weight }
  }

  subscript(signal: Signal) -> Double { weights[signal.rawValue] }

  /// The mean over the substantial turns of `talk`, and a piece of evidence for each sighting
  /// that moved it.
  func score(
    _ talk: CodedTalk, metric: String
  ) -> (mean: TurnMean, evidence: [Evidence]) {
    var mean = TurnMean()
    var evidence: [Evidence] = []
    evidence.reserveCapacity(talk.sightings.count)
    let share = 1 / Double(max(talk.substantial, 1))
    for turn in talk.turns where !turn.isMinimal {
      var value = base
      for sighting in talk.sightings[turn.sightings] {
        let moved = self[sighting.signal] * sighting.strength
        guard moved != 0 else { continue }
        value += moved
        evidence.append(
          Evidence(
            metric: metric, message: sighting.message, range: sighting.range,
            contribution: moved * share, label: sighting.signal.label))
      }
      mean.add(min(max(value, 0), 1))
    }
    return (mean, evidence)
  }
}

extension Score {
  /// A mean over turns as a measured score within 0…1.
  static func measured(_ metric: String, _ mean: TurnMean) -> Score { mean.score(metric) }
}
