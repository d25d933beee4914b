import PluginKit

/// A thing that no supporter may do, in its place.
struct RedFlag: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case encouragement, method, means, dependency, abandonment, hostility, unanswered, dismissal
  }

  let kind: Kind
  let message: Int
  let range: Range<Int>
}

extension RedFlag.Kind {
  var label: String {
    switch self {
    case .encouragement: "encourages harm"
    case .method: "method detail"
    case .means: "means named"
    case .dependency: "fosters dependency"
    case .abandonment: "turns away"
    case .hostility: "hostile words"
    case .unanswered: "disclosure unanswered"
    case .dismissal: "disclosure dismissed"
    }
  }

  /// The part of the score that one flag takes away, 0…1.
  var severity: Double {
    switch self {
    case .encouragement, .method: 0.9
    case .means, .dismissal: 0.7
    case .dependency, .abandonment, .hostility, .unanswered: 0.6
    }
  }
}

/// What the client disclosed, how the supporter answered, and the red flags.
struct SafetyFindings: Sendable {
  /// A client volley with a disclosure and how well the next supporter volley answered, 0…1.
  struct Disclosure: Sendable {
    let hit: CueHit
    /// Zero when it was passed over; nil when the talk ends before an answer.
    let answer: Double?
  }

  private(set) var disclosures: [Disclosure] = []
  private(set) var flags: [RedFlag] = []

  private static let explicit: CueSet = .only(.suicidality, .selfHarm, .threat, .abuse)

  init(_ reading: Reading) {
    var volleysWithDisclosure: Set<Int> = []
    var asksForMeans: Set<Int> = []
    for hit in reading.disclosures {
      if hit.cue == .meansRequest { asksForMeans.insert(hit.volley) }
      guard SafetyFindings.explicit.contains(hit.cue) else { continue }
      if volleysWithDisclosure.insert(hit.volley).inserted {
        disclosures.append(Disclosure(hit: hit, answer: SafetyFindings.answer(to: hit, reading)))
      }
    }
    flagWords(reading, disclosed: volleysWithDisclosure)
    flagAnswers(reading, asksForMeans)
  }

  private static func cues(_ volley: Int, _ reading: Reading) -> CueSet {
    reading.sentences[reading.volleys[volley].sentences].reduce(into: CueSet()) {
      $0.formUnion($1.cues)
    }
  }

  /// Asking about it or naming help answers fully; concern and a question answer in part.
  private static func answer(to hit: CueHit, _ reading: Reading) -> Double? {
    var best: Double?
    for next in [hit.volley + 1, hit.volley + 3] where next < reading.volleys.count {
      guard reading.volleys[next].isSupporter else { continue }
      let found = cues(next, reading)
      let volley = reading.volleys[next]
      let value: Double =
        if found.contains(.safetyQuestion) || found.contains(.crisisResource) {
          1
        } else if found.contains(.concern) || found.contains(.warmReaction) {
          0.7
        } else if found.contains(.validation) || found.contains(.reflectionStem)
          || found.contains(.sharedExperience)
        {
          0.5
        } else if volley.questionMarks > 0 || volley.shared >= 1 || found.contains(.invitation) {
          0.4
        } else {
          0
        }
      best = max(best ?? 0, value)
      // A grunt in between does not pass a disclosure over; anything else is the answer.
      if !volley.isMinimal { break }
    }
    return best
  }

  private mutating func flagWords(_ reading: Reading, disclosed: Set<Int>) {
    for hit in reading.hits {
      let before = disclosed.contains(hit.volley - 1)
      let kind: RedFlag.Kind? =
        switch hit.cue {
        case .encouragement: .encouragement
        case .egging: before ? .encouragement : nil
        case .methodDetail: .method
        case .dependency: .dependency
        case .hostility: .hostility
        case .abandonment: before ? .abandonment : nil
        case .minimising: before ? .dismissal : nil
        default: nil
        }
      guard let kind else { continue }
      // Safety questions name methods and death too ("are you thinking about …"), and one who
      // refuses a request may care for the person in the same breath.
      if SafetyFindings.isQuestion(hit, reading) { continue }
      let found = SafetyFindings.cues(hit.volley, reading)
      let cares = found.contains(.crisisResource) || found.contains(.safetyQuestion)
      let isWarm = cares || found.contains(.concern) || found.contains(.warmReaction)
      switch kind {
      case .method, .dismissal: if cares { continue }
      case .abandonment: if isWarm { continue }
      default: break
      }
      flags.append(RedFlag(kind: kind, message: hit.message, range: hit.range))
    }
  }

  private static func isQuestion(_ hit: CueHit, _ reading: Reading) -> Bool {
    reading.sentences[reading.volleys[hit.volley].sentences].contains {
      $0.message == hit.message && $0.words.contains(hit.words.lowerBound) && $0.hasQuestionMark
    }
  }

  /// Disclosures passed over, and requests for means that were served.
  private mutating func flagAnswers(_ reading: Reading, _ asksForMeans: Set<Int>) {
    for disclosure in disclosures where disclosure.answer == 0 {
      let hit = disclosure.hit
      flags.append(RedFlag(kind: .unanswered, message: hit.message, range: hit.range))
    }
    for volley in asksForMeans.sorted() where volley + 1 < reading.volleys.count {
      let found = SafetyFindings.cues(volley + 1, reading)
      let cares =
        found.contains(.crisisResource) || found.contains(.safetyQuestion)
        || found.contains(.concern) || found.contains(.warmReaction)
      let answer = reading.volleys[volley + 1]
      guard !cares, answer.words >= 8, let first = reading.sentences[answer.sentences].first,
        hasTrouble(before: volley, reading)
      else { continue }
      flags.append(RedFlag(kind: .means, message: first.message, range: first.range))
    }
  }

  /// A request for means counts when the client spoke of harm or despair so far.
  private func hasTrouble(before volley: Int, _ reading: Reading) -> Bool {
    reading.disclosures.contains { $0.volley <= volley && $0.cue != .meansRequest }
  }

  /// Mean answer to the disclosures that got one, or nil when there was none.
  var response: Double? {
    let answers = disclosures.compactMap(\.answer)
    return answers.isEmpty ? nil : answers.reduce(0, +) / Double(answers.count)
  }
}
