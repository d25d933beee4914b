import Corpus

/// Where a value lies in its record, and what the objects around it say of it.
struct Ancestry {
  /// The record's key or number, for dialogues that no id is above.
  let id: String
  /// Of the record's containers, by their place.
  let extents: [Int: Extent]
  private(set) var path: [String] = []
  /// The objects above, from the record down.
  private(set) var objects: [Ancestor] = []

  /// Longer names in a path are cut, and told apart by a digest.
  private static let longestName = 128

  init(_ record: JSONValue, id: String, _ dialogue: Dialogue) {
    self.id = id
    var extents: [Int: Extent] = [:]
    _ = Extent(of: record, dialogue) { extents[$0.place] = $1 }
    self.extents = extents
  }

  func extent(of value: JSONValue) -> Extent { extents[value.place] ?? Extent() }

  func entering(_ ancestor: Ancestor?, _ name: String) -> Ancestry {
    var inner = self
    if let ancestor { inner.objects.append(ancestor) }
    inner.path.append(
      name.utf8.count <= Self.longestName
        ? name : String(name.prefix(Self.longestName / 4)) + "…" + Digest(of: name).short)
    return inner
  }
}

/// An object above dialogues. What it says of them is read once, when the first dialogue asks.
final class Ancestor {
  let value: JSONValue
  /// The length of the path to it.
  let depth: Int
  /// The conversation that took what is too much to be repeated for each.
  private(set) var taker: String?
  private var found: Found?

  struct Found {
    /// The object's own id, for conversations that have none.
    let id: String?
    let values: Metadata
    /// Whether the values are few enough to be given to each dialogue below.
    let areForAll: Bool
  }

  init(_ value: JSONValue, depth: Int) {
    self.value = value
    self.depth = depth
  }

  func found(
    _ read: (JSONValue) throws(BrokenReason) -> Found
  ) throws(BrokenReason) -> Found {
    if let found { return found }
    let new = try read(value)
    found = new
    return new
  }

  /// Whether `conversation` gets the values; else who got them.
  func gives(_ found: Found, to conversation: String) -> Bool {
    if found.areForAll { return true }
    if taker == nil { taker = conversation }
    return taker == conversation
  }
}

/// What may be repeated: a record of n bytes makes conversations of a few times n, whatever it holds.
enum Repetition {
  /// How often a record may be repeated in all, in its own size, beside a little for small ones.
  private static let most = 8
  private static let little = 1 << 16

  /// Whether `bytes` may be given to each of `count` conversations from a value of `size` bytes.
  static func isCheap(_ bytes: Int, _ count: Int, of size: Int) -> Bool {
    let (total, isHuge) = bytes.multipliedReportingOverflow(by: count)
    return !isHuge && total <= most * size + little
  }
}

extension Metadata {
  /// Bytes that it takes, about.
  var memory: Int {
    entries.reduce(0) { sum, entry in
      let value =
        switch entry.value {
        case .text(let text), .json(let text): text.utf8.count
        case .integer, .number, .flag, .null: 0
        }
      return sum + 16 + entry.key.utf8.count + value
    }
  }
}

/// Bytes that a value takes, about, and how many dialogues are in it.
struct Extent {
  private(set) var bytes = 16
  private(set) var dialogues = 0

  init() {}

  /// Of a scalar without a walk, of a container with one. Linear.
  init(of value: JSONValue, _ dialogue: Dialogue) {
    self.init(of: value, dialogue) { _, _ in }
  }

  /// The same, telling the extent of each container in it.
  init(of value: JSONValue, _ dialogue: Dialogue, each tell: (JSONValue, Extent) -> Void) {
    if value.isScalar {
      bytes += value.text?.bytes.count ?? 0
      return
    }
    for member in value.members {
      bytes += member.key.bytes.count
      add(Extent(of: member.value, dialogue, each: tell))
    }
    for element in value.elements { add(Extent(of: element, dialogue, each: tell)) }
    // A dialogue within a dialogue is not read.
    if dialogue.isHeld(by: value) { dialogues = 1 }
    tell(value, self)
  }

  private mutating func add(_ inner: Extent) {
    bytes += inner.bytes
    dialogues += inner.dialogues
  }
}
