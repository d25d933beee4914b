import PluginHost
import Workspace

extension Session {
  /// The files of plugins that were saved since they were built, each told once a saving.
  package func savedPlugins() -> [String] {
    guard settings["watch"] == "on" else { return [] }
    let watched = watchedSources()
    return watched.times.keys.sorted().filter { path in
      guard let saved = PluginSource.savedAt(path), saved != watched.times[path] else {
        return false
      }
      savingIsTold(path, saved)
      return true
    }
  }

  /// The sources of plugins, with the savings that were taken up.
  package func watchedSources() -> WatchedSources {
    guard settings["watch"] == "on" else { return WatchedSources() }
    var times: [String: Double] = [:]
    let shelf = begin().shelf
    // What came with the workspace is not built because a file of its author's was saved.
    for record in (try? workspace.plugins()) ?? []
    where record.language != PluginShelf.pattern && (try? shelf.trusts(record)) == true {
      times[record.path] = max(record.savedAt, toldSaving(record.path))
    }
    return WatchedSources(times: times)
  }
}

/// Files that are watched, and when each was saved last as far as is known.
package struct WatchedSources: Sendable {
  fileprivate var times: [String: Double] = [:]

  package init() {}

  fileprivate init(times: [String: Double]) { self.times = times }

  /// Whether one was saved since. Costs a few system calls a file.
  package var haveChanged: Bool {
    times.contains { path, time in PluginSource.savedAt(path).map { $0 != time } ?? false }
  }
}
