#if Gateway
import Corpus
import Foundation

/// How the gateway is started; `pe serve` hands its words on.
struct ServeOptions: Sendable, Equatable {
  var workspace = "pe.sqlite"
  var host = "127.0.0.1"
  var port = 8000
  var isReadOnly = false
  /// A file that says how tokens are signed.
  var jwt: String?
  var allowsPrivateWebhooks = false
  /// Nothing is served but an empty answer: what the server itself can do, for measurements.
  var isEmpty = false
  /// Tells the routes in OpenAPI and ends.
  var describes = false
  /// A file that requests and answers are written to.
  var record: String?
  /// A file of recordings, from which everything is answered.
  var mock: String?
  /// Origins that other pages may call from; none as a rule.
  var origins: [String] = []
  var limits = Limits()

  init() {}

  /// Throws ``UsageError``.
  init(_ arguments: [String], environment: [String: String]) throws {
    if let path = environment["PE_WORKSPACE"], !path.isEmpty { workspace = path }
    var words = arguments[...]
    func value(of option: String) throws -> String {
      guard let value = words.popFirst() else { throw UsageError("\(option) wants a value") }
      return value
    }
    while let word = words.popFirst() {
      switch word {
      case "--workspace", "-w": workspace = try value(of: word)
      case "--host": host = try value(of: word)
      case "--port":
        guard let number = Int(try value(of: word)), (0...65_535).contains(number) else {
          throw UsageError("--port takes 0 to 65535")
        }
        port = number
      case "--read-only": isReadOnly = true
      case "--jwt": jwt = try value(of: word)
      case "--allow-private-webhooks": allowsPrivateWebhooks = true
      case "--empty": isEmpty = true
      case "describe": describes = true
      case "--record": record = try value(of: word)
      case "--mock": mock = try value(of: word)
      case "--cors":
        origins = try value(of: word).split(separator: ",").map(String.init)
      default:
        throw UsageError(
          unknownName(
            "option", word,
            known: [
              "--workspace", "--host", "--port", "--read-only", "--jwt",
              "--allow-private-webhooks", "--cors", "--record", "--mock",
            ]))
      }
    }
  }

  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// What one client may take of the gateway, so that it does not hold others.
struct Limits: Sendable, Equatable {
  /// Bytes of a request's body.
  var body = 10 << 20
  /// Bytes of a request's line and headers.
  var headers = 32 << 10
  var connections = 1024
  /// Requests that work at once; more are told to come back.
  var working = 256
  /// Conversations in one request.
  var batch = 1_000
  /// Seconds from a request's first byte, or a connection's begin, to the end of its headers.
  var headerSeconds = 10.0
  /// Seconds for the body after that.
  var bodySeconds = 60.0
  /// Seconds between requests of one connection.
  var idleSeconds = 60.0
  /// Seconds that a client may take to read what waits for it.
  var readingSeconds = 30.0
  /// Seconds of work for one answer.
  var workSeconds = 30.0
  /// Bytes of a frame, and of a message of several.
  var frame = 1 << 20
  /// Bytes that may wait for a slow reader of events.
  var waiting = 1 << 20
}
#endif
