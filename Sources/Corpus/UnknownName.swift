/// The sentence for a name that is not there: the nearest one, then all.
///
///     no validator 'emapthy'; did you mean 'empathy'? there are: conversation_flow, empathy
public func unknownName(_ kind: String, _ name: String, known: [String]) -> String {
  "no \(kind) '\(name)'; " + nameHint(for: name, among: known)
}

/// `did you mean 'x'? there are: …`, or `none` when nothing is known.
public func nameHint(
  for name: String, among known: [String], none: String = "there are none yet"
) -> String {
  guard !known.isEmpty else { return none }
  let all = "there are: \(nameList(known))"
  // A file's own names may be without end.
  return nearestName(to: name, among: Array(known.prefix(1000)))
    .map { "did you mean '\($0)'? \(all)" } ?? all
}

/// Names with commas: at most thirty, and long ones cut, as a name may be anything a file holds.
public func nameList(_ names: [String]) -> String {
  let shown = names.prefix(30).map { $0.count > 40 ? $0.prefix(39) + "…" : $0[...] }
  let more = names.count > 30 ? " and \(names.count - 30) more" : ""
  return shown.joined(separator: ", ") + more
}

/// The name with the smallest edit distance, when that is small enough to be a slip.
///
/// Optimal string alignment distance over Unicode scalars without case; at most a third of the
/// longer name, and at least one edit, may differ. A name that starts with `name` also counts.
public func nearestName(to name: String, among known: [String]) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  var best: (name: String, distance: Int)?
  for candidate in known {
    let other = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, max(wanted.count, other.count) / 3)
    let distance =
      wanted.count >= 3 && other.starts(with: wanted) ? 1 : alignmentDistance(wanted, other)
    if distance <= allowed && distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var twoAgo = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var row = previous
  for i in a.indices {
    row[0] = i + 1
    for j in b.indices {
      let cost = a[i] == b[j] ? 0 : 1
      row[j + 1] = min(previous[j + 1] + 1, row[j] + 1, previous[j] + cost)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], twoAgo[j - 1] + 1)
      }
    }
    (twoAgo, previous, row) = (previous, row, twoAgo)
  }
  return previous[b.count]
}
