package import PluginHost
package import PluginKit
package import Workspace

/// What one operation works with: the registry and the settings as they were when it began, and a
/// cancellation, a progress report and a handle on the workspace of its own.
///
/// Runs go side by side: reading goes on beside all other work, writers take turns, and each is
/// stopped alone.
package struct Run: Sendable {
  let session: Session
  /// A handle that no other run is interrupted with.
  package let workspace: Workspace
  /// Built-in plugins and those of the workspace.
  package let registry: Registry
  package let settings: Settings
  /// Starts workers within this run's limits; they end when it is cancelled.
  package let host: PluginHost
  package let cancellation: Cancellation
  package let reportProgress: ProgressReport
  /// Plugins of the workspace that are not in the registry, with the reason.
  let leftOut: [String: String]
  let pluginFailures: FailureLog

  var shelf: PluginShelf {
    PluginShelf(host: host, workspace: workspace, failures: pluginFailures)
  }
}

/// How far long work is.
package struct Progress: Sendable {
  package enum Unit: Sendable { case bytes, conversations, messages, files }

  /// What is being done, in a word.
  package let label: String
  package let done: Int
  /// Nil when it cannot be known.
  package let total: Int?
  package let unit: Unit

  package init(label: String, done: Int, total: Int?, unit: Unit) {
    self.label = label
    self.done = done
    self.total = total
    self.unit = unit
  }
}

/// Called from any thread, often.
package typealias ProgressReport = @Sendable (_ progress: Progress) -> Void
