import Corpus
import Estimators
import Learning
import Workspace

/// Which conversations of a query are copies of one another.
struct ConversationCopies: Sendable {
  /// What a conversation is a copy of.
  struct Partner: Sendable, Equatable {
    /// Its place.
    let place: Int
    /// Share of their union that their runs of three words have in common.
    let likeness: Double
    /// Whether roles and texts are the same to the byte.
    let isExact: Bool
  }

  let ids: [Int64]
  let contents: [Int64]
  /// Groups of copies; a conversation without any is alone.
  let groups: Groups
  /// By place, of all that is in a group but the first of each.
  let partners: [Int: Partner]

  init(_ sketched: SketchedConversations, _ pairs: [CopyPair]) {
    ids = sketched.ids
    contents = sketched.contents
    let near = pairs.map { pair in
      (Int(sketched.places[pair.first]), Int(sketched.places[pair.second]), pair.likeness)
    }
    let exact = sketched.first.enumerated().lazy.filter { $0.offset != Int($0.element) }
    groups = Groups(
      joining: exact.map { (Int($0.element), $0.offset) } + near.map { ($0.0, $0.1) },
      rows: ids.count)
    partners = ConversationCopies.partners(
      exact: exact.map { ($0.offset, Int($0.element)) }, near, groups)
  }

  /// The likest of those before it that it was compared with, or else of those after it.
  private static func partners(
    exact: [(Int, of: Int)], _ near: [(Int, Int, Double)], _ groups: Groups
  ) -> [Int: Partner] {
    var partners: [Int: Partner] = [:]
    func offer(_ place: Int, _ other: Int, _ likeness: Double) {
      let isBefore = other < place
      if let known = partners[place] {
        let wasBefore = known.place < place
        guard (isBefore ? 1 : 0, likeness) > (wasBefore ? 1 : 0, known.likeness) else { return }
      }
      partners[place] = Partner(place: other, likeness: likeness, isExact: false)
    }
    for (first, second, likeness) in near {
      offer(first, second, likeness)
      offer(second, first, likeness)
    }
    for (place, other) in exact {
      partners[place] = Partner(place: other, likeness: 1, isExact: true)
    }
    var begun = [Bool](repeating: false, count: groups.count)
    for (place, code) in groups.codes.enumerated() where !begun[Int(code)] {
      begun[Int(code)] = true
      partners[place] = nil
    }
    return partners
  }
}

extension Run {
  /// Finds the copies among the query's conversations; see ``SketchedConversations`` for `keeps`.
  ///
  /// Linear but for sorting. 500 bytes a conversation.
  func conversationCopies(
    _ query: Query, likeness: Double = CopySearch.usualThreshold, keeps: Bool
  ) throws -> ConversationCopies {
    let search = try CopySearch(threshold: likeness, threads: settings.workers)
    let sketched = try sketched(query, keeps: keeps)
    let (workspace, ids, places) = (workspace, sketched.ids, sketched.places)
    let total = ids.count
    let pairs = try search.pairs(
      in: sketched.sketches, isCancelled: isCancelled,
      progress: { done, bands in
        reportProgress(
          Progress(
            label: "compare", done: total * done / bands, total: total, unit: .conversations))
      },
      likeness: { pairs in
        var words: [Int: [UInt64]] = [:]
        let rows = Set(pairs.flatMap { [$0.first, $0.second] }).sorted()
        var row = rows.makeIterator()
        try workspace.conversations(ids: rows.map { ids[Int(places[$0])] }) { stored in
          // One that is gone meanwhile would shift the others.
          while let next = row.next() {
            guard ids[Int(places[next])] == stored.id else { continue }
            words[next] = stored.conversation.words
            break
          }
          return true
        }
        return pairs.map { pair in
          guard let first = words[pair.first], let second = words[pair.second] else { return 0 }
          return TextSketch.overlap(first, second)
        }
      })
    return ConversationCopies(sketched, pairs)
  }

  /// Which rows of a set are copies of one another, and so on one side of every division; of turns,
  /// those of conversations of one content. The rows are conversations of `query`.
  ///
  /// A row's text counts where it is in memory. Whole conversations count where it is not, and where
  /// `dedup` found their copies, as likely as it was asked for.
  func copies(in set: LearningSet, of query: Query) throws -> Groups {
    let same = Groups(set.contents.map { Optional($0) })
    guard !set.isOfTurns else { return same }
    let searched = try searchedLikeness()
    let ofTexts = set.hasTexts ? try set.copies(isCancelled: isCancelled) : same
    guard !set.hasTexts || searched != nil else { return ofTexts }
    let found = try conversationCopies(
      query, likeness: min(searched ?? 1, CopySearch.usualThreshold), keeps: false)
    var first: [Int32: Int64] = [:]
    var keys: [Int64: Int64] = [:]
    for (place, code) in found.groups.codes.enumerated() {
      let content = found.contents[place]
      let key = first[code] ?? keys[content] ?? content
      first[code] = key
      keys[content] = key
    }
    return try Groups(set.contents.map { Optional(keys[$0] ?? $0) }).merged(with: ofTexts)
  }

  /// The least likeness that `dedup` was asked for in any dataset; nil where it was not.
  private func searchedLikeness() throws -> Double? {
    try workspace.datasets().compactMap { dataset in
      try workspace.copySearch(.conversations, dataset: dataset.name)
        .flatMap(FindCopies.likeness(inSettings:))
    }.min()
  }
}
