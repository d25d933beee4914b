import PluginHost

/// The builds of plugins that were accepted on this machine, as hexadecimal digits; also those of
/// plugins that were removed since, which steps from before may name.
package struct ListAcceptedBuilds: Operation {
  package init() {}

  package func run(in run: Run) throws -> [String] {
    try run.host.store.trust.everAccepted().map(\.code)
  }
}
