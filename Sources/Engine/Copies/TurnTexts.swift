import Corpus
import Estimators
import Learning
import PluginKit
import Workspace

/// The different texts that turns of a query's conversations have, in the order in which they are
/// first said.
struct TurnTexts: Sendable {
  struct Text: Sendable {
    /// Where it is first said.
    let conversation: Int64
    let position: Int32
    var uses: Int32
    var conversations: Int32
    fileprivate var last: Int64
  }

  /// Turns that were looked at.
  private(set) var turns = 0
  private(set) var texts: [Text] = []
  /// Of the texts that have words, where sketches are made.
  private(set) var sketches = SketchTable()
  /// The place of each row of ``sketches``.
  private(set) var places: [Int32] = []
  private var known: [Int64: Int32] = [:]

  fileprivate mutating func add(_ turn: Turn, in conversation: Int64) {
    if let place = known[turn.key].map(Int.init) {
      texts[place].uses += 1
      if texts[place].last != conversation {
        texts[place].last = conversation
        texts[place].conversations += 1
      }
      return
    }
    known[turn.key] = Int32(texts.count)
    if let sketch = turn.sketch {
      sketches.append(sketch)
      places.append(Int32(texts.count))
    }
    texts.append(
      Text(
        conversation: conversation, position: turn.position, uses: 1, conversations: 1,
        last: conversation))
  }

  fileprivate mutating func count(turns: Int) { self.turns += turns }

  func place(ofKey key: Int64) -> Int? { known[key].map(Int.init) }

  /// A turn that has words enough.
  fileprivate struct Turn: Sendable {
    let position: Int32
    let key: Int64
    let sketch: TextSketch?
  }

  /// A turn shorter than this is said by everyone.
  static let leastWords = (copies: 8, templates: 5)

  /// 64 bits of SHA-256 over the text without spaces around it.
  static func key(_ text: String, _ digester: borrowing Digester) -> Int64 {
    digester.update(text.trimmed)
    return digester.finish().key
  }
}

extension Run {
  /// Reads all turns of `least` words or more. With `sketches` 250 bytes a different text, else 60.
  func turnTexts(_ query: Query, least: Int, sketches: Bool) throws -> TurnTexts {
    let (workspace, cancellation) = (workspace, cancellation)
    let ids = try workspace.ids(query)
    var texts = TurnTexts()
    var done = 0
    // One worker, so that the order is that of the corpus.
    try runPipeline(
      workers: 1,
      produce: { emit in
        for start in stride(from: 0, to: ids.count, by: 256) {
          try cancellation.check()
          try emit(Array(ids[start..<min(start + 256, ids.count)]))
        }
      },
      transform: { ids in
        let digester = Digester()
        var read: [(id: Int64, turns: Int, kept: [TurnTexts.Turn])] = []
        try workspace.conversations(ids: ids) { stored in
          let messages = stored.conversation.messages
          var kept: [TurnTexts.Turn] = []
          for (position, message) in messages.enumerated() {
            let words = TextSketch.words(of: message.text)
            guard words.count >= least else { continue }
            kept.append(
              TurnTexts.Turn(
                position: Int32(position), key: TurnTexts.key(message.text, digester),
                sketch: sketches ? TextSketch(words: words) : nil))
          }
          read.append((stored.id, messages.count, kept))
          return true
        }
        return read
      },
      consume: { (read: [(id: Int64, turns: Int, kept: [TurnTexts.Turn])]) in
        for conversation in read {
          texts.count(turns: conversation.turns)
          for turn in conversation.kept { texts.add(turn, in: conversation.id) }
        }
        done += read.count
        try told("read", done, ids.count, .conversations)
      })
    return texts
  }

  /// Calls `body` with each turn that has a text of these, in order.
  func forEachTurn(
    _ query: Query, in texts: TurnTexts,
    _ body: (_ conversation: Int64, _ position: Int, _ text: Int) throws -> Void
  ) throws {
    let digester = Digester()
    let total = try workspace.count(query)
    var done = 0
    try workspace.conversations(query) { stored in
      for (position, message) in stored.conversation.messages.enumerated() {
        guard let text = texts.place(ofKey: TurnTexts.key(message.text, digester)) else { continue }
        try body(stored.id, position, text)
      }
      done += 1
      if done % 1024 == 0 { try told("mark", done, total, .conversations) }
      return true
    }
  }
}
