import Corpus
private import Foundation

/// Where builds are kept: the source of each, and for Swift what was compiled from it. A build stays
/// when its source is edited, so that a replay can use the one that a script names.
package struct PluginStore: Sendable {
  /// `PE_PLUGINS`, or `pe/plugins` among the person's application data.
  package let root: String

  package init(root: String) { self.root = URL(fileURLWithPath: root).standardizedFileURL.path }

  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let root = environment["PE_PLUGINS"], !root.isEmpty {
      self.init(root: root)
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      self.init(root: data + "/pe/plugins")
    } else {
      self.init(root: (environment["HOME"] ?? "/tmp") + "/.local/share/pe/plugins")
    }
  }

  /// The folder of a build's source.
  func sourceFolder(_ code: String) -> String { "\(root)/\(code)/source" }

  /// What a build's compiled form is called.
  func library(_ code: String, _ optimisation: SwiftCompiler.Optimisation) -> String {
    "\(root)/\(code)/\(Digest(of: PluginLibrary.stamp).short)\(optimisation.rawValue).so"
  }

  package func holds(_ code: String) -> Bool {
    FileManager.default.fileExists(atPath: sourceFolder(code))
  }

  /// The one kept build whose name begins so; nil when there is none or several.
  package func code(_ beginning: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let found = names.filter { $0.hasPrefix(beginning) }
    return found.count == 1 ? found[0] : nil
  }

  /// Keeps a copy of the source. Nothing happens when it is kept already.
  func keep(_ source: PluginSource) throws(PluginFailure) {
    guard !holds(source.code) else { return }
    let files = FileManager.default
    // Written aside and moved, so that another process sees all of it or nothing.
    let aside = "\(root)/.\(source.code).\(getpid())"
    do {
      try? files.removeItem(atPath: aside)
      try files.createDirectory(atPath: aside + "/source", withIntermediateDirectories: true)
      for file in source.files {
        let path = "\(aside)/source/\(file.name)"
        guard files.createFile(atPath: path, contents: Data(file.bytes)) else {
          throw PluginFailure("\(path) cannot be written")
        }
        if source.language == .program {
          try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
      }
      try? files.moveItem(atPath: aside, toPath: "\(root)/\(source.code)")
      try? files.removeItem(atPath: aside)
    } catch let failure as PluginFailure {
      throw failure
    } catch {
      throw PluginFailure(
        "builds of plugins cannot be kept in \(root)",
        hint: "set PE_PLUGINS to a folder that can be written")
    }
    guard holds(source.code) else {
      throw PluginFailure(
        "builds of plugins cannot be kept in \(root)",
        hint: "set PE_PLUGINS to a folder that can be written")
    }
  }

  /// The kept source of a build.
  package func source(_ code: String) throws(PluginFailure) -> PluginSource {
    let folder = sourceFolder(code)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    guard let first = names.first else {
      throw PluginFailure(
        "build \(code) is not kept here", hint: "add the plugin's source with 'plugin add'")
    }
    return try PluginSource(path: first.hasSuffix(".swift") ? folder : folder + "/" + first)
  }
}
