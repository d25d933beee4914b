/// A supporter's volley with its code.
struct CodedTurn: Sendable {
  /// Index into ``Reading/volleys``.
  let volley: Int
  let code: TurnCode
  let isMinimal: Bool
  let words: Int
  let questions: Int
  let hasOpenQuestion: Bool
  /// What was sighted in it: indices into ``CodedTalk/sightings`` and the kinds.
  let sightings: Range<Int>
  let signals: SignalSet
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

  /// Number of turns that say something: what means over turns are taken over.
  private(set) var substantial = 0
  /// All kinds of signal in ``sightings``.
  private(set) var signals = SignalSet()

  init(_ reading: Reading, coder: some TurnCoder) {
    turns.reserveCapacity(reading.volleys.count / 2 + 1)
    sightings.reserveCapacity(reading.sentences.count * 2 + 4)
    var seen = Seen()
    var hit = 0
    var leaveUntil = -1
    for index in reading.volleys.indices where reading.volleys[index].isSupporter {
      let volley = reading.volleys[index]
      let sentences = reading.sentences[volley.sentences]
      let turn = turns.count
      let code = coder.code(volley, sentences)
      seen.begin(turn)
      seen.add(sentences, code)
      while hit < reading.hits.count, reading.hits[hit].volley <= index {
        if reading.hits[hit].cue == .permission { leaveUntil = turn + 1 }
        seen.add(reading.hits[hit], in: sentences)
        hit += 1
      }
      let relevance = Relevance.of(index, in: reading)
      if let first = sentences.first, !volley.isMinimal {
        seen.note(relevance, at: first)
        if volley.words > 90, reading.domain == .session {
          seen.add(.monologue, at: first, min(Double(volley.words) / 180, 1))
        }
      }
      if reading.domain == .peerSupport { seen.addMedicalMatter(sentences) }
      // The longest sentence stands for the turn, which may begin with a grunt.
      if let longest = sentences.max(by: { $0.count < $1.count }) {
        seen.addFlow(index, reading, longest, after: turns.last)
      }
      if turn <= leaveUntil { seen.takeLeave() }
      let start = sightings.count
      sightings.append(contentsOf: seen.sightings)
      signals.formUnion(seen.signals)
      if !volley.isMinimal { substantial += 1 }
      turns.append(
        CodedTurn(
          volley: index, code: code, isMinimal: volley.isMinimal,
          words: volley.words, questions: sentences.count { $0.question >= Questions.threshold },
          hasOpenQuestion: seen.signals.contains(.openQuestion),
          sightings: start..<sightings.count, signals: seen.signals,
          reflection: seen.bestReflection, relevance: relevance))
    }
  }
}

/// The signals of one volley: the clearest of each kind.
private struct Seen {
  private var turn = 0
  private(set) var sightings: [Sighting] = []
  private(set) var signals = SignalSet()
  private(set) var bestReflection = 0.0

  mutating func begin(_ turn: Int) {
    self.turn = turn
    sightings.removeAll(keepingCapacity: true)
    signals = SignalSet()
    bestReflection = 0
  }

  mutating func add(_ signal: Signal, _ message: Int, _ range: Range<Int>, _ strength: Double) {
    let sighting = Sighting(
      signal: signal, turn: turn, message: message, range: range, strength: strength)
    if signals.contains(signal) {
      if let place = sightings.firstIndex(where: { $0.signal == signal }),
        sightings[place].strength < strength
      {
        sightings[place] = sighting
      }
    } else {
      signals.insert(signal)
      sightings.append(sighting)
    }
  }

  /// One question and one reflection a volley: an open question stands before a closed one, a
  /// complex reflection before a simple one.
  mutating func add(_ sentences: ArraySlice<Sentence>, _ code: TurnCode) {
    var reflection: Int?
    var question: Int?
    var telling: Int?
    var longest = 0
    for index in sentences.indices {
      if sentences[index].isRepeated {
        add(.repetition, at: sentences[index], 1)
        continue
      }
      if !sentences[index].hasQuestionMark, sentences[index].count > longest {
        longest = sentences[index].count
        telling = index
      }
      if sentences[index].reflection > bestReflection {
        bestReflection = sentences[index].reflection
        reflection = index
      }
      if sentences[index].question >= Questions.threshold {
        if let other = question {
          if Questions.isOpen(sentences[index]), !Questions.isOpen(sentences[other]) {
            question = index
          }
        } else {
          question = index
        }
      }
    }
    if let reflection, bestReflection >= Reflections.threshold {
      let isComplex = Reflections.isComplex(sentences[reflection])
      // A reflection that leads into a lecture earns less.
      let strength = bestReflection * (1 - code[.input])
      add(isComplex ? .complexReflection : .simpleReflection, at: sentences[reflection], strength)
    }
    if let telling, code[.input] >= 0.3 {
      add(.telling, at: sentences[telling], code[.input])
    }
    if let question {
      let isOpen = Questions.isOpen(sentences[question])
      add(isOpen ? .openQuestion : .closedQuestion, at: sentences[question], 1)
    }
  }

  mutating func add(_ signal: Signal, at sentence: Sentence, _ strength: Double) {
    add(signal, sentence.message, sentence.range, strength)
  }

  /// What tells somebody what to do tells nothing inside a question, or while her own words are given back.
  mutating func add(_ hit: CueHit, in sentences: ArraySlice<Sentence>) {
    guard let signal = Seen.signal(hit.cue) else { return }
    if Seen.telling.contains(signal),
      let sentence = sentences.first(where: {
        $0.message == hit.message && $0.words.contains(hit.words.lowerBound)
      }),
      sentence.hasQuestionMark
        || sentence.cues.contains(.reflectionStem) && signal != .order
    {
      return
    }
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
    if own >= 30, share > 0.75 {
      add(.talksOver, at: first, min((share - 0.75) / 0.2, 1))
    } else if share < 0.5 {
      add(.givesRoom, at: first, min((0.5 - share) / 0.4, 1))
    }
    let asks = signals.contains(.openQuestion) || signals.contains(.closedQuestion)
    if asks, bestReflection < Reflections.threshold, let previous, previous.questions > 0,
      previous.reflection < Reflections.threshold
    {
      add(.questionChain, at: first, signals.contains(.openQuestion) ? 0.5 : 1)
    }
  }

  /// A written reply that speaks of illness and treatment without a hedge or a doctor.
  mutating func addMedicalMatter(_ sentences: ArraySlice<Sentence>) {
    if sentences.contains(where: { $0.cues.contains(.hedge) }) { return }
    let matter = sentences.first { $0.cues.contains(.medicalMatter) && !$0.hasQuestionMark }
    if let matter { add(.medicalClaim, at: matter, 1) }
  }

  mutating func note(_ relevance: Double?, at sentence: Sentence) {
    guard let relevance else { return }
    if relevance == 0 {
      add(.offTopic, at: sentence, 1)
    } else {
      add(.onTopic, at: sentence, min(relevance * 3, 1))
    }
  }

  /// Advice after leave was asked is an offer.
  mutating func takeLeave() {
    guard !signals.isDisjoint(with: Seen.offers) else { return }
    sightings.removeAll { Seen.offers.contains($0.signal) }
    signals.subtract(Seen.offers)
  }

  private static let telling: SignalSet = .only(
    .advice, .order, .suggestion, .information, .warning, .judgement)
  private static let offers: SignalSet = .only(.advice, .order)

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
