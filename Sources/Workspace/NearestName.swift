import PluginKit

/// Says what a person may have meant.
enum NearestName {
  /// "did you mean 'empathy'? there are: …", or `none` when nothing is known.
  static func hint(for name: String, among known: [String], none: String) -> String {
    guard !known.isEmpty else { return none }
    let shown = known.prefix(20)
    let rest = known.count > shown.count ? " and \(known.count - shown.count) more" : ""
    let list = "there are: \(shown.joined(separator: ", "))\(rest)"
    return nearestName(to: name, among: known).map { "did you mean '\($0)'? \(list)" } ?? list
  }
}
