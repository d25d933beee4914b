import Engine
import PluginKit
import Testing

@testable import Commands

/// That the shipped cards are of the shipped validators.
@Suite struct CardSignatureTests {
  @Test func `each shipped validator has a card, and it is of the validator as it is`() async throws
  {
    let desk = try Desk()
    let validators = desk.interpreter.session.begin().registry.validators
    let signatures = ShippedCards.signatures(validators)
    for entry in ShippedCards.entries {
      #expect(
        signatures[entry.validator] == entry.signature,
        "\(entry.corpus), \(entry.metric): run .ci/cards DATA")
    }
    for name in signatures.keys {
      #expect(ShippedCards.entries.contains { $0.validator == name }, "\(name) has no card")
    }
    await desk.close()
  }
}
