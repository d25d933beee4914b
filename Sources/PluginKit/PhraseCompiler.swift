/// Reads phrases into places between their words, and makes of all of them together the nodes that
/// ``PhraseMatcher`` walks: a node for each set of places that some words lead to.
///
/// Alternatives multiply (`a|b c|d` is four ways), but ways that end alike lead to one place, so that
/// the nodes stay about as many as the words of the phrases.
struct PhraseCompiler {
  struct Node: Hashable {
    var edges: [UInt64: UInt32] = [:]
    var anyWord: UInt32 = 0
    var tags: [Int] = []
  }

  /// A place between two words of a phrase.
  private struct Place {
    var edges: [(key: UInt64, next: Int32)] = []
    var anyWord: Int32?
    /// Where the phrase goes on when the next word is missing.
    var skip: Int32?
    var tag: Int?
  }

  private var places: [Place] = []
  private var starts: (anywhere: [Int32], bound: [Int32]) = ([], [])

  /// Each token's alternatives, each a run of keys; an empty run where the token may be missing.
  private enum Step {
    case anyWord
    case oneOf([[UInt64]])
  }

  mutating func add(_ phrase: String, tag: Int) throws(PhraseMatcher.PhraseError) {
    var tokens = phrase.split(separator: " ").map(String.init)
    let bound = tokens.first == "^"
    if bound { tokens.removeFirst() }
    let start = place()
    var end = start
    for token in tokens {
      let next = place()
      switch PhraseCompiler.step(token) {
      case .anyWord: places[Int(end)].anyWord = next
      case .oneOf(let runs):
        for run in runs { lead(from: end, by: run, to: next) }
      }
      end = next
      if places.count > PhraseCompiler.limit { throw PhraseCompiler.tooMany }
    }
    places[Int(end)].tag = tag
    let beginnings = closed([start])
    if beginnings.contains(end) || beginnings.contains(where: { places[Int($0)].anyWord != nil }) {
      throw PhraseMatcher.PhraseError(
        description: "phrase '\(phrase)' has no word that it certainly begins with")
    }
    if bound { starts.bound.append(start) } else { starts.anywhere.append(start) }
  }

  private mutating func place() -> Int32 {
    places.append(Place())
    return Int32(places.count - 1)
  }

  private mutating func lead(from start: Int32, by run: [UInt64], to end: Int32) {
    guard let last = run.last else {
      places[Int(start)].skip = end
      return
    }
    var from = start
    for key in run.dropLast() {
      let between = place()
      places[Int(from)].edges.append((key, between))
      from = between
    }
    places[Int(from)].edges.append((last, end))
  }

  /// The places and those that missing words lead on to, in ascending order.
  private func closed(_ from: [Int32]) -> [Int32] {
    var all = Set(from)
    var open = from
    while let next = open.popLast() {
      if let skip = places[Int(next)].skip, all.insert(skip).inserted { open.append(skip) }
    }
    return all.sorted()
  }

  /// The roots for any place and for starts of sentences, the node of fillers, and all others.
  func nodes(fillers: [UInt64]) throws(PhraseMatcher.PhraseError) -> [Node] {
    var nodes = [Node](repeating: Node(), count: PhraseCompiler.rootCount)
    var known: [[Int32]: UInt32] = [:]
    var sets: [[Int32]] = [closed(starts.anywhere), closed(starts.bound), []]
    func node(_ from: [Int32]) -> UInt32 {
      let set = closed(from)
      if let same = known[set] { return same }
      let number = UInt32(nodes.count)
      known[set] = number
      sets.append(set)
      nodes.append(Node())
      return number
    }
    var index = 0
    while index < nodes.count {
      var following: [UInt64: [Int32]] = [:]
      var anyWord: [Int32] = []
      var tags: [Int] = []
      for place in sets[index] {
        for edge in places[Int(place)].edges { following[edge.key, default: []].append(edge.next) }
        if let next = places[Int(place)].anyWord { anyWord.append(next) }
        if let tag = places[Int(place)].tag, !tags.contains(tag) { tags.append(tag) }
      }
      for (key, next) in following.sorted(by: { $0.key < $1.key }) {
        nodes[index].edges[key] = node(next)
      }
      if !anyWord.isEmpty { nodes[index].anyWord = node(anyWord) }
      nodes[index].tags = tags
      if nodes.count > PhraseCompiler.limit { throw PhraseCompiler.tooMany }
      index += 1
    }
    // Fillers lead nowhere; any node but zero marks them.
    for filler in fillers { nodes[2].edges[filler] = 2 }
    return nodes
  }

  private static let rootCount = 3
  private static let limit = 4_000_000
  private static let tooMany = PhraseMatcher.PhraseError(
    description: "too many phrases for one matcher")

  private static func step(_ token: String) -> Step {
    if token == "_" { return .anyWord }
    var token = token
    let optional = token.hasPrefix("[") && token.hasSuffix("]")
    if optional { token = String(token.dropFirst().dropLast()) }
    var runs: [[UInt64]] = optional ? [[]] : []
    for choice in token.split(separator: "|").map(String.init) {
      let run = Word.segment(choice).map(\.key)
      if !run.isEmpty { runs.append(run) }
      let bare = choice.filter { $0 != "'" }
      if bare != choice, !wordsOfTheirOwn.contains(bare) { runs.append([Word.key(bare)]) }
    }
    return .oneOf(runs)
  }

  private static let wordsOfTheirOwn: Set<String> = [
    "well", "ill", "hell", "shell", "were", "id", "wed", "shed", "hed", "whore",
    "odd",
  ]
}
