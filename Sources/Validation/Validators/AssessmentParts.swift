import PluginKit

extension Assessment {
  /// Every metric abstained for the same reason.
  static func abstained(_ info: ValidatorInfo, _ reason: String) -> Assessment {
    Assessment(scores: info.metrics.map { .abstained($0.name, because: reason) })
  }
}

extension Assessment {
  /// What the head of this name says of each turn, and the sentences that it was not shown.
  mutating func addTurns(_ head: String, of judged: HeadReading) {
    turns += judged.scores(head, as: head)
    evidence += judged.evidence(head)
  }
}

extension CodedTalk {
  /// Share of the turns that say something for which `test` holds, 0…1.
  func share(_ test: (CodedTurn) -> Bool) -> Double {
    let all = substantial
    guard all > 0 else { return 0 }
    return Double(turns.count { !$0.isMinimal && test($0) }) / Double(all)
  }

  var reflectionShare: Double { share { $0.reflection >= Reflections.threshold } }

  /// Share of the turns that say something in which any of `signals` was seen, 0…1.
  func share(of signals: SignalSet) -> Double { share { !$0.signals.isDisjoint(with: signals) } }
}
