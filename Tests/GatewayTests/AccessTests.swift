#if Gateway
import Engine
import Foundation
import HTTPTypes
import JWTKit
import Testing

@testable import Gateway

@Suite struct AccessTests {
  /// Every route with every kind of key: nobody without a key in force and its scope comes through.
  @Test func `scopes hold for each route and kind of key`() async throws {
    let served = try await Served.start()
    let scopes = AccessScope.allCases
    var keys: [(name: String, key: String?, scopes: Set<AccessScope>?)] = [
      ("none", nil, nil), ("malformed", "sk_12", nil),
      ("unknown", "sk_00000000_" + String(repeating: "a", count: 64), nil),
      ("token", "e30.e30.e30", nil),
      ("ended", try served.key(from: Date(timeIntervalSinceNow: -90_000)), nil),
    ]
    let revoked = try served.key()
    let presented = try #require(PresentedKey(revoked))
    _ = try served.ring.revoke(presented.id, at: Date())
    keys.append(("revoked", revoked, nil))
    // A public key with the secret of a secret one.
    keys.append(("disguised", "pk" + (try served.key()).dropFirst(2), nil))
    for scope in scopes { keys.append((scope.rawValue, try served.key([scope]), [scope])) }
    keys.append(("public", try served.key([.read], isPublic: true), [.read]))
    for route in RouteList.all {
      let path = route.pattern.replacing("{name}", with: "talks").replacing("{id}", with: "a-1")
      for (name, key, held) in keys {
        let reply = try await served.ask(
          route.method.rawValue, path, key: key, body: route.body == nil ? nil : "{}")
        let place = "\(route.method) \(route.pattern) with \(name)"
        switch route.access {
        case .everyone: #expect(![401, 403, 429].contains(reply.status), "\(place)")
        case .anyKey: #expect((reply.status == 401) == (held == nil), "\(place): \(reply.status)")
        case .key(let scope):
          if let held {
            let may = held.contains(scope) || held.contains(.admin)
            #expect((reply.status == 403) == !may, "\(place): \(reply.status)")
            #expect(reply.status != 401, "\(place)")
          } else {
            #expect(reply.status == 401 && reply.code == "INVALID_API_KEY", "\(place)")
          }
        }
        if let key { #expect(!reply.text.contains(key), "\(place) tells the key") }
      }
    }
    await served.stop()
  }

  @Test func `a limit is exact under many clients`() async throws {
    let served = try await Served.start()
    let key = try served.key([.read], limit: 40)
    let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<32 {
        group.addTask {
          var statuses: [Int] = []
          for _ in 0..<3 {
            statuses.append(try await served.ask("GET", "/v1/models", key: key).status)
          }
          return statuses
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(statuses.count { $0 == 200 } == 40)
    #expect(statuses.count { $0 == 429 } == 56)
    let refused = try await served.ask("GET", "/v1/models", key: key)
    #expect(refused.code == "RATE_LIMIT_EXCEEDED")
    #expect(refused.fields["x-ratelimit-limit"] == "40")
    #expect(refused.fields["x-ratelimit-remaining"] == "0")
    let seconds = Int(refused.fields["retry-after"] ?? "") ?? 0
    #expect((1...90).contains(seconds))
    await served.stop()
  }

  @Test func `a bucket fills at the rate of an hour`() {
    let buckets = TokenBuckets()
    let start = ContinuousClock.now
    for _ in 0..<100 { #expect(buckets.take("k", anHour: 100, at: start).secondsToNext == nil) }
    let empty = buckets.take("k", anHour: 100, at: start)
    #expect(abs((empty.secondsToNext ?? 0) - 36) < 0.001)
    #expect(buckets.take("k", anHour: 100, at: start + .seconds(35)).secondsToNext != nil)
    #expect(buckets.take("k", anHour: 100, at: start + .seconds(37)).secondsToNext == nil)
    #expect(buckets.take("other", anHour: 1, at: start).remaining == 0)
  }

  private struct Claims: JWTPayload {
    var iss = "house"
    var aud = "pe"
    var sub = "anna"
    var exp = Date().timeIntervalSince1970 + 60
    var scope = "read"
    func verify(using algorithm: some JWTAlgorithm) {}
  }

  @Test func `tokens of another algorithm, key, issuer, audience or time are refused`()
    async throws
  {
    let secret = String(repeating: "a secret of this test ", count: 4)
    let tokens = try await Tokens(
      .init(alg: "HS256", key: secret, issuer: "house", audience: "pe"))
    let ours = JWTKeyCollection()
    await ours.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    let foreign = JWTKeyCollection()
    await foreign.add(
      hmac: HMACKey(from: "another secret that is as long as ours"), digestAlgorithm: .sha256)
    let longer = JWTKeyCollection()
    await longer.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha512)

    let good = try await ours.sign(Claims())
    let caller = try #require(await tokens.caller(good))
    #expect(caller.scopes == [.read] && caller.tier == .free && caller.requestsAnHour == 100)
    let wrong = [
      try await foreign.sign(Claims()), try await longer.sign(Claims()),
      try await ours.sign(Claims(iss: "elsewhere")), try await ours.sign(Claims(aud: "other")),
      try await ours.sign(Claims(exp: Date().timeIntervalSince1970 - 1)),
      try await ours.sign(Claims(scope: "read everything")),
      try await ours.sign(Claims(scope: "")), try await ours.sign(Claims(sub: "")),
      good + "x", String(good.dropLast(4)), "..", "",
    ]
    for token in wrong { #expect(await tokens.caller(token) == nil) }
    // The same claims, signed by nobody.
    let parts = good.split(separator: ".")
    for header in [#"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, "{}"] {
      let encoded = Data(header.utf8).base64EncodedString().replacing("=", with: "")
      for signature in ["", String(parts[2])] {
        #expect(await tokens.caller("\(encoded).\(parts[1]).\(signature)") == nil)
      }
    }
  }

  @Test func `a token of Ed25519 opens what its scopes say`() async throws {
    let key = try EdDSA.PrivateKey(curve: .ed25519)
    let x = key.publicKey.rawRepresentation.base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    let tokens = try await Tokens(.init(alg: "EdDSA", key: x, issuer: "house", audience: "pe"))
    let signer = JWTKeyCollection()
    await signer.add(eddsa: key)
    let served = try await Served.start(tokens: tokens)
    let token = try await signer.sign(Claims())
    #expect(try await served.ask("GET", "/v1/models", key: token).status == 200)
    #expect(try await served.ask("POST", "/v1/export", key: token, body: "{}").status == 403)
    await served.stop()
  }
}
#endif
