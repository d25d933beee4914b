import GRDB
import PluginKit

struct RankedMessage: Equatable {
  let id: Int64
  let score: Float
}

/// Ranks messages by the words of a query: a message's score is the sum, over the texts that it has,
/// of what their words weigh (``WordWeights``); of equal ones the earlier comes first.
///
/// Exact. Segments come in the order of what they may have at best, and what cannot be among the
/// best is not read: within a segment classes of messages, heaviest first. Of a phrase the messages
/// are read that have all its words and may be among the best.
final class WordRanking {
  private struct Text {
    let places: WordPlaces
    let rarities: [Double]
    /// By segment, what a message has of it at most.
    let bounds: [Float]
    /// Of a phrase, what finds it in a text.
    let finder: TextFinder?
  }

  private let lookup: WordLookup
  private let weights: WordWeights
  /// Single words first, those that weigh most at the front; then phrases.
  private let texts: [Text]
  private let firstPhrase: Int
  private let message: Prepared

  private let sums = MessageScratch<Float>(0)
  private let seen = MessageScratch<UInt8>(0)
  private var phraseSums: [MessageScratch<Float>] = []
  private let union = PrefixUnion()

  /// Room for sums of floats in another order.
  private static let slack: Float = 1.0001

  init(_ sought: [(text: WordText, finder: TextFinder)], _ role: Role?, _ db: Database) throws {
    let lookup = try WordLookup(db)
    let totals = try lookup.totals(role)
    let weights = WordWeights(messages: totals.messages, words: totals.words)
    self.lookup = lookup
    self.weights = weights
    message = try Prepared(db, "SELECT text FROM message WHERE id = ?")
    var texts: [Text] = []
    for (text, finder) in sought {
      let places = try WordPlaces(text, role, lookup)
      let rarities = places.counts.map { weights.rarity($0) }
      let bounds = lookup.segments.indices.map { segment in
        places.mayStand(in: segment) ? weights.bound(places, rarities, segment) : 0
      }
      texts.append(
        Text(
          places: places, rarities: rarities, bounds: bounds,
          finder: text.isPhrase ? finder : nil))
    }
    let single = texts.filter { $0.finder == nil }
      .sorted { ($0.bounds.max() ?? 0) > ($1.bounds.max() ?? 0) }
    self.texts = single + texts.filter { $0.finder != nil }
    firstPhrase = single.count
    phraseSums = (firstPhrase..<texts.count).map { _ in MessageScratch(0) }
  }

  /// In how many messages the only text stands, at most.
  var most: Int? { texts.count == 1 ? texts[0].places.counts.min() : nil }

  /// The best messages, in order. `check` is called between segments and may throw to stop.
  func best(_ limit: Int, _ check: () throws -> Void) throws -> [RankedMessage] {
    var best = BestMessages(limit)
    let bounds = lookup.segments.indices.map { segment in
      texts.reduce(0) { $0 + $1.bounds[segment] }
    }
    let order = lookup.segments.indices.filter { bounds[$0] > 0 }
      .sorted { (-bounds[$0], $0) < (-bounds[$1], $1) }
    for segment in order where best.mayTake(bounds[segment], lookup.segments[segment].first) {
      try check()
      if texts.count == 1, firstPhrase == 1, texts[0].places.entries[0][segment].count == 1 {
        try rankOneWord(segment, &best)
      } else {
        try rank(segment, &best)
      }
    }
    return best.sorted()
  }

  private func rankOneWord(_ segment: Int, _ best: inout BestMessages) throws {
    let text = texts[0]
    let (word, classes) = text.places.entries[0][segment][0]
    let first = lookup.segments[segment].first
    try lookup.withPostings(word, lookup.segments[segment]) { bytes in
      for (weight, one) in weighed(classes, text.rarities[0]) {
        guard best.mayTake(weight, first) else { break }
        try WordPostings.forEachMessage(bytes, one) {
          best.offer(RankedMessage(id: first + Int64($0), score: weight))
        }
      }
    }
  }

  private func rank(_ segment: Int, _ best: inout BestMessages) throws {
    let count = lookup.segments[segment].count
    sums.clear(count)
    // What a message has at most of the words so far.
    var reached: Float = 0
    for index in 0..<firstPhrase where texts[index].bounds[segment] > 0 {
      let rest = texts[(index + 1)...].reduce(0) { $0 + $1.bounds[segment] }
      let bound = texts[index].bounds[segment]
      guard (reached + bound + rest) * Self.slack >= best.least else { return }
      try add(texts[index], segment, least: best.least / Self.slack - reached - rest)
      reached = best.isFull && rest > 0 ? sums.values[..<count].max() ?? 0 : reached + bound
    }
    for index in firstPhrase..<texts.count {
      try addPhrase(texts[index], segment, to: phraseSums[index - firstPhrase])
    }
    if firstPhrase == texts.count {
      take(segment, &best)
    } else {
      try takeRead(segment, &best)
    }
  }

  /// Adds what a word weighs to its messages; those that weigh less than `least` may be left out.
  private func add(_ text: Text, _ segment: Int, least: Float) throws {
    try forEachMessage(text, 0, segment, least: least) { message, weight in
      sums.values[message] += weight
    }
  }

  private func addPhrase(
    _ text: Text, _ segment: Int, to sums: MessageScratch<Float>
  ) throws {
    let count = lookup.segments[segment].count
    sums.clear(count)
    guard text.bounds[segment] > 0 else { return }
    seen.clear(count)
    for part in text.rarities.indices {
      let before = UInt8(truncatingIfNeeded: part)
      try forEachMessage(text, part, segment, least: 0) { message, weight in
        if seen.values[message] == before {
          seen.values[message] = before + 1
          sums.values[message] += weight
        }
      }
    }
    let whole = UInt8(truncatingIfNeeded: text.rarities.count)
    for message in 0..<count where seen.values[message] != whole {
      sums.values[message] = 0
    }
  }

  private func forEachMessage(
    _ text: Text, _ part: Int, _ segment: Int, least: Float, _ body: (Int, Float) -> Void
  ) throws {
    let entries = text.places.entries[part][segment]
    guard entries.count == 1 else {
      try union.forEachMessage(entries, lookup.segments[segment], lookup) {
        body($0, weights.weight(text.rarities[part], times: $1, length: $2))
      }
      return
    }
    try lookup.withPostings(entries[0].word, lookup.segments[segment]) { bytes in
      for (weight, one) in weighed(entries[0].classes, text.rarities[part]) {
        guard weight >= least else { break }
        try WordPostings.forEachMessage(bytes, one) { body($0, weight) }
      }
    }
  }

  private func weighed(_ classes: [WordClass], _ rarity: Double) -> [(Float, WordClass)] {
    classes.map { (weights.weight(rarity, times: Int($0.times), length: $0.length), $0) }
      .sorted { $0.0 > $1.0 }
  }

  private func take(_ segment: Int, _ best: inout BestMessages) {
    let first = lookup.segments[segment].first
    for message in 0..<lookup.segments[segment].count {
      let sum = sums.values[message]
      if sum > 0, sum >= best.least {
        best.offer(RankedMessage(id: first + Int64(message), score: sum))
      }
    }
  }

  /// Reads the messages that may be among the best, and takes those that have a text.
  private func takeRead(_ segment: Int, _ best: inout BestMessages) throws {
    let first = lookup.segments[segment].first
    var candidates: [RankedMessage] = []
    for message in 0..<lookup.segments[segment].count {
      let sum = phraseSums.reduce(sums.values[message]) { $0 + $1.values[message] }
      if sum > 0, sum * Self.slack >= best.least {
        candidates.append(RankedMessage(id: first + Int64(message), score: sum))
      }
    }
    candidates.sort { ($1.score, $0.id) < ($0.score, $1.id) }
    for candidate in candidates {
      guard candidate.score * Self.slack >= best.least else { break }
      let place = Int(candidate.id - first)
      var score = sums.values[place]
      message.bind(1, candidate.id)
      let text = try message.step() ? message.text(0) : ""
      message.reset()
      for (phrase, phraseSums) in zip(texts[firstPhrase...], phraseSums)
      where phraseSums.values[place] > 0 && phrase.finder?.finds(in: text) == true {
        score += phraseSums.values[place]
      }
      if score > 0 { best.offer(RankedMessage(id: candidate.id, score: score)) }
    }
  }
}

extension WordWeights {
  /// What a message of the segment has at most of a text's parts.
  fileprivate func bound(_ places: WordPlaces, _ rarities: [Double], _ segment: Int) -> Float {
    var sum: Float = 0
    for (part, rarity) in rarities.enumerated() {
      let entries = places.entries[part][segment]
      sum +=
        entries.count == 1
        ? entries[0].classes.map {
          weight(rarity, times: Int($0.times), length: $0.length)
        }.max() ?? 0
        : most(rarity)
    }
    return sum
  }
}

/// The best of the messages offered; of equal ones, those with lower ids. A heap, the worst on top.
struct BestMessages {
  private let limit: Int
  private var heap: [RankedMessage] = []

  init(_ limit: Int) { self.limit = limit }

  var isFull: Bool { heap.count >= limit }

  /// A lower score is not taken.
  var least: Float { isFull ? heap.first?.score ?? .infinity : 0 }

  /// Whether a message of that score, from that id on, might be taken.
  func mayTake(_ score: Float, _ id: Int64) -> Bool {
    guard isFull else { return true }
    guard let worst = heap.first else { return false }
    return score > worst.score || score == worst.score && id < worst.id
  }

  @inline(__always)
  mutating func offer(_ message: RankedMessage) {
    guard isFull else {
      heap.append(message)
      if isFull { order() }
      return
    }
    guard let worst = heap.first, Self.isBetter(message, worst) else { return }
    heap[0] = message
    sink(0)
  }

  func sorted() -> [RankedMessage] { heap.sorted(by: Self.isBetter) }

  private static func isBetter(_ a: RankedMessage, _ b: RankedMessage) -> Bool {
    a.score != b.score ? a.score > b.score : a.id < b.id
  }

  private mutating func order() {
    for place in (0..<heap.count / 2).reversed() { sink(place) }
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, Self.isBetter(heap[child], heap[child + 1]) { child += 1 }
      guard Self.isBetter(heap[place], heap[child]) else { return }
      heap.swapAt(place, child)
      place = child
    }
  }
}
