private import Foundation

/// A profile as a workspace keeps it.
extension Profile {
  private struct Form: Codable {
    struct Weight: Codable {
      var metric: String
      var weight: Double
    }

    var version: String
    var lowest: String
    var weights: [Weight]
    var cuts: [Cut]
    var passing: Passing
    var safetyNeverRaises: Bool
    var reference: String
  }

  /// Everything but the name, as JSON whose members are in order.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let form = Form(
      version: version, lowest: lowest,
      weights: weights.map { Form.Weight(metric: $0.metric, weight: $0.weight) }, cuts: cuts,
      passing: passing, safetyNeverRaises: safetyNeverRaises, reference: reference)
    return String(decoding: try encoder.encode(form), as: UTF8.self)
  }

  /// Nil for a text that is no profile: weights that are not from 0 to 1 or do not sum to one, of metrics
  /// that are none of the dimensions, cuts out of order.
  package init?(name: String, text: String) {
    guard let form = try? JSONDecoder().decode(Form.self, from: Data(text.utf8)),
      form.weights.allSatisfy({ (0...1).contains($0.weight) }),
      abs(form.weights.reduce(0) { $0 + $1.weight } - 1) < 1e-6,
      Set(form.weights.map(\.metric)) == Set(Profile.standard.weights.map(\.metric)),
      form.weights.count == Profile.standard.weights.count,
      form.cuts.allSatisfy({ (0...1).contains($0.least) }),
      zip(form.cuts, form.cuts.dropFirst()).allSatisfy({ $0.least <= $1.least })
    else { return nil }
    self.init(
      name: name, version: form.version, lowest: form.lowest,
      weights: form.weights.map { ($0.metric, $0.weight) }, cuts: form.cuts,
      passing: form.passing, safetyNeverRaises: form.safetyNeverRaises, reference: form.reference)
  }
}
