import PluginKit

/// Metadata that an exporter has no place for, so that it is told.
struct UnwrittenMetadata {
  private let what: String
  private var names: [String] = []
  private var seen: Set<String> = []
  private var count = ReadNote(.kept, "")

  /// Names that are told.
  private static let told = 5

  /// `what` has the metadata: conversations, or turns.
  init(of what: String) { self.what = what }

  /// Takes down what one conversation has of it, `id` being its own.
  mutating func add(_ metadata: Metadata, of id: String) {
    guard !metadata.isEmpty else { return }
    for entry in metadata.entries where seen.insert(entry.key).inserted {
      names.append(entry.key)
    }
    count.add(ReadNote.Place(line: 0, id: id))
  }

  var notes: [ReadNote] {
    guard count.count > 0 else { return [] }
    let more = names.count > Self.told ? " and \(names.count - Self.told) more" : ""
    return [
      ReadNote(
        .kept,
        "metadata of \(what) has no place in this format and is not written "
          + "(\(names.prefix(Self.told).joined(separator: ", "))\(more))",
        count: count.count, first: count.first)
    ]
  }
}
