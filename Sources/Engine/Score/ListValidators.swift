package import PluginKit

/// The validators that there are: built in, users', and models that were trained here.
package struct ListValidators: Operation {
  package init() {}

  package func run(in run: Run) throws -> [RegisteredValidator] {
    run.registry.validators + (try run.modelEntries())
  }
}
