private import Foundation
import PluginHost
import PluginKit
import Validation

/// The heads that a person trained, each set a validator: files `SET.head` or `SET.CLASS.head` in a folder of
/// her own beside her plugins.
package struct OwnHeads: Sendable {
  package let folder: String

  init(_ store: PluginStore) { folder = store.root + "/heads" }

  /// Adds a validator for each set; gives those that cannot be read or registered, with the reason.
  func register(in registry: inout Registry) -> [String: String] {
    var left: [String: String] = [:]
    for (set, files) in sets().sorted(by: { $0.key < $1.key }) {
      do {
        var heads: [Head] = []
        var code: UInt64 = 0xcbf2_9ce4_8422_2325
        for file in files.sorted() {
          let path = folder + "/" + file
          let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
          guard let size, size < OwnHeads.most,
            let data = FileManager.default.contents(atPath: path)
          else { throw HeadFault.notAHead }
          let bytes = Array(data)
          heads.append(try Head(bytes: bytes))
          for byte in bytes { code = (code ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        try registry.add(
          HeadValidator.plugin(set, heads), origin: folder, code: String(code, radix: 16))
      } catch {
        left[set] = "\(error)"
      }
    }
    return left
  }

  private static let most = 1 << 20

  private func sets() -> [String: [String]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let heads = names.filter { $0.hasSuffix(".head") && !$0.hasPrefix(".") }
    return Dictionary(grouping: heads) { String($0.prefix { $0 != "." }) }
  }

  /// Puts the heads of a set in place of those there.
  func keep(_ set: String, _ heads: [Head]) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for file in sets()[set] ?? [] {
      try FileManager.default.removeItem(atPath: folder + "/" + file)
    }
    for head in heads {
      let name = head.card.name == set ? set : set + "." + head.card.name.dropFirst(set.count + 1)
      try Data(try head.bytes()).write(
        to: URL(fileURLWithPath: "\(folder)/\(name).head"), options: .atomic)
    }
  }
}
