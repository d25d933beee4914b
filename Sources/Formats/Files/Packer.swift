import PluginKit

/// Packs bytes as they come, in bounded memory.
package final class Packer {
  private var codec: Codec
  private static let portion = 64 << 10

  /// Throws ``FormatError`` when there is no memory.
  package init(_ kind: Compression) throws {
    guard let codec = Codec(packing: kind) else {
      throw FormatError(.unreadable, "there is no memory to pack what is written")
    }
    self.codec = codec
  }

  /// What came of `bytes` and those before; with `ends` also what is still held.
  package func packed(_ bytes: [UInt8], ends: Bool) throws -> [UInt8] {
    var result: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.portion, alignment: 16)
    defer { room.deallocate() }
    try bytes.withUnsafeBytes { input in
      var rest = input[...]
      while true {
        let (progress, used, written) = codec.pack(
          UnsafeRawBufferPointer(rebasing: rest), into: room, ends: ends)
        guard progress == .more || progress == .end else {
          throw FormatError(.unreadable, "what is written could not be packed")
        }
        rest = rest.dropFirst(used)
        result.append(contentsOf: room[..<written])
        let isDone = ends ? progress == .end : rest.isEmpty && written < room.count
        if isDone { return }
      }
    }
    return result
  }
}
