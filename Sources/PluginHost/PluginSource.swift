import Corpus
private import Foundation

/// The files that a plugin consists of, read once, so that what is hashed, kept and built is the
/// same.
package struct PluginSource: Sendable {
  package enum Language: String, Sendable {
    /// Compiled and loaded by a worker of pe's own.
    case swift
    /// Run with `python3`.
    case python
    /// Run as it is.
    case program
    /// Compiled by its author.
    case library
  }

  package struct File: Sendable {
    /// Relative to ``folder``.
    package let name: String
    package let bytes: [UInt8]
  }

  /// The file or folder, as an absolute path.
  package let path: String
  package let language: Language
  package let folder: String
  /// In order of name; the first of a Python plugin is the one that runs.
  package let files: [File]
  /// 16 hexadecimal digits of SHA-256 over language, names and bytes: the build's name.
  package let code: String

  private static let largest = 256 << 20

  /// Reads what is at `path`: a Swift file, a folder of Swift files, a `.py`, a `.so`, or any
  /// program.
  package init(path: String) throws(PluginFailure) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let path = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw PluginFailure("there is no file \(path)")
    }
    let language: Language
    let names: [String]
    if isFolder.boolValue {
      (language, names) = try Self.contents(of: url.path, path)
      folder = url.path
    } else {
      language = try Self.language(of: url.path, path)
      names = [url.lastPathComponent]
      folder = url.deletingLastPathComponent().path
    }
    var files: [File] = []
    for name in names {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
        throw PluginFailure("\(name) cannot be read")
      }
      guard data.count <= Self.largest else {
        throw PluginFailure("\(name) is larger than \(Self.largest >> 20) MB")
      }
      files.append(File(name: name, bytes: [UInt8](data)))
    }
    if language == .swift { try Self.checkDeclaration(files, path) }
    self.path = url.path
    self.language = language
    self.files = files
    code = Self.code(language, files)
  }

  /// The folder of a plugin's file, or the folder that is the plugin; nil when it is gone.
  package static func folder(of path: String) -> String? {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return path
    }
    let folder = (path as NSString).deletingLastPathComponent
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }

  /// When any of its files was last saved, in seconds since 1970; nil when they are gone.
  package static func savedAt(_ path: String) -> Double? {
    let files = FileManager.default
    let inner = (try? files.contentsOfDirectory(atPath: path))?.map { path + "/" + $0 } ?? []
    return ([path] + inner.filter { $0.hasSuffix(".swift") || $0.hasSuffix(".py") })
      .compactMap { try? files.attributesOfItem(atPath: $0)[.modificationDate] as? Date }
      .map(\.timeIntervalSince1970).max()
  }

  private static func language(
    of file: String, _ path: String
  ) throws(PluginFailure) -> Language {
    switch (file as NSString).pathExtension {
    case "swift": return .swift
    case "py": return .python
    case "so": return .library
    default:
      guard FileManager.default.isExecutableFile(atPath: file) else {
        throw PluginFailure(
          "\(path) is no plugin: neither .swift nor .py, and not a program that can be run",
          hint: "make a script executable with chmod +x")
      }
      return .program
    }
  }

  private static func contents(
    of folder: String, _ path: String
  ) throws(PluginFailure) -> (Language, [String]) {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let swift = names.filter { $0.hasSuffix(".swift") }
    if !swift.isEmpty { return (.swift, swift) }
    let python = names.filter { $0.hasSuffix(".py") }
    guard python.count <= 1 else {
      throw PluginFailure(
        "\(path) holds \(python.count) Python files", hint: "add the one that is the plugin")
    }
    guard let script = python.first else {
      throw PluginFailure(
        "there is no plugin in \(path): no .swift and no .py file",
        hint: "'plugin new NAME' writes one to begin with")
    }
    return (.python, [script])
  }

  /// Finds `let plugin = Plugin(…)`, once, at the left margin of some line.
  private static func checkDeclaration(
    _ files: [File], _ path: String
  ) throws(PluginFailure) {
    var places: [String] = []
    for file in files {
      let lines = String(decoding: file.bytes, as: UTF8.self)
        .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (index, line) in lines.enumerated() {
        let words = line.split(whereSeparator: { " :=".contains($0) })
        let isOurs = line.hasPrefix("let ") && words.dropFirst().first == "plugin"
        if isOurs || line.hasPrefix("let ") && line.contains("= Plugin(") {
          places.append("\(file.name):\(index + 1)")
        }
      }
    }
    if places.isEmpty {
      throw PluginFailure(
        "there is no plugin in \(path)",
        hint: "end the file with: let plugin = Plugin(\"name\", version: \"1.0\") { Name() }")
    }
    if places.count > 1 {
      throw PluginFailure(
        "there are \(places.count) plugins in \(path): \(places.joined(separator: ", "))",
        hint: "give each a file of its own")
    }
  }

  private static func code(_ language: Language, _ files: [File]) -> String {
    let digester = Digester()
    digester.update(language.rawValue)
    for file in files {
      digester.update("\n\(file.name)\n\(file.bytes.count)\n")
      digester.update(file.bytes)
    }
    return String(digester.finish().hex.prefix(16))
  }
}
