import Corpus

/// Names in error messages: what there is, and what was probably meant.
enum NameList {
  /// At most thirty names; longer ones are cut, as a name may be anything a file holds.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(30).map { $0.count > 40 ? $0.prefix(39) + "…" : $0[...] }
    let more = names.count > 30 ? " and \(names.count - 30) more" : ""
    return shown.joined(separator: ", ") + more
  }

  /// "did you mean 'x'? there are: …"
  static func hint(for name: String, among names: [String]) -> String {
    let all = names.isEmpty ? "there are none" : "there are: \(list(names))"
    guard let nearest = nearestName(to: name, among: Array(names.prefix(1000))) else { return all }
    return "did you mean '\(nearest)'? \(all)"
  }
}
