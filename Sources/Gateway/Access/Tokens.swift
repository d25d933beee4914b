#if Gateway
import Engine
import Foundation
import JWTKit

/// Signed tokens (RFC 7519), where the gateway was started with a key for them.
///
/// The file is JSON: `alg` HS256 with `key`, a secret of 32 bytes or more, or EdDSA with `key`, the
/// public key of Ed25519 in base64url; `issuer` and `audience` that tokens must name.
struct Tokens: Sendable {
  struct Configuration: Codable {
    let alg: String
    let key: String
    let issuer: String
    let audience: String
    /// Of tokens of the tier `enterprise`.
    var enterpriseRequestsAnHour: Int?

    enum CodingKeys: String, CodingKey {
      case alg, key, issuer, audience
      case enterpriseRequestsAnHour = "enterprise_requests_an_hour"
    }
  }

  private struct Claims: JWTPayload {
    let iss: IssuerClaim
    let aud: AudienceClaim
    let sub: SubjectClaim
    let exp: ExpirationClaim
    let nbf: NotBeforeClaim?
    /// Words joined by spaces (RFC 8693).
    let scope: String
    let tier: String?

    func verify(using algorithm: some JWTAlgorithm) throws {
      try exp.verifyNotExpired()
      try nbf?.verifyNotBefore()
    }
  }

  private struct Header: Decodable {
    let alg: String
    let crit: [String]?
  }

  private let keys: JWTKeyCollection
  private let configuration: Configuration

  /// Throws ``UsageError``.
  init(path: String) async throws {
    guard let data = FileManager.default.contents(atPath: path),
      let configuration = try? JSONDecoder().decode(Configuration.self, from: data)
    else {
      throw UsageError(
        "\(path) cannot be read as a key for tokens: JSON with alg, key, issuer and audience")
    }
    try await self.init(configuration)
  }

  init(_ configuration: Configuration) async throws {
    self.configuration = configuration
    keys = JWTKeyCollection()
    guard !configuration.issuer.isEmpty, !configuration.audience.isEmpty else {
      throw UsageError("tokens want an issuer and an audience")
    }
    switch configuration.alg {
    case "HS256":
      guard configuration.key.utf8.count >= 32 else {
        throw UsageError("a secret for tokens has 32 bytes or more")
      }
      await keys.add(hmac: HMACKey(from: configuration.key), digestAlgorithm: .sha256)
    case "EdDSA":
      guard let key = try? EdDSA.PublicKey(x: configuration.key, curve: .ed25519) else {
        throw UsageError("the key for tokens is no public key of Ed25519 in base64url")
      }
      await keys.add(eddsa: key)
    default: throw UsageError("tokens are signed by HS256 or EdDSA, not '\(configuration.alg)'")
    }
  }

  /// Who holds the token; nil unless it is signed by the configured algorithm and key, of the issuer,
  /// for the audience, and in force.
  func caller(_ token: String) async -> Caller? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    // The header is a stranger's word: the algorithm is the configured one, whatever it says.
    guard parts.count == 3, token.utf8.count <= 8192,
      let header = Self.decoded(String(parts[0])),
      let fields = try? JSONDecoder().decode(Header.self, from: header),
      fields.alg == configuration.alg, fields.crit == nil,
      let claims = try? await keys.verify(token, as: Claims.self),
      claims.iss.value == configuration.issuer,
      claims.aud.value.contains(configuration.audience),
      !claims.sub.value.isEmpty, claims.sub.value.utf8.count <= 200
    else { return nil }
    let tier = claims.tier.map(AccessTier.init(rawValue:)) ?? .free
    let words = claims.scope.split(separator: " ").map { AccessScope(rawValue: String($0)) }
    guard let tier, !words.isEmpty, !words.contains(nil) else { return nil }
    return Caller(
      id: "jwt:" + claims.sub.value, name: claims.sub.value, tier: tier,
      scopes: Set(words.compactMap { $0 }),
      requestsAnHour: tier.requestsAnHour ?? configuration.enterpriseRequestsAnHour ?? 100_000)
  }

  private static func decoded(_ text: String) -> Data? {
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
  }
}
#endif
