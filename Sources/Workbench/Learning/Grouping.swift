import Corpus
import Learning
import Workspace

/// Which column says what belongs together.
struct Grouping: Sendable {
  /// Nil when every conversation stands for itself.
  let column: String?
  /// Whether the person named it.
  let isAsked: Bool

  /// What is said beside every figure.
  var words: String { column.map { "by \($0)" } ?? "each conversation by itself" }

  /// Names that fields of groups go by, the most telling first.
  static let usual = [
    "group", "series", "speaker", "speaker_id", "therapist", "therapist_id", "client", "client_id",
    "user", "user_id", "author", "participant", "video_title", "source",
  ]
}

extension Session {
  /// The grouping that `--group` names, `none` for none; without one the first usual field that
  /// divides the query's conversations into two groups or more.
  func grouping(_ asked: String?, _ query: Query) throws -> Grouping {
    if let asked {
      if asked == "none" { return Grouping(column: nil, isAsked: true) }
      try requireColumn(asked)
      return Grouping(column: asked, isAsked: true)
    }
    let names = Set(try workspace.columns().map(\.name))
    for name in Grouping.usual where names.contains(name) {
      var seen: Set<SQLValue> = []
      try workspace.values([name], query) { if seen.count < 2 { seen.insert($0[0]) } }
      if seen.subtracting([.null]).count > 1 { return Grouping(column: name, isAsked: false) }
    }
    return Grouping(column: nil, isAsked: false)
  }

  func requireColumn(_ name: String) throws {
    let names = try workspace.columns().map(\.name)
    let plain = name.hasPrefix("metadata.") ? String(name.dropFirst(9)) : name
    guard
      names.contains(where: {
        $0 == name || $0 == plain || $0.lowercased() == plain.lowercased()
      })
    else { throw Failure(.usage, unknownName("field or score", name, known: names)) }
  }
}

/// The key of a group: of one dataset, as fields of two datasets that share values share no people.
func groupKey(_ value: SQLValue, dataset: SQLValue) -> String? {
  guard let text = LabelValue(value).plainText, case .text(let name) = dataset else { return nil }
  return "\(name)\u{1F}\(text)"
}
