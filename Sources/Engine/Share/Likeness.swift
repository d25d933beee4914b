import Corpus

/// What conversations must have in common before their scores are ranked or compared: how long they
/// are, and which parts of the overall score could be computed.
///
/// A pair of one question and one answer leaves most validators without enough talk; what remains
/// is another quantity than the score of an hour's session, though it has the same name.
package struct Likeness: Sendable, Hashable {
  /// By the number of messages.
  package enum Length: Int, Sendable, CaseIterable {
    /// One or two messages.
    case exchange
    /// Three to nine.
    case short
    /// Ten or more.
    case long

    init(messages: Int) {
      self = messages <= 2 ? .exchange : messages < 10 ? .short : .long
    }
  }

  package let length: Length
  /// The parts of the overall score that have a value, in the order of the profile.
  package let computed: [String]
  /// Those that have none.
  package let lacking: [String]
}

/// Finds the likeness of each of many rows, as a small number.
struct LikenessIndex {
  private let parts: [String]
  private var places: [UInt64: Int] = [:]
  private(set) var all: [Likeness] = []

  /// `parts` are at most 60.
  init(parts: [String]) { self.parts = Array(parts.prefix(60)) }

  /// - Parameter hasValue: whether each part has one, in their order.
  mutating func place(messages: Int, hasValue: (Int) -> Bool) -> Int {
    let length = Likeness.Length(messages: messages)
    var key = UInt64(length.rawValue)
    for index in parts.indices where hasValue(index) { key |= 1 << UInt64(index + 2) }
    if let place = places[key] { return place }
    let isComputed = { (index: Int) in key & (1 << UInt64(index + 2)) != 0 }
    places[key] = all.count
    all.append(
      Likeness(
        length: length, computed: parts.indices.filter(isComputed).map { parts[$0] },
        lacking: parts.indices.filter { !isComputed($0) }.map { parts[$0] }))
    return all.count - 1
  }
}
