import PluginHost

/// The builds of plugins that were accepted on this machine, as hexadecimal digits.
package struct ListAcceptedBuilds: Operation {
  package init() {}

  package func run(in run: Run) throws -> [String] {
    try run.host.store.trust.builds().map(\.code)
  }
}
