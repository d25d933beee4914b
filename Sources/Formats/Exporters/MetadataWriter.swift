import PluginKit

/// Writes metadata as members of a JSON object so that ``MetadataReader`` reads the same again.
struct MetadataWriter {
  /// For nested values, which not every conversation has.
  private var parser: JSONParser?

  /// Writes each entry as a member of the open object. What would be taken for something else there,
  /// by its name or its value, goes into one member apart.
  mutating func writeMembers(
    _ metadata: Metadata, structural: Set<String>, to writer: inout JSONWriter
  ) {
    guard !metadata.isEmpty else { return }
    var apart = Metadata()
    for entry in metadata.entries {
      if structural.contains(entry.key) || !readsBack(entry.key, entry.value) {
        apart[entry.key] = entry.value
      } else {
        writer.key(entry.key)
        writer.value(entry.value)
      }
    }
    guard !apart.isEmpty else { return }
    writer.key(KnownNames.envelope)
    MetadataWriter.writeObject(apart, to: &writer)
  }

  /// Writes an object of its own in which nothing can be mistaken: scalars as they are, nested
  /// values as `{"json": text}`.
  static func writeObject(_ metadata: Metadata, to writer: inout JSONWriter) {
    writer.object { writer in
      for entry in metadata.entries {
        writer.key(entry.key)
        if case .json(let json) = entry.value {
          writer.object { writer in
            writer.key("json")
            writer.string(json)
          }
        } else {
          writer.value(entry.value)
        }
      }
    }
  }

  /// The object as text; nothing where there is no metadata.
  static func json(of metadata: Metadata) -> String {
    guard !metadata.isEmpty else { return "" }
    var writer = JSONWriter()
    writeObject(metadata, to: &writer)
    return writer.string
  }

  /// Whether a reader takes the value for the same again where it stands under its own name.
  mutating func readsBack(_ key: String, _ value: MetadataValue) -> Bool {
    guard case .json(let json) = value else { return true }
    let parser = self.parser ?? JSONParser()
    self.parser = parser
    do throws(BrokenReason) {
      return try parser.parse(copying: json.utf8) { parsed throws(BrokenReason) in
        var again = Metadata()
        try MetadataReader.add(key, parsed, to: &again)
        return again.count == 1 && again[key] == value
      }
    } catch {
      return false
    }
  }
}
