import Corpus

/// Keeps ids of one export apart: the second conversation of an id is called `DATASET/ID`.
///
/// Holds 64 bits of each id's SHA-256: 40 MB for a million and a half.
struct ExportNames {
  private var seen: Set<Int64> = []

  /// The other name of a conversation whose id is taken; nil where it is free.
  mutating func name(of id: String, in dataset: String) -> String? {
    if seen.insert(Digest(of: id).key).inserted { return nil }
    var name = "\(dataset)/\(id)"
    var number = 1
    while !seen.insert(Digest(of: name).key).inserted {
      number += 1
      name = "\(dataset)/\(id)#\(number)"
    }
    return name
  }
}
