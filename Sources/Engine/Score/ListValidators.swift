package import PluginKit

/// The validators that there are, built in and users'.
package struct ListValidators: Operation {
  package struct Result: Sendable {
    package let validators: [RegisteredValidator]
    /// Plugins of the workspace that cannot be used, with the reason.
    package let leftOut: [String: String]
  }

  package init() {}

  package func run(in run: Run) -> Result {
    Result(validators: run.registry.validators, leftOut: run.leftOut)
  }
}
