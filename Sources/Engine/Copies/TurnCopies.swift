import Corpus
import Learning
import Workspace

// Of turns.
extension FindCopies {
  func turns(_ names: [String], _ query: Query, _ run: Run) throws -> Found {
    let workspace = run.workspace
    let texts = try run.turnTexts(query, least: TurnTexts.leastWords.copies, sketches: true)
    let places = texts.places
    let firsts = texts.texts
    let search = try CopySearch(threshold: likeness, threads: run.settings.workers)
    let pairs = try search.pairs(
      in: texts.sketches, isCancelled: run.isCancelled,
      progress: { done, bands in
        run.reportProgress(
          Progress(
            label: "compare", done: texts.turns * done / bands, total: texts.turns,
            unit: .messages))
      },
      likeness: { pairs in
        let messages = pairs.flatMap { pair in
          [pair.first, pair.second].map { row in
            let text = firsts[Int(places[row])]
            return (conversation: text.conversation, position: Int(text.position))
          }
        }
        let words = try workspace.texts(of: messages).map(TextSketch.words)
        return (0..<pairs.count).map { index in
          TextSketch.overlap(words[2 * index], words[2 * index + 1])
        }
      })
    let groups = Groups(
      joining: pairs.map { (Int(places[$0.first]), Int(places[$0.second])) }, rows: firsts.count)
    var tallies = [TurnGroup](repeating: TurnGroup(), count: groups.count)
    for (place, text) in firsts.enumerated() { tallies[Int(groups.codes[place])].add(text, place) }
    for pair in pairs {
      let code = Int(groups.codes[Int(places[pair.first])])
      tallies[code].likeness = min(tallies[code].likeness, pair.likeness)
    }
    let repeated = tallies.indices.filter { tallies[$0].uses > 1 }
    let references = Dictionary(
      uniqueKeysWithValues: zip(
        repeated,
        try workspace.references(repeated.map { firsts[tallies[$0].first].conversation })))
    try mark(names, query, texts, run) { marks, conversation, position, text in
      let code = Int(groups.codes[text])
      guard let reference = references[code] else { return }
      let first = firsts[tallies[code].first]
      let isFirst = first.conversation == conversation && Int(first.position) == position
      if !isFirst { try marks.add(conversation, position: position, "turn_copy", .flag(true)) }
      try marks.add(
        conversation, position: position, "turn_copy_group",
        .text("\(reference)#\(first.position)"))
    }
    return try found(texts, repeated.map { tallies[$0] }, run)
  }

  func templates(_ names: [String], _ query: Query, _ run: Run) throws -> Found {
    let texts = try run.turnTexts(query, least: TurnTexts.leastWords.templates, sketches: false)
    let least = try self.least ?? max(5, run.workspace.count(query) / 1000)
    try mark(names, query, texts, run) { marks, conversation, position, text in
      let count = texts.texts[text].conversations
      guard count >= least else { return }
      try marks.add(conversation, position: position, "template", .integer(Int(count)))
    }
    let tallies = texts.texts.indices.filter { texts.texts[$0].conversations >= least }.map {
      var group = TurnGroup()
      group.add(texts.texts[$0], $0)
      return group
    }
    var found = try found(texts, tallies, run)
    // All turns that are one, not those behind the first.
    found.exact += tallies.count
    found.least = least
    return found
  }

  private struct TurnGroup {
    var first = -1
    var uses = 0
    /// Different texts.
    var texts = 0
    var conversations = 0
    var likeness = 1.0

    mutating func add(_ text: TurnTexts.Text, _ place: Int) {
      if first < 0 { first = place }
      uses += Int(text.uses)
      texts += 1
      conversations += Int(text.conversations)
    }
  }

  private func mark(
    _ names: [String], _ query: Query, _ texts: TurnTexts, _ run: Run,
    _ body: (
      _ marks: inout CopyMarks, _ conversation: Int64, _ position: Int, _ text: Int
    ) throws -> Void
  ) throws {
    try run.workspace.markCopies(span, settings: settings, datasets: names) { marks in
      try run.forEachTurn(query, in: texts) { conversation, position, text in
        try body(&marks, conversation, position, text)
      }
    }
  }

  private func found(_ texts: TurnTexts, _ groups: [TurnGroup], _ run: Run) throws -> Found {
    var found = Found(items: texts.turns, groups: groups.count)
    for group in groups {
      found.exact += group.uses - group.texts
      found.near += group.texts - 1
    }
    let largest = groups.sorted {
      ($1.conversations, $1.uses, $0.first) < ($0.conversations, $0.uses, $1.first)
    }.prefix(FindCopies.mostGroups)
    let firsts = largest.map { texts.texts[$0.first] }
    let references = try run.workspace.references(firsts.map(\.conversation))
    let openings = try run.workspace.texts(
      of: firsts.map { ($0.conversation, Int($0.position)) })
    found.largest = largest.indices.map { index in
      let group = largest[index]
      return Group(
        first: "\(references[index])#\(firsts[index].position)", members: group.uses,
        exact: group.uses - group.texts, likeness: group.likeness,
        conversations: group.conversations, opening: FindCopies.line(openings[index]))
    }
    return found
  }
}
