import Corpus
package import PluginKit
package import Workspace

/// Where a label of evidence was seen, each with the words around it, and what the person said of it.
///
///     let found = try await session.perform(FindEvidence(label: "open question", sample: 50))
///     let precision = found.precision.interval
package struct FindEvidence: Operation {
  package var label: String
  package var query: String
  /// How many to draw; all when nil.
  package var sample: Int?
  /// Of the draw; the session's when nil.
  package var seed: Int?
  /// What the person says of the sightings in their order; nil for nothing. Fewer than there are
  /// leave the rest.
  package var marks: [Bool?]

  package init(
    label: String, query: String = "", sample: Int? = nil, seed: Int? = nil, marks: [Bool?] = []
  ) {
    self.label = label
    self.query = query
    self.sample = sample
    self.seed = seed
    self.marks = marks
  }

  package struct Sighting: Sendable {
    /// Its conversation's number in the workspace.
    package let number: Int64
    package let dataset: String
    package let id: String
    /// Index of the message.
    package let message: Int
    package let role: Role
    /// The message's, in which the words are.
    package let text: String
    package let range: Range<Int>
    /// The metrics that it moved.
    package let metrics: [String]
    /// Names and versions of the validators that saw it.
    package let validator: String
    /// Nil when nobody said.
    package internal(set) var isRight: Bool?
    let place: EvidenceMark.Place
  }

  package struct Result: Sendable {
    /// By conversation and place, or drawn and then in that order.
    package let sightings: [Sighting]
    /// Conversations that were read for them, of those that the query finds.
    package let read: Int
    package let conversations: Int
    /// Of all that was marked of the label, in this sample and before.
    package let precision: MeasuredShare
    /// How many were marked now.
    package let newlyMarked: Int
  }

  /// Throws ``EvidenceFault`` and ``ValueFault``.
  package func run(in run: Run) throws -> Result {
    if let sample, sample < 1 {
      throw ValueFault.outOfRange(parameter: "sample", value: Double(sample), least: 1, most: nil)
    }
    let query = try run.workspace.query(query)
    var search = EvidenceSearch(label, try run.explainers())
    let ids = try run.workspace.ids(query)
    try search.read(order(of: ids, query, run), until: sample, run)
    guard !search.sightings.isEmpty else {
      throw EvidenceFault.notSeen(
        label, conversations: ids.count, known: search.labels.sorted())
    }
    var sightings = drawn(search.sightings, query, run)
    let given = try marked(&sightings)
    try run.workspace.keep(given, of: label)
    let kept = try run.workspace.marks(of: label)
    for place in sightings.indices { sightings[place].isRight = kept[sightings[place].place] }
    return Result(
      sightings: sightings, read: search.read, conversations: ids.count,
      precision: MeasuredShare(right: kept.values.count { $0 }, of: kept.count),
      newlyMarked: given.count)
  }

  /// Conversations in the order in which they are read: by chance where a sample is drawn.
  private func order(of ids: [Int64], _ query: Query, _ run: Run) -> [Int64] {
    guard sample != nil else { return ids }
    var ids = ids
    var random = self.random("order", query, run)
    ids.shuffle(using: &random)
    return ids
  }

  /// The sample, of which each sighting that was found has the same chance to be one.
  private func drawn(_ found: [Sighting], _ query: Query, _ run: Run) -> [Sighting] {
    guard let sample, found.count > sample else { return found.sorted() }
    var random = self.random("draw", query, run)
    return Array(found.shuffled(using: &random).prefix(sample)).sorted()
  }

  private func random(_ step: String, _ query: Query, _ run: Run) -> SeededRandom {
    SeededRandom(
      seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? run.settings.seed,
      step: "evidence \(step) \(label) \(query.description)")
  }

  private func marked(_ sightings: inout [Sighting]) throws -> [EvidenceMark] {
    guard marks.count <= sightings.count else {
      throw EvidenceFault.tooManyMarks(marks.count, sightings: sightings.count)
    }
    return zip(sightings, marks).compactMap { sighting, isRight in
      isRight.map {
        EvidenceMark(place: sighting.place, isRight: $0, validator: sighting.validator)
      }
    }
  }
}

package enum EvidenceFault: Fault {
  /// `known` are the labels that were seen instead.
  case notSeen(String, conversations: Int, known: [String])
  case tooManyMarks(Int, sightings: Int)
}

extension [FindEvidence.Sighting] {
  fileprivate func sorted() -> [FindEvidence.Sighting] {
    sorted {
      ($0.number, $0.message, $0.range.lowerBound, $0.range.upperBound)
        < ($1.number, $1.message, $1.range.lowerBound, $1.range.upperBound)
    }
  }
}

/// Reads conversations for a label.
private struct EvidenceSearch {
  let label: String
  let explainers: [Explainer]
  private(set) var sightings: [FindEvidence.Sighting] = []
  private(set) var labels: Set<String> = []
  private(set) var read = 0

  init(_ label: String, _ explainers: [Explainer]) {
    self.label = label
    self.explainers = explainers
  }

  /// With a sample, until so many conversations have the label: of fewer, one with many sightings
  /// would speak for all.
  mutating func read(_ ids: [Int64], until sample: Int?, _ run: Run) throws {
    var withLabel = 0
    // Others than the first 2,000 are not kept: they are for the person who mistyped.
    try run.workspace.conversations(ids: ids) { stored in
      try run.cancellation.check()
      let before = sightings.count
      try look(at: stored, run)
      read += 1
      if read % 256 == 0 {
        run.reportProgress(
          Progress(label: "evidence", done: read, total: ids.count, unit: .conversations))
      }
      if sightings.count > before { withLabel += 1 }
      return sample.map { withLabel < $0 } ?? true
    }
  }

  private mutating func look(at stored: StoredConversation, _ run: Run) throws {
    struct Place: Hashable {
      let message: Int
      let range: Range<Int>
    }
    let conversation = stored.conversation.segmented()
    var order: [Place] = []
    var seen: [Place: (metrics: [String], validators: [String])] = [:]
    for explainer in explainers {
      let assessment: Assessment
      do {
        assessment = try explainer.assessor.get().assess(conversation)
      } catch {
        try run.cancellation.check()
        continue
      }
      for piece in assessment.evidence {
        guard piece.label == label else {
          if labels.count < 2_000 { labels.insert(piece.label) }
          continue
        }
        guard conversation.messages.indices.contains(piece.message) else { continue }
        let place = Place(message: piece.message, range: piece.range)
        if seen[place] == nil { order.append(place) }
        seen[place, default: ([], [])].metrics.append(piece.metric)
        let name = "\(explainer.entry.name) \(explainer.entry.version)"
        if seen[place]?.validators.contains(name) == false {
          seen[place]?.validators.append(name)
        }
      }
    }
    for place in order {
      let message = conversation.messages[place.message]
      let who = seen[place] ?? ([], [])
      sightings.append(
        .init(
          number: stored.id, dataset: stored.dataset, id: conversation.id,
          message: place.message, role: message.role, text: message.text, range: place.range,
          metrics: who.metrics, validator: who.validators.joined(separator: ", "), isRight: nil,
          place: EvidenceMark.Place(
            contentID: stored.contentID, message: place.message, range: place.range)))
    }
  }
}

/// Labels of evidence that people marked.
package struct ListMarkedLabels: Operation {
  package init() {}

  package func run(in run: Run) throws -> [MarkCount] { try run.workspace.markCounts() }
}
