/// A value that a file gave beside the text: a label, a rating, a topic.
public enum MetadataValue: Sendable, Hashable {
  case text(String)
  case integer(Int)
  /// Finite; a file's NaN or infinity arrives as text.
  case number(Double)
  case flag(Bool)
  /// A nested array or object, as compact JSON.
  case json(String)
  case null
}

/// Named values in the order in which the file gave them; names are unique.
public struct Metadata: Sendable {
  public private(set) var entries: [(key: String, value: MetadataValue)] = []

  public init() {}

  /// Of a name that comes again the last value counts, in the place of the first. Linear.
  public init(_ entries: [(key: String, value: MetadataValue)]) {
    guard entries.count > Metadata.few else {
      for entry in entries { self[entry.key] = entry.value }
      return
    }
    var places: [String: Int] = [:]
    places.reserveCapacity(entries.count)
    self.entries.reserveCapacity(entries.count)
    for entry in entries {
      if let place = places.updateValue(self.entries.count, forKey: entry.key) {
        places[entry.key] = place
        self.entries[place].value = entry.value
      } else {
        self.entries.append(entry)
      }
    }
  }

  /// Up to as many names are looked through one by one.
  private static let few = 16

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }

  /// The value under `key`. Setting nil removes it. Linear in ``count``, which is small.
  public subscript(key: String) -> MetadataValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      let index = entries.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append((key, value))
      case (nil, nil): break
      }
    }
  }
}

extension Metadata: Equatable {
  /// Equal when the same names hold the same values, in any order.
  public static func == (a: Metadata, b: Metadata) -> Bool {
    guard a.count == b.count else { return false }
    guard a.count > few else { return a.entries.allSatisfy { b[$0.key] == $0.value } }
    let values = Dictionary(b.entries.map { ($0.key, $0.value) }) { first, _ in first }
    return a.entries.allSatisfy { values[$0.key] == $0.value }
  }
}

extension MetadataValue {
  /// The value as a person would write it; nested values as JSON, null as nothing.
  public var plainText: String {
    switch self {
    case .text(let text), .json(let text): text
    case .integer(let value): String(value)
    case .number(let value): "\(value)"
    case .flag(let value): value ? "true" : "false"
    case .null: ""
    }
  }
}
