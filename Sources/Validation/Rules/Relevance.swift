/// Whether a reply speaks of what was said before it.
enum Relevance {
  /// The share of the supporter's content words that the client used in the two client volleys
  /// before, 0…1; nil when there is no client volley before or when either side has less than one
  /// content word.
  static func of(_ index: Int, in reading: Reading) -> Double? {
    let volley = reading.volleys[index]
    guard index > 0, volley.content >= 1, reading.volleys[index - 1].content >= 1 else {
      return nil
    }
    return min(volley.shared / volley.content, 1)
  }
}
