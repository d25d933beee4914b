/// A supporter's volley with its code.
struct CodedTurn: Sendable {
  /// Index into ``Reading/volleys``.
  let volley: Int
  let code: TurnCode
  let isMinimal: Bool
  let words: Int
  let questions: Int
  let hasOpenQuestion: Bool
  /// Strength of the best reflection, 0…1.
  let reflection: Double
  /// Share of its content words that the client used just before; nil when there is no client
  /// turn before it or too little content on either side.
  let relevance: Double?
}

/// All supporter turns of a reading, coded, and what was sighted in them.
struct CodedTalk: Sendable {
  private(set) var turns: [CodedTurn] = []
  private(set) var sightings: [Sighting] = []

  /// Turns that say something: what means over turns are taken over.
  var substantial: Int { turns.count { !$0.isMinimal } }

  init(_ reading: Reading, coder: some TurnCoder) {
    var hit = 0
    var leaveUntil = -1
    for (index, volley) in reading.volleys.enumerated() where volley.isSupporter {
      let sentences = reading.sentences[volley.sentences]
      let turn = turns.count
      let code = coder.code(volley, sentences)
      var seen = Seen(turn: turn)
      seen.add(sentences, code)
      while hit < reading.hits.count, reading.hits[hit].volley <= index {
        if reading.hits[hit].cue == .permission { leaveUntil = turn + 1 }
        seen.add(reading.hits[hit])
        hit += 1
      }
      let relevance = Relevance.of(index, in: reading)
      if let first = sentences.first, !volley.isMinimal {
        seen.note(relevance, at: first)
        if volley.words > 90, reading.domain == .session {
          seen.add(.monologue, first.message, first.range, min(Double(volley.words) / 180, 1))
        }
      }
      if reading.domain == .peerSupport { seen.addMedicalMatter(sentences) }
      if let first = sentences.first { seen.addFlow(index, reading, first, after: turns.last) }
      seen.settle(hasLeave: turn <= leaveUntil)
      sightings.append(contentsOf: seen.sightings)
      turns.append(
        CodedTurn(
          volley: index, code: code, isMinimal: volley.isMinimal,
          words: volley.words, questions: sentences.count { Questions.isQuestion($0) },
          hasOpenQuestion: seen.has(.openQuestion), reflection: seen.bestReflection,
          relevance: relevance))
    }
  }
}

/// The signals of one volley: the clearest of each kind.
private struct Seen {
  let turn: Int
  private(set) var sightings: [Sighting] = []
  private(set) var bestReflection = 0.0
  private var seen: UInt32 = 0

  init(turn: Int) { self.turn = turn }

  func has(_ signal: Signal) -> Bool { seen >> UInt32(signal.rawValue) & 1 != 0 }

  mutating func add(_ signal: Signal, _ message: Int, _ range: Range<Int>, _ strength: Double) {
    let sighting = Sighting(
      signal: signal, turn: turn, message: message, range: range, strength: strength)
    if has(signal) {
      if let place = sightings.firstIndex(where: { $0.signal == signal }),
        sightings[place].strength < strength
      {
        sightings[place] = sighting
      }
    } else {
      seen |= 1 << UInt32(signal.rawValue)
      sightings.append(sighting)
    }
  }

  /// One question and one reflection a volley: an open question stands before a closed one, a
  /// complex reflection before a simple one.
  mutating func add(_ sentences: ArraySlice<Sentence>, _ code: TurnCode) {
    var reflection: Sentence?
    var question: Sentence?
    var telling: Sentence?
    for sentence in sentences {
      if sentence.isRepeated {
        add(.repetition, sentence.message, sentence.range, 1)
        continue
      }
      if !sentence.hasQuestionMark, sentence.count > telling?.count ?? 0 { telling = sentence }
      let strength = Reflections.strength(sentence)
      if strength > bestReflection {
        bestReflection = strength
        reflection = sentence
      }
      if Questions.isQuestion(sentence) {
        if question.map({ !Questions.isOpen($0) && Questions.isOpen(sentence) }) ?? true {
          question = sentence
        }
      }
    }
    if let reflection, bestReflection >= Reflections.threshold {
      let signal: Signal =
        Reflections.isComplex(reflection) ? .complexReflection : .simpleReflection
      // A reflection that leads into a lecture earns less.
      let strength = bestReflection * (1 - code[.input])
      add(signal, reflection.message, reflection.range, strength)
    }
    if let telling, code[.input] >= 0.2 {
      add(.telling, telling.message, telling.range, code[.input])
    }
    if let question {
      let signal: Signal = Questions.isOpen(question) ? .openQuestion : .closedQuestion
      add(signal, question.message, question.range, 1)
    }
  }

  mutating func add(_ hit: CueHit) {
    guard let signal = Seen.signal(hit.cue) else { return }
    add(signal, hit.message, hit.range, 1)
  }

  /// Whose turn it is to talk: the supporter's share of an exchange, and questions in a row.
  mutating func addFlow(
    _ index: Int, _ reading: Reading, _ first: Sentence, after previous: CodedTurn?
  ) {
    guard index > 0 else { return }
    let own = Double(reading.volleys[index].spoken)
    let other = Double(reading.volleys[index - 1].spoken)
    let share = own / max(own + other, 1)
    if own > 15, share > 0.6 {
      add(.talksOver, first.message, first.range, min((share - 0.6) / 0.3, 1))
    } else if share < 0.5 {
      add(.givesRoom, first.message, first.range, min((0.5 - share) / 0.4, 1))
    }
    let asks = has(.openQuestion) || has(.closedQuestion)
    if asks, bestReflection < Reflections.threshold, let previous, previous.questions > 0,
      previous.reflection < Reflections.threshold
    {
      add(.questionChain, first.message, first.range, has(.openQuestion) ? 0.5 : 1)
    }
  }

  /// A written reply that speaks of illness and treatment without a hedge or a doctor.
  mutating func addMedicalMatter(_ sentences: ArraySlice<Sentence>) {
    if sentences.contains(where: { $0.cues.contains(.hedge) }) { return }
    let matter = sentences.first { $0.cues.contains(.medicalMatter) && !$0.hasQuestionMark }
    if let matter { add(.medicalClaim, matter.message, matter.range, 1) }
  }

  mutating func note(_ relevance: Double?, at sentence: Sentence) {
    guard let relevance else { return }
    if relevance == 0 {
      add(.offTopic, sentence.message, sentence.range, 1)
    } else {
      add(.onTopic, sentence.message, sentence.range, min(relevance * 3, 1))
    }
  }

  /// Advice after leave was asked is an offer.
  mutating func settle(hasLeave: Bool) {
    if hasLeave { sightings.removeAll { $0.signal == .advice || $0.signal == .order } }
  }

  private static func signal(_ cue: Cue) -> Signal? {
    switch cue {
    case .affirmation: .affirmation
    case .validation: .validation
    case .autonomy: .autonomy
    case .permission: .permission
    case .warmReaction: .warmth
    case .mildReaction: .mildWarmth
    case .advice: .advice
    case .order: .order
    case .suggestion: .suggestion
    case .information: .information
    case .confrontation: .confrontation
    case .warning: .warning
    case .judgement: .judgement
    case .reassurance: .reassurance
    case .minimising: .minimising
    case .diagnosis: .diagnosis
    case .medication: .medication
    default: nil
    }
  }
}
