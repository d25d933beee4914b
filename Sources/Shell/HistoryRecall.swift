/// Walking through the history with the arrow keys, over the entries that begin with what was typed
/// before the cursor.
struct HistoryRecall {
  private let draft: String
  private let beginning: String
  /// An index into the entries, or their count when the draft is shown.
  private var position: Int
  /// What is in the line now if nobody has edited it.
  private(set) var shown: String

  init(draft: String, beginning: String, entries: [String]) {
    self.draft = draft
    self.beginning = beginning
    self.position = entries.count
    self.shown = draft
  }

  /// The next older entry that differs from the one shown, or nil when there is none.
  mutating func older(in entries: [String]) -> String? {
    var index = min(position, entries.count) - 1
    while index >= 0 {
      if entries[index] != shown && entries[index].hasPrefix(beginning) {
        position = index
        shown = entries[index]
        return shown
      }
      index -= 1
    }
    return nil
  }

  /// The next newer entry, after the newest the draft, or nil when the draft is shown.
  mutating func newer(in entries: [String]) -> String? {
    guard position < entries.count else { return nil }
    position += 1
    while position < entries.count {
      if entries[position] != shown && entries[position].hasPrefix(beginning) {
        shown = entries[position]
        return shown
      }
      position += 1
    }
    shown = draft
    return draft
  }
}

/// Searching the history for a piece of text, letter by letter, newest first.
struct HistorySearch {
  /// The line before the search began.
  let original: String
  private(set) var query = ""
  private var position: Int?
  private(set) var isFailing = false

  init(original: String) { self.original = original }

  var prompt: String { "(history\(isFailing ? ", not found" : "")) \(query): " }

  /// The found entry, or the line before the search.
  func text(in entries: [String]) -> String {
    position.flatMap { entries.indices.contains($0) ? entries[$0] : nil } ?? original
  }

  mutating func type(_ scalar: Unicode.Scalar, in entries: [String]) {
    query.unicodeScalars.append(scalar)
    find(stride(from: position ?? entries.count - 1, through: 0, by: -1), in: entries)
  }

  mutating func erase(in entries: [String]) {
    _ = query.popLast()
    position = nil
    isFailing = false
    if !query.isEmpty { find(stride(from: entries.count - 1, through: 0, by: -1), in: entries) }
  }

  mutating func older(in entries: [String]) {
    let current = text(in: entries)
    find(
      stride(from: (position ?? entries.count) - 1, through: 0, by: -1), in: entries, not: current)
  }

  mutating func newer(in entries: [String]) {
    let current = text(in: entries)
    guard let position else { return }
    find(stride(from: position + 1, to: entries.count, by: 1), in: entries, not: current)
  }

  private mutating func find(
    _ indices: StrideThrough<Int>, in entries: [String], not current: String? = nil
  ) { settle(indices.first { matches(entries[$0], except: current) }) }

  private mutating func find(_ indices: StrideTo<Int>, in entries: [String], not current: String) {
    settle(indices.first { matches(entries[$0], except: current) })
  }

  private mutating func settle(_ found: Int?) {
    isFailing = found == nil
    if let found { position = found }
  }

  private func matches(_ entry: String, except current: String?) -> Bool {
    entry != current && containsIgnoringCase(entry, query)
  }
}

/// Whether `text` contains `piece`, ASCII letters of either case being equal. O(n·m) on bytes.
func containsIgnoringCase(_ text: String, _ piece: String) -> Bool {
  func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  let piece = piece.utf8.map(folded)
  guard let first = piece.first else { return true }
  let text = Array(text.utf8)
  guard text.count >= piece.count else { return false }
  for start in 0...(text.count - piece.count) where folded(text[start]) == first {
    if piece.indices.allSatisfy({ folded(text[start + $0]) == piece[$0] }) { return true }
  }
  return false
}
