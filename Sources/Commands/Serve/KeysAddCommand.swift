import ArgumentParser
import Corpus
import Engine
private import Foundation
import Outcomes

struct KeysAddCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "keys add",
    abstract: "Make a key that opens the gateway; it is shown once.",
    discussion: """
      Scopes: read (look, search, statistics), validate (score what is sent), write (scores and jobs \
      in the workspace), export (files), admin (all of it, and everybody's jobs). Tiers set how many \
      requests an hour a key may make: free 100, research 1,000, commercial 10,000, enterprise what \
      --limit says.

      A key is kept as a salted hash in pe/gateway among your application data (PE_GATEWAY_DATA names \
      another folder), never in a workspace. With --public it begins with pk_ and may stand where \
      others see it, so it reads and validates at most.
      """)
  static let examples = [
    Example("keys add dashboard --scopes read --days 365", "a key that looks, for a year"),
    Example("keys add lab --tier research --scopes read,validate --days 90", "and scores"),
  ]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "Whose key it is, for your list.") var name: Plain
  @Option(help: "free, research, commercial or enterprise.") var tier = Plain("research")
  @Option(help: "What it may do, joined by commas.") var scopes = Plain("read,validate")
  @Option(help: "How long it opens anything.") var days = 90
  @Option(help: "Requests an hour, instead of its tier's.") var limit: Int?
  @Flag(name: .customLong("public"), help: "It may be seen: it only reads and validates.")
  var isPublic = false

  func outcome(in context: Context) async throws -> Outcome {
    guard let tier = AccessTier(rawValue: tier.text) else {
      throw Failure(
        .usage,
        unknownName("tier", tier.text, known: AccessTier.allCases.map(\.rawValue)))
    }
    let scopes = try scopes.text.split(separator: ",").map { word -> AccessScope in
      guard let scope = AccessScope(rawValue: String(word).trimmed) else {
        throw Failure(
          .usage,
          unknownName("scope", String(word), known: AccessScope.allCases.map(\.rawValue)))
      }
      return scope
    }
    let made = try await context.perform(
      AddKey(
        name: name.text, tier: tier, scopes: scopes, days: days, requestsAnHour: limit,
        isPublic: isPublic))
    return tell(made)
  }

  private func tell(_ made: AddKey.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.tables = [
      .facts(
        "key",
        [
          ("key", made.text), ("id", made.key.id), ("name", made.key.name),
          ("tier", "\(made.key.tier.rawValue), \(made.key.requestsAnHour) requests an hour"),
          ("scopes", made.key.scopes.map(\.rawValue).joined(separator: ", ")),
          ("until", made.key.endsAt.formatted(.iso8601)),
        ])
    ]
    outcome.exhibits = [.table("key")]
    outcome.notes = ["keep it now: only a hash of it is kept, in \(made.path)"]
    return outcome
  }
}
