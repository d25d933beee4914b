#if Gateway
import NIOHTTP1

/// When a request becomes a WebSocket.
///
/// A browser cannot send `Authorization` with one, so it may offer its key as a subprotocol beside
/// ours: `Sec-WebSocket-Protocol: pe.v1, bearer.KEY`.
enum StreamUpgrade {
  static let path = "/v1/stream"
  static let subprotocol = "pe.v1"
  private static let keyPrefix = "bearer."

  /// Whether it is a whole handshake to our path with a key that may open something. A token is looked
  /// at after the handshake, since that takes longer.
  static func isAccepted(_ head: HTTPRequestHead, _ gateway: Gateway) -> Bool {
    let path = head.uri.split(separator: "?", maxSplits: 1).first.map(String.init)
    guard head.method == .GET, path == Self.path,
      head.headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }),
      head.headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" }),
      head.headers["sec-websocket-version"] == ["13"],
      head.headers["sec-websocket-key"].count == 1, !gateway.isStopping, let key = key(head)
    else { return false }
    return !gateway.doorkeeper.surelyRefuses(key)
      && gateway.allowsOrigin(head.headers["origin"].first, host: head.headers["host"].first)
  }

  static func key(_ head: HTTPRequestHead) -> String? {
    if let field = head.headers["authorization"].first {
      let words = field.split(separator: " ", maxSplits: 1)
      guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
      return String(words[1]).trimmingSpaces
    }
    return head.headers[canonicalForm: "sec-websocket-protocol"]
      .first { $0.hasPrefix(keyPrefix) }.map { String($0.dropFirst(keyPrefix.count)) }
  }

  static func headers(_ head: HTTPRequestHead) -> HTTPHeaders {
    head.headers[canonicalForm: "sec-websocket-protocol"].contains { $0 == subprotocol }
      ? HTTPHeaders([("sec-websocket-protocol", subprotocol)]) : HTTPHeaders()
  }
}
#endif
