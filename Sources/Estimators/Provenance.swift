package import Corpus
import Learning

/// What a model was fitted on.
package struct Provenance: Sendable, Equatable {
  /// The column that it was trained to tell.
  package var label = ""
  /// Which conversations, in canonical form; empty for all.
  package var query = ""
  /// What kept rows together wherever they were divided, as `--group` takes it; nil when nobody
  /// said.
  package var group: String?
  /// Conversations, or turns.
  package var rows = 0
  package var seed: UInt64 = 0
  /// Rows of each class, in the order of the classes; empty for numbers.
  package var classCounts: [Int] = []
  /// The signatures behind its columns of numbers, by column; a field's is empty.
  package var sources: [String: String] = [:]
  /// Who said the turns that it was fitted on; empty for conversations.
  package var roles: [Role] = []
  /// The program that fitted it, with its version.
  package var program: String
  /// The texts by their keys, ascending, each once: so that it is known what it has seen.
  package var textKeys: [Int64] = []

  /// Whether it was fitted on the text of this key. O(log n).
  package func hasSeen(_ key: Int64) -> Bool {
    var range = 0..<textKeys.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if textKeys[middle] == key { return true }
      range =
        textKeys[middle] < key
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }

  var metadata: [String: String] {
    var metadata = [
      "column": label, "query": query, "rows": String(rows), "seed": String(seed),
      "program": program,
    ]
    metadata["group"] = group
    if !classCounts.isEmpty {
      metadata["class_counts"] = classCounts.map(String.init).joined(separator: ",")
    }
    if !roles.isEmpty { metadata["roles"] = roles.map(\.rawValue).joined(separator: ",") }
    for (column, digest) in sources { metadata["source.\(column)"] = digest }
    return metadata
  }

  var sections: Sections {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * textKeys.count)
    for key in textKeys {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: key >> Int64(shift)))
      }
    }
    return Sections(["texts": .bytes(bytes)])
  }

  package init(program: String) { self.program = program }

  /// Reads what ``metadata`` and ``sections`` gave. Throws when it is not that.
  init(metadata: [String: String], sections: Sections) throws {
    guard let rows = metadata["rows"].flatMap({ Int($0) }),
      let seed = metadata["seed"].flatMap({ UInt64($0) })
    else { throw Sections.damaged("it does not say what it was trained on") }
    label = metadata["column"] ?? ""
    query = metadata["query"] ?? ""
    group = metadata["group"]
    self.rows = rows
    self.seed = seed
    program = metadata["program"] ?? ""
    classCounts = (metadata["class_counts"] ?? "").split(separator: ",").compactMap { Int($0) }
    roles = (metadata["roles"] ?? "").split(separator: ",").compactMap {
      Role(rawValue: String($0))
    }
    sources = Dictionary(
      uniqueKeysWithValues: metadata.compactMap { name, digest in
        name.hasPrefix("source.") ? (String(name.dropFirst(7)), digest) : nil
      })
    let bytes = try sections.bytes("texts")
    guard bytes.count.isMultiple(of: 8) else {
      throw Sections.damaged("the keys of what it was trained on are cut short")
    }
    textKeys = stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(Int64(0)) { $0 | Int64(bytes[start + $1]) << Int64(8 * $1) }
    }
    guard zip(textKeys, textKeys.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Sections.damaged("the keys of what it was trained on are not in order")
    }
  }
}
