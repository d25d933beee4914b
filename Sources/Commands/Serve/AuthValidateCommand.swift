import ArgumentParser
import Corpus
import Engine
import Outcomes

struct AuthValidateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "auth validate",
    abstract: "Ask a gateway whose key this is, and what it may do.",
    discussion: """
      PE_GATEWAY names the gateway (http://127.0.0.1:8000 unless it does) and PE_API_KEY the key. A \
      key in the environment is seen by fewer than one on a command line.
      """)
  static let examples: [Example] = []
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Option(help: "The gateway's address, instead of PE_GATEWAY.") var gateway: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let found = try await context.perform(
      CheckKey(gateway: try GatewayAddress(url: gateway?.text)))
    var outcome = Outcome(command: Self.name)
    outcome.tables = [
      .facts(
        "key",
        [
          ("gateway", "\(found.url) · \(found.version)"), ("name", found.name),
          ("tier", "\(found.tier), \(found.requestsAnHour) requests an hour"),
          ("scopes", found.scopes.joined(separator: ", ")),
        ])
    ]
    outcome.exhibits = [.table("key")]
    if found.isReadOnly {
      outcome.notes.append("the workspace is served to be looked at only")
    }
    if found.version.split(separator: ".").prefix(2)
      != Version.number.split(separator: ".").prefix(2)
    {
      outcome.notes.append(
        "this program is \(Version.number): routes and answers may differ")
    }
    return outcome
  }
}

extension GatewayFault: Worded {
  var failure: Failure {
    switch self {
    case .badAddress(let url):
      Failure(
        .usage, "'\(url)' is no gateway's address",
        hint: "such as \(GatewayAddress.usual), in PE_GATEWAY or --gateway")
    case .badKey:
      Failure(.usage, "PE_API_KEY holds a space or a letter that no key has")
    case .noCurl:
      Failure(
        .precondition, "requests need libcurl, which is not on this machine",
        hint: "apt-get install libcurl4")
    case .noServer(let url):
      Failure(
        .precondition, "nothing answers at \(url)",
        hint: "'pe serve' starts a gateway; PE_GATEWAY says where it is")
    case .noTrust(let url):
      Failure(.failed, "\(url) has no certificate that is trusted here")
    case .tooSlow(let url):
      Failure(.failed, "\(url) did not answer in time", hint: "try again")
    case .cut(let url):
      Failure(
        .failed, "the connection to \(url) ended in the middle of an answer; nothing was kept",
        hint: "try again")
    case .isNoGateway(let url, let status, let type):
      Failure(
        .failed,
        "\(url) answered \(status) with \(type.isEmpty ? "something" : type) that is no gateway's",
        hint: "is there a proxy before it, another service, or a gateway of another version?")
    case .notBuilt(let program):
      Failure(
        .precondition, "the gateway is not built: there is no \(program)",
        hint: "in pe's source: swift build -c release --traits Gateway; or --gateway names one")
    case .refused(let refusal): Self.words(of: refusal)
    case .jobFailed(let id, let reason):
      Failure(.failed, "the gateway's job \(id) ended: \(reason.isEmpty ? "cancelled" : reason)")
    }
  }

  private static func words(of refusal: Refusal) -> Failure {
    let place = refusal.requestID.isEmpty ? "" : " (request \(refusal.requestID))"
    let hint =
      switch refusal.code {
      case "INVALID_API_KEY": "PE_API_KEY gives the key; 'keys add NAME' makes one"
      case "INSUFFICIENT_PERMISSIONS" where !refusal.scope.isEmpty:
        "the key lacks the scope \(refusal.scope)"
      default: refusal.hint
      }
    return Failure(
      refusal.code == "INVALID_API_KEY" ? .precondition : .failed,
      "the gateway refuses: \(refusal.message)\(place)", hint: hint)
  }
}
