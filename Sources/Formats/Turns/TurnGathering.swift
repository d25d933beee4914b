import Corpus
import PluginKit

/// Makes conversations of their turns.
struct TurnGathering {
  private let columns: TurnColumns
  /// Names whose values are the conversation's.
  private let shared: Set<String>
  private let parser = JSONParser()
  private var turns: TurnReader
  private var notes: [(kind: ReadNote.Kind, what: String, line: Int)] = []

  private struct Turn {
    var message: Message
    let line: Int
    var order: String?
    var own: String?
    var answered: String?
  }

  init(_ columns: TurnColumns, _ shared: Set<String>) {
    self.columns = columns
    self.shared = shared
    turns = TurnReader(
      TurnKeys(role: columns.speaker, text: columns.text), isMapped: true,
      leavingOut: columns.id)
  }

  mutating func takeNotes() -> [(kind: ReadNote.Kind, what: String, line: Int)] {
    defer { notes = [] }
    return notes
  }

  /// The conversations of records that share an id: one, or one a branch.
  mutating func conversations(
    of records: [(line: Int, bytes: [UInt8])], isDamaged: Bool
  ) -> [(Conversation, line: Int)] {
    var id = ""
    var read: [Turn] = []
    var metadata = Metadata()
    var isDamaged = isDamaged
    for record in records {
      do throws(BrokenReason) {
        try TurnRecord.parse(record.bytes, parser) { value throws(BrokenReason) in
          if id.isEmpty { id = value[columns.id].flatMap(MemberID.text) ?? "" }
          guard let message = try turns.messages(of: [value]).first else { return }
          read.append(turn(message, value, record.line, &metadata))
        }
        for note in turns.notes { notes.append((note.kind, note.what, record.line)) }
      } catch {
        isDamaged = true
        notes.append((.leftOut, "a turn: \(error.reason)", record.line))
      }
    }
    guard let first = read.first?.line else { return [] }
    if isDamaged { DamageMark.set(in: &metadata) }
    let sorted = ordered(read)
    guard let reply = columns.reply else {
      return [(conversation(id, sorted.map(\.message), metadata), first)]
    }
    let tree = ReplyTree(sorted.map { (own: $0.own, answered: $0.answered) })
    let size = tree.branchSize
    // Each branch repeats what stands before it, which must not make much of little.
    let isCheap = size.turns <= 8 * sorted.count + 256
    guard isCheap, reply.branches || size.branches > 1 && tree.branchesFromOne else {
      if !isCheap {
        notes.append((.ambiguous, "replies that branch too often, put in one row", first))
      }
      return [(conversation(id, tree.inOrder.map { sorted[$0].message }, metadata), first)]
    }
    if !reply.branches {
      notes.append(
        (.ambiguous, OwnMarks.branches, first))
    }
    let branches = tree.branches
    metadata[OwnMarks.group] = .text(id)
    return branches.enumerated().map { number, branch in
      (
        conversation(
          branches.count == 1 ? id : "\(id)/\(number + 1)", branch.map { sorted[$0].message },
          metadata), sorted[branch[0]].line
      )
    }
  }

  private func conversation(
    _ id: String, _ messages: [Message], _ metadata: Metadata
  ) -> Conversation {
    var messages = messages
    if columns.speaker != "role" { SystemVoice.settle(&messages) }
    return Conversation(id: id, messages: messages, metadata: metadata)
  }

  private func turn(
    _ message: Message, _ value: JSONValue, _ line: Int, _ metadata: inout Metadata
  ) -> Turn {
    var turn = Turn(message: message, line: line)
    turn.message.metadata = Metadata()
    let counted = columns.isCounted ? columns.order : nil
    for entry in message.metadata.entries {
      let name = String(entry.key.prefix { $0 != "." })
      if entry.key == counted { continue }
      if shared.contains(entry.key) || shared.contains(name) {
        metadata[entry.key] = entry.value
      } else {
        turn.message.metadata[entry.key] = entry.value
      }
    }
    turn.order = columns.order.flatMap { value[$0] }.flatMap(MemberID.text)
    if let reply = columns.reply {
      turn.own = value[reply.own].flatMap(MemberID.text)
      turn.answered = value[reply.answered].flatMap(MemberID.text)
    }
    return turn
  }

  /// By numbers or by times, whatever their spelling; as in the file where turns have neither.
  private mutating func ordered(_ all: [Turn]) -> [Turn] {
    // A turn without a place stays behind the turn that stood before it.
    var followers: [Int: [Turn]] = [:]
    var turns: [Turn] = []
    for turn in all {
      if turn.order == nil, columns.order != nil, all.contains(where: { $0.order != nil }) {
        followers[turns.count, default: []].append(turn)
      } else {
        turns.append(turn)
      }
    }
    guard let first = followers.values.first?.first else { return placed(all).map { all[$0] } }
    notes.append(
      (
        .ambiguous, "turns without a place in the order left behind the turn before them",
        first.line
      ))
    return (followers[0] ?? [])
      + placed(turns).flatMap { [turns[$0]] + (followers[$0 + 1] ?? []) }
  }

  private mutating func placed(_ turns: [Turn]) -> [Int] {
    guard let name = columns.order, turns.count > 1, let line = turns.first?.line else {
      return Array(turns.indices)
    }
    func stays(_ why: String) -> [Int] {
      notes.append((.ambiguous, "\(why): the order of the file stays", line))
      return Array(turns.indices)
    }
    guard turns.allSatisfy({ $0.order != nil }) else { return stays("a turn without '\(name)'") }
    let keys = turns.compactMap(\.order)
    let dayFirst = keys.compactMap { RowOrder($0) }
    let monthFirst = keys.compactMap { RowOrder($0, isMonthFirst: true) }
    guard dayFirst.count == keys.count, Set(dayFirst.map(\.scale)).count == 1 else {
      return stays("'\(name)' is neither a number nor a time in all turns")
    }
    var places = TurnGathering.arranged(dayFirst)
    if !zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }),
      let sections = RowOrder.sections(keys)
    {
      notes.append(
        (.ambiguous, "numbers of turns such as 1.10 read as a part's and its turn's", line))
      return TurnGathering.arranged(sections)
    }
    if monthFirst.count == keys.count, TurnGathering.arranged(monthFirst) != places {
      let days = keys.compactMap(TurnGathering.day).filter { !$0.isYearFirst && !$0.hasPoints }
      if days.contains(where: { $0.second > 12 }) {
        places = TurnGathering.arranged(monthFirst)
      } else if !days.contains(where: { $0.first > 12 }) {
        return stays("the days of '\(name)' may have the month first or last")
      }
    }
    return places
  }

  private static func arranged(_ orders: [RowOrder]) -> [Int] {
    orders.indices.sorted { (orders[$0].value, $0) < (orders[$1].value, $1) }
  }

  private static func day(_ text: String) -> DateParts? {
    var text = text
    return text.withUTF8 { DateParts($0) }
  }
}

/// What answers what among turns.
struct ReplyTree {
  private var children: [[Int]]
  private var roots: [Int] = []

  /// Turns whose answered one is not there begin a talk, as does one of a ring.
  init(_ turns: [(own: String?, answered: String?)]) {
    children = Array(repeating: [], count: turns.count)
    var places: [String: Int] = [:]
    for (place, turn) in turns.enumerated() {
      if let own = turn.own, places[own] == nil { places[own] = place }
    }
    for (place, turn) in turns.enumerated() {
      if let parent = turn.answered.flatMap({ places[$0] }), parent != place {
        children[parent].append(place)
      } else {
        roots.append(place)
      }
    }
    var reached = Array(repeating: false, count: turns.count)
    for place in inOrder { reached[place] = true }
    for place in reached.indices where !reached[place] {
      // Only rings are left: each is opened at its first turn.
      for parent in children.indices { children[parent].removeAll { $0 == place } }
      roots.append(place)
      var stack = [place]
      while let next = stack.popLast() {
        guard !reached[next] else { continue }
        reached[next] = true
        stack += children[next]
      }
    }
  }

  /// Each turn before its answers, and these before the next answer to the same turn.
  var inOrder: [Int] {
    var order: [Int] = []
    var stack = Array(roots.reversed())
    while let place = stack.popLast() {
      order.append(place)
      stack += children[place].reversed()
    }
    return order
  }

  /// How many branches there are, and how many turns all of them have together.
  var branchSize: (branches: Int, turns: Int) {
    var size = (branches: 0, turns: 0)
    var stack: [(place: Int, depth: Int)] = roots.map { ($0, 1) }
    while let (place, depth) = stack.popLast() {
      if children[place].isEmpty {
        size.branches += 1
        size.turns += depth
      }
      stack += children[place].map { ($0, depth + 1) }
    }
    return size
  }

  /// Whether all answers go back to one turn.
  var branchesFromOne: Bool { roots.count == 1 }

  /// The way from a root to each turn that nobody answered.
  var branches: [[Int]] {
    var branches: [[Int]] = []
    var path: [Int] = []
    var stack: [(place: Int, depth: Int)] = roots.reversed().map { ($0, 0) }
    while let (place, depth) = stack.popLast() {
      path.removeSubrange(depth...)
      path.append(place)
      if children[place].isEmpty { branches.append(path) }
      stack += children[place].reversed().map { ($0, depth + 1) }
    }
    return branches
  }
}
