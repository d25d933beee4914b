package import Formats
package import PluginKit

/// What can be read and written.
package struct ListFormats: Operation {
  package init() {}

  package struct Result: Sendable {
    package let readers: [RegisteredReader]
    package let exporters: [RegisteredExporter]
    /// How either may be packed.
    package let compressions: [Compression]
  }

  package func run(in run: Run) -> Result {
    Result(
      readers: run.registry.readers, exporters: run.registry.exporters,
      compressions: Compression.allCases)
  }
}
