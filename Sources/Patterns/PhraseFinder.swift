internal import Corpus
internal import PluginKit

/// Finds the phrases of a definition in the words of a message.
///
/// Whole words go through ``PhraseMatcher``, whatever their number. A stem inside or at the end of a
/// phrase is any word to the matcher and is looked at after; stems in front of the first whole word
/// are looked at backwards; a phrase of stems alone starts from a ``StemTrie``.
struct PhraseFinder: Sendable {
  private struct Candidate: Sendable {
    let item: Int
    /// How many stems stand before what the matcher or the trie finds.
    let lead: Int
    /// Words of the phrase.
    let length: Int
    /// Word of the phrase and folded bytes that it has to begin with.
    let stems: [(word: Int, bytes: [UInt8])]
  }

  private let candidates: [Candidate]
  private let matcher: PhraseMatcher?
  private var trie = StemTrie()

  /// - Parameter phrases: each with the number of its item.
  init(_ phrases: [(phrase: Phrase, item: Int)]) throws {
    var candidates: [Candidate] = []
    var whole: [(phrase: String, tag: Int)] = []
    for (phrase, item) in phrases {
      let tag = candidates.count
      let steps = phrase.steps
      let stems = steps.indices.filter { steps[$0].isStem }.map {
        (word: $0, bytes: Array(Phrase.folded(steps[$0].text).utf8))
      }
      var lead = 0
      if let start = steps.firstIndex(where: { !$0.isStem }) {
        lead = start
        let rest = steps[start...].map { $0.isStem ? "_" : $0.text }
        whole.append((rest.joined(separator: " "), tag))
      } else {
        trie.insert(stems[0].bytes, tag: tag)
      }
      candidates.append(
        Candidate(item: item, lead: lead, length: steps.count, stems: stems))
    }
    self.candidates = candidates
    matcher = whole.isEmpty ? nil : try PhraseMatcher(whole)
  }

  /// Calls `body` with the item and the UTF-8 range of every phrase in `words`, which are those of
  /// `bytes`. Ranges may overlap. Linear in the words.
  func forEachHit(
    in words: [Word], of bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Range<Int>) -> Void
  ) {
    matcher?.forEachMatch(in: words) { match in
      check(match.tag, from: match.words.lowerBound, words, bytes, body)
    }
    if trie.isEmpty { return }
    for (index, word) in words.enumerated() where word.isWord {
      trie.forEachStem(of: word, in: bytes) { check($0, from: index, words, bytes, body) }
    }
  }

  @inline(__always)
  private func check(
    _ tag: Int, from found: Int, _ words: [Word], _ bytes: UnsafeBufferPointer<UInt8>,
    _ body: (Int, Range<Int>) -> Void
  ) {
    let candidate = candidates[tag]
    let start = found - candidate.lead
    let end = start + candidate.length
    guard start >= 0, end <= words.count else { return }
    for stem in candidate.stems {
      let word = words[start + stem.word]
      guard word.isWord, hasStem(stem.bytes, UnsafeBufferPointer(rebasing: bytes[word.range]))
      else { return }
    }
    body(candidate.item, words[start].range.lowerBound..<words[end - 1].range.upperBound)
  }
}
