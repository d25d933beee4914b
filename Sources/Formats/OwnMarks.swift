package import PluginKit

/// Metadata that readers give to conversations by themselves.
package enum OwnMarks {
  /// What a load says of replies of which each branch is a conversation, with the field that holds them
  /// together.
  static let branches = "replies that branch: each branch is a conversation, of one group"
  static let group = "group"

  /// Their names, where what was read has some.
  package static func fields(in report: ReadReport) -> Set<String> {
    var fields: Set<String> = []
    for note in report.notes {
      if note.what == DamageMark.note { fields.insert(DamageMark.field) }
      if note.what == branches { fields.insert(group) }
    }
    return fields
  }
}
