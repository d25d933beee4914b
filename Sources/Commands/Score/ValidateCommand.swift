import ArgumentParser
import Engine
import Outcomes
import Workspace

struct ValidateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Score conversations with validators.",
    discussion: """
      Computes what is not stored yet under each validator's signature, and from the five built-in \
      dimensions the overall score and tier. Ctrl-C keeps what was finished. What a plugin failed on \
      is not tried again by the same build, unless --retry says so.
      """)
  static let examples = [
    Example("validate", "everything that is new"),
    Example("validate dataset:peer-support --using empathy", "one validator on one dataset"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "Validators, joined by commas; the built-in five when not given.") var using: Plain?
  @Option(help: "Options for a validator: NAME.OPTION=VALUE.") var option: [String] = []
  @Option(help: "The profile behind overall and tier; that of 'set profile' when not given.")
  var profile: Plain?
  @Flag(help: "Try again what failed before.") var retry = false
  @Option(
    help:
      "How many to score at most, the first that lack scores; a script says so of a run that was stopped."
  )
  var most: Int?

  func outcome(in context: Context) async throws -> Outcome {
    do {
      return tell(
        try await context.perform(
          Validate(
            query: query.joined(separator: " "),
            validators: using?.text.split(separator: ",").map { String($0).trimmed },
            options: try pairs(option, option: "--option"), retriesFailures: retry, most: most,
            profile: profile?.text)))
    } catch let stopped as ScoringStopped {
      var outcome = Outcome(command: Self.name, failure: stopped.failure)
      if stopped.isFirst {
        outcome.measures = [Measure("computed", Double(stopped.scored), .count, isVolatile: true)]
      }
      return outcome
    }
  }

  /// What an interrupt left is scored again by a run of so many.
  func completed(_ line: String, of outcome: Outcome) -> String? {
    guard let measure = outcome.measures.first(where: { $0.name == "computed" }),
      case .number(let count) = measure.value, let place = SplitLine(line).words.first?.range
    else { return nil }
    let rest = most == nil ? line : line.replacing(#/ --most[ =][0-9]+/#, with: "")
    return rest.prefix(place.count) + " --most \(Int(count))" + rest.dropFirst(place.count)
  }

  private func tell(_ validated: Validate.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", validated.conversations),
      Measure("computed", Double(validated.computed), .count, isVolatile: true),
    ]
    if validated.failed > 0 { outcome.measures.append(Measure("failed", validated.failed)) }
    outcome.tables = [.summaries("scores", validated.summaries)]
    if let overall = validated.overall {
      if let summary = overall.summary.summary {
        outcome.measures += [
          Measure("overall.mean", summary.mean, .score),
          Measure("overall.median", summary.median, .score),
        ]
      }
      outcome.measures += [
        Measure("abstained", overall.summary.missing), Measure("flagged", overall.flagged),
      ]
      outcome.tables.append(.tiers(overall.tiers))
    }
    if validated.damaged > 0 {
      let damaged =
        validated.damaged == 1
        ? "1 conversation that lost a turn is"
        : "\(validated.damaged) conversations that lost a turn are"
      outcome.notes.append("\(damaged) left out; 'validate damaged:yes' scores them")
    }
    outcome.notes += validated.held.notes
    outcome.notes += validated.seen.map {
      "\($0.rows) of these '\($0.model)' was trained on, and looks better there than it is: "
        + "'evaluate \($0.model)', or 'predict \($0.model) --out-of-fold'"
    }
    if validated.conversations == 0 {
      outcome.notes.append("nothing matches \(validated.query.description)")
    } else if validated.computed == 0 {
      let total = validated.conversations
      outcome.notes.append(
        validated.failedBefore == 0
          ? "nothing new: all \(total) conversations have these scores"
          : "nothing new; \(validated.failedBefore) of \(total) failed before, 'validate --retry' "
            + "tries them again")
    } else {
      let rate = Double(validated.computed) / max(validated.seconds, 1e-6)
      outcome.measures += [
        Measure("seconds", validated.seconds, .seconds, isVolatile: true),
        Measure("rate", rate, .perSecond, isVolatile: true),
        Measure("read", Double(validated.textBytes), .bytes, isVolatile: true),
      ]
    }
    return outcome
  }
}

extension Validate.HeldAgainst {
  /// One line.
  fileprivate var notes: [String] {
    let known = [
      inDomain.isEmpty ? nil : "\(inDomain.joined(separator: ", ")) (made on it)",
      transfer.isEmpty ? nil : transfer.joined(separator: ", "),
    ].compactMap { $0 }
    let names = unmeasured.joined(separator: ", ")
    if known.isEmpty, unmeasured.isEmpty { return [] }
    if known.isEmpty {
      return ["held against people nowhere: \(names); 'agree' with labels of your own tells"]
    }
    return [
      "held against people on \(known.joined(separator: "; ")); not on data like yours unless 'agree' "
        + "does: 'card NAME'" + (unmeasured.isEmpty ? "" : "; nowhere: \(names)")
    ]
  }
}

extension ScoringStopped: Worded {
  var failure: Failure {
    Failure(
      .interrupted, "interrupted; \(scored) of \(of) conversations are scored and stay so",
      hint: "the same command goes on from there")
  }
}
