import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct EvidenceCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "List where a label of evidence was seen, and mark what is right.",
    discussion: """
      evidence LABEL [QUERY]: each sighting with the words around it, as a concordance. --sample draws \
      some, by --seed or the session's: conversations by chance until so many have the label, and of \
      all their sightings so many. --mark at the end of the line shows them one by one and takes a \
      key for each; in a script it says of the sightings in their order whether they are right: y, n, \
      or - for no word. Marks stay in the workspace, also where the content is loaded again, and \
      give the label's precision with its 95 % interval (Wilson's), which 'validators' shows. Without \
      a label it lists those that were marked.
      """)
  static let examples = [
    Example("evidence \"open question\" --sample 10", "ten sightings"),
    Example("evidence \"open question\" --sample 5 --mark yyn-y", "what is right of five"),
    Example("evidence", "what was marked, with its precision"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The label, as 'why' names it.") var label: Plain?
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "How many to draw; all when not given.") var sample: Int?
  @Option(help: "The seed of the draw; the session's when not given.") var seed: Int?
  @Option(
    parsing: .unconditional,
    help: "y, n or - for each sighting in its order; a key for each where nothing follows.")
  var mark: Plain?

  /// `--mark` without marks behind it asks for them.
  static func prepared(_ words: [String]) -> [String] {
    guard let place = words.firstIndex(of: "--mark") else { return words }
    let next = words.dropFirst(place + 1).first
    let isAsking = next.map { $0.hasPrefix("--") && $0.contains { !"-yn".contains($0) } } ?? true
    return isAsking ? Array(words[...place]) + [""] + Array(words[(place + 1)...]) : words
  }

  private var isAsking: Bool { mark?.text.isEmpty == true }

  var looksOnly: Bool { mark == nil }

  func outcome(in context: Context) async throws -> Outcome {
    guard let label = label?.text else {
      return tell(try await context.perform(ListMarkedLabels()))
    }
    let found = try await context.perform(
      FindEvidence(
        label: label, query: query.joined(separator: " "), sample: sample, seed: seed,
        marks: try mark.map { try Self.marks($0.text) } ?? []))
    return isAsking ? try await asked(found, label, in: context) : tell(found, label)
  }

  private func asked(
    _ found: FindEvidence.Result, _ label: String, in context: Context
  ) async throws -> Outcome {
    guard let ask = context.interpreter.askKey, context.isForEyes else {
      throw Failure(
        .usage, "--mark alone asks for keys, which needs a terminal",
        hint: "--mark yyn-y says it of the sightings in their order")
    }
    var marking = EvidenceMarking(found, of: label, ask: ask)
    let (marked, marks) = try await marking.run(in: context)
    var outcome = tell(marked, label)
    // They were seen one by one.
    outcome.exhibits = [.verbatim("")]
    outcome.measures.append(Measure(Self.marks, text: marks, isVolatile: true, isTabled: true))
    return outcome
  }

  private static let marks = "marks"

  /// The keys that were pressed, as a script says them.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard isAsking,
      case .text(let marks)? = outcome.measures.first(where: { $0.name == Self.marks })?.value,
      let word = SplitLine(line).words.last(where: { $0.text == "--mark" })
    else { return line }
    let bytes = Array(line.utf8)
    return String(decoding: bytes[..<word.range.upperBound], as: UTF8.self) + " \(marks)"
      + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
  }

  private static func marks(_ text: String) throws -> [Bool?] {
    try text.map { character -> Bool? in
      switch character {
      case "y", "Y": true
      case "n", "N": false
      case "-", "?", ".": nil
      default:
        throw Failure(
          .usage, "--mark takes y, n and -, not '\(character)'",
          hint: "one for each sighting in its order: yyn-y")
      }
    }
  }

  private func tell(_ counts: [MarkCount]) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("labels", counts.count)]
    outcome.tables = [.precision(counts)]
    if counts.isEmpty {
      outcome.notes = ["nothing is marked yet: 'evidence \"open question\" --sample 20' shows some"]
    }
    return outcome
  }

  private func tell(_ found: FindEvidence.Result, _ label: String) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("sightings", found.sightings.count)]
    let precision = found.precision
    if let share = precision.value, let interval = precision.interval {
      outcome.measures += [
        Measure("marked", precision.marked), Measure("precision", share, .score),
        Measure("precision.low", interval.lowerBound, .score),
        Measure("precision.high", interval.upperBound, .score),
      ]
    }
    let lines = found.sightings.enumerated().map { place, sighting in
      Concordance.Line(sighting, place: place + 1)
    }
    outcome.tables = [table(found.sightings, lines)]
    outcome.exhibits = [.concordance(Concordance(title: label, lines: lines))]
    if found.read < found.conversations {
      outcome.notes.append("drawn from \(found.read) of \(found.conversations) conversations")
    }
    if precision.marked == 0 {
      outcome.notes.append("--mark asks which are right, a key for each")
    } else if found.newlyMarked > 0 {
      outcome.notes.append(
        "\(found.newlyMarked) marked; \(precision.right) of \(precision.marked) marks of "
          + "'\(label)' are right")
    }
    return outcome
  }

  private func table(
    _ sightings: [FindEvidence.Sighting], _ lines: [Concordance.Line]
  ) -> Table {
    var table = Table(
      "evidence",
      [
        .init("place", .integer), .init("dataset", .text), .init("id", .text),
        .init("turn", .integer), .init("role", .text), .init("before", .text),
        .init("words", .text), .init("after", .text), .init("metrics", .text),
        .init("start", .integer), .init("end", .integer), .init("right", .boolean),
      ])
    table.rows = zip(sightings, lines).map { sighting, line in
      [
        .integer(line.place), .text(line.dataset), .text(line.id), .integer(line.turn),
        .text(line.role.rawValue), .text(line.before), .text(line.words), .text(line.after),
        .text(sighting.metrics.joined(separator: " ")), .integer(sighting.range.lowerBound),
        .integer(sighting.range.upperBound), sighting.isRight.map { .flag($0) } ?? .null,
      ]
    }
    return table
  }
}

extension Table {
  /// The precision of each label that was marked.
  static func precision(_ counts: [MarkCount]) -> Table {
    var table = Table(
      "marked evidence",
      [
        .init("label", .text), .init("marked", .integer), .init("right", .integer),
        .init("precision", .number), .init("low", .number), .init("high", .number),
      ])
    table.rows = counts.map { count in
      let share = MeasuredShare(right: count.right, of: count.marked)
      return [
        .text(count.label), .integer(count.marked), .integer(count.right), .optional(share.value),
        .optional(share.interval?.lowerBound), .optional(share.interval?.upperBound),
      ]
    }
    return table
  }
}

extension Concordance.Line {
  /// What is around the words, at most this many characters on either side.
  private static let reach = 160

  fileprivate init(_ sighting: FindEvidence.Sighting, place: Int) {
    let (text, range) = (sighting.text, sighting.range)
    let before = text.slice(utf8: 0..<range.lowerBound)
    let after = text.slice(utf8: range.upperBound..<max(range.upperBound, text.utf8.count))
    self.init(
      place: place, dataset: sighting.dataset, id: sighting.id, turn: sighting.message,
      role: sighting.role, before: Self.line(String(before.suffix(Self.reach))),
      words: Self.line(text.slice(utf8: range)), after: Self.line(String(after.prefix(Self.reach))),
      isRight: sighting.isRight)
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  }
}

extension EvidenceFault: Worded {
  var failure: Failure {
    switch self {
    case .notSeen(let label, 0, _):
      Failure(.usage, "no conversation to look for '\(label)' in", hint: "does the query find any?")
    case .notSeen(let label, let count, let known):
      Failure(
        .usage, "'\(label)' was seen in none of \(count) conversations",
        hint: nameHint(for: label, among: known, none: "no evidence was seen in them at all"))
    case .tooManyMarks(let marks, let sightings):
      Failure(
        .usage, "\(marks) marks for \(sightings) sightings",
        hint: "one for each, in the order in which they are listed")
    }
  }
}
