private import Glibc
import PluginHost

extension Session {
  /// The first word of a command line that makes this program a plugin's worker.
  package static let workerWord = PluginHost.workerWord

  /// Serves the plugin in the library that `arguments` name, until its host is gone. The exit status.
  package static func serveAsWorker(_ arguments: [String]) -> Int32 {
    guard let library = arguments.first else { return Failure.Code.usage.exitStatus }
    let server = PluginServer()
    do {
      let bench = BenchPlugin(rawValue: library)
      return server.serve(try bench?.plugin ?? PluginLibrary.load(library))
    } catch {
      let text = "Error: \(error)\n"
      _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
      return Failure.Code.failed.exitStatus
    }
  }
}
