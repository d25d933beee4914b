import Workspace

extension Run {
  /// The first field of what is loaded that scores of these names would hide from queries; nil
  /// where there is none. Letters' case makes no other name, as in queries.
  func field(hiddenBy scores: [String]) throws -> String? {
    let names = Set(scores.map { $0.lowercased() })
    return try workspace.fields().first { names.contains($0.key.lowercased()) }?.key
  }
}
