/// What to count in texts, and how to weigh it. The defaults are those of scikit-learn's
/// `TfidfVectorizer`.
package struct TextFeatureOptions: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Runs of two or more letters, digits and underscores: `(?u)\b\w\w+\b`.
    case words
    /// Characters across the whole text, white space of two or more characters made one space:
    /// `analyzer="char"`.
    case characters
    /// Characters within words that have a space put on either side: `analyzer="char_wb"`.
    case wordCharacters = "word-characters"
    /// The tokens of `words`, each put into a bucket by its hash; nothing has to be remembered of
    /// them. The same buckets and signs as `HashingVectorizer`.
    case hashedWords = "hash"
  }

  /// A number of documents, or a share of all of them in 0...1.
  package enum DocumentLimit: Sendable, Equatable {
    case count(Int)
    case share(Double)

    func documents(of total: Int) -> Double {
      switch self {
      case .count(let count): Double(count)
      case .share(let share): share * Double(total)
      }
    }
  }

  package var kind: Kind = .words
  /// Lengths of n-grams, in tokens or characters.
  package var ngrams: ClosedRange<Int> = 1...1
  /// At most this many terms: those with the highest count over all documents; of terms with the same
  /// count, those that come first in the order of code points. Nil keeps all. (scikit-learn leaves such
  /// ties to numpy's unstable sort, whose outcome depends on the processor; with a stable sort in its
  /// place it gives the same terms as here.)
  package var maxFeatures: Int?
  /// Terms in fewer documents are left out.
  package var minDocuments: DocumentLimit = .count(1)
  /// Terms in more documents are left out.
  package var maxDocuments: DocumentLimit = .share(1)
  /// Lower case as Python's `str.lower()` makes it, final sigma included.
  package var lowercase = true
  /// 1 + ln(count) in place of the count.
  package var sublinear = false
  /// Whether counts are weighed by inverse document frequency: ln(n / df) + 1.
  package var usesIDF = true
  /// One is added to n and to df, as if one more document had every term.
  package var smoothIDF = true
  /// Whether each row is divided by its Euclidean length.
  package var normalised = true
  /// Whether `?` and `!` are tokens. `words` and `hash` only.
  package var keepsMarks = false
  /// Columns of `hash`, 1 to 2²⁶.
  package var buckets = 1 << 14
  /// Whether a bit of the hash decides the sign of a count in `hash`, so that collisions cancel out on
  /// average.
  package var signs = false

  package init(kind: Kind = .words) { self.kind = kind }

  /// What serves small linear models well: hashed words and pairs of words in 2¹⁴ buckets, `?` and
  /// `!` kept.
  package static var hashedPairs: TextFeatureOptions {
    var options = TextFeatureOptions(kind: .hashedWords)
    options.ngrams = 1...2
    options.keepsMarks = true
    return options
  }

  func check() throws(LearningError) {
    guard ngrams.lowerBound >= 1, ngrams.upperBound <= 32 else {
      throw LearningError(
        "n-grams of \(ngrams.lowerBound) to \(ngrams.upperBound) cannot be counted",
        hint: "choose lengths from 1 to 32")
    }
    if let maxFeatures, maxFeatures < 1 {
      throw LearningError(
        "\(maxFeatures) features cannot be kept", hint: "choose 1 or more, or no limit")
    }
    guard (1...1 << 26).contains(buckets) else {
      throw LearningError(
        "\(buckets) buckets cannot be made", hint: "choose 1 to \(1 << 26); 16384 is usual")
    }
    for (name, limit) in [("least", minDocuments), ("most", maxDocuments)] {
      switch limit {
      case .count(let count) where count < 0:
        throw LearningError(
          "the \(name) number of documents of a term is \(count)", hint: "choose 0 or more")
      case .share(let share) where !(0...1).contains(share):
        throw LearningError(
          "the \(name) share of documents of a term is \(share)", hint: "choose a share of 0 to 1")
      default: break
      }
    }
  }
}
