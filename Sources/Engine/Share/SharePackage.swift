import Corpus
package import Formats
private import Foundation
package import Outcomes
package import PluginHost

/// What a package of a session holds beside its script.
package struct PackageContents: Sendable, Codable, Equatable {
  /// A file that the session read.
  package struct DataFile: Sendable, Codable, Equatable {
    /// Where the script looks for it, below the package's folder.
    package let name: String
    package let bytes: Int
    /// 64 hexadecimal digits.
    package let sha256: String
    package let isIncluded: Bool

    package init(name: String, bytes: Int, sha256: String, isIncluded: Bool) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
      self.isIncluded = isIncluded
    }
  }

  /// A plugin's source, in a folder that holds nothing else.
  package struct Plugin: Sendable, Codable, Equatable {
    /// The file or folder, as the script names it.
    package let path: String
    package let code: String

    package init(path: String, code: String) {
      self.path = path
      self.code = code
    }
  }

  package static let version = 1
  package static let scriptName = "session.pe"
  package static let manifestName = "package.json"

  package var version = PackageContents.version
  package var program: String
  package var data: [DataFile] = []
  package var plugins: [Plugin] = []

  package init(program: String) { self.program = program }
}

package enum PackageFault: Fault {
  /// It is no zip file, or none that this program reads.
  case isNoPackage(String)
  /// In words of ``ZipFault``.
  case isUnsafe(String, entry: String, ZipFault.Refusal)
  case isNewer(String)
  case cannotBeWritten(String, reason: String)
  /// A data file is not there; `other` when one of its name has other content.
  case dataIsMissing([PackageContents.DataFile], folder: String?, other: [String])
}

/// Writes a package: its script, and the files that belong to it.
package struct WritePackage: Operation {
  package struct File: Sendable, Codable {
    package let name: String
    package let content: Content

    package enum Content: Sendable, Codable {
      case bytes([UInt8])
      case file(String)
    }

    package init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  package var path: String
  package var script: String
  package var contents: PackageContents
  package var files: [File]
  package var overwrites: Bool

  package init(
    path: String, script: String, contents: PackageContents, files: [File], overwrites: Bool
  ) {
    self.path = path
    self.script = script
    self.contents = contents
    self.files = files
    self.overwrites = overwrites
  }

  package func run(in run: Run) throws -> Artifact {
    let place = try OutputPlace(path)
    guard case .file(let target, let standing) = place else { throw FileFault.isDevice(path) }
    if standing != nil {
      try OutputFile.checkOverwriting(target, path) { overwrites || OutputFile.hasMark($0) }
    }
    let folder = (target as NSString).deletingLastPathComponent
    let temporary =
      (folder.isEmpty ? "" : folder + "/")
      + ".pe-\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
    defer { unlink(temporary) }
    do {
      let zip = try ZipWriter(path: temporary)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try zip.add(PackageContents.manifestName, bytes: [UInt8](try encoder.encode(contents)))
      try zip.add(PackageContents.scriptName, bytes: Array(script.utf8))
      for file in files {
        try run.cancellation.check()
        switch file.content {
        case .bytes(let bytes): try zip.add(file.name, bytes: bytes)
        case .file(let path): try zip.add(file.name, file: path)
        }
      }
      let cancellation = run.cancellation
      try zip.finish(comment: "\(OutputFile.mark) \(Version.number)\n") { cancellation.isRaised }
    } catch ZipFault.cannotBeWritten(let reason) {
      try run.cancellation.check()
      throw PackageFault.cannotBeWritten(path, reason: reason)
    }
    let digest = try FileDigest.of(temporary, run.cancellation)
    guard rename(temporary, target) == 0 else {
      throw PackageFault.cannotBeWritten(path, reason: String(cString: strerror(errno)))
    }
    return Artifact(
      path: (path as NSString).expandingTildeInPath, rows: files.count, sha256: digest)
  }
}

/// Unpacks a package into a folder of its own, which the caller removes.
package struct OpenPackage: Operation {
  package var path: String
  /// Where files of data are that the package does not hold.
  package var data: String?

  package init(path: String, data: String? = nil) {
    self.path = path
    self.data = data
  }

  package struct Result: Sendable {
    package let folder: String
    package let script: String
    package let contents: PackageContents
    /// With their sources as the package holds them; each alone in its folder.
    package let plugins: [(plugin: PackageContents.Plugin, source: PluginSource, isAccepted: Bool)]
  }

  private static let largestManifest = 4 << 20

  /// Throws ``PackageFault``; nothing is left behind then.
  package func run(in run: Run) throws -> Result {
    let folder = NSTemporaryDirectory() + "/pe-package-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    do {
      return try unpack(into: folder, run)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      switch error {
      case ZipFault.refused(let name, let refusal):
        throw PackageFault.isUnsafe(path, entry: name, refusal)
      case is ZipFault: throw PackageFault.isNoPackage(path)
      default: throw error
      }
    }
  }

  private func unpack(into folder: String, _ run: Run) throws -> Result {
    let zip = try ZipReader(path: (path as NSString).expandingTildeInPath)
    guard
      let manifest = try zip.bytes(PackageContents.manifestName, atMost: Self.largestManifest),
      let script = try zip.bytes(PackageContents.scriptName, atMost: Self.largestManifest),
      let text = String(validating: script, as: UTF8.self),
      let contents = try? JSONDecoder().decode(PackageContents.self, from: Data(manifest))
    else { throw PackageFault.isNoPackage(path) }
    guard contents.version <= PackageContents.version else { throw PackageFault.isNewer(path) }
    for index in zip.entries.indices {
      try run.cancellation.check()
      try write(zip, index, below: folder)
    }
    try find(contents.data, below: folder, run)
    let accepted = Set(try run.host.store.trust.builds().map(\.code))
    let plugins = try contents.plugins.map { plugin in
      let source = try self.source(of: plugin, zip.entries.map(\.name), folder)
      return (plugin: plugin, source: source, isAccepted: accepted.contains(source.code))
    }
    return Result(folder: folder, script: text, contents: contents, plugins: plugins)
  }

  private func write(_ zip: ZipReader, _ index: Int, below folder: String) throws {
    let name = zip.entries[index].name
    let target = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let isPlugin = name.hasPrefix("plugins/")
    let descriptor = open(
      target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isPlugin ? 0o700 : 0o600)
    guard descriptor >= 0 else {
      throw PackageFault.cannotBeWritten(target, reason: String(cString: strerror(errno)))
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try zip.read(index) { try file.write(contentsOf: Data($0)) }
    try file.close()
  }

  /// A plugin's source, which must be the build that the package names and be alone in its folder:
  /// what it imports is then its own.
  private func source(
    of plugin: PackageContents.Plugin, _ names: [String], _ folder: String
  ) throws -> PluginSource {
    let parts = plugin.path.split(separator: "/")
    let own = "plugins/\(plugin.code)/"
    guard parts.count >= 2, plugin.path.hasPrefix("plugins/\(plugin.code)"), !parts.contains(".."),
      PluginStore.isBuildName(plugin.code)
    else { throw PackageFault.isUnsafe(path, entry: plugin.path, .badName) }
    let source = try PluginSource(path: folder + "/" + plugin.path)
    let inside = Set(names.filter { $0.hasPrefix(own) }.map { String($0.dropFirst(own.count)) })
    guard source.code == plugin.code, inside == Set(source.files.map(\.name)) else {
      throw PackageFault.isUnsafe(path, entry: plugin.path, .isDamaged)
    }
    return source
  }

  /// Puts links to the data where the script looks for it.
  private func find(
    _ files: [PackageContents.DataFile], below folder: String, _ run: Run
  ) throws {
    let missing = files.filter {
      !FileManager.default.fileExists(atPath: folder + "/" + $0.name)
    }
    guard !missing.isEmpty else { return }
    var there: [(path: String, bytes: Int)] = []
    var place: String?
    if let data {
      let root = URL(fileURLWithPath: (data as NSString).expandingTildeInPath).standardizedFileURL
        .path
      place = root
      let names = FileManager.default.enumerator(atPath: root)
      while let name = names?.nextObject() as? String, there.count < 100_000 {
        try run.cancellation.check()
        if (names?.level ?? 0) > 6 { names?.skipDescendants() }
        var status = stat()
        guard stat(root + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { continue }
        there.append((root + "/" + name, FileDigest.bytes(root + "/" + name)))
      }
    }
    var lost: [PackageContents.DataFile] = []
    var others: [String] = []
    for file in missing {
      guard file.name.hasPrefix("data/"), !file.name.contains(".."), file.bytes >= 0 else {
        throw PackageFault.isUnsafe(path, entry: file.name, .badName)
      }
      let own = (file.name as NSString).lastPathComponent
      let found = try there.filter { $0.bytes == file.bytes }
        .sorted {
          ($0.path as NSString).lastPathComponent == own
            && ($1.path as NSString).lastPathComponent != own
        }
        .first { try FileDigest.of($0.path, run.cancellation) == file.sha256 }
      guard let found else {
        lost.append(file)
        others += there.map(\.path).filter { ($0 as NSString).lastPathComponent == own }
        continue
      }
      let target = folder + "/" + file.name
      try FileManager.default.createDirectory(
        atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: target, withDestinationPath: found.path)
    }
    guard lost.isEmpty else {
      throw PackageFault.dataIsMissing(lost, folder: place, other: others)
    }
  }
}

package enum FileDigest {
  /// The size of the file at `path`; −1 when there is none.
  package static func bytes(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : -1
  }

  /// The SHA-256 of the file at `path`, in 64 hexadecimal digits.
  package static func of(
    _ path: String, _ cancellation: Cancellation = Cancellation()
  ) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw FileFault.cannotBeRead(path)
    }
    defer { try? handle.close() }
    let digester = Digester()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      try cancellation.check()
      piece.withUnsafeBytes { digester.update($0) }
    }
    return digester.finish().hex
  }
}

/// The kept source of a build.
package struct KeptSource: Operation {
  package var code: String
  package init(code: String) { self.code = code }

  /// Nil when it is not kept on this machine.
  package func run(in run: Run) throws -> PluginSource? {
    guard let code = run.host.store.code(code) else { return nil }
    return try run.host.store.source(code)
  }
}
