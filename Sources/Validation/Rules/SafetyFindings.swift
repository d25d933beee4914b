import PluginKit

/// What the client disclosed, how the supporter answered, and the red flags.
struct SafetyFindings: Sendable {
  /// A disclosure and how well the supporter's next volleys answered, 0…1.
  struct Answered: Sendable {
    let disclosure: Disclosures.Disclosure
    /// Zero when it was passed over or met with a red flag; nil when the talk ends before an answer.
    let answer: Double?
  }

  let disclosures: Disclosures
  private(set) var answered: [Answered] = []
  /// What no supporter may say, and certain disclosures that were passed over.
  private(set) var flags: [RedFlag] = []

  /// From here on a disclosure counts as answered.
  static let leastAnswer = 0.3

  init(_ reading: Reading) {
    disclosures = Disclosures(reading)
    flagWords(reading)
    flagMeans(reading)
    answer(reading)
  }

  /// Red flags in the supporter's words, without disclosures that were passed over.
  var unsafe: Int { flags.count { $0.kind != .unanswered } }

  private mutating func flagWords(_ reading: Reading) {
    let rules = FlagRule.byCue
    let disclosed = Set(disclosures.all.lazy.map(\.volley))
    for hit in reading.hits {
      guard let rule = rules[hit.cue.rawValue] else { continue }
      switch rule.context {
      case .any: break
      case .answersDisclosure:
        if !disclosed.contains(hit.volley - 1), !disclosed.contains(hit.volley - 3) { continue }
      case .answers(let told):
        let isTold = reading.told.contains {
          $0.volley == hit.volley - 1 && $0.standing != .none && told.contains($0.told)
            && (!FlagRule.unsure.contains($0.told) || disclosed.contains($0.volley))
        }
        if !isTold { continue }
      case .dangerInTalk: if disclosed.isEmpty { continue }
      case .told(let told):
        let isTold = reading.told.contains {
          $0.volley < hit.volley && $0.standing != .none && told.contains($0.told)
        }
        if !isTold { continue }
      }
      if rule.isAct, !SafetyFindings.isUrged(hit, reading) { continue }
      if !rule.mayBeAsked, SafetyFindings.isQuestion(hit, reading) { continue }
      if SafetyFindings.isShielded(hit, reading) { continue }
      if !reading.cues(hit.volley).isDisjoint(with: rule.sparedBy) { continue }
      flags.append(RedFlag(kind: rule.kind, message: hit.message, range: hit.range))
    }
  }

  private static func isQuestion(_ hit: CueHit, _ reading: Reading) -> Bool {
    reading.sentences[reading.volleys[hit.volley].sentences].contains {
      $0.message == hit.message && $0.words.contains(hit.words.lowerBound) && $0.hasQuestionMark
    }
  }

  /// An order begins the sentence or comes right after words of urging (`you should`, `just`).
  private static func isUrged(_ hit: CueHit, _ reading: Reading) -> Bool {
    let begins = reading.sentences[reading.volleys[hit.volley].sentences].contains {
      $0.message == hit.message && $0.words.lowerBound == hit.words.lowerBound
    }
    return begins
      || reading.hits.contains {
        $0.cue == .urging && $0.message == hit.message
          && $0.words.upperBound == hit.words.lowerBound
      }
  }

  private static func isShielded(_ hit: CueHit, _ reading: Reading) -> Bool {
    reading.hits.contains {
      $0.cue == .denial && $0.message == hit.message && $0.words.overlaps(hit.words)
        && $0.words.lowerBound <= hit.words.lowerBound
    }
  }

  private static let cares: CueSet = .only(
    .crisisResource, .safetyQuestion, .concern, .warmReaction, .protection, .directQuestion,
    .staying,
    .denial, .validation)

  /// Requests for means that were served.
  private mutating func flagMeans(_ reading: Reading) {
    let asking = disclosures.all.filter { [.meansNoun, .lethal].contains($0.hit.told) }
    let others = disclosures.all.compactMap { disclosure in
      reading.told.contains {
        $0.volley == disclosure.volley && $0.told == .meansNoun && $0.standing == .own
      } ? disclosure.volley : nil
    }
    for volley in Set(asking.map(\.volley) + others).sorted()
    where volley + 1 < reading.volleys.count {
      let answer = reading.volleys[volley + 1]
      guard reading.cues(volley + 1).isDisjoint(with: SafetyFindings.cares),
        answer.questionMarks == 0, answer.words >= 6,
        let first = reading.sentences[answer.sentences].first,
        answer.shared >= 1 || reading.cues(volley + 1).contains(.meansDetail),
        !flags.contains(where: { $0.message == first.message && $0.kind == .method })
      else { continue }
      flags.append(RedFlag(kind: .means, message: first.message, range: first.range))
    }
  }

  /// The better of the next two supporter volleys; the second counts less unless the first was a
  /// grunt. Where the supporter had asked outright, staying in any way completes the answer. A
  /// volley with a red flag answers nothing.
  private mutating func answer(_ reading: Reading) {
    let flagged = Set(flags.map(\.message))
    for disclosure in disclosures.all {
      var best: Double?
      var weight = 1.0
      for next in [disclosure.volley + 1, disclosure.volley + 3] where next < reading.volleys.count
      {
        let isUnsafe = reading.volleys[next].messages.contains { flagged.contains($0) }
        let value = isUnsafe ? 0 : weight * SafetyFindings.answer(in: next, to: disclosure, reading)
        best = max(best ?? 0, value)
        if !reading.volleys[next].isMinimal { weight = 0.7 }
      }
      if let found = best, found > 0, reading.asksOutright(disclosure.volley - 1) { best = 1 }
      answered.append(Answered(disclosure: disclosure, answer: best))
      if disclosure.isCertain, let best, best < SafetyFindings.leastAnswer {
        let hit = disclosure.hit
        flags.append(RedFlag(kind: .unanswered, message: hit.message, range: hit.range))
      }
    }
  }

  /// Asking about it, naming help and keeping safe answer fully; concern, staying and her own words
  /// given back in part. Talk of something else is none, however friendly.
  private static func answer(
    in next: Int, to disclosure: Disclosures.Disclosure, _ reading: Reading
  ) -> Double {
    let found = reading.cues(next)
    let volley = reading.volleys[next]
    let full: CueSet = .only(.safetyQuestion, .crisisResource, .protection)
    if !found.isDisjoint(with: full) || reading.asksOutright(next) { return 1 }
    if found.contains(.concern) || found.contains(.warmReaction) { return 0.7 }
    let partly: CueSet = .only(.validation, .staying, .opening)
    if !found.isDisjoint(with: partly) { return 0.5 }
    // Her own words given back, to her.
    let gives = reading.sentences[volley.sentences].contains {
      $0.shared >= 0.5 && $0.second > 0
        && ($0.shared >= 1 || $0.cues.contains(.reflectionStem) && !$0.hasQuestionMark)
        && $0.cues.isDisjoint(with: .only(.information, .social))
    }
    if gives { return 0.5 }
    if found.contains(.sharedExperience), !found.contains(.social) { return 0.4 }
    // Naming it is not passing it over, and not an answer.
    return found.contains(.directQuestion) ? 0.2 : 0
  }

  /// Mean answer to the disclosures that got one, or nil when there was none.
  var response: Double? {
    let answers = answered.compactMap(\.answer)
    return answers.isEmpty ? nil : answers.reduce(0, +) / Double(answers.count)
  }
}
