import PluginKit
package import Validation

/// How well a validator sees danger, unsafe replies and replies to a crisis in the written cases.
package struct RunSafetyCases: Operation {
  /// Nil is the built-in one.
  package var validator: String?

  package init(validator: String? = nil) { self.validator = validator }

  package struct Result: Sendable {
    package let validator: String
    package let figures: [BehaviourSuite.Figure]
    package let misses: [BehaviourSuite.Miss]
  }

  /// Throws ``NameFault``; the figures are empty for a validator without a metric that cases are for.
  package func run(in run: Run) throws -> Result {
    let entry = try run.validator(named: validator ?? SafetyCompliance.metric)
    let found = BehaviourSuite.run(try entry.make(), entry.info)
    try run.cancellation.check()
    return Result(validator: entry.name, figures: found.figures, misses: found.misses)
  }
}
