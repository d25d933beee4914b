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

  public init(_ entries: [(key: String, value: MetadataValue)]) {
    for entry in entries { self[entry.key] = entry.value }
  }

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
    a.count == b.count && a.entries.allSatisfy { b[$0.key] == $0.value }
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
