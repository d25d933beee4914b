import ArgumentParser
import Engine
private import Foundation
import Outcomes

struct KeysListCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "keys list", abstract: "List the keys of the gateway.")
  static let examples = [Example("keys list", "whose they are, what they may do, until when")]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  func outcome(in context: Context) async throws -> Outcome {
    let now = Date()
    var table = Table(
      "keys",
      [
        .init("id", .text), .init("name", .text), .init("kind", .text), .init("tier", .text),
        .init("an hour", .integer), .init("scopes", .text), .init("until", .text),
        .init("state", .text),
      ])
    table.rows = try await context.perform(ListKeys()).map { key in
      [
        .text(key.id), .text(key.name), .text(key.isPublic ? "public" : "secret"),
        .text(key.tier.rawValue), .integer(key.requestsAnHour),
        .text(key.scopes.map(\.rawValue).joined(separator: ", ")),
        .text(String(key.endsAt.formatted(.iso8601).prefix(10))),
        .text(key.revokedAt != nil ? "revoked" : key.isInForce(at: now) ? "in force" : "ended"),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("keys", table.rows.count)]
    if table.rows.isEmpty {
      outcome.notes = ["none; 'keys add NAME' makes one"]
    } else {
      outcome.tables = [table]
      outcome.exhibits = [.table("keys")]
    }
    return outcome
  }
}
