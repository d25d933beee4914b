#if Gateway
import Engine

/// Who asks, and what that lets her do.
struct Caller: Sendable, Equatable {
  /// The key's id, or the subject of a token.
  let id: String
  let name: String
  let tier: AccessTier
  let scopes: Set<AccessScope>
  let requestsAnHour: Int

  func allows(_ scope: AccessScope) -> Bool { scopes.contains(scope) || isAdmin }
  var isAdmin: Bool { scopes.contains(.admin) }

  init(
    id: String, name: String, tier: AccessTier, scopes: Set<AccessScope>, requestsAnHour: Int
  ) {
    self.id = id
    self.name = name
    self.tier = tier
    self.scopes = scopes
    self.requestsAnHour = requestsAnHour
  }

  init(_ key: AccessKey) {
    self.init(
      id: key.id, name: key.name, tier: key.tier, scopes: Set(key.scopes),
      requestsAnHour: key.requestsAnHour)
  }
}
#endif
