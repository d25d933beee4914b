import Corpus
import Encoder
private import Foundation
import PluginHost

/// The encoder that a person installed, in a folder of her own beside her plugins; never in a workspace.
package struct InstalledEncoder: Sendable, Codable, Equatable {
  package let name: String
  /// Where it came from: a package, or a file's name.
  package let source: String
  /// As its authors say; nil where that is not known.
  package let licence: String?
  /// Digests of the files, by name; 64 hexadecimal digits.
  package let files: [String: String]
  /// Bytes of the weights.
  package let bytes: Int
  /// What vectors are kept under: of the files and of how they are read.
  package let signature: String
  /// UTC.
  package let installedAt: String
}

package enum EncoderFault: Fault {
  case notInstalled
  /// What lies in the store is not what was put there.
  case changed(String)
  /// It has no weights, or no configuration or vocabulary beside them.
  case incomplete(path: String, lacks: String)
  /// No weights can be got; `output` is the end of what the installer said.
  case notBrought(package: String, output: String)
  /// What was brought has another digest than it must.
  case otherDigest(file: String)
  case cannotBeKept(folder: String, reason: String)
}

/// Where the encoder lies.
struct EncoderStore: Sendable {
  let root: String
  var folder: String { root + "/encoder" }
  private var manifest: String { folder + "/installed.json" }

  /// What an encoder is made of; the last ones may be missing.
  static let files = [
    TextEncoder.weightsFile, TextEncoder.vocabularyFile, "config.json",
    "sentence_bert_config.json", "tokenizer_config.json", "1_Pooling/config.json",
  ]
  static let needed = files.prefix(3)

  init(_ store: PluginStore) { root = store.root }

  /// Nil when there is none.
  func installed() throws -> InstalledEncoder? {
    guard FileManager.default.fileExists(atPath: folder) else { return nil }
    let size = (try? FileManager.default.attributesOfItem(atPath: manifest)[.size]) as? Int
    guard let size, size < 1 << 16, let data = FileManager.default.contents(atPath: manifest),
      let found = try? JSONDecoder().decode(InstalledEncoder.self, from: data),
      found.signature.utf8.count == 64,
      Self.size(folder + "/" + TextEncoder.weightsFile) == found.bytes
    else { throw EncoderFault.changed(folder) }
    return found
  }

  static func size(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
  }

  /// Throws where a file is other than when it was installed; reads all of them.
  func check(_ installed: InstalledEncoder) throws {
    for (name, digest) in installed.files {
      guard try Self.digest(folder + "/" + name) == digest else {
        throw EncoderFault.changed(folder + "/" + name)
      }
    }
  }

  static func digest(_ path: String) throws -> String {
    let file = try MappedFile(path: path)
    let digester = Digester()
    digester.update(file.bytes)
    return digester.finish().hex
  }

  /// Puts the files of `staging`, a folder beside, in the place of what is there.
  func keep(_ staging: String, name: String, source: String, licence: String?) throws
    -> InstalledEncoder
  {
    var files: [String: String] = [:]
    for file in Self.files where FileManager.default.fileExists(atPath: staging + "/" + file) {
      files[file] = try Self.digest(staging + "/" + file)
    }
    // How texts are read and vectors made is part of what vectors are kept under.
    let said = "encoder 1\n" + files.sorted { $0.key < $1.key }.map { "\($0) \($1)\n" }.joined()
    let installed = InstalledEncoder(
      name: name, source: source, licence: licence, files: files,
      bytes: Self.size(staging + "/" + TextEncoder.weightsFile) ?? 0,
      signature: Digest(of: said).hex, installedAt: Date().ISO8601Format())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(installed).write(to: URL(fileURLWithPath: staging + "/installed.json"))
      let old = staging + ".old"
      if FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.moveItem(atPath: folder, toPath: old)
      }
      try FileManager.default.moveItem(atPath: staging, toPath: folder)
      try? FileManager.default.removeItem(atPath: old)
    } catch {
      throw EncoderFault.cannotBeKept(folder: root, reason: error.localizedDescription)
    }
    return installed
  }
}

/// The encoder, ready to encode.
struct LoadedEncoder: Sendable {
  let encoder: TextEncoder
  let installed: InstalledEncoder
}

extension Run {
  var encoders: EncoderStore { EncoderStore(host.store) }

  /// The installed encoder. Throws ``EncoderFault/notInstalled`` and ``EncoderError``.
  func encoder() throws -> LoadedEncoder {
    guard let installed = try encoders.installed() else { throw EncoderFault.notInstalled }
    return LoadedEncoder(
      encoder: try TextEncoder(folder: encoders.folder), installed: installed)
  }
}
