import Corpus
import Learning
import PluginKit
import Workspace

/// The conversations of a query in order, with what finds their copies.
struct SketchedConversations: Sendable {
  private(set) var ids: [Int64] = []
  private(set) var contents: [Int64] = []
  /// The place of the first conversation of the same roles and texts: its own where there is none
  /// before it.
  private(set) var first: [Int32] = []
  /// Of those that are the first and have words.
  private(set) var sketches = SketchTable()
  /// The place of each row of ``sketches``.
  private(set) var places: [Int32] = []
  private var known: [Int64: Int32] = [:]

  mutating func reserve(_ count: Int) {
    ids.reserveCapacity(count)
    contents.reserveCapacity(count)
    first.reserveCapacity(count)
    sketches.reserve(count)
    places.reserveCapacity(count)
  }

  /// Without a sketch nothing is known of it, and it stands for itself.
  mutating func append(id: Int64, content: Int64, _ sketch: ContentSketch?) {
    let place = Int32(ids.count)
    ids.append(id)
    contents.append(content)
    guard let sketch, sketch.textKey != 0 else { return first.append(place) }
    if let same = known[sketch.textKey] { return first.append(same) }
    known[sketch.textKey] = place
    first.append(place)
    guard let text = TextSketch(values: sketch.values, wordHash: sketch.wordHash) else { return }
    sketches.append(text)
    places.append(place)
  }

  /// What is not needed once all are there.
  mutating func finish() { known = [:] }
}

extension ContentSketch {
  /// A key of 0 where nothing is said.
  init(_ stored: StoredConversation, _ digester: borrowing Digester) {
    let conversation = stored.conversation
    let text = TextSketch(words: conversation.words)
    self.init(
      contentID: stored.contentID, textKey: conversation.spokenKey(digester),
      wordHash: text?.wordHash ?? 0, values: text?.values ?? [])
  }
}

extension Conversation {
  /// Keys of the words of all turns in order.
  var words: [UInt64] { messages.flatMap { TextSketch.words(of: $0.text) } }

  /// 64 bits of SHA-256 over roles and texts; 0 where nothing is said.
  fileprivate func spokenKey(_ digester: borrowing Digester) -> Int64 {
    guard messages.contains(where: { !$0.text.isEmpty }) else { return 0 }
    for message in messages {
      digester.update("\(message.role.rawValue) \(message.text.utf8.count)\n")
      digester.update(message.text)
    }
    let key = digester.finish().key
    return key == 0 ? 1 : key
  }
}

extension Run {
  /// Reads the query's conversations that have no sketch, on every core, and gives all.
  ///
  /// With `keeps` sketches go into the workspace as they are made, so that stopped work goes on where
  /// it was, and what comes later costs only itself. 220 bytes a conversation, and 200 more of each
  /// that is not kept.
  func sketched(_ query: Query, keeps: Bool) throws -> SketchedConversations {
    let wanted = try workspace.unsketched(query)
    var others = OtherSketches()
    var waiting: [ContentSketch] = []
    var done = 0
    let (workspace, cancellation) = (workspace, cancellation)
    do {
      try runPipeline(
        workers: settings.workers,
        produce: { emit in
          for start in stride(from: 0, to: wanted.count, by: 256) {
            try cancellation.check()
            try emit(Array(wanted[start..<min(start + 256, wanted.count)]))
          }
        },
        transform: { ids in
          let digester = Digester()
          var sketches: [ContentSketch] = []
          try workspace.conversations(ids: ids) { stored in
            sketches.append(ContentSketch(stored, digester))
            return true
          }
          return sketches
        },
        consume: { (sketches: [ContentSketch]) in
          if keeps {
            waiting += sketches
            if waiting.count >= 8192 {
              try workspace.store(waiting)
              waiting.removeAll(keepingCapacity: true)
            }
          } else {
            for sketch in sketches { others.append(sketch) }
          }
          done += sketches.count
          reportProgress(
            Progress(label: "read", done: done, total: wanted.count, unit: .conversations))
        })
    } catch {
      try? workspace.store(waiting)
      throw error
    }
    try workspace.store(waiting)
    var sketched = SketchedConversations()
    sketched.reserve(try workspace.count(query))
    try workspace.sketches(query) { id, content, sketch in
      sketched.append(id: id, content: content, sketch ?? others[content])
    }
    sketched.finish()
    return sketched
  }
}

/// Sketches that the workspace does not keep, in any order.
private struct OtherSketches {
  private var rows: [Int64: Int32] = [:]
  private var textKeys: [Int64] = []
  private var wordHashes: [UInt64] = []
  private var values: [UInt64] = []
  private var starts: [Int] = []

  mutating func append(_ sketch: ContentSketch) {
    rows[sketch.contentID] = Int32(textKeys.count)
    textKeys.append(sketch.textKey)
    wordHashes.append(sketch.wordHash)
    starts.append(values.count)
    values += sketch.values
  }

  subscript(content: Int64) -> ContentSketch? {
    guard let row = rows[content].map(Int.init) else { return nil }
    let end = row + 1 < starts.count ? starts[row + 1] : values.count
    return ContentSketch(
      contentID: content, textKey: textKeys[row], wordHash: wordHashes[row],
      values: Array(values[starts[row]..<end]))
  }
}
