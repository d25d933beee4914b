import Corpus
import Matrices

/// Clusters of texts in memory that are copies of one another, so that they can be kept on one side
/// of a split. Both ways are linear in the corpus. A text without words is a cluster of its own.
package enum NearDuplicates {
  /// Texts of the same words in the same order.
  package static func exact(_ texts: [String]) -> Groups {
    Groups(texts.map { TextSketch(words: TextSketch.words(of: $0))?.wordHash })
  }

  /// Texts that ``CopySearch`` finds to be copies, and what hangs together through them. What is
  /// missed: 0 to 3 of 1,000 drawn pairs that overlap by 0.80 to 0.82, the 3 among texts of a dozen
  /// words.
  ///
  /// `text` gives the text of a row, on any thread. Throws for an impossible threshold and when
  /// cancelled. About 200 bytes a text.
  package static func clusters(
    _ count: Int, threshold: Double = CopySearch.usualThreshold, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    text: @escaping @Sendable (Int) -> String
  ) throws -> Groups {
    let search = try CopySearch(threshold: threshold, threads: threads)
    let chunk = 256
    let chunks = (count + chunk - 1) / chunk
    let sketched = Parallel.map(chunks, threads: threads, isCancelled: isCancelled) { number in
      (number * chunk..<min(count, (number + 1) * chunk)).map {
        TextSketch(words: TextSketch.words(of: text($0)))
      }
    }
    guard let sketched else { throw LearningError.interrupted }
    var table = SketchTable()
    var rows: [Int] = []
    for (row, sketch) in sketched.joined().enumerated() {
      guard let sketch else { continue }
      table.append(sketch)
      rows.append(row)
    }
    let withWords = rows
    let pairs = try search.pairs(in: table, isCancelled: isCancelled) { pairs in
      var words = RecentWords()
      return pairs.map { pair in
        TextSketch.overlap(
          words.get(pair.first) { TextSketch.words(of: text(withWords[$0])) },
          TextSketch.words(of: text(withWords[pair.second])))
      }
    }
    return Groups(
      joining: pairs.map { (withWords[$0.first], withWords[$0.second]) }, rows: count)
  }

  /// The same of texts that are there.
  package static func clusters(
    _ texts: [String], threshold: Double = CopySearch.usualThreshold, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Groups {
    try clusters(
      texts.count, threshold: threshold, threads: threads, isCancelled: isCancelled
    ) { texts[$0] }
  }

  /// The last words that were read: pairs in order have their first row in common often.
  private struct RecentWords {
    private var row = -1
    private var words: [UInt64] = []

    mutating func get(_ wanted: Int, _ read: (Int) -> [UInt64]) -> [UInt64] {
      if wanted != row {
        words = read(wanted)
        row = wanted
      }
      return words
    }
  }
}
