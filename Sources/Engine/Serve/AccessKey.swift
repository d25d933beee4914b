import Corpus
package import Foundation

/// What a key lets its holder do.
package enum AccessScope: String, Sendable, Codable, CaseIterable {
  case read, validate, write, export, admin
}

/// How many requests an hour a key may make.
package enum AccessTier: String, Sendable, Codable, CaseIterable {
  case free, research, commercial, enterprise

  /// Nil where it is agreed one by one.
  package var requestsAnHour: Int? {
    switch self {
    case .free: 100
    case .research: 1_000
    case .commercial: 10_000
    case .enterprise: nil
    }
  }
}

/// A key as it is kept: what it may do, and a salted hash of it, which gives nobody the key.
package struct AccessKey: Sendable, Codable, Equatable {
  /// Eight hexadecimal digits; part of the key itself.
  package let id: String
  package let name: String
  /// Whether it stands in pages that anyone can read: it reads, and no more.
  package let isPublic: Bool
  package let tier: AccessTier
  package let scopes: [AccessScope]
  package let requestsAnHour: Int
  package let salt: String
  package let hash: String
  package let createdAt: Date
  package let endsAt: Date
  package var revokedAt: Date?

  /// Whether it opens anything at `time`.
  package func isInForce(at time: Date) -> Bool { revokedAt == nil && time < endsAt }

  package func allows(_ scope: AccessScope) -> Bool {
    scopes.contains(scope) || scopes.contains(.admin)
  }

  static func hash(_ key: PresentedKey, salt: String) -> String {
    Digest(of: salt + key.secret).hex
  }

  /// Whether `secret` is its own; takes as long for every secret of a length.
  func matches(_ secret: String) -> Bool {
    let given = Array(Digest(of: salt + secret).hex.utf8)
    let kept = Array(hash.utf8)
    guard given.count == kept.count else { return false }
    var difference: UInt8 = 0
    for index in given.indices { difference |= given[index] ^ kept[index] }
    return difference == 0
  }
}

/// A key in parts, as its holder has it: `sk_1f2e3d4c_…` or, where it may be seen, `pk_1f2e3d4c_…`.
package struct PresentedKey: Sendable {
  package let id: String
  package let isPublic: Bool
  let secret: String

  /// Nil when it is none. The secret is 256 bits in 64 hexadecimal digits.
  package init?(_ text: String) {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "sk" || parts[0] == "pk", parts[1].utf8.count == 8,
      parts[2].utf8.count == 64
    else { return nil }
    isPublic = parts[0] == "pk"
    id = String(parts[1])
    secret = String(parts[2])
  }

  private init(id: String, isPublic: Bool, secret: String) {
    self.id = id
    self.isPublic = isPublic
    self.secret = secret
  }

  static func random(isPublic: Bool) -> PresentedKey {
    PresentedKey(id: hex(words: 1, digits: 8), isPublic: isPublic, secret: hex(words: 4))
  }

  var text: String { "\(isPublic ? "pk" : "sk")_\(id)_\(secret)" }

  /// Random digits from the system's generator.
  static func hex(words: Int, digits: Int = .max) -> String {
    var generator = SystemRandomNumberGenerator()
    let all = (0..<words).map { _ in
      let text = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return String(all.joined().prefix(digits))
  }
}
