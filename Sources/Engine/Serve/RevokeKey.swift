private import Foundation

/// Lets a key open nothing from now on; a gateway that runs knows it with the next request.
package struct RevokeKey: Operation {
  /// The key's name or its id.
  package var name: String

  package init(name: String) { self.name = name }

  /// Throws ``KeyFault``.
  package func run(in run: Run) throws -> AccessKey {
    let ring = KeyRing()
    guard let key = try ring.revoke(name, at: Date()) else {
      throw KeyFault.unknown(name, known: try ring.keys().map(\.name))
    }
    return key
  }
}
