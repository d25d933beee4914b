import Corpus
import Formats
import Validation

/// Asks a gateway whose key this is and what it may do.
package struct CheckKey: Operation {
  package var gateway: GatewayAddress

  package init(gateway: GatewayAddress) { self.gateway = gateway }

  package struct Result: Sendable {
    package let url: String
    /// Of the gateway.
    package let version: String
    package let name: String
    package let tier: String
    package let scopes: [String]
    package let requestsAnHour: Int
    package let isReadOnly: Bool
  }

  /// Throws ``GatewayFault``.
  package func run(in run: Run) throws -> Result {
    try gateway.ask("GET", "/v1/auth/validate") { data in
      func text(_ name: String) -> String { data[name]?.text?.string ?? "" }
      return Result(
        url: gateway.url, version: text("version"), name: text("name"),
        tier: text(Overall.tierLabel),
        scopes: data["scopes"]?.elements.compactMap { $0.text?.string } ?? [],
        requestsAnHour: data["requests_an_hour"]?.integer ?? 0,
        isReadOnly: data["read_only"]?.kind == .yes)
    }
  }
}
