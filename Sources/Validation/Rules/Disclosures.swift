import PluginKit

/// What the client discloses, turn by turn. Needs no reply.
struct Disclosures: Sendable {
  /// A client volley with danger in it.
  struct Disclosure: Sendable {
    let hit: ToldHit
    /// The first of each kind of danger in the volley, ``hit`` among them.
    let kinds: [ToldHit]
    /// Spoken of as one's own, now or lately; else a hint, another's danger, or long ago and over.
    let isCertain: Bool

    var volley: Int { hit.volley }
  }

  private(set) var all: [Disclosure] = []

  /// 0 none found by these rules, 0.5 possible, 1 found.
  var level: Double { all.isEmpty ? 0 : all.contains(where: \.isCertain) ? 1 : 0.5 }

  init(_ reading: Reading) {
    let told = reading.told
    var start = 0
    var isTroubled = false
    while start < told.count {
      let volley = told[start].volley
      var end = start
      while end < told.count, told[end].volley == volley { end += 1 }
      let hits = told[start..<end]
      isTroubled = isTroubled || hits.contains { Disclosures.trouble.contains($0.told) }
      if let found = Disclosures.disclosure(in: hits, reading, isTroubled: isTroubled) {
        all.append(found)
      }
      if hits.contains(where: { Disclosures.isDanger($0) }) { isTroubled = true }
      start = end
    }
  }

  private static let trouble: ToldSet = .only(.trouble, .despair, .selfAttack, .mistreatment)

  private static func isDanger(_ hit: ToldHit) -> Bool {
    hit.standing != .none
      && (ToldSet.danger.contains(hit.told) && hit.told != .assent
        || ToldSet.judgedDanger.contains(hit.told))
  }

  private static func disclosure(
    in hits: ArraySlice<ToldHit>, _ reading: Reading, isTroubled: Bool
  ) -> Disclosure? {
    var certain: [ToldHit] = []
    var possible: [ToldHit] = []
    var hints = 0
    for hit in hits where hit.standing != .none {
      switch hit.told {
      case .assent:
        if isAsked(hit, reading) { certain.append(hit) }
      case .hint:
        hints += 1
        if hints == 2 { possible.append(hit) }
      case .meansNoun:
        if isTroubled { possible.append(hit) }
      case .otherDanger: possible.append(hit)
      default:
        guard isDanger(hit) else { continue }
        if hit.standing == .own { certain.append(hit) } else { possible.append(hit) }
      }
    }
    guard let hit = certain.first ?? possible.first else { return nil }
    var labels: Set<String> = []
    let kinds = (certain + possible).filter { labels.insert($0.label).inserted }
    return Disclosure(hit: hit, kinds: kinds, isCertain: !certain.isEmpty)
  }

  /// A bare yes counts as the first word after a supporter asked outright.
  private static func isAsked(_ hit: ToldHit, _ reading: Reading) -> Bool {
    hit.words.lowerBound <= 1 && hit.message == reading.volleys[hit.volley].messages.lowerBound
      && reading.asksOutright(hit.volley - 1)
  }
}

extension ToldHit {
  /// What is told, in two or three words, for evidence.
  var label: String { standing == .past ? "danger long ago" : told.label }
}

extension Reading {
  /// Whether a supporter's volley asks about danger by name.
  func asksOutright(_ volley: Int) -> Bool {
    guard volley >= 0, volley < volleys.count else { return false }
    return sentences[volleys[volley].sentences].contains {
      $0.hasQuestionMark && $0.cues.contains(.directQuestion)
    }
  }

  /// All cues of a supporter's volley.
  func cues(_ volley: Int) -> CueSet {
    sentences[volleys[volley].sentences].reduce(into: CueSet()) { $0.formUnion($1.cues) }
  }
}
