import Corpus

/// Turns the members that are not talk into metadata, dropping none.
struct MetadataReader {
  /// Entries of one record or turn; more would make the look-up by name slow.
  static let maximumEntries = 1024
  /// Values of one nested object that become entries of their own.
  static let maximumFlattened = 64

  /// Adds the member `name`. An object whose values are all scalars, at any depth, becomes one entry
  /// a value, named by its path with dots; any other container is kept as compact JSON.
  static func add(
    _ name: String, _ value: JSONValue, to metadata: inout Metadata
  ) throws(BrokenReason) {
    if value.isObject, let leaves = leafCount(value), leaves > 0 {
      try flatten(name, value, into: &metadata)
    } else {
      try insert(name, plain(value), into: &metadata)
    }
  }

  /// Adds what an exporter kept apart: scalars as they are, `{"json": text}` as that JSON.
  static func addEnvelope(
    _ envelope: JSONValue, to metadata: inout Metadata
  ) throws(BrokenReason) {
    for member in envelope.members {
      let name = try checked(member.key)
      if member.value.isObject, member.value.count == 1, let json = member.value["json"]?.text {
        try insert(name, .json(checked(json)), into: &metadata)
      } else {
        try insert(name, plain(member.value), into: &metadata)
      }
    }
  }

  /// A later value under a name that is taken gets the name with `#2`, `#3` and so on.
  static func insert(
    _ name: String, _ value: MetadataValue, into metadata: inout Metadata
  ) throws(BrokenReason) {
    guard metadata.count < maximumEntries else {
      throw BrokenReason("more than \(maximumEntries) values beside the text")
    }
    var free = name
    var count = 1
    while metadata[free] != nil {
      count += 1
      free = "\(name)#\(count)"
    }
    metadata[free] = value
  }

  static func plain(_ value: JSONValue) throws(BrokenReason) -> MetadataValue {
    switch value.kind {
    case .string:
      guard let text = value.text else { return .null }
      return .text(try checked(text))
    case .integer: return .integer(value.integer ?? 0)
    case .number: return .number(value.number ?? 0)
    case .yes: return .flag(true)
    case .no: return .flag(false)
    case .null: return .null
    // An integer above Int.max has no kind of its own; as JSON it keeps all digits.
    case .object, .array, .unsigned: return .json(value.compact)
    }
  }

  static func checked(_ text: JSONText) throws(BrokenReason) -> String {
    guard !text.holdsNUL else { throw BrokenReason("text holds a NUL byte") }
    return text.string
  }

  /// The number of scalars in an object of scalars; nil when it holds a list, an empty object, or
  /// too many.
  private static func leafCount(_ object: JSONValue) -> Int? {
    guard object.count > 0, object.count <= maximumFlattened, object.digits == nil else {
      return nil
    }
    var count = 0
    for member in object.members {
      switch member.value.kind {
      case .array, .unsigned: return nil
      case .object:
        guard let inner = leafCount(member.value) else { return nil }
        count += inner
      default: count += 1
      }
    }
    return count <= maximumFlattened ? count : nil
  }

  private static func flatten(
    _ name: String, _ object: JSONValue, into metadata: inout Metadata
  ) throws(BrokenReason) {
    for member in object.members {
      let path = try "\(name).\(checked(member.key))"
      if member.value.isObject {
        try flatten(path, member.value, into: &metadata)
      } else {
        try insert(path, plain(member.value), into: &metadata)
      }
    }
  }
}
