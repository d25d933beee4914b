private import Foundation

/// Makes a key that opens the gateway.
package struct AddKey: Operation {
  package var name: String
  package var tier: AccessTier
  package var scopes: [AccessScope]
  package var days: Int
  /// By the tier when nil.
  package var requestsAnHour: Int?
  package var isPublic: Bool

  package init(
    name: String, tier: AccessTier, scopes: [AccessScope], days: Int, requestsAnHour: Int? = nil,
    isPublic: Bool = false
  ) {
    self.name = name
    self.tier = tier
    self.scopes = scopes
    self.days = days
    self.requestsAnHour = requestsAnHour
    self.isPublic = isPublic
  }

  package struct Result: Sendable {
    package let key: AccessKey
    /// The key itself, which is kept nowhere.
    package let text: String
    /// Where its hash is kept.
    package let path: String
  }

  /// Throws ``KeyFault`` and ``ValueFault``.
  package func run(in run: Run) throws -> Result {
    guard !name.isEmpty, name.utf8.count <= 100,
      name.unicodeScalars.allSatisfy({
        !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 32
      })
    else { throw KeyFault.noName }
    guard (1...3650).contains(days) else {
      throw ValueFault.outOfRange(parameter: "days", value: Double(days), least: 1, most: 3650)
    }
    guard !scopes.isEmpty else { throw KeyFault.noScope }
    if isPublic, let beyond = scopes.first(where: { $0 != .read && $0 != .validate }) {
      throw KeyFault.beyondPublic(beyond)
    }
    guard let limit = requestsAnHour ?? tier.requestsAnHour else {
      throw KeyFault.needsLimit(tier)
    }
    guard (1...1_000_000_000).contains(limit) else {
      throw ValueFault.outOfRange(
        parameter: "limit", value: Double(limit), least: 1, most: 1_000_000_000)
    }
    let ring = KeyRing()
    let made = try ring.add(
      name: name, tier: tier, scopes: scopes, requestsAnHour: limit, isPublic: isPublic,
      from: Date(), days: days)
    return Result(key: made.key, text: made.text, path: ring.path)
  }
}

package enum KeyFault: Fault {
  case noName
  case noScope
  /// A key that anyone can see may not do this.
  case beyondPublic(AccessScope)
  /// Its tier has no limit of its own.
  case needsLimit(AccessTier)
  case unknown(String, known: [String])
}
