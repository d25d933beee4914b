private import Glibc
import Outcomes
import PluginHost

/// This program as a plugin's worker.
package enum Worker {
  /// The first word of a command line that makes this program a plugin's worker.
  package static let word = PluginHost.workerWord

  /// Serves the plugin in the library that `arguments` name, until its host is gone. The exit status.
  package static func serve(_ arguments: [String]) -> Int32 {
    guard let library = arguments.first else { return Failure.Code.usage.exitStatus }
    let server = PluginServer()
    do {
      return server.serve(try PluginLibrary.load(library))
    } catch {
      let text = "Error: \(error)\n"
      _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
      return Failure.Code.failed.exitStatus
    }
  }
}
