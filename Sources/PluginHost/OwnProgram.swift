/// A program of the system that the person asked to have run, such as an installer.
package enum OwnProgram {
  /// Runs it to its end, as ``PluginHost`` runs compilers: its exit status and what it printed. Throws
  /// ``PluginFailure`` when it cannot be started and ``WorkersInterrupted``.
  package static func run(
    _ arguments: [String], folder: String? = nil, isCancelled: () -> Bool
  ) throws -> (status: Int32, output: String) {
    try ProgramRun(arguments, folder: folder).run(isCancelled: isCancelled)
  }
}
