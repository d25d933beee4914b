/// The corpora that the shipped validators were made on: there they look better than elsewhere.
package enum CardSources {
  /// The rules' phrases were tuned on these.
  package static let tuned: Set = ["annomi", "epitome"]
  /// The bundled heads were trained on these, by `heads make`.
  package static let trained: Set = [
    "goemotions", "diasafety", "moderation-1680", "therapist-responses-crisis",
  ]

  /// The head behind a metric that gives its probabilities as they are, and the corpus that it was
  /// cross-validated on.
  package static let heads: [String: (head: String, corpus: String)] = [
    "unsafe_rank": ("unsafe_reply", "diasafety"),
    "crisis_rank": ("crisis_reply", "therapist-responses-crisis"),
    "disclosure_rank": ("disclosure", "moderation-1680"),
    "caring": ("caring", "goemotions"), "curiosity": ("curiosity", "goemotions"),
  ]
}
