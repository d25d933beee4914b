import ArgumentParser
import Corpus
import Engine
import Outcomes

struct KeysRevokeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "keys revoke",
    abstract: "Let a key open nothing from now on.",
    discussion: "A gateway that runs knows it with the next request.")
  static let examples = [Example("keys revoke lab", "by its name, or by its id")]
  static let traits: Traits = .isUnrecorded

  @Argument(help: "The key's name or id; of several of a name, the newest.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let key = try await context.perform(RevokeKey(name: name.text))
    var outcome = Outcome(command: Self.name)
    outcome.notes = ["the key '\(key.name)' (\(key.id)) opens nothing any more"]
    return outcome
  }
}

extension KeyFault: Worded {
  var failure: Failure {
    switch self {
    case .noName:
      Failure(.usage, "a key's name is 1 to 100 bytes of letters", hint: "keys add lab")
    case .noScope:
      Failure(
        .usage, "a key without a scope opens nothing", hint: "--scopes read,validate,write,export")
    case .beyondPublic(let scope):
      Failure(
        .usage, "a public key reads and validates at most, and '\(scope.rawValue)' is more",
        hint: "leave --public out for a secret key")
    case .needsLimit(let tier):
      Failure(
        .usage, "\(tier.rawValue) has no limit of its own",
        hint: "--limit 50000 says how many an hour")
    case .unknown(let name, let known):
      Failure(.usage, unknownName("key", name, known: known), hint: "'keys list' shows them")
    }
  }
}
