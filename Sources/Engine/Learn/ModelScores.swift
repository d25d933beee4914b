import Estimators
import Learning
package import PluginKit
package import Workspace

/// The scores that a model gives a conversation, by name.
///
/// Of two classes the positive one's probability, of more the predicted one's, and the class; a
/// number; of a model of turns the share of the turns that each class is expected to have, or the
/// mean of the numbers.
package struct ModelScores: Sendable {
  package let metrics: [Metric]
  package let labels: [SignatureSpec.Label]

  /// Classes of turns that have a score each, at most.
  private static let mostShares = 30

  /// `classes` nil for a number. Throws when classes of turns cannot be told apart by name.
  init(
    _ name: String, _ rule: LabelRule, classes: [String]?, span: FeatureRecipe.Span,
    roles: [Role] = []
  ) throws {
    let scope: TurnScope? =
      span != .turns
      ? nil : roles == [.assistant] ? .supporter : roles == [.user] ? .seeker : .everyone
    guard let classes else {
      let what = span == .turns ? "mean predicted \(rule.text) of turns" : "predicted \(rule.text)"
      metrics = [
        Metric(
          "\(name)_value", what, range: -1e9...1e9, direction: .descriptive, turns: scope)
      ]
      labels = []
      return
    }
    guard span == .turns else {
      let positive = classes.count == 2 ? rule.positiveClass(among: classes) : nil
      metrics = [
        Metric(
          "\(name)_probability",
          positive.map { "probability of '\($0)' (\(rule.text))" }
            ?? "probability of the predicted class (\(rule.text))", direction: .descriptive)
      ]
      labels = [.init("\(name)_class", "the most probable class (\(rule.text))")]
      return
    }
    let names = classes.map { "\(name)_\(ModelScores.word($0))" }
    guard classes.count <= ModelScores.mostShares else {
      throw ModelFault.tooManyShares(classes.count)
    }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ModelFault.shareTwice(twice)
    }
    metrics = zip(names, classes).map {
      Metric(
        $0, "expected share of turns that are '\($1)' (\(rule.text))", direction: .descriptive,
        turns: scope)
    }
    labels = []
  }

  package var names: [String] { metrics.map(\.name) + labels.map(\.name) }

  /// A class in lower-case letters, digits and `_`.
  private static func word(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
      })
  }
}

extension LearningPlan {
  /// What a model of this name would give.
  func scoreNames(_ name: String, _ target: Target) throws -> [String] {
    var classes: [String]?
    if case .classes(let labels) = target { classes = labels.classes }
    return try ModelScores(name, rule, classes: classes, span: recipe.span).names
  }
}

extension TrainedModel {
  func scores(_ name: String) throws -> ModelScores {
    try ModelScores(
      name, rule, classes: classes, span: recipe.span, roles: provenance.roles)
  }
}
