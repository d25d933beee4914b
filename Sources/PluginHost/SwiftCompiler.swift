private import Foundation

/// Compiles a Swift plugin against this program's own modules.
struct SwiftCompiler: Sendable {
  enum Optimisation: String, Sendable {
    /// Ready soonest.
    case none = "-Onone"
    case speed = "-O"
  }

  let store: PluginStore
  /// This program's file, beside which its modules lie.
  let executable: String

  /// Builds the plugin unless that build is there. Its path.
  ///
  /// - Throws: ``PluginFailure`` with the compiler's own words when the source does not compile.
  func library(_ source: PluginSource, isCancelled: () -> Bool) throws -> String {
    // Keeps the folder the person's alone, so that what lies there was built by her.
    try store.keep(source)
    for optimisation in [Optimisation.speed, .none] {
      let path = store.library(source.code, optimisation)
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    let path = store.library(source.code, .none)
    let aside = path + ".\(UInt64.random(in: 0 ... .max))"
    let (status, output) = try ProgramRun(
      try arguments(source, .none, to: aside), folder: store.sourceFolder(source.code)
    ).run(isCancelled: isCancelled)
    guard status == 0, rename(aside, path) == 0 else {
      throw PluginFailure(
        "\((source.path as NSString).lastPathComponent) does not compile\n\(Self.excerpt(output))")
    }
    return path
  }

  /// Starts a build with optimisation that goes on when this process has ended, unless there is
  /// one. A failure shows as its absence.
  func optimise(_ source: PluginSource) {
    let path = store.library(source.code, .speed)
    let aside = path + ".\(UInt64.random(in: 0 ... .max))"
    guard !FileManager.default.fileExists(atPath: path), source.language == .swift,
      let words = try? arguments(source, .speed, to: aside)
    else { return }
    let command = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    let script = "(nice \(command) && mv '\(aside)' '\(path)' || rm -f '\(aside)') &"
    guard
      let child = try? ChildProcess(
        ["/bin/sh", "-c", script.replacing(" &", with: " </dev/null >/dev/null 2>&1 &")],
        folder: store.sourceFolder(source.code))
    else { return }
    _ = child.wait()
  }

  private func arguments(
    _ source: PluginSource, _ optimisation: Optimisation, to library: String
  ) throws(PluginFailure) -> [String] {
    let folder = (executable as NSString).deletingLastPathComponent
    let modules = folder + "/Modules"
    guard FileManager.default.fileExists(atPath: modules + "/PluginKit.swiftmodule") else {
      throw PluginFailure(
        "there are no modules to compile against in \(modules)",
        hint: "'.ci/install' puts pe in place with its modules")
    }
    let glue = "\(store.root)/\(source.code)/glue.swift"
    guard
      FileManager.default.createFile(atPath: glue, contents: Data(PluginLibrary.glue.utf8))
    else { throw PluginFailure("\(glue) cannot be written") }
    // Names of modules carry the build's, or a type of an older build would be found in its place.
    let name = "P_\(source.code)\(optimisation == .speed ? "_O" : "")"
    return [
      "swiftc", "-swift-version", "6", optimisation.rawValue, "-wmo", "-parse-as-library",
      "-emit-library", "-module-name", name, "-I", modules,
      "-Xcc", "-fmodule-map-file=\(folder)/CSHA.build/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(folder)/CPlugin.build/module.modulemap",
    ] + source.files.map { "./" + $0.name } + [glue, "-o", library]
  }

  /// What the compiler said, as much as fits a screen.
  private static func excerpt(_ output: String) -> String {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.prefix(40).joined(separator: "\n")
    return lines.count > 40 ? shown + "\n… and \(lines.count - 40) lines more" : shown
  }
}
