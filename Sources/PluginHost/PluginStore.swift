import Corpus
private import Foundation

/// Where builds are kept: the source of each, and for Swift what was compiled from it. A build stays
/// when its source is edited, so that a replay can use the one that a script names. The folder is the
/// person's alone, and with the builds lies the list of those that she accepted (``TrustList``).
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

  /// What the person let run.
  package var trust: TrustList { TrustList(root: root) }

  /// Whether `code` can name a build: 16 hexadecimal digits, and so no path.
  package static func isBuildName(_ code: String) -> Bool {
    code.utf8.count == 16
      && code.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// The folder of a build's source.
  func sourceFolder(_ code: String) -> String { "\(root)/\(code)/source" }

  /// What a build's compiled form is called.
  func library(_ code: String, _ optimisation: SwiftCompiler.Optimisation) -> String {
    "\(root)/\(code)/\(Digest(of: PluginLibrary.stamp).short)\(optimisation.rawValue).so"
  }

  package func holds(_ code: String) -> Bool {
    Self.isBuildName(code) && FileManager.default.fileExists(atPath: sourceFolder(code))
  }

  /// The one kept build whose name begins so; nil when there is none or several.
  package func code(_ beginning: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let found = names.filter { Self.isBuildName($0) && $0.hasPrefix(beginning) }
    return found.count == 1 ? found[0] : nil
  }

  /// Keeps a copy of the source. Nothing happens when it is kept already, as it is.
  func keep(_ source: PluginSource) throws(PluginFailure) {
    _ = try PrivateFolder(root)
    let files = FileManager.default
    if holds(source.code) {
      if (try? self.source(source.code)) != nil { return }
      try? files.removeItem(atPath: "\(root)/\(source.code)")
    }
    // Written aside and moved, so that another process sees all of it or nothing.
    let aside = "\(root)/.\(source.code).\(UInt64.random(in: 0 ... .max))"
    do {
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

  /// The kept source of a build. Throws when it is not what its name says.
  package func source(_ code: String) throws(PluginFailure) -> PluginSource {
    guard Self.isBuildName(code) else {
      throw PluginFailure("'\(code.prefix(40))' cannot name a build of a plugin")
    }
    let folder = sourceFolder(code)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    guard let first = names.first else {
      throw PluginFailure(
        "build \(code) is not kept here", hint: "add the plugin's source with 'plugin add'")
    }
    let source = try PluginSource(path: first.hasSuffix(".swift") ? folder : folder + "/" + first)
    guard source.code == code else {
      throw PluginFailure(
        "what is kept as build \(code) is other than when it was kept",
        hint: "add the plugin's source again with 'plugin add'")
    }
    return source
  }
}
