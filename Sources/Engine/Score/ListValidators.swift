package import PluginKit

/// The validators that there are, built in and users'.
package struct ListValidators: Operation {
  package init() {}

  package func run(in run: Run) -> [RegisteredValidator] { run.registry.validators }
}
